/// One step from a relational model to another, for a migration.
package enum RelationalStep: Sendable, Equatable {
  case createTable(Table)
  case renameTable(from: String, to: String)
  case dropTable(Table)
  case addColumn(table: String, Column)
  case renameColumn(table: String, from: String, to: String)
  /// A column of another type, nullability, default or check.
  case changeColumn(table: String, from: Column, to: Column)
  case dropColumn(table: String, Column)
  case addIndex(table: String, Index)
  case dropIndex(table: String, Index)
  case addForeignKey(table: String, ForeignKey)
  case dropForeignKey(table: String, ForeignKey)
  case changePrimaryKey(table: String, from: [String], to: [String])

  /// Whether stored data may be lost: such steps are written only when asked for.
  package var isDestructive: Bool {
    switch self {
    case .dropTable, .dropColumn, .changePrimaryKey: true
    case .changeColumn(_, let old, let new): old.type != new.type || old.isNullable && !new.isNullable
    default: false
    }
  }
}

/// The steps from one relational model to another, in an order in which they can be done.
///
/// References and indexes that go are dropped first and those that come are added last; tables and columns are renamed
/// by `was` before anything is compared, so that applying the steps twice changes nothing.
package enum ModelDifference {
  /// - Complexity: O(*t* + *c*) in the number of tables and columns.
  package static func steps(from old: RelationalModel, to new: RelationalModel) -> [RelationalStep] {
    var work = Work()
    let byName = Dictionary(old.tables.map { ($0.name, $0) }) { first, _ in first }
    let wanted = Set(new.tables.map(\.name))
    var kept = Set<String>()
    for table in new.tables {
      let former = table.was.flatMap { wanted.contains($0) ? nil : byName[$0] }
      guard let before = byName[table.name] ?? former, kept.insert(before.name).inserted else {
        work.creates.append(.createTable(table))
        continue
      }
      if before.name != table.name { work.renames.append(.renameTable(from: before.name, to: table.name)) }
      work.compare(before, table)
    }
    for table in old.tables.reversed() where !kept.contains(table.name) { work.drops.append(.dropTable(table)) }
    return work.steps
  }

  /// Steps by the time at which they must be done.
  private struct Work {
    var removals: [RelationalStep] = []
    var renames: [RelationalStep] = []
    var creates: [RelationalStep] = []
    var changes: [RelationalStep] = []
    var additions: [RelationalStep] = []
    var drops: [RelationalStep] = []

    var steps: [RelationalStep] { removals + renames + creates + changes + additions + drops }

    mutating func compare(_ old: Table, _ new: Table) {
      let byName = Dictionary(old.columns.map { ($0.name, $0) }) { first, _ in first }
      let wanted = Set(new.columns.map(\.name))
      var names: [String: String] = [:]
      for column in new.columns {
        let former = column.was.flatMap { wanted.contains($0) ? nil : byName[$0] }
        guard let before = byName[column.name] ?? former, names[before.name] == nil else {
          changes.append(.addColumn(table: new.name, column))
          continue
        }
        names[before.name] = column.name
        if before.name != column.name {
          renames.append(.renameColumn(table: new.name, from: before.name, to: column.name))
        }
        if before.isDifferent(from: column) { changes.append(.changeColumn(table: new.name, from: before, to: column)) }
      }
      for column in old.columns where names[column.name] == nil {
        drops.append(.dropColumn(table: new.name, column))
      }
      let key = old.primaryKey.map { names[$0] ?? $0 }
      if key != new.primaryKey { changes.append(.changePrimaryKey(table: new.name, from: key, to: new.primaryKey)) }
      compareIndexes(old, new)
      compareForeignKeys(old, new, names)
    }

    private mutating func compareIndexes(_ old: Table, _ new: Table) {
      // Named after tables and columns, so that a renamed one comes anew.
      for index in old.indexes where !new.indexes.contains(index) {
        removals.append(.dropIndex(table: old.name, index))
      }
      for index in new.indexes where !old.indexes.contains(index) {
        additions.append(.addIndex(table: new.name, index))
      }
    }

    private mutating func compareForeignKeys(_ old: Table, _ new: Table, _ names: [String: String]) {
      let before = old.foreignKeys.map { key in
        var key = key
        key.columns = key.columns.map { names[$0] ?? $0 }
        return key
      }
      for (key, written) in zip(before, old.foreignKeys) where !new.foreignKeys.contains(key) {
        removals.append(.dropForeignKey(table: old.name, written))
      }
      for key in new.foreignKeys where !before.contains(key) {
        additions.append(.addForeignKey(table: new.name, key))
      }
    }
  }
}

extension Column {
  /// Whether the database must know of the change; names are another matter.
  fileprivate func isDifferent(from other: Column) -> Bool {
    type != other.type || isNullable != other.isNullable || defaultValue != other.defaultValue || checks != other.checks
  }
}
