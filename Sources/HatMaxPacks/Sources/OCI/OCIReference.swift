/// A place in an OCI registry under which packs are repositories: `oci://ghcr.io/acme/packs`.
package struct OCILocation: Sendable, Hashable, CustomStringConvertible {
  /// `HOST` or `HOST:PORT`.
  package let host: String
  /// The first part of the repositories' names; may be empty.
  package let prefix: String

  package static let form =
    "an OCI registry is written `oci://HOST/NAME`, small letters in the name: `oci://ghcr.io/acme/packs`"

  /// Reads a location.
  ///
  /// - Throws: `PK0408` for another form.
  package init(_ text: String) throws(PackFailure) {
    let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
    guard trimmed.hasPrefix("oci://"), WebAddress("https://" + trimmed.dropFirst(6)) != nil else {
      throw PackFailure(PackDiagnostics.badAddress(text, expected: Self.form))
    }
    let parts = trimmed.dropFirst(6).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    host = parts[0].lowercased()
    prefix = parts.count > 1 ? String(parts[1]) : ""
    guard prefix.isEmpty || Self.isRepository(prefix) else {
      throw PackFailure(PackDiagnostics.badAddress(text, expected: Self.form))
    }
  }

  /// The location as it was written.
  package var description: String { "oci://" + host + (prefix.isEmpty ? "" : "/" + prefix) }

  /// The repository of a pack.
  func repository(of pack: PackName) -> String { (prefix.isEmpty ? "" : prefix + "/") + pack.description }

  /// The pack of a repository; nil when it is none below this location.
  func pack(of repository: String) -> PackName? {
    let start = prefix.isEmpty ? "" : prefix + "/"
    return repository.hasPrefix(start) ? PackName(String(repository.dropFirst(start.count))) : nil
  }

  /// A tag has no `+`, so a version's build is written after `_`, which no version has.
  static func tag(of version: Version) -> String { version.description.replacing("+", with: "_") }

  static func version(ofTag tag: String) -> Version? {
    tag.contains("+") ? nil : Version(tag.replacing("_", with: "+", maxReplacements: 1))
  }

  /// The form of names in the OCI distribution specification, without its rules on what may follow what.
  private static func isRepository(_ text: String) -> Bool {
    text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
      guard let first = part.utf8.first, let last = part.utf8.last, isAlphanumeric(first), isAlphanumeric(last) else {
        return false
      }
      return part.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
