import SourceDiagnostics

/// A JSON document with its keys in order.
indirect enum JSON: Sendable {
  case bool(Bool)
  case int(Int64)
  case string(String)
  case array([JSON])
  case object([(String, JSON)])

  /// The text, two spaces for each level, short arrays on one line.
  func text(indent: Int = 0) -> String {
    switch self {
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
