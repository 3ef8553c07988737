package import HatMaxPacks

/// Merges the lines of contributions.
///
/// For the line types the slot's own body takes part as one more contribution.
package enum SlotMerge {
  /// Two packs that can't both be right.
  package struct Clash: Error, Hashable {
    /// The lines that disagree.
    package let lines: [Line]
    /// What they disagree about, as a sentence.
    package let problem: String
  }

  /// A line of a part.
  package struct Line: Sendable, Hashable {
    /// The line without the white space around it.
    let bytes: ArraySlice<UInt8>
    /// The index of the part.
    let part: Int
    /// The index of the line in its part.
    let number: Int

    /// The line as text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  /// The text of a slot.
  ///
  /// - Parameters:
  ///   - type: how lines are merged.
  ///   - isIndented: whether whoever writes the lines indents them, so that they come without indentation.
  ///   - parts: the parts in order, the slot's own body first where it takes part.
  /// - Returns: lines with the indentation of the first line that has any text; a final newline unless empty.
  /// - Throws: a clash: one import path under two names, or a requirement that is not `MODULE VERSION`.
  package static func merge(_ type: Slot.Kind, _ parts: [[UInt8]], isIndented: Bool = false) throws(Clash) -> [UInt8] {
    if type == .text { return Array(parts.map { terminated($0) }.joined()) }
    var indentation: ArraySlice<UInt8> = []
    var lines: [Line] = []
    for (index, part) in parts.enumerated() {
      let all = part.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for (number, line) in all.enumerated() {
        let text = line.trimmed
        guard !text.isEmpty else { continue }
        if lines.isEmpty, !isIndented { indentation = line[..<text.startIndex] }
        lines.append(Line(bytes: text, part: index, number: number))
      }
    }
    let merged: [ArraySlice<UInt8>] =
      switch type {
      case .text, .set: unique(lines)
      case .imports: try imports(lines)
      case .requires: try requires(lines)
      }
    var output: [UInt8] = []
    for line in merged {
      if !line.isEmpty { output += indentation + line }
      output.append(UInt8(ascii: "\n"))
    }
    return output
  }

  private static func terminated(_ bytes: [UInt8]) -> [UInt8] {
    bytes.isEmpty || bytes.last == UInt8(ascii: "\n") ? bytes : bytes + [UInt8(ascii: "\n")]
  }

  private static func unique(_ lines: [Line]) -> [ArraySlice<UInt8>] {
    var seen: Set<ArraySlice<UInt8>> = []
    return lines.map(\.bytes).filter { seen.insert($0).inserted }
  }

  /// A line that imports a package: a class, which sorting moves cheaply.
  private final class Import {
    let path: ArraySlice<UInt8>
    let line: Line

    init(path: ArraySlice<UInt8>, line: Line) {
      self.path = path
      self.line = line
    }

    /// Orders by path; equal ones stay in the order in which they were written.
    func precedes(_ other: Import) -> Bool {
      let order = path.order(by: other.path)
      return order == 0 ? (line.part, line.number) < (other.line.part, other.line.number) : order < 0
    }
  }

  /// Go import specs, grouped and sorted as goimports does it.
  private static func imports(_ lines: [Line]) throws(Clash) -> [ArraySlice<UInt8>] {
    var specs: [Import] = []
    for line in lines {
      guard let path = quoted(in: line.bytes) else {
        throw Clash(
          lines: [line], problem: "`\(line.text)` is not an import: a name or nothing, then a quoted path")
      }
      specs.append(Import(path: path, line: line))
    }
    specs.sort { $0.precedes($1) }
    var merged: [Import] = []
    for spec in specs {
      guard let other = merged.last, other.path == spec.path else {
        merged.append(spec)
        continue
      }
      if other.line.bytes != spec.line.bytes {
        throw Clash(
          lines: [other.line, spec.line],
          problem: "the import \"\(String(decoding: spec.path, as: UTF8.self))\" has two names")
      }
    }
    // A path whose first element has no dot belongs to the standard library.
    let standard = merged.filter { !isExternal($0.path) }.map(\.line.bytes)
    let others = merged.filter { isExternal($0.path) }.map(\.line.bytes)
    return standard + (standard.isEmpty || others.isEmpty ? [] : [[]]) + others
  }

  /// What stands between the first two quotes of a line.
  private static func quoted(in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let quote = UInt8(ascii: "\"")
    guard let open = line.firstIndex(of: quote), let close = line[(open + 1)...].firstIndex(of: quote) else {
      return nil
    }
    return line[(open + 1)..<close]
  }

  private static func isExternal(_ path: ArraySlice<UInt8>) -> Bool {
    path.prefix { $0 != UInt8(ascii: "/") }.contains(UInt8(ascii: "."))
  }

  private static func requires(_ lines: [Line]) throws(Clash) -> [ArraySlice<UInt8>] {
    var versions: [String: String] = [:]
    for line in lines {
      let words = line.text.split(whereSeparator: \.isWhitespace).map(String.init)
      guard words.count == 2, words[1].hasPrefix("v") else {
        throw Clash(
          lines: [line], problem: "`\(line.text)` is not a requirement: a module path, then a version")
      }
      if let other = versions[words[0]], !(GoVersion(other) < GoVersion(words[1])) { continue }
      versions[words[0]] = words[1]
    }
    return versions.sorted { $0.key.precedesByBytes($1.key) }.map { Array("\($0.key) \($0.value)".utf8)[...] }
  }
}

extension ArraySlice<UInt8> {
  /// The bytes without the blanks, tabs and carriage returns around them.
  fileprivate var trimmed: ArraySlice<UInt8> {
    guard let first = firstIndex(where: { !Self.isBlank($0) }), let last = lastIndex(where: { !Self.isBlank($0) })
    else { return [] }
    return self[first...last]
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
