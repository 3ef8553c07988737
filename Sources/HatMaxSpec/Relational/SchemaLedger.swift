import PositionedYAML
package import SourceDiagnostics

/// `migrations/schema.yml`: the relational model that a service's migrations add up to, as text made for review and merges.
package enum SchemaLedger {
  /// The ledger of a model: one table, column and index per line, in a fixed order.
  package static func write(_ model: RelationalModel) -> String {
    "# What the migrations beside this file add up to; written by hatmax.\n"
      + YAMLWriter.block(
        .mapping([
          .init("version", .int(1)),
          .init("tables", .mapping(model.tables.map { .init($0.name, table($0)) })),
        ]))
  }

  /// The model in a ledger, or nil after a report.
  package static func read(_ source: SourceText, into bag: inout DiagnosticBag) -> RelationalModel? {
    guard let root = YAMLParser.parse(source, into: &bag) else { return nil }
    guard var map = MappingReader(root, "a ledger of migrations", into: &bag) else { return nil }
    _ = map.int("version", in: 1...1, into: &bag)
    let tables = map.entries("tables", into: &bag).compactMap { table($0, into: &bag) }
    map.finish(into: &bag)
    return bag.hasErrors ? nil : RelationalModel(tables: tables)
  }

  // MARK: - Writing

  private static func table(_ table: Table) -> YAMLValue {
    var entries: [YAMLValue.Entry] = [.init("kind", .text(table.kind.rawValue)), .init("owner", .text(table.owner))]
    if !table.path.isEmpty { entries.append(.init("path", .text(table.path))) }
    entries.append(.init("columns", .mapping(table.columns.map { .init($0.name, .inline(column($0))) })))
    entries.append(.init("primary_key", texts(table.primaryKey)))
    if !table.indexes.isEmpty {
      entries.append(.init("indexes", .mapping(table.indexes.map { .init($0.name, .inline(index($0))) })))
    }
    if !table.foreignKeys.isEmpty {
      entries.append(.init("foreign_keys", .list(table.foreignKeys.map { .inline(foreignKey($0)) })))
    }
    return .mapping(entries)
  }

  private static func column(_ column: Column) -> YAMLValue {
    var entries: [YAMLValue.Entry] = [
      .init("type", .text(column.type.rawValue)), .init("role", .text(column.role.rawValue)),
    ]
    if column.isNullable { entries.append(.init("nullable", .bool(true))) }
    if column.isUnique { entries.append(.init("unique", .bool(true))) }
    if let text = column.defaultValue { entries.append(.init("default", .text(text))) }
    if let field = column.field { entries.append(.init("field", .text(field))) }
    let checks = column.checks
    if let text = checks.minimum { entries.append(.init("min", .text(text))) }
    if let text = checks.maximum { entries.append(.init("max", .text(text))) }
    if let length = checks.minimumLength { entries.append(.init("min_length", .int(length))) }
    if let length = checks.maximumLength { entries.append(.init("max_length", .int(length))) }
    if !checks.oneOf.isEmpty { entries.append(.init("one_of", texts(checks.oneOf))) }
    return .mapping(entries)
  }

  private static func index(_ index: Index) -> YAMLValue {
    var entries: [YAMLValue.Entry] = [.init("columns", texts(index.columns))]
    if index.isUnique { entries.append(.init("unique", .bool(true))) }
    if index.isOnlyLive { entries.append(.init("where", .text("live"))) }
    return .mapping(entries)
  }

  private static func foreignKey(_ key: ForeignKey) -> YAMLValue {
    .mapping([
      .init("columns", texts(key.columns)), .init("table", .text(key.table)),
      .init("references", texts(key.references)),
      .init("on_delete", .text(key.onDelete.rawValue)),
    ])
  }

  private static func texts(_ texts: [String]) -> YAMLValue { .list(texts.map(YAMLValue.text)) }

  // MARK: - Reading

  private static func table(_ entry: Node.Entry, into bag: inout DiagnosticBag) -> Table? {
    guard var map = MappingReader(entry.value, "a table", into: &bag) else { return nil }
    var table = Table(
      name: entry.key.text, kind: map.choice("kind", "a kind of table", into: &bag) ?? .aggregate,
      owner: map.requiredString("owner", into: &bag) ?? "")
    table.path = map.string("path", into: &bag) ?? ""
    table.columns = map.entries("columns", into: &bag).compactMap { column($0, into: &bag) }
    table.primaryKey = map.strings("primary_key", into: &bag)
    table.indexes = map.entries("indexes", into: &bag).compactMap { index($0, into: &bag) }
    table.foreignKeys = map.items("foreign_keys", into: &bag).compactMap { foreignKey($0, into: &bag) }
    map.finish(into: &bag)
    return table
  }

  private static func column(_ entry: Node.Entry, into bag: inout DiagnosticBag) -> Column? {
    guard var map = MappingReader(entry.value, "a column", into: &bag) else { return nil }
    guard let type: FieldKind = map.choice("type", "a type", into: &bag),
      let role: Column.Role = map.choice("role", "a role of a column", into: &bag)
    else { return nil }
    var column = Column(name: entry.key.text, role: role, type: type)
    column.isNullable = map.bool("nullable", into: &bag) ?? false
    column.isUnique = map.bool("unique", into: &bag) ?? false
    column.defaultValue = map.string("default", into: &bag)
    column.field = map.string("field", into: &bag)
    column.checks.minimum = map.string("min", into: &bag)
    column.checks.maximum = map.string("max", into: &bag)
    column.checks.minimumLength = map.int("min_length", into: &bag)
    column.checks.maximumLength = map.int("max_length", into: &bag)
    column.checks.oneOf = map.strings("one_of", into: &bag)
    map.finish(into: &bag)
    return column
  }

  private static func index(_ entry: Node.Entry, into bag: inout DiagnosticBag) -> Index? {
    guard var map = MappingReader(entry.value, "an index", into: &bag) else { return nil }
    var index = Index(name: entry.key.text, columns: map.strings("columns", into: &bag))
    index.isUnique = map.bool("unique", into: &bag) ?? false
    index.isOnlyLive = map.string("where", into: &bag) == "live"
    map.finish(into: &bag)
    return index
  }

  private static func foreignKey(_ node: Node, into bag: inout DiagnosticBag) -> ForeignKey? {
    guard var map = MappingReader(node, "a foreign key", into: &bag) else { return nil }
    let key = ForeignKey(
      columns: map.strings("columns", into: &bag), table: map.requiredString("table", into: &bag) ?? "",
      references: map.strings("references", into: &bag),
      onDelete: map.choice("on_delete", "a way to treat references on deletion", into: &bag) ?? .restrict)
    map.finish(into: &bag)
    return key
  }
}
