/// The way from one relational model to another.
///
/// Tables and columns are matched by name, then by `was`, so that going the way twice changes nothing.
package struct ModelDifference: Sendable, Equatable {
  /// The tables that come, stay and go: the first two in the order of the new model, then those that go, in the reverse
  /// of the old one.
  package let tables: [TableChange]

  /// Compares two models.
  ///
  /// - Complexity: O(*t* + *c*) in the number of tables and columns.
  package init(from old: RelationalModel, to new: RelationalModel) {
    let byName = Dictionary(old.tables.map { ($0.name, $0) }) { first, _ in first }
    let wanted = Set(new.tables.map(\.name))
    var kept: Set<String> = []
    var tables = new.tables.map { table in
      let former = table.was.flatMap { wanted.contains($0) ? nil : byName[$0] }
      guard let before = byName[table.name] ?? former, kept.insert(before.name).inserted else {
        return TableChange(before: nil, after: table)
      }
      return TableChange(from: before, to: table)
    }
    for table in old.tables.reversed() where !kept.contains(table.name) {
      tables.append(TableChange(before: table, after: nil))
    }
    self.tables = tables
  }

  private init(tables: [TableChange]) { self.tables = tables }

  /// The way back.
  package var inverted: ModelDifference {
    let back = tables.reversed().map(\.inverted)
    return ModelDifference(tables: back.filter { $0.after != nil } + back.filter { $0.after == nil })
  }

  /// The steps in an order in which they can be done: references and indexes that go are dropped first, those that come
  /// are added last.
  package var steps: [RelationalStep] { Self.steps(of: tables, TableRenames(tables)) }

  /// The tables, each with its own steps.
  ///
  /// - Complexity: O(*t* + *c*) in the number of tables and columns.
  package var stepsByTable: [(change: TableChange, steps: [RelationalStep])] {
    let renames = TableRenames(tables)
    return tables.map { ($0, Self.steps(of: [$0], renames)) }
  }

  private static func steps(of tables: [TableChange], _ renames: TableRenames) -> [RelationalStep] {
    var work = StepOrder(renames: renames)
    for table in tables { work.add(table) }
    return work.steps
  }
}

/// What tables and their columns will be called, by what they are called.
private struct TableRenames {
  private var names: [String: String] = [:]
  private var columns: [String: [String: String]] = [:]

  init(_ tables: [TableChange]) {
    for table in tables {
      guard let before = table.before, let after = table.after else { continue }
      names[before.name] = after.name
      columns[before.name] = table.laterColumns
    }
  }

  /// A reference as it reads once tables and columns are renamed.
  func apply(to key: ForeignKey, in table: TableChange) -> ForeignKey {
    let own = table.laterColumns
    var renamed = key
    renamed.columns = key.columns.map { own[$0] ?? $0 }
    renamed.table = names[key.table] ?? key.table
    renamed.references = key.references.map { columns[key.table]?[$0] ?? $0 }
    return renamed
  }
}

/// Steps by the time at which they must be done.
private struct StepOrder {
  let renames: TableRenames
  private var removals: [RelationalStep] = []
  private var renamings: [RelationalStep] = []
  private var creations: [RelationalStep] = []
  private var changes: [RelationalStep] = []
  private var additions: [RelationalStep] = []
  private var drops: [RelationalStep] = []

  init(renames: TableRenames) { self.renames = renames }

  var steps: [RelationalStep] { removals + renamings + creations + changes + additions + drops }

  mutating func add(_ change: TableChange) {
    switch (change.before, change.after) {
    case (nil, let table?): creations.append(.createTable(table))
    case (let table?, nil): drops.append(.dropTable(table))
    case (let before?, let after?): compare(before, after, change)
    case (nil, nil): break
    }
  }

  private mutating func compare(_ old: Table, _ new: Table, _ change: TableChange) {
    if old.name != new.name { renamings.append(.renameTable(from: old.name, to: new.name)) }
    for column in new.columns {
      guard let before = change.former(column) else {
        changes.append(.addColumn(table: new.name, column))
        continue
      }
      if before.name != column.name {
        renamings.append(.renameColumn(table: new.name, from: before.name, to: column.name))
      }
      if before.isDifferent(from: column) { changes.append(.changeColumn(table: new.name, from: before, to: column)) }
    }
    for column in change.droppedColumns { drops.append(.dropColumn(table: new.name, column)) }
    let names = change.laterColumns
    let key = old.primaryKey.map { names[$0] ?? $0 }
    if key != new.primaryKey { changes.append(.changePrimaryKey(table: new.name, from: key, to: new.primaryKey)) }
    // Named after tables and columns, so that the index of a renamed one comes anew.
    for index in old.indexes where !new.indexes.contains(index) { removals.append(.dropIndex(table: old.name, index)) }
    for index in new.indexes where !old.indexes.contains(index) { additions.append(.addIndex(table: new.name, index)) }
    let before = old.foreignKeys.map { renames.apply(to: $0, in: change) }
    for (key, written) in zip(before, old.foreignKeys) where !new.foreignKeys.contains(key) {
      removals.append(.dropForeignKey(table: old.name, written))
    }
    for key in new.foreignKeys where !before.contains(key) {
      additions.append(.addForeignKey(table: new.name, key))
    }
  }
}

extension Column {
  /// Whether the database must know of the change; names are another matter, and defaults are given by the program.
  fileprivate func isDifferent(from other: Column) -> Bool {
    type != other.type || isNullable != other.isNullable || checks != other.checks
  }
}
