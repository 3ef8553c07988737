/// Ensures requirements in a `go.mod` that belongs to the user and to `go mod tidy`.
///
/// Only `require` directives are understood; every other line is left as it is. The format is that of
/// <https://go.dev/ref/mod#go-mod-file>.
package enum GoModuleFile {
  /// The user's file with every requirement of `wanted` present and not lower; the same bytes when that is so already.
  package static func ensure(_ wanted: [UInt8], in user: [UInt8]) -> [UInt8] {
    let required = requirements(lines(of: wanted))
    var lines = lines(of: user)
    let present = requirements(lines)
    var missing: [String] = []
    for (module, requirement) in required.sorted(by: { $0.key < $1.key }) {
      guard let existing = present[module] else {
        missing.append("\(module) \(requirement.version)")
        continue
      }
      if GoVersion(existing.version) < GoVersion(requirement.version) {
        lines[existing.line] = lines[existing.line].replacing(existing.version, with: requirement.version)
      }
    }
    if !missing.isEmpty { insert(missing, into: &lines) }
    return Array(lines.joined(separator: "\n").utf8)
  }

  private struct Requirement {
    let version: String
    let line: Int
  }

  private static func lines(of bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static func requirements(_ lines: [String]) -> [String: Requirement] {
    var found: [String: Requirement] = [:]
    var insideBlock = false
    for (number, line) in lines.enumerated() {
      var words = line.prefix(upTo: line.firstRange(of: "//")?.lowerBound ?? line.endIndex).split(
        whereSeparator: \.isWhitespace)
      if insideBlock, words == [")"] {
        insideBlock = false
        continue
      }
      if !insideBlock {
        guard words.first == "require" else { continue }
        words.removeFirst()
        if words == ["("] {
          insideBlock = true
          continue
        }
      }
      guard words.count == 2 else { continue }
      found[String(words[0])] = Requirement(version: String(words[1]), line: number)
    }
    return found
  }

  /// Puts new requirements into the first `require` block, or into a block of their own at the end.
  private static func insert(_ missing: [String], into lines: inout [String]) {
    let block = lines.firstIndex { $0.split(whereSeparator: \.isWhitespace) == ["require", "("] }
    if let block {
      lines.insert(contentsOf: missing.map { "\t" + $0 }, at: block + 1)
      return
    }
    while lines.last == "" { lines.removeLast() }
    let added = missing.count == 1 ? ["require " + missing[0]] : ["require ("] + missing.map { "\t" + $0 } + [")"]
    lines += [""] + added + [""]
  }
}
