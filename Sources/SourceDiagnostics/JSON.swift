/// A JSON document with its keys in order.
package indirect enum JSON: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case string(String)
  case array([JSON])
  case object([(String, JSON)])

  /// The text, two spaces for each level, short arrays on one line.
  package func text(indent: Int = 0) -> String {
    switch self {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .int(let value): return String(value)
    case .string(let text): return DiagnosticJSON.quote(text)
    case .array(let items):
      if items.allSatisfy(\.isScalar) { return "[" + items.map { $0.text() }.joined(separator: ", ") + "]" }
      return Self.lines(items.map { $0.text(indent: indent + 1) }, "[", "]", indent)
    case .object(let members):
      if members.isEmpty { return "{}" }
      let lines = members.map { DiagnosticJSON.quote($0.0) + ": " + $0.1.text(indent: indent + 1) }
      return Self.lines(lines, "{", "}", indent)
    }
  }

  /// The text without a blank or a line end that it does not need.
  package var compact: String {
    switch self {
    case .array(let items): "[" + items.map(\.compact).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { DiagnosticJSON.quote($0.0) + ":" + $0.1.compact }.joined(separator: ",") + "}"
    default: text()
    }
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private static func lines(_ items: [String], _ open: String, _ close: String, _ indent: Int) -> String {
    let margin = String(repeating: "  ", count: indent + 1)
    return open + "\n" + items.map { margin + $0 }.joined(separator: ",\n") + "\n"
      + String(repeating: "  ", count: indent) + close
  }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
  package init(dictionaryLiteral members: (String, JSON)...) { self = .object(members) }
  package init(arrayLiteral items: JSON...) { self = .array(items) }

  /// A text that may be missing.
  package init(_ text: String?) { self = text.map(JSON.string) ?? .null }

  /// A list of texts.
  package init(_ texts: some Sequence<String>) { self = .array(texts.map(JSON.string)) }
}
