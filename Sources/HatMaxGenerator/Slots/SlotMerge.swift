package import HatMaxPacks

/// Merges the lines of contributions.
///
/// For the line types the slot's own body takes part as one more contribution.
package enum SlotMerge {
  /// One pack's part.
  package struct Part: Sendable {
    /// Who says it, for messages.
    package let owner: String
    /// The rendered text.
    package let text: [UInt8]

    /// Creates a part.
    package init(owner: String, text: [UInt8]) {
      self.owner = owner
      self.text = text
    }
  }

  /// Two packs that can't both be right.
  package struct Clash: Error, Hashable {
    /// The owners of the two lines.
    package let owners: [String]
    /// The two lines.
    package let lines: [String]
    /// What they disagree about, as a sentence.
    package let problem: String

    /// Creates a clash.
    package init(owners: [String], lines: [String], problem: String) {
      self.owners = owners
      self.lines = lines
      self.problem = problem
    }
  }

  /// The text of a slot.
  ///
  /// - Parameters:
  ///   - type: how lines are merged.
  ///   - isIndented: whether whoever writes the lines indents them, so that they come without indentation.
  ///   - parts: the parts in order, the slot's own body first where it takes part.
  /// - Returns: lines with the indentation of the first line that has any text; a final newline unless empty.
  /// - Throws: a clash: one import path under two names, or a requirement that is not `MODULE VERSION`.
  package static func merge(_ type: Slot.Kind, _ parts: [Part], isIndented: Bool = false) throws(Clash) -> [UInt8] {
    if type == .text { return Array(parts.map { terminated($0.text) }.joined()) }
    var indentation = ""
    var lines: [Line] = []
    for part in parts {
      for line in String(decoding: part.text, as: UTF8.self).split(whereSeparator: \.isNewline) {
        let text = line.drop { $0 == "\t" || $0 == " " }
        guard !text.isEmpty else { continue }
        if lines.isEmpty, !isIndented { indentation = String(line.prefix(line.count - text.count)) }
        lines.append(Line(text: String(text).trimmedAtEnd, owner: part.owner))
      }
    }
    let merged: [String] =
      switch type {
      case .text, .set: unique(lines)
      case .imports: try imports(lines)
      case .requires: try requires(lines)
      }
    return Array(merged.map { $0.isEmpty ? "\n" : indentation + $0 + "\n" }.joined().utf8)
  }

  private struct Line {
    let text: String
    let owner: String
  }

  private static func terminated(_ bytes: [UInt8]) -> [UInt8] {
    bytes.isEmpty || bytes.last == UInt8(ascii: "\n") ? bytes : bytes + [UInt8(ascii: "\n")]
  }

  private static func unique(_ lines: [Line]) -> [String] {
    var seen: Set<String> = []
    return lines.map(\.text).filter { seen.insert($0).inserted }
  }

  /// Go import specs, grouped and sorted as goimports does it.
  private static func imports(_ lines: [Line]) throws(Clash) -> [String] {
    var specs: [String: Line] = [:]
    for line in lines {
      guard let open = line.text.firstIndex(of: "\""), let close = line.text[open...].dropFirst().firstIndex(of: "\"")
      else {
        throw Clash(
          owners: [line.owner], lines: [line.text],
          problem: "`\(line.text)` is not an import: a name or nothing, then a quoted path")
      }
      let path = String(line.text[line.text.index(after: open)..<close])
      if let other = specs[path], other.text != line.text {
        throw Clash(
          owners: [other.owner, line.owner], lines: [other.text, line.text],
          problem: "the import \"\(path)\" has two names")
      }
      specs[path] = line
    }
    let sorted = specs.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    // A path whose first element has no dot belongs to the standard library.
    let (standard, others) = (sorted.filter { !isExternal($0.key) }, sorted.filter { isExternal($0.key) })
    return standard.map(\.value.text) + (standard.isEmpty || others.isEmpty ? [] : [""]) + others.map(\.value.text)
  }

  private static func isExternal(_ path: String) -> Bool {
    path.prefix { $0 != "/" }.contains(".")
  }

  private static func requires(_ lines: [Line]) throws(Clash) -> [String] {
    var versions: [String: String] = [:]
    for line in lines {
      let words = line.text.split(whereSeparator: \.isWhitespace).map(String.init)
      guard words.count == 2, words[1].hasPrefix("v") else {
        throw Clash(
          owners: [line.owner], lines: [line.text],
          problem: "`\(line.text)` is not a requirement: a module path, then a version")
      }
      if let other = versions[words[0]], !(GoVersion(other) < GoVersion(words[1])) { continue }
      versions[words[0]] = words[1]
    }
    return versions.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { "\($0.key) \($0.value)" }
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    var scalars = unicodeScalars
    while let last = scalars.last, last == " " || last == "\t" || last == "\r" { scalars.removeLast() }
    return String(scalars)
  }
}
