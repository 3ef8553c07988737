/// Why a schema can't be read.
public struct SchemaError: Error, Sendable {
  /// What is wrong: a lower-case phrase.
  public let message: String
}

extension Schema {
  /// Reads a schema from data: a map of records, of which `root` is what `@root` is. A field's type is written as
  /// `string`, `int`, `decimal`, `bool`, `any`, the name of a record, `[T]` for a list, `{T}` for a map, `T?` for an optional
  /// value, or `"a" | "b"` for one of some strings.
  ///
  /// ```yaml
  /// root: {services: "[Service]"}
  /// Service: {name: string, kind: '"atom" | "composite"', description: "string?", tables: "{Table}"}
  /// Table: {columns: "[string]"}
  /// ```
  public init(_ data: DataValue) throws(SchemaError) {
    guard case .record(let entries) = data else { throw SchemaError(message: "a schema is a map of records") }
    var records: [String: [Field]] = [:]
    for (name, value) in entries {
      guard case .record(let fields) = value else { throw SchemaError(message: "`\(name)` is not a map of fields") }
      var read: [Field] = []
      for (field, type) in fields {
        guard case .string(let text) = type else {
          throw SchemaError(message: "the type of `\(name).\(field)` is not a string")
        }
        var parser = TypeParser(Array(text.utf8))
        guard let type = parser.parse() else {
          throw SchemaError(message: "`\(text)`, the type of `\(name).\(field)`, can't be read")
        }
        read.append(Field(field, type))
      }
      records[name] = read
    }
    guard records["root"] != nil else { throw SchemaError(message: "the schema has no record `root`") }
    for (record, fields) in records {
      for field in fields {
        if let missing = field.type.recordNames.first(where: { records[$0] == nil }) {
          throw SchemaError(message: "`\(record).\(field.name)` is of the unknown type `\(missing)`")
        }
      }
    }
    self.init(root: .record("root"), records: records)
  }
}

extension SchemaType {
  /// The records that a type mentions.
  var recordNames: [String] {
    switch self {
    case .record(let name): [name]
    case .optional(let inner), .list(let inner), .map(let inner): inner.recordNames
    case .any, .string, .int, .decimal, .bool, .oneOf: []
    }
  }
}

/// Reads the notation of a type.
private struct TypeParser {
  let bytes: [UInt8]
  var at = 0
  var depth = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func parse() -> SchemaType? {
    guard let type = type() else { return nil }
    skipSpace()
    return at == bytes.count ? type : nil
  }

  private mutating func skipSpace() { while at < bytes.count, bytes[at].isWhiteSpace { at += 1 } }

  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    skipSpace()
    guard at < bytes.count, bytes[at] == UInt8(ascii: byte) else { return false }
    at += 1
    return true
  }

  private mutating func type() -> SchemaType? {
    depth += 1
    defer { depth -= 1 }
    guard depth < 50, var type = simple() else { return nil }
    while take("?") { type = .optional(type) }
    return type
  }

  private mutating func simple() -> SchemaType? {
    if take("[") { return closed("]").map(SchemaType.list) }
    if take("{") { return closed("}").map(SchemaType.map) }
    if let first = literal() {
      var values = [first]
      while take("|") {
        guard let next = literal() else { return nil }
        values.append(next)
      }
      return .oneOf(values)
    }
    skipSpace()
    let start = at
    while at < bytes.count, bytes[at].isNamePart { at += 1 }
    switch String(decoding: bytes[start..<at], as: UTF8.self) {
    case "": return nil
    case "any": return .any
    case "string": return .string
    case "int": return .int
    case "decimal": return .decimal
    case "bool": return .bool
    case let name: return .record(name)
    }
  }

  private mutating func closed(_ end: Unicode.Scalar) -> SchemaType? {
    guard let inner = type(), take(end) else { return nil }
    return inner
  }

  private mutating func literal() -> String? {
    guard take("\"") else { return nil }
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += 1 }
    guard at < bytes.count else { return nil }
    at += 1
    return String(decoding: bytes[start..<at - 1], as: UTF8.self)
  }
}
