/// One step from a relational model to another, for a migration.
package enum RelationalStep: Sendable, Equatable {
  case createTable(Table)
  case renameTable(from: String, to: String)
  case dropTable(Table)
  case addColumn(table: String, Column)
  case renameColumn(table: String, from: String, to: String)
  /// A column of another type, nullability or check.
  case changeColumn(table: String, from: Column, to: Column)
  case dropColumn(table: String, Column)
  case addIndex(table: String, Index)
  case dropIndex(table: String, Index)
  case addForeignKey(table: String, ForeignKey)
  case dropForeignKey(table: String, ForeignKey)
  case changePrimaryKey(table: String, from: [String], to: [String])

  /// What kinds of steps there are, as templates name them.
  package enum Kind: String, Sendable, CaseIterable {
    case createTable = "create_table"
    case renameTable = "rename_table"
    case dropTable = "drop_table"
    case addColumn = "add_column"
    case renameColumn = "rename_column"
    case changeColumn = "change_column"
    case dropColumn = "drop_column"
    case addIndex = "add_index"
    case dropIndex = "drop_index"
    case addForeignKey = "add_foreign_key"
    case dropForeignKey = "drop_foreign_key"
    case changePrimaryKey = "change_primary_key"
  }

  /// The kind of the step.
  package var kind: Kind {
    switch self {
    case .createTable: .createTable
    case .renameTable: .renameTable
    case .dropTable: .dropTable
    case .addColumn: .addColumn
    case .renameColumn: .renameColumn
    case .changeColumn: .changeColumn
    case .dropColumn: .dropColumn
    case .addIndex: .addIndex
    case .dropIndex: .dropIndex
    case .addForeignKey: .addForeignKey
    case .dropForeignKey: .dropForeignKey
    case .changePrimaryKey: .changePrimaryKey
    }
  }

  /// The table that it is about, by the name that it has at that time.
  package var table: String {
    switch self {
    case .createTable(let table), .dropTable(let table): table.name
    case .renameTable(let from, _): from
    case .addColumn(let table, _), .renameColumn(let table, _, _), .changeColumn(let table, _, _),
      .dropColumn(let table, _), .addIndex(let table, _), .dropIndex(let table, _), .addForeignKey(let table, _),
      .dropForeignKey(let table, _), .changePrimaryKey(let table, _, _):
      table
    }
  }

  /// Whether stored data may be lost: such steps are written only when asked for.
  package var isDestructive: Bool {
    switch self {
    case .dropTable(let table): table.kind != .projection
    case .dropColumn, .changePrimaryKey: true
    case .changeColumn(_, let old, let new): old.type != new.type || old.isNullable && !new.isNullable
    default: false
    }
  }

  /// The column that rows which exist need a value for that nobody has given: it comes, or can't be null any more.
  package var columnWithoutValue: Column? {
    switch self {
    case .addColumn(_, let column): column.isNullable || column.backfill != nil ? nil : column
    case .changeColumn(_, let old, let column):
      !old.isNullable || column.isNullable || column.backfill != nil ? nil : column
    default: nil
    }
  }

  /// The step in words: `add column lists.due`.
  package var summary: String {
    switch self {
    case .createTable(let table): "create table \(table.name)"
    case .renameTable(let from, let to): "rename table \(from) to \(to)"
    case .dropTable(let table): "drop table \(table.name)"
    case .addColumn(let table, let column): "add column \(table).\(column.name)"
    case .renameColumn(let table, let from, let to): "rename column \(table).\(from) to \(to)"
    case .changeColumn(let table, let old, let new): "change column \(table).\(new.name): \(Self.change(old, new))"
    case .dropColumn(let table, let column): "drop column \(table).\(column.name)"
    case .addIndex(_, let index): "add index \(index.name)"
    case .dropIndex(_, let index): "drop index \(index.name)"
    case .addForeignKey(let table, let key):
      "add the reference of \(table) (\(key.columns.joined(separator: ", "))) to \(key.table)"
    case .dropForeignKey(let table, let key):
      "drop the reference of \(table) (\(key.columns.joined(separator: ", "))) to \(key.table)"
    case .changePrimaryKey(let table, _, let to): "change the key of \(table) to \(to.joined(separator: ", "))"
    }
  }

  private static func change(_ old: Column, _ new: Column) -> String {
    var changes: [String] = []
    if old.type != new.type { changes.append("\(old.type.rawValue) becomes \(new.type.rawValue)") }
    if old.isNullable != new.isNullable { changes.append(new.isNullable ? "may be null" : "must not be null") }
    if old.checks != new.checks { changes.append("other checks") }
    return changes.joined(separator: ", ")
  }
}

extension Column {
  /// What rows get that exist when the column comes, as a default is written, a duration in nanoseconds; `now` for a time, nil when
  /// nobody knows.
  package var backfill: String? {
    if isNullable { return nil }
    switch role {
    case .version: return "1"
    case .position: return "0"
    case .createdAt, .updatedAt: return "now"
    case .createdBy, .updatedBy: return ""
    default: break
    }
    return type == .duration ? defaultValue.flatMap(Literal.nanoseconds).map(String.init) : defaultValue
  }
}
