/// A version as Semantic Versioning 2.0.0 defines it (semver.org): `1.4.0`, `2.0.0-beta.1`, `1.0.0+linux`.
public struct Version: Sendable, Hashable {
  /// Changes that break users raise it.
  public let major: Int
  /// New things raise it.
  public let minor: Int
  /// Repairs raise it.
  public let patch: Int
  /// The identifiers after `-`; a version that has some precedes the one without.
  public let prerelease: [Identifier]
  /// What follows `+`; precedence ignores it, only the order of otherwise equal versions looks at it.
  public let build: String

  /// Creates a version from its parts.
  public init(_ major: Int, _ minor: Int, _ patch: Int, prerelease: [Identifier] = [], build: String = "") {
    self.major = major
    self.minor = minor
    self.patch = patch
    self.prerelease = prerelease
    self.build = build
  }

  /// Whether it has a pre-release part.
  public var isPrerelease: Bool { !prerelease.isEmpty }

  /// The version without pre-release and build.
  var core: Version { Version(major, minor, patch) }

  /// One part of a pre-release, between two dots.
  public enum Identifier: Sendable, Hashable {
    case number(Int)
    case text(String)
  }
}

extension Version: Comparable {
  /// Orders by precedence (SemVer 2.0.0, item 11), then by build metadata so that the order is total.
  public static func < (left: Version, right: Version) -> Bool {
    let (a, b) = ((left.major, left.minor, left.patch), (right.major, right.minor, right.patch))
    if a != b { return a < b }
    if left.prerelease != right.prerelease { return precedes(left.prerelease, right.prerelease) }
    return left.build < right.build
  }

  private static func precedes(_ left: [Identifier], _ right: [Identifier]) -> Bool {
    if left.isEmpty || right.isEmpty { return !left.isEmpty }
    for (a, b) in zip(left, right) where a != b {
      switch (a, b) {
      case (.number(let a), .number(let b)): return a < b
      case (.text(let a), .text(let b)): return Array(a.utf8).lexicographicallyPrecedes(Array(b.utf8))
      case (.number, .text): return true
      case (.text, .number): return false
      }
    }
    return left.count < right.count
  }
}

extension Version: LosslessStringConvertible {
  /// Reads a version; nil unless it is exactly of SemVer's form (no leading `v`, three numbers, no leading zeros).
  public init?(_ description: String) {
    guard let parts = VersionParts(description), let minor = parts.minor, let patch = parts.patch else { return nil }
    self.init(parts.major, minor, patch, prerelease: parts.prerelease, build: parts.build)
  }

  /// The version as SemVer writes it.
  public var description: String {
    var text = "\(major).\(minor).\(patch)"
    if !prerelease.isEmpty { text += "-" + prerelease.map(\.description).joined(separator: ".") }
    return build.isEmpty ? text : text + "+" + build
  }
}

extension Version.Identifier: CustomStringConvertible {
  /// The identifier as written.
  public var description: String {
    switch self {
    case .number(let number): String(number)
    case .text(let text): text
    }
  }
}

/// A version that may lack its minor and patch numbers, as ranges write it: `1`, `1.2`, `1.2.3-beta`.
struct VersionParts {
  var major: Int
  var minor: Int?
  var patch: Int?
  var prerelease: [Version.Identifier] = []
  var build = ""

  init?(_ text: String) {
    var core = text[...]
    if let plus = core.firstIndex(of: "+") {
      guard Self.identifiers(core[core.index(after: plus)...], leadingZeros: true) != nil else { return nil }
      build = String(core[core.index(after: plus)...])
      core = core[..<plus]
    }
    if let dash = core.firstIndex(of: "-") {
      guard let parts = Self.identifiers(core[core.index(after: dash)...], leadingZeros: false) else { return nil }
      prerelease = parts
      core = core[..<dash]
    }
    let numbers = core.split(separator: ".", omittingEmptySubsequences: false).map(Self.number)
    guard (1...3).contains(numbers.count), let major = numbers[0], !numbers.contains(nil) else { return nil }
    self.major = major
    minor = numbers.count > 1 ? numbers[1] : nil
    patch = numbers.count > 2 ? numbers[2] : nil
    if patch == nil, !prerelease.isEmpty || !build.isEmpty { return nil }
  }

  /// A number without leading zeros that leaves room to add one.
  static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text == "0" || text.first != "0",
      let number = Int(text), number < .max
    else { return nil }
    return number
  }

  private static func identifiers(_ text: Substring, leadingZeros: Bool) -> [Version.Identifier]? {
    var result: [Version.Identifier] = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      guard !part.isEmpty, part.utf8.allSatisfy(isIdentifierByte) else { return nil }
      if !leadingZeros, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
        guard let number = number(part) else { return nil }
        result.append(.number(number))
      } else {
        result.append(.text(String(part)))
      }
    }
    return result
  }

  private static func isIdentifierByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: true
    default: false
    }
  }
}
