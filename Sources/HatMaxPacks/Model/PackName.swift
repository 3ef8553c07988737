/// The name of a pack: `sqlite-repo`, or `acme/sqlite-repo` for an organization's own.
///
/// Each part is `[a-z][a-z0-9-]*` without a hyphen at the end, at most 64 bytes.
public struct PackName: Sendable, Hashable, Comparable, LosslessStringConvertible {
  /// The name as written.
  public let description: String

  /// Reads a name; nil unless it is of the form above.
  public init?(_ description: String) {
    let parts = description.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy(Self.isPart) else { return nil }
    self.description = description
  }

  /// Takes a name that is known to be well formed.
  init(unchecked description: String) { self.description = description }

  /// The organization, or nil for a name without one.
  public var organization: String? {
    description.firstIndex(of: "/").map { String(description[..<$0]) }
  }

  /// The part after the organization.
  public var base: String {
    description.firstIndex(of: "/").map { String(description[description.index(after: $0)...]) } ?? description
  }

  /// Orders by bytes.
  public static func < (left: PackName, right: PackName) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }

  private static func isPart(_ part: Substring) -> Bool {
    guard let first = part.utf8.first, (0x61...0x7A).contains(first), part.utf8.count <= 64, part.last != "-" else {
      return false
    }
    return part.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }
}

/// A pack at a version, the unit that is published and installed.
public struct PackVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The pack.
  public let name: PackName
  /// The version.
  public let version: Version

  /// Creates a pair of name and version.
  public init(_ name: PackName, _ version: Version) {
    self.name = name
    self.version = version
  }

  /// `sqlite-repo 1.2.0`.
  public var description: String { "\(name) \(version)" }

  /// The file name that its archive has in a folder or an index: `sqlite-repo-1.2.0.hatpack`.
  public var archiveFileName: String { "\(name.base)-\(version).hatpack" }

  /// The path of its archive below an index, where an organization is a folder: `acme/base-1.0.0.hatpack`.
  public var archivePath: String { (name.organization.map { $0 + "/" } ?? "") + archiveFileName }

  /// Orders by name, then version.
  public static func < (left: PackVersion, right: PackVersion) -> Bool {
    left.name == right.name ? left.version < right.version : left.name < right.name
  }
}

/// A demand for a pack: its name and the versions that will do.
public struct Requirement: Sendable, Hashable {
  /// The pack.
  public let name: PackName
  /// The versions that will do.
  public let range: VersionRange

  /// Creates a requirement.
  public init(_ name: PackName, _ range: VersionRange) {
    self.name = name
    self.range = range
  }
}
