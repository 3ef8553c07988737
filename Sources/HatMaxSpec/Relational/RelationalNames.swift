import PositionedYAML

/// The names that things have in tables.
extension Aggregate {
  /// The plural of its name in snake case.
  var pluralName: String { plural.map { Words.snake($0.value) } ?? Nouns.plural(snakeName) }
  /// The table of its root.
  var tableName: String { table.map { Words.snake($0.value) } ?? pluralName }
  /// The table of its root before it was renamed.
  var formerTableName: String? {
    was.flatMap { table == nil && plural == nil ? Nouns.plural(Words.snake($0.value)) : nil }
  }
}

extension Child {
  /// Whether the order in which its elements are kept is what orders them.
  var isPositioned: Bool { isMany && order?.value == "position" }

  /// Its table, below an owner whose table has this name in the singular.
  func tableName(below owner: String) -> String {
    table.map { Words.snake($0.value) } ?? "\(owner)_\(Words.snake(name.value))"
  }
}

extension Projection {
  /// Its own name: a read model is as often called `CustomerTotals` as `AccountActivity`.
  var tableName: String { Words.snake(name.value) }
}

extension Field {
  /// Whether it can be without a value: not required, no default, no list.
  var isOptional: Bool { !isRequired && defaultValue == nil && !type.isList }

  /// Whether it is a list of references, which a table of its own holds.
  var isLink: Bool { type.isList && type.kind == .reference }

  /// The column of its value: `customer_id` for a reference `customer`.
  var columnName: String { Self.column(of: snakeName, type) }

  /// The column before it was renamed.
  var formerColumnName: String? { was.map { Self.column(of: Words.snake($0.value), type) } }

  private static func column(of snake: String, _ type: TypeName) -> String {
    type.kind == .reference && !type.isList && !snake.hasSuffix("_id") ? snake + "_id" : snake
  }
}

extension ColumnChecks {
  init(of field: Field) {
    self.init()
    if field.type.isList || field.type.kind == .json { return }
    for validation in field.validations {
      switch validation.rule {
      case .min: minimum = validation.argument?.text
      case .max: maximum = validation.argument?.text
      case .minLength: minimumLength = validation.integer
      case .maxLength: maximumLength = validation.integer
      case .length: (minimumLength, maximumLength) = (validation.integer, validation.integer)
      case .oneOf: oneOf = validation.argument?.items.map(\.text) ?? []
      case .required where field.type.kind?.isTextual == true: minimumLength = minimumLength ?? 1
      default: break
      }
    }
    if field.type.kind == .enumeration { oneOf = field.members.map(\.value) }
  }
}

extension Validation {
  /// The argument as a whole number; 0.1 files write it as a text.
  var integer: Int64? { argument.flatMap { $0.int ?? Int64($0.text) } }
}
