import PositionedYAML
import SourceDiagnostics

/// A document as people would write it in JSON, keys in order: what a tree means.
func meaning(_ node: Node) -> String {
  switch node.kind {
  case .mapping:
    return "{" + node.entries.map { meaning($0.key) + ": " + meaning($0.value) }.joined(separator: ", ") + "}"
  case .sequence:
    return "[" + node.items.map(meaning).joined(separator: ", ") + "]"
  case .scalar:
    switch node.scalarType {
    case .string: return DiagnosticJSON.quote(node.text)
    case .null: return "null"
    case .bool: return node.bool == true ? "true" : "false"
    case .int: return node.int.map(String.init) ?? node.text
    case .float: return node.double.map { "\($0)" } ?? "?"
    }
  }
}

/// The texts that the scalars of a tree occupy in the source.
func writtenScalars(_ node: Node) -> [String] {
  switch node.kind {
  case .mapping: node.entries.flatMap { writtenScalars($0.key) + writtenScalars($0.value) }
  case .sequence: node.items.flatMap(writtenScalars)
  case .scalar: [written(node)]
  }
}

/// The text that a node occupies in the source.
func written(_ node: Node) -> String {
  String(decoding: node.source.bytes[node.span.start..<node.span.end], as: UTF8.self)
}

/// Parses a text; what was said comes back too.
func parse(_ text: String, limits: YAMLLimits = YAMLLimits()) -> (node: Node?, said: [Diagnostic]) {
  parse(Array(text.utf8), limits: limits)
}

/// Parses bytes; what was said comes back too.
func parse(_ bytes: [UInt8], limits: YAMLLimits = YAMLLimits()) -> (node: Node?, said: [Diagnostic]) {
  var bag = DiagnosticBag()
  let node = YAMLParser.parse(SourceText(name: "test.yml", bytes: bytes), limits: limits, into: &bag)
  return (node, bag.sorted)
}
