internal import CLibYAML
public import SourceDiagnostics

/// Reads YAML into a tree of nodes that know where they were written.
///
/// Syntax is libyaml's (YAML 1.1 with 1.2's directive), scalars are read by YAML 1.2's core schema. A scalar value that
/// YAML 1.1 reads otherwise (`no`, `1_000`, `010`) is a warning. Duplicate keys, unknown anchors and unknown tags are
/// errors; merge keys (`<<`) are expanded.
public enum YAMLParser {
  /// The root of the only document in `source`.
  ///
  /// - Parameters:
  ///   - source: UTF-8, with or without a byte order mark, any line ends.
  ///   - limits: bounds on size, depth and expansion.
  ///   - bag: where problems go, at most about a hundred.
  /// - Returns: nil when there is no tree at all. A tree is returned along with errors that leave one (a duplicate key,
  ///   an unknown alias), so that later stages can report more. A text without content is a null node.
  /// - Complexity: O(*n*) in the size of the text.
  public static func parse(
    _ source: SourceText, limits: YAMLLimits = YAMLLimits(), into bag: inout DiagnosticBag
  ) -> Node? {
    guard source.bytes.count <= limits.maximumBytes else {
      bag.add(YAMLDiagnostics.tooLarge(source, maximum: limits.maximumBytes))
      return nil
    }
    return source.bytes.withUnsafeBufferPointer { bytes in
      let isASCII: Bool
      switch Encoding.of(bytes) {
      case .ascii: isASCII = true
      case .utf8: isASCII = false
      case .utf16:
        bag.add(YAMLDiagnostics.utf16(source))
        return nil
      case .invalid(let offset):
        bag.add(YAMLDiagnostics.notUTF8(source, at: offset))
        return nil
      }
      // libyaml counts a byte order mark as a column, so it never gets to see it.
      let base = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      var events = EventReader(
        source, UnsafeBufferPointer(rebasing: bytes[base...]), base: base, isASCII: isASCII)
      var builder = TreeBuilder(source, bytes, limits: limits)
      let syntaxError = events.read(into: &builder)
      let node = builder.finish(into: &bag)
      guard let syntaxError else { return node }
      bag.add(syntaxError)
      return nil
    }
  }
}

/// Pulls libyaml's events and hands them to a builder with byte offsets.
private struct EventReader {
  private let source: SourceText
  private let bytes: UnsafeBufferPointer<UInt8>
  private let base: Int
  private var offsets: CharacterOffsets

  init(_ source: SourceText, _ bytes: UnsafeBufferPointer<UInt8>, base: Int, isASCII: Bool) {
    self.source = source
    self.bytes = bytes
    self.base = base
    offsets = CharacterOffsets(bytes, isASCII: isASCII)
  }

  /// Reads to the end or to the first syntax error, which is returned.
  mutating func read(into builder: inout TreeBuilder) -> Diagnostic? {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else {
      return YAMLDiagnostics.syntax(source, problem: "out of memory", at: 0, context: "", from: 0)
    }
    defer { yaml_parser_delete(&parser) }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
    var documents = 0
    while !builder.isStopped {
      var event = yaml_event_t()
      guard yaml_parser_parse(&parser, &event) == 1 else { return syntaxError(of: parser) }
      defer { yaml_event_delete(&event) }
      switch event.type {
      case YAML_STREAM_END_EVENT:
        return nil
      case YAML_DOCUMENT_START_EVENT:
        documents += 1
        if documents > 1 {
          builder.secondDocument(span: span(event))
          return nil
        }
      default:
        handle(event, &builder)
      }
    }
    return nil
  }

  private mutating func handle(_ event: yaml_event_t, _ builder: inout TreeBuilder) {
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let style: Node.Style =
        switch scalar.style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
      builder.scalar(
        UnsafeBufferPointer(start: scalar.value, count: scalar.length), style: style, anchor: text(scalar.anchor),
        tag: text(scalar.tag), span: style == .literal || style == .folded ? trimmed(span(event)) : span(event))
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      builder.begin(
        .sequence, style: start.style == YAML_FLOW_SEQUENCE_STYLE ? .flow : .block, anchor: text(start.anchor),
        tag: text(start.tag), span: span(event))
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      builder.begin(
        .mapping, style: start.style == YAML_FLOW_MAPPING_STYLE ? .flow : .block, anchor: text(start.anchor),
        tag: text(start.tag), span: span(event))
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      builder.end(span: span(event))
    case YAML_ALIAS_EVENT:
      builder.alias(text(event.data.alias.anchor) ?? "", span: span(event))
    default:
      break
    }
  }

  private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(decoding: UnsafeBufferPointer(start: $0, count: strlen($0)), as: UTF8.self) }
  }

  private func strlen(_ pointer: UnsafeMutablePointer<yaml_char_t>) -> Int {
    var length = 0
    while pointer[length] != 0 { length += 1 }
    return length
  }

  private mutating func span(_ event: yaml_event_t) -> SourceSpan {
    let start = offsets.byteOffset(ofCharacter: event.start_mark.index)
    return SourceSpan(start: base + start, end: base + offsets.byteOffset(ofCharacter: event.end_mark.index))
  }

  /// A block scalar's span without the line ends and blanks that follow it.
  private func trimmed(_ span: SourceSpan) -> SourceSpan {
    var end = span.end
    while end > span.start, source.bytes[end - 1] <= UInt8(ascii: " ") { end -= 1 }
    return SourceSpan(start: span.start, end: end)
  }

  private mutating func syntaxError(of parser: yaml_parser_t) -> Diagnostic {
    let problem = parser.problem.map { String(cString: $0) } ?? "out of memory"
    let context = parser.context.map { String(cString: $0) } ?? ""
    // The reader counts bytes, scanner and parser count characters.
    if parser.error == YAML_READER_ERROR {
      let at = base + parser.problem_offset
      return YAMLDiagnostics.syntax(source, problem: problem, at: at, context: "", from: at)
    }
    let at = base + offsets.byteOffset(ofCharacter: parser.problem_mark.index)
    let from = context.isEmpty ? at : base + offsets.byteOffset(ofCharacter: parser.context_mark.index)
    return YAMLDiagnostics.syntax(source, problem: problem, at: at, context: context, from: from)
  }
}
