/// The version of a Go module, compared as Go does: <https://go.dev/ref/mod#versions>.
struct GoVersion: Comparable {
  private let numbers: [Int]
  private let prerelease: [Substring]?

  init(_ text: some StringProtocol) {
    let core = Substring(text).drop { $0 == "v" }.prefix { $0 != "+" }
    let dash = core.firstIndex(of: "-")
    numbers = core[..<(dash ?? core.endIndex)].split(separator: ".").map { Int($0) ?? 0 }
    prerelease = dash.map { core[core.index(after: $0)...].split(separator: ".") }
  }

  static func < (left: GoVersion, right: GoVersion) -> Bool {
    if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
    guard let a = left.prerelease else { return false }
    guard let b = right.prerelease else { return true }
    return a.lexicographicallyPrecedes(b) { precedes($0, $1) }
  }

  private static func precedes(_ left: Substring, _ right: Substring) -> Bool {
    switch (Int(left), Int(right)) {
    case (let a?, let b?): a < b
    case (_?, nil): true
    case (nil, _?): false
    case (nil, nil): left.utf8.lexicographicallyPrecedes(right.utf8)
    }
  }
}
