public import SourceDiagnostics

/// A node of a YAML document that knows where it was written.
///
/// A node is a light handle; copying it copies no content. An alias looks like what it stands for, except that its own
/// `span` is the place where the alias is used; what lies inside has the span of its definition.
public struct Node: Sendable {
  /// What a node is.
  public enum Kind: Sendable, Hashable {
    case scalar
    case sequence
    case mapping
  }

  /// How a node is written.
  public enum Style: UInt8, Sendable, Hashable, BitwiseCopyable {
    case plain
    case singleQuoted
    case doubleQuoted
    case literal
    case folded
    case flow
    case block
  }

  let storage: NodeStorage
  let index: UInt32

  init(_ storage: NodeStorage, _ index: UInt32) {
    self.storage = storage
    self.index = index
  }

  private var record: NodeStorage.Record { storage.content(of: index) }

  /// Whether it is a scalar, a sequence or a mapping.
  public var kind: Kind {
    switch record.kind {
    case .scalar, .alias: .scalar
    case .sequence: .sequence
    case .mapping: .mapping
    }
  }

  /// How it is written.
  public var style: Style { record.style }

  /// The text that it was read from.
  public var source: SourceText { storage.source }

  /// Where it is written: byte offsets, an anchor or a tag included; a block collection ends with its last node.
  public var span: SourceSpan {
    let own = storage.records[Int(index)]
    return SourceSpan(start: Int(own.spanStart), end: Int(own.spanEnd))
  }

  /// Whether it is written as an alias, `*name`.
  public var isAlias: Bool { storage.records[Int(index)].kind == .alias }

  /// A label that points at it.
  public func label(_ text: String = "") -> Label { Label(source, span, text) }
}

// MARK: - Scalars

extension Node {
  /// What a scalar means under the core schema; a collection counts as a string.
  public var scalarType: ScalarType {
    let record = record
    return record.kind == .scalar ? record.type : .string
  }

  /// Whether it is null: written as nothing, `~` or `null`.
  public var isNull: Bool {
    let record = record
    return record.kind == .scalar && record.type == .null
  }

  /// A scalar's content with quotes, escapes and folds resolved, whatever its type; empty for a collection.
  public var text: String {
    let record = record
    guard record.kind == .scalar else { return "" }
    return storage.withText(of: record) { String(decoding: $0, as: UTF8.self) }
  }

  /// The text of a scalar that is a string, else nil.
  public var string: String? { kind == .scalar && scalarType == .string ? text : nil }

  /// The value of `true` or `false`, else nil.
  public var bool: Bool? {
    guard kind == .scalar, scalarType == .bool else { return nil }
    return storage.withText(of: record) { $0[0] | 0x20 == UInt8(ascii: "t") }
  }

  /// The value of an integer that fits into 64 bits, else nil.
  public var int: Int64? {
    guard kind == .scalar, scalarType == .int else { return nil }
    if let short = shortInt { return short }
    let text = text
    if text.hasPrefix("0o") { return Int64(text.dropFirst(2), radix: 8) }
    if text.hasPrefix("0x") { return Int64(text.dropFirst(2), radix: 16) }
    return Int64(text)
  }

  /// The value of a few digits, as most integers are, without making a string of them.
  private var shortInt: Int64? {
    withBytes { bytes in
      guard let bytes, bytes.count <= 18 else { return nil }
      var value: Int64 = 0
      for byte in bytes {
        guard byte &- 48 < 10 else { return nil }
        value = value * 10 + Int64(byte &- 48)
      }
      return value
    }
  }

  /// The value of an integer or a float, else nil.
  public var double: Double? {
    guard kind == .scalar else { return nil }
    switch scalarType {
    case .int: return int.map(Double.init) ?? Double(text)
    case .float:
      switch text.lowercased() {
      case ".nan": return .nan
      case ".inf", "+.inf": return .infinity
      case "-.inf": return -.infinity
      default: return Double(text)
      }
    default: return nil
    }
  }

  /// Calls `body` with the bytes of a scalar's content, with nil for a collection.
  ///
  /// The bytes are only valid inside `body`.
  public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>?) throws -> Result) rethrows -> Result {
    let record = record
    guard record.kind == .scalar else { return try body(nil) }
    return try storage.withText(of: record) { try body($0) }
  }

  /// Whether it is a scalar whose content is exactly `other`, without making a string of it.
  public func hasText(_ other: String) -> Bool {
    let record = record
    guard record.kind == .scalar, Int(record.count) == other.utf8.count else { return false }
    return storage.withText(of: record) { bytes in
      var at = 0
      for byte in other.utf8 {
        if bytes[at] != byte { return false }
        at += 1
      }
      return true
    }
  }
}

// MARK: - Collections

extension Node {
  /// The items of a sequence in order; empty for anything else.
  public var items: Items {
    let record = record
    return Items(storage: storage, first: Int(record.first), count: record.kind == .sequence ? Int(record.count) : 0)
  }

  /// The entries of a mapping in the order of the file, merged ones where `<<` stands; empty for anything else.
  public var entries: Entries {
    let record = record
    return Entries(storage: storage, first: Int(record.first), count: record.kind == .mapping ? Int(record.count) : 0)
  }

  /// The value of a key, or nil.
  ///
  /// - Complexity: O(*n*) in the number of entries.
  public subscript(key: String) -> Node? {
    entry(key)?.value
  }

  /// The entry of a key, or nil.
  ///
  /// - Complexity: O(*n*) in the number of entries.
  public func entry(_ key: String) -> Entry? {
    entries.first { $0.key.hasText(key) }
  }

  /// A key and its value.
  public struct Entry: Sendable {
    /// The key, as a rule a scalar.
    public let key: Node
    /// The value; a null node where nothing is written.
    public let value: Node
  }

  /// The items of a sequence.
  public struct Items: RandomAccessCollection, Sendable {
    let storage: NodeStorage
    let first: Int
    /// The number of items.
    public let count: Int
    /// Zero.
    public var startIndex: Int { 0 }
    /// The number of items.
    public var endIndex: Int { count }
    /// The item at a position.
    public subscript(position: Int) -> Node { Node(storage, storage.links[first + position]) }
  }

  /// The entries of a mapping.
  public struct Entries: RandomAccessCollection, Sendable {
    let storage: NodeStorage
    let first: Int
    /// The number of entries.
    public let count: Int
    /// Zero.
    public var startIndex: Int { 0 }
    /// The number of entries.
    public var endIndex: Int { count }
    /// The entry at a position.
    public subscript(position: Int) -> Entry {
      let at = first + 2 * position
      return Entry(key: Node(storage, storage.links[at]), value: Node(storage, storage.links[at + 1]))
    }
  }
}
