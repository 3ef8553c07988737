package import SourceDiagnostics

/// A node of the tree that templates see.
///
/// Nodes are shared: the aggregate below `services[0].aggregates[0]` and the one that a route is about are the same
/// object. Whoever copies the tree can do so once per object.
package final class ModelNode: Sendable {
  package let value: ModelValue
  /// Where in the specification it comes from.
  package let origin: ModelOrigin?

  package init(_ value: ModelValue, origin: ModelOrigin? = nil) {
    self.value = value
    self.origin = origin
  }

  package static let null = ModelNode(.null)
  package static let emptyList = ModelNode(.list([]))
  private static let yes = ModelNode(.bool(true))
  private static let no = ModelNode(.bool(false))

  package static func bool(_ value: Bool) -> ModelNode { value ? yes : no }
  package static func string(_ value: String) -> ModelNode { ModelNode(.string(value)) }
  package static func int(_ value: Int64) -> ModelNode { ModelNode(.int(value)) }
  package static func list(_ items: [ModelNode]) -> ModelNode { items.isEmpty ? emptyList : ModelNode(.list(items)) }

  /// The value of a key of a record, or nil.
  package subscript(key: String) -> ModelNode? {
    guard case .record(let entries) = value else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// The items of a list; empty for anything else.
  package var items: [ModelNode] {
    if case .list(let items) = value { return items }
    return []
  }
}

/// What a node is.
package enum ModelValue: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  /// A decimal number as it is written.
  case decimal(String)
  case string(String)
  case list([ModelNode])
  case record(ModelFields)
}

/// The keys of a record in order, each with its value.
package struct ModelFields: Sendable, RandomAccessCollection {
  /// Shared by all records of one kind.
  package let names: ModelFieldNames
  /// The values, in the order of the names.
  package let values: [ModelNode]

  /// - Precondition: as many values as names.
  init(_ names: ModelFieldNames, _ values: [ModelNode]) {
    precondition(names.all.count == values.count)
    self.names = names
    self.values = values
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { values.count }
  package subscript(position: Int) -> (key: String, value: ModelNode) { (names.all[position], values[position]) }
}

/// The keys of the records of one kind: an object, so that whoever copies the tree can copy them once.
package final class ModelFieldNames: Sendable {
  /// The keys in order, each once.
  package let all: [String]

  init(_ all: [String]) { self.all = all }
}

/// Where a node of the model comes from: an object, so that the many nodes without one are small.
package final class ModelOrigin: Sendable {
  /// The way to it by names: `services.orders.aggregates.Order`.
  package let path: String
  package let source: SourceText
  package let span: SourceSpan

  init(path: String, source: SourceText, span: SourceSpan) {
    self.path = path
    self.source = source
    self.span = span
  }
}

extension ModelNode {
  /// The tree as JSON, keys in order.
  ///
  /// A record that was printed before appears as `{"$ref": "its path"}`.
  package func json() -> String {
    var printer = ModelPrinter()
    printer.write(self, indent: 0)
    return printer.out + "\n"
  }
}

private struct ModelPrinter {
  var out = ""
  private var seen: Set<ObjectIdentifier> = []

  mutating func write(_ node: ModelNode, indent: Int) {
    switch node.value {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .int(let value): out += String(value)
    case .decimal(let text): out += text
    case .string(let text): out += DiagnosticJSON.quote(text)
    case .list(let items):
      writeAll(items.map { (nil, $0) }, "[", "]", indent)
    case .record(let entries):
      if let path = node.origin?.path, !seen.insert(ObjectIdentifier(node)).inserted {
        out += "{\"$ref\": \(DiagnosticJSON.quote(path))}"
      } else {
        writeAll(entries.map { ($0.key, $0.value) }, "{", "}", indent)
      }
    }
  }

  private mutating func writeAll(_ members: [(String?, ModelNode)], _ open: String, _ close: String, _ indent: Int) {
    if members.isEmpty {
      out += open + close
      return
    }
    let margin = String(repeating: "  ", count: indent + 1)
    out += open
    for (index, member) in members.enumerated() {
      out += (index == 0 ? "\n" : ",\n") + margin
      if let key = member.0 { out += DiagnosticJSON.quote(key) + ": " }
      write(member.1, indent: indent + 1)
    }
    out += "\n" + String(repeating: "  ", count: indent) + close
  }
}
