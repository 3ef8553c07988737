public import SourceDiagnostics

/// Where a value of the context came from, for messages: its path in the user's data and, if known, its place.
public struct Origin: Sendable, Hashable {
  /// The path, such as `services.orders.aggregates.Order`.
  public let path: String
  /// The text that holds the value.
  public let source: SourceText?
  /// The place of the value in `source`.
  public let span: SourceSpan?

  /// Creates an origin.
  public init(path: String, source: SourceText? = nil, span: SourceSpan? = nil) {
    self.path = path
    self.source = source
    self.span = span
  }
}

/// The data that templates see: built once, never changed, shared by any number of renders at once.
public struct Context: Sendable {
  /// The value that `@root` means.
  public let root: Node

  /// Builds a context from data.
  ///
  /// - Complexity: O(*n*) in the number of values and bytes.
  public init(_ data: DataValue) {
    var builder = ContextBuilder()
    let root = builder.add(data)
    self = builder.build(root: root)
  }

  init(root: Node) { self.root = root }
}

/// A value of a context, or one that an expression gave: cheap to copy, and it keeps its memory alive.
public struct Node: Sendable {
  let value: Value
  let storage: ValueStorage

  init(_ value: Value, _ storage: ValueStorage) {
    self.value = value
    self.storage = storage
  }

  /// Creates a node that belongs to no context, for options and other small bindings.
  public init(_ data: DataValue) { self = Context(data).root }

  /// The field of a record, or nil.
  public subscript(name: String) -> Node? {
    guard value.kind == .record else { return nil }
    return withPaddedBytes(of: name) { value.field($0, hash: $0.hash) }.map { Node($0, storage) }
  }

  /// The elements of a list; none for any other value.
  public var elements: [Node] {
    value.kind == .list ? (0..<value.count).map { Node(value[$0], storage) } : []
  }

  /// The fields of a record in order; none for any other value.
  public var fields: [(name: String, value: Node)] {
    guard value.kind == .record else { return [] }
    return (0..<value.count).map { (value.key($0).bytes.text, Node(value[$0], storage)) }
  }

  /// The text of a string, or nil.
  public var string: String? { value.isString ? value.bytes.text : nil }

  /// The number, or nil for anything but an integer.
  public var int: Int64? { value.kind == .int ? value.int : nil }

  /// The boolean, or nil.
  public var bool: Bool? { value.kind == .bool ? value.bool : nil }

  /// Whether the value is null.
  public var isNull: Bool { value.isNull }

  /// Whether the value is a list.
  public var isList: Bool { value.kind == .list }

  /// Mustache's truth: false, null, the empty string and the empty list are false.
  public var isTruthy: Bool { value.isTruthy }

  /// Where a list or record came from, if its builder said so.
  public var origin: Origin? { value.originValue }

  /// What a template would write for a null, boolean, number or string; nil for lists, maps and lambdas.
  public var text: String? {
    var output = RawStack<UInt8>(capacity: 32)
    defer { output.free() }
    return output.append(scalar: value) ? output.bytes.text : nil
  }

  /// The value as data.
  public var data: DataValue {
    switch value.kind {
    case .undefined, .null: .null
    case .bool: .bool(value.bool)
    case .int: .int(value.int)
    case .decimal: .decimal(value.decimal)
    case .string: .string(value.bytes.text)
    case .list: .list(elements.map(\.data))
    case .record: .record(fields.map { ($0.name, $0.value.data) })
    case .lambda: value.lambda.map(DataValue.lambda) ?? .null
    }
  }
}
