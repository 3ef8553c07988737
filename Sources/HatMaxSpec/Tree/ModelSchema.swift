/// The records that templates see: names, types and meanings of their keys, for the static check and the reference.
package struct ModelSchema: Sendable {
  package var records: [ModelRecordSchema]
  /// The record at the root of the tree.
  package var root: String { "Root" }

  /// The record of that name, or nil.
  package func record(_ name: String) -> ModelRecordSchema? { records.first { $0.name == name } }
}

/// One kind of record.
package struct ModelRecordSchema: Sendable {
  package let name: String
  package let documentation: String
  package let keys: [ModelKeySchema]
}

/// One key of a record.
package struct ModelKeySchema: Sendable {
  package let name: String
  package let type: ModelType
  package let documentation: String
}

/// The type of a value in the tree.
package indirect enum ModelType: Sendable, Equatable {
  case bool, int, string
  /// A decimal number, written as text.
  case decimal
  /// A number or a text.
  case scalar
  case enumeration([String])
  case record(String)
  case list(ModelType)
  /// The type or null.
  case optional(ModelType)

  /// How the reference writes it.
  package var description: String {
    switch self {
    case .bool: "bool"
    case .int: "int"
    case .string: "string"
    case .decimal: "decimal"
    case .scalar: "int, decimal or string"
    case .enumeration(let members): members.map { "`\($0)`" }.joined(separator: " ")
    case .record(let name): name
    case .list(let item): "[\(item.description)]"
    case .optional(let type): "\(type.description) or null"
    }
  }
}
