internal import SourceDiagnostics

/// Edits of mappings that keep comments, order and layout.
///
/// Each gives the edits for the text that the node was read from, or nil where none is possible without guessing: inside
/// an alias, or where entries come from a merge.
public enum MappingEdit {
  /// Adds an entry at the end of a mapping, in the mapping's own style.
  ///
  /// - Parameters:
  ///   - mapping: a mapping, or a node with nothing written (`key:`).
  ///   - owner: the key that the mapping is the value of, which tells where the lines of an empty one begin.
  public static func append(_ key: String, _ value: YAMLValue, to mapping: Node, below owner: Node?) -> [SourceEdit]? {
    if mapping.isAlias { return nil }
    if mapping.isNull, let owner { return fill(mapping, key, value, below: owner) }
    guard mapping.kind == .mapping else { return nil }
    let own = mapping.ownEntries
    if mapping.style == .flow {
      let text = "\(YAMLWriter.key(key)): \(YAMLWriter.flow(value))"
      guard let last = own.last else {
        // Between the braces, whatever stands there.
        return [SourceEdit(at: mapping.span.end - 1, text)]
      }
      return [SourceEdit(at: last.value.span.end, ", " + text)]
    }
    guard let first = own.first, let last = own.last else { return nil }
    let indent = first.key.column
    return [
      SourceEdit(
        at: mapping.source.endOfLine(max(last.value.span.end, last.key.span.end)),
        mapping.source.lines(below: indent, key, value))
    ]
  }

  /// Puts an entry before the first one of a mapping, or fills an empty one.
  public static func prepend(_ key: String, _ value: YAMLValue, to mapping: Node, below owner: Node?) -> [SourceEdit]? {
    guard !mapping.isAlias, mapping.kind == .mapping, let first = mapping.ownEntries.first else {
      return append(key, value, to: mapping, below: owner)
    }
    let text = "\(YAMLWriter.key(key)): \(YAMLWriter.flow(value))"
    if mapping.style == .flow { return [SourceEdit(at: first.key.span.start, text + ", ")] }
    let margin = String(repeating: " ", count: first.key.column)
    return [SourceEdit(at: first.key.span.start, text + mapping.source.lineEnd + margin)]
  }

  /// Replaces a scalar by another text, keeping its quotes where it has some.
  public static func replace(_ scalar: Node, with text: String) -> [SourceEdit]? {
    guard scalar.kind == .scalar, !scalar.isAlias else { return nil }
    let written =
      switch scalar.style {
      case .singleQuoted: "'" + text.replacing("'", with: "''") + "'"
      case .doubleQuoted: YAMLWriter.flow(.text(text)).hasPrefix("\"") ? YAMLWriter.scalar(text) : "\"\(text)\""
      default: YAMLWriter.scalar(text)
      }
    return [SourceEdit(scalar.span, written)]
  }

  /// Gives a `key:` with nothing after it its first entry.
  private static func fill(_ empty: Node, _ key: String, _ value: YAMLValue, below owner: Node) -> [SourceEdit]? {
    let source = owner.source
    let line = source.lineRange(containing: owner.span.start)
    let rest = source.bytes[empty.span.end..<max(line.upperBound, empty.span.end)]
    let isAlone =
      rest.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }.map { $0 == UInt8(ascii: "#") } ?? true
    guard isAlone else {
      // Inside a flow mapping: `{a: , b: 1}`.
      let isSpaced = empty.span.end > 0 && source.bytes[empty.span.end - 1] == UInt8(ascii: " ")
      return [
        SourceEdit(at: empty.span.end, (isSpaced ? "" : " ") + "{\(YAMLWriter.key(key)): \(YAMLWriter.flow(value))}")
      ]
    }
    return [SourceEdit(at: source.endOfLine(empty.span.end), source.lines(below: owner.column + 2, key, value))]
  }
}

extension Node {
  /// The entries that are written inside the mapping, not merged into it.
  public var ownEntries: [Entry] {
    entries.filter { $0.key.span.start >= span.start && $0.key.span.end <= span.end }
  }

  /// The column of its first character, from 0, in bytes.
  var column: Int { span.start - source.lineRange(containing: span.start).lowerBound }
}

extension SourceText {
  /// The line end that the text uses.
  var lineEnd: String {
    guard let at = bytes.firstIndex(of: UInt8(ascii: "\n")), at > 0, bytes[at - 1] == UInt8(ascii: "\r") else {
      return "\n"
    }
    return "\r\n"
  }

  /// Where the line of an offset ends, a comment included.
  func endOfLine(_ offset: Int) -> Int { lineRange(containing: offset).upperBound }

  /// A new entry in block style on lines of its own, the line end before it.
  func lines(below indent: Int, _ key: String, _ value: YAMLValue) -> String {
    let text =
      "\n" + String(repeating: " ", count: indent) + YAMLWriter.key(key) + ":"
      + YAMLWriter.afterKey(value, indent: indent + 2)
    return lineEnd == "\n" ? text : text.replacing("\n", with: lineEnd)
  }
}

/// Edits of lists that keep comments, order and layout.
public enum SequenceEdit {
  /// Adds an item at the end of a list, in the list's own style; nil inside an alias.
  public static func append(_ value: YAMLValue, to list: Node) -> [SourceEdit]? {
    guard list.kind == .sequence, !list.isAlias else { return nil }
    guard let last = list.items.last else { return [SourceEdit(at: list.span.end - 1, YAMLWriter.flow(value))] }
    if list.style == .flow { return [SourceEdit(at: last.span.end, ", " + YAMLWriter.flow(value))] }
    let margin = list.source.lineEnd + String(repeating: " ", count: list.column) + "- "
    return [SourceEdit(at: list.source.endOfLine(last.span.end), margin + YAMLWriter.flow(value))]
  }
}
