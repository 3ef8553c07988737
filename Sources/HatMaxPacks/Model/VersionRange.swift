/// A set of versions in the notation of Cargo: `^1.2`, `~1.2.3`, `>=1.0, <2`, `=1.4.0`, `1.*`, `*`; a bare `1.2` is `^1.2`.
///
/// All comparators, separated by commas, must hold. A pre-release is in the range only if one of the comparators names a
/// pre-release of the same three numbers, so that `^1.0` never picks `2.0.0-rc.1` nor `1.1.0-rc.1`.
/// Source: the Cargo book, "Specifying Dependencies", and the documentation of the crate `semver`.
public struct VersionRange: Sendable, Hashable {
  /// The range as it was written, with single spaces after commas.
  public let description: String
  private let comparators: [Comparator]

  /// Every version that is not a pre-release.
  public static let any = VersionRange(description: "*", comparators: [])

  /// Exactly one version.
  public static func exactly(_ version: Version) -> VersionRange {
    VersionRange(
      description: "=\(version)",
      comparators: [Comparator(lower: version, upper: version, upperIncluded: true, prereleaseOf: version)])
  }

  /// Whether the range admits a version.
  public func contains(_ version: Version) -> Bool {
    guard comparators.allSatisfy({ $0.contains(version) }) else { return false }
    return !version.isPrerelease || comparators.contains { $0.prereleaseOf?.core == version.core }
  }

  private init(description: String, comparators: [Comparator]) {
    self.description = description
    self.comparators = comparators
  }

  /// What one comparator says: an interval, and the version whose pre-releases it opts into.
  private struct Comparator: Sendable, Hashable {
    var lower: Version?
    var lowerIncluded = true
    var upper: Version?
    var upperIncluded = false
    var prereleaseOf: Version?

    /// Build metadata has no say: a comparator without it holds for every build of a version.
    func contains(_ version: Version) -> Bool {
      if let lower {
        let candidate = lower.build.isEmpty ? version.withoutBuild : version
        if lowerIncluded ? candidate < lower : candidate <= lower { return false }
      }
      if let upper {
        let candidate = upper.build.isEmpty ? version.withoutBuild : version
        if upperIncluded ? candidate > upper : candidate >= upper { return false }
      }
      return true
    }
  }
}

extension Version {
  fileprivate var withoutBuild: Version { build.isEmpty ? self : Version(major, minor, patch, prerelease: prerelease) }
}

extension VersionRange: LosslessStringConvertible {
  /// Reads a range; nil when it is not one.
  public init?(_ text: String) {
    var comparators: [Comparator] = []
    var written: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let trimmed = part.trimmed
      guard let comparator = Self.comparator(trimmed) else { return nil }
      written.append(String(trimmed))
      comparators.append(comparator)
    }
    self.init(description: written.joined(separator: ", "), comparators: comparators)
  }

  private static func comparator(_ text: Substring) -> Comparator? {
    if text == "*" { return Comparator() }
    if text.hasSuffix(".*") { return wildcard(text.dropLast(2)) }
    let symbol = ["<=", ">=", "^", "~", "=", "<", ">"].first { text.hasPrefix($0) } ?? ""
    guard let parts = VersionParts(String(text.dropFirst(symbol.count).trimmed)) else { return nil }
    let named = Version(
      parts.major, parts.minor ?? 0, parts.patch ?? 0, prerelease: parts.prerelease, build: parts.build)
    let opened = named.isPrerelease ? named : nil
    // One past the versions that a partial version stands for: `1.2` stands for 1.2.x.
    let next = next(after: parts)
    switch symbol {
    case "=":
      return parts.patch == nil
        ? Comparator(lower: named, upper: next)
        : Comparator(lower: named, upper: named, upperIncluded: true, prereleaseOf: opened)
    case ">":
      return parts.patch == nil
        ? Comparator(lower: next) : Comparator(lower: named, lowerIncluded: false, prereleaseOf: opened)
    case ">=": return Comparator(lower: named, prereleaseOf: opened)
    case "<": return Comparator(upper: named, prereleaseOf: opened)
    case "<=":
      return parts.patch == nil
        ? Comparator(upper: next) : Comparator(upper: named, upperIncluded: true, prereleaseOf: opened)
    case "~":
      let end = parts.minor == nil ? Version(parts.major + 1, 0, 0) : Version(parts.major, named.minor + 1, 0)
      return Comparator(lower: named, upper: end, prereleaseOf: opened)
    default: return Comparator(lower: named, upper: caretEnd(parts), prereleaseOf: opened)
    }
  }

  private static func wildcard(_ text: Substring) -> Comparator? {
    guard let parts = VersionParts(String(text)), parts.patch == nil else { return nil }
    return Comparator(lower: Version(parts.major, parts.minor ?? 0, 0), upper: next(after: parts))
  }

  private static func next(after parts: VersionParts) -> Version {
    guard let minor = parts.minor else { return Version(parts.major + 1, 0, 0) }
    guard let patch = parts.patch else { return Version(parts.major, minor + 1, 0) }
    return Version(parts.major, minor, patch + 1)
  }

  /// A caret keeps the leftmost number that is not zero.
  private static func caretEnd(_ parts: VersionParts) -> Version {
    guard parts.major == 0, let minor = parts.minor else { return Version(parts.major + 1, 0, 0) }
    guard minor == 0, let patch = parts.patch else { return Version(0, minor + 1, 0) }
    return Version(0, 0, patch + 1)
  }
}

extension Substring {
  /// Without spaces and tabs at both ends.
  var trimmed: Substring {
    var text = self
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}
