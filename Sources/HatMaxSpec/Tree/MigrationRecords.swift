/// The records that templates of migrations see.
enum MigrationRecords {
  /// A table of one way with the steps that are about it.
  struct TableSubject {
    let change: TableChange
    let steps: [RelationalStep]
  }

  /// A column of a table after, and what it was.
  struct ColumnSubject {
    let column: Column
    let former: Column?
  }

  static let schemaTable = ModelRecord<Table>(
    "SchemaTable", "A table of a schema, which may be one of the past.",
    [
      .string("name", "The name, in snake case.") { $0.name },
      .choice("kind", "What it holds.") { $0.kind },
      .string("owner", "The aggregate or projection that it belongs to.") { $0.owner },
      .string("path", "For children and links: the way from the root, `items.notes`.") { $0.path },
      ModelKey("columns", .list(.record("Column")), "Its columns, in order.") { table, model in
        .list(table.columns.map(model.column))
      },
      .strings("primary_key", "The columns of the primary key.") { $0.primaryKey },
      ModelKey("indexes", .list(.record("Index")), "Its indexes.") { table, model in
        .list(table.indexes.map { ServiceRecords.index.node($0, model) })
      },
      ModelKey("foreign_keys", .list(.record("ForeignKey")), "Its references.") { table, model in
        .list(table.foreignKeys.map { ServiceRecords.foreignKey.node($0, model) })
      },
    ])

  static let step = ModelRecord<RelationalStep>(
    "MigrationStep", "One step of a migration.",
    [
      .choice("kind", "What is done.") { $0.kind },
      .string("table", "The table that it is about, by the name that it has at that time.") { $0.table },
      .string("summary", "The step in words.") { $0.summary },
      .bool("destructive", "Whether stored data may be lost.") { $0.isDestructive },
      .optional("from", "The former name of what is renamed.") { subject in
        switch subject {
        case .renameTable(let from, _), .renameColumn(_, let from, _): from
        default: nil
        }
      },
      .optional("to", "The new name of what is renamed.") { subject in
        switch subject {
        case .renameTable(_, let to), .renameColumn(_, _, let to): to
        default: nil
        }
      },
      ModelKey("definition", .optional(.record("SchemaTable")), "The table that is created or dropped.") {
        subject, model in
        switch subject {
        case .createTable(let table), .dropTable(let table): model.schemaTable(table)
        default: .null
        }
      },
      ModelKey("column", .optional(.record("Column")), "The column that is added, changed (as it will be) or dropped.")
      {
        subject, model in
        switch subject {
        case .addColumn(_, let column), .changeColumn(_, _, let column), .dropColumn(_, let column):
          model.column(column)
        default: .null
        }
      },
      ModelKey("before", .optional(.record("Column")), "A column that is changed, as it was.") { subject, model in
        if case .changeColumn(_, let old, _) = subject { return model.column(old) }
        return .null
      },
      .optional("backfill", backfill) { subject in
        switch subject {
        case .addColumn(_, let column), .changeColumn(_, _, let column): column.backfill
        default: nil
        }
      },
      ModelKey("index", .optional(.record("Index")), "The index that is added or dropped.") { subject, model in
        switch subject {
        case .addIndex(_, let index), .dropIndex(_, let index): ServiceRecords.index.node(index, model)
        default: .null
        }
      },
      ModelKey("foreign_key", .optional(.record("ForeignKey")), "The reference that is added or dropped.") {
        subject, model in
        switch subject {
        case .addForeignKey(_, let key), .dropForeignKey(_, let key): ServiceRecords.foreignKey.node(key, model)
        default: .null
        }
      },
      .strings("primary_key", "The columns of a changed key.") { subject in
        if case .changePrimaryKey(_, _, let to) = subject { to } else { [] }
      },
    ])

  private static let backfill =
    "What rows get that exist, as a default is written, a duration in nanoseconds; `now` for a time; null when the column can be null "
    + "or nobody knows."

  static let column = ModelRecord<ColumnSubject>(
    "MigratedColumn", "A column of a table after a migration.",
    [
      ModelKey("column", .record("Column"), "The column.") { $1.column($0.column) },
      ModelKey("before", .optional(.record("Column")), "The column as it was; null for one that comes.") {
        subject, model in
        subject.former.map(model.column) ?? .null
      },
      .optional("backfill", backfill) { $0.column.backfill },
    ])

  static let table = ModelRecord<TableSubject>(
    "MigratedTable", "What a migration does to one table.",
    [
      ModelKey("before", .optional(.record("SchemaTable")), "The table as it was; null for one that is created.") {
        subject, model in
        subject.change.before.map(model.schemaTable) ?? .null
      },
      ModelKey("after", .optional(.record("SchemaTable")), "The table as it will be; null for one that is dropped.") {
        subject, model in
        subject.change.after.map(model.schemaTable) ?? .null
      },
      ModelKey("columns", .list(.record("MigratedColumn")), "The columns of the table as it will be.") {
        subject, model in
        .list(
          (subject.change.after?.columns ?? []).map {
            column.node(ColumnSubject(column: $0, former: subject.change.former($0)), model)
          })
      },
      ModelKey("dropped", .list(.record("Column")), "The columns that go, of a table that stays.") { subject, model in
        .list(subject.change.droppedColumns.map(model.column))
      },
      ModelKey("steps", .list(.record("MigrationStep")), "Its steps alone, in order.") { subject, model in
        .list(subject.steps.map { step.node($0, model) })
      },
    ])

  static let way = ModelRecord<ModelDifference>(
    "MigrationWay", "One way of a migration, up or down.",
    [
      ModelKey("steps", .list(.record("MigrationStep")), "Its steps, in an order in which they can be done.") {
        difference, model in
        .list(difference.steps.map { step.node($0, model) })
      },
      ModelKey(
        "tables", .list(.record("MigratedTable")),
        "The tables that change: those that come and stay, each after those that it refers to; then those that go."
      ) { difference, model in
        .list(
          difference.stepsByTable.compactMap { change, steps -> ModelNode? in
            steps.isEmpty ? nil : table.node(TableSubject(change: change, steps: steps), model)
          })
      },
    ])

  static let migration = ModelRecord<Migration>(
    "Migration", "A migration that is about to be written, as templates of outputs with a ledger see it.",
    [
      ModelKey("number", .int, "Its number, from 1.") { migration, _ in .int(Int64(migration.number)) },
      .string("name", "What it does, in snake case.") { $0.name },
      .string("file", "The name of its file without the ending: `0002_add_lists_due`.") { $0.file },
      ModelKey("up", .record("MigrationWay"), "The way to the new schema.") { way.node($0.difference, $1) },
      ModelKey("down", .record("MigrationWay"), "The way back.") { way.node($0.difference.inverted, $1) },
    ])

  static let schemas = [
    migration.schema, way.schema, table.schema, column.schema, step.schema, schemaTable.schema,
  ]
}

extension Migration {
  /// The record that templates see.
  ///
  /// - Complexity: O(*n*) in the number of changed tables and columns.
  package func model(of spec: Spec) -> ModelNode {
    MigrationRecords.migration.node(self, ServiceModel(spec, Service(name: .implied(""))))
  }
}
