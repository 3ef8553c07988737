import PositionedYAML

/// Makes the tables of a service from its aggregates.
///
/// An aggregate is a table; each child collection is another whose key begins with its owners', so that the children of
/// many roots come with one query. Values and lists are JSON, lists of references link tables. An event-sourced aggregate
/// has no table: the pack that keeps its events brings its own. So do projections, whose tables are made and made again
/// while the program runs.
struct TableBuilder {
  private let models: [String: Model]
  private let aggregates: [String: Aggregate]
  private var tables: [Table] = []

  /// The tables that the migrations of a service make.
  static func tables(of service: Service) -> RelationalModel { tables(of: service, withReadModels: false) }

  /// Those, and a table for each read model: the names that the specification gives to tables and columns.
  static func names(of service: Service) -> RelationalModel { tables(of: service, withReadModels: true) }

  private static func tables(of service: Service, withReadModels: Bool) -> RelationalModel {
    var builder = TableBuilder(service)
    for aggregate in service.aggregates where !aggregate.isEventSourced { builder.add(aggregate) }
    if withReadModels {
      for projection in service.projections { builder.add(projection) }
      for aggregate in service.searchedAggregates { builder.addReadModel(of: aggregate) }
    }
    return RelationalModel(tables: builder.tables.inOrderOfCreation)
  }

  private init(_ service: Service) {
    models = Dictionary(service.models.map { ($0.name.value, $0) }) { first, _ in first }
    aggregates = Dictionary(service.aggregates.map { ($0.name.value, $0) }) { first, _ in first }
  }

  // MARK: - Aggregates

  private mutating func add(_ aggregate: Aggregate) {
    var table = Table(name: aggregate.tableName, kind: .aggregate, owner: aggregate.name.value)
    table.was = aggregate.formerTableName
    table.columns = [Column(name: "id", role: .id, type: .uuid)]
    table.primaryKey = ["id"]
    addFields(aggregate.fields, to: &table)
    table.columns.append(Column(name: "version", role: .version, type: .int))
    if aggregate.isAudited { table.columns += Self.auditColumns }
    if aggregate.isSoftDeleted {
      table.columns.append(Column(name: "deleted_at", role: .deletedAt, type: .datetime, isNullable: true))
      if aggregate.isAudited {
        table.columns.append(Column(name: "deleted_by", role: .deletedBy, type: .string, isNullable: true))
      }
    }
    addUniqueColumns(of: aggregate.fields, isOnlyLive: aggregate.isSoftDeleted, to: &table)
    add(aggregate.constraints, within: [], isOnlyLive: aggregate.isSoftDeleted, to: &table)
    tables.append(table)
    for field in aggregate.fields { addLink(field, of: aggregate) }
    let owner = Owner(
      table: table, singular: Words.snake(aggregate.name.value),
      formerSingular: aggregate.was.map { Words.snake($0.value) },
      path: [], key: [])
    for child in aggregate.children { add(child, of: aggregate, below: owner) }
  }

  /// What a child collection hangs below.
  private struct Owner {
    let table: Table
    /// The table's name in the singular, which names the keys that lead to it, and what that was.
    let singular: String
    let formerSingular: String?
    let path: [String]
    /// The keys of the owner's own owners.
    let key: [Column]

    /// The columns with which a child refers to it.
    var keyBelow: [Column] {
      key + [
        Column(name: singular + "_id", was: formerSingular.map { $0 + "_id" }, role: .parent, type: .uuid)
      ]
    }
  }

  private mutating func add(_ child: Child, of aggregate: Aggregate, below owner: Owner) {
    guard let model = models[child.of.value], owner.path.count < Limits.childDepth else { return }
    let path = owner.path + [child.name.value]
    let name = child.tableName(below: owner.singular)
    let key = owner.keyBelow
    let keyNames = key.map(\.name)
    var table = Table(name: name, kind: .child, owner: aggregate.name.value, path: path.joined(separator: "."))
    if owner.formerSingular != nil || child.was != nil {
      let former = "\(owner.formerSingular ?? owner.singular)_\(Words.snake((child.was ?? child.name).value))"
      table.was = child.table == nil ? former : nil
    }
    table.columns = key + [Column(name: "id", role: .id, type: .uuid)]
    table.primaryKey = keyNames + ["id"]
    if child.isMany { table.columns.append(Column(name: "position", role: .position, type: .int)) }
    addFields(model.fields, to: &table)
    table.foreignKeys.insert(
      ForeignKey(columns: keyNames, table: owner.table.name, references: owner.table.primaryKey, onDelete: .cascade),
      at: 0)
    if child.isMany {
      table.indexes.append(Index(name: "\(name)_position", columns: keyNames + ["position"]))
    } else {
      table.indexes.append(Index(name: "\(name)_one", columns: keyNames, isUnique: true))
    }
    add(child.constraints(of: model), within: keyNames, isOnlyLive: false, to: &table)
    tables.append(table)
    let below = Owner(
      table: table, singular: Nouns.singular(name), formerSingular: table.was.map(Nouns.singular), path: path, key: key)
    for nested in model.children { add(nested, of: aggregate, below: below) }
  }

  /// A list of references becomes a table of pairs.
  private mutating func addLink(_ field: Field, of aggregate: Aggregate) {
    guard field.isLink, let target = field.target.flatMap({ aggregates[$0.value] }) else { return }
    let singular = Words.snake(aggregate.name.value)
    let own = singular + "_id"
    let isSelf = target.name.value == aggregate.name.value
    let other = (isSelf ? "other_" : "") + Words.snake(target.name.value) + "_id"
    let name = "\(singular)_\(Words.snake(field.name.value))"
    var table = Table(name: name, kind: .link, owner: aggregate.name.value, path: field.name.value)
    if field.was != nil || aggregate.was != nil {
      table.was =
        "\(Words.snake((aggregate.was ?? aggregate.name).value))_\(Words.snake((field.was ?? field.name).value))"
    }
    let former = aggregate.was.map { Words.snake($0.value) + "_id" }
    table.columns = [
      Column(name: own, was: former, role: .parent, type: .uuid), Column(name: other, role: .target, type: .uuid),
      Column(name: "position", role: .position, type: .int),
    ]
    table.primaryKey = [own, other]
    table.foreignKeys = [ForeignKey(columns: [own], table: aggregate.tableName, references: ["id"], onDelete: .cascade)]
    if !target.isEventSourced { table.foreignKeys.append(foreignKey(other, to: target, field)) }
    table.indexes = [Index(name: "\(name)_\(other)", columns: [other])]
    tables.append(table)
  }

  // MARK: - Read models

  private mutating func add(_ projection: Projection) {
    var table = Table(name: projection.tableName, kind: .projection, owner: projection.name.value)
    addFields(projection.key + projection.fields, to: &table)
    tables.append(table)
  }

  private mutating func addReadModel(of aggregate: Aggregate) {
    var table = Table(name: aggregate.tableName, kind: .projection, owner: aggregate.name.value)
    table.columns = aggregate.fields.map(column)
    table.columns += aggregate.children.map { Column(name: Words.snake($0.name.value), role: .field, type: .json) }
    tables.append(table)
  }

  // MARK: - Columns

  private func addFields(_ fields: [Field], to table: inout Table) {
    for field in fields where !field.isLink {
      table.columns.append(column(of: field))
      guard field.type.kind == .reference, let target = field.target.flatMap({ aggregates[$0.value] }) else { continue }
      table.indexes.append(Index(name: "\(table.name)_\(field.columnName)", columns: [field.columnName]))
      if !target.isEventSourced { table.foreignKeys.append(foreignKey(field.columnName, to: target, field)) }
    }
  }

  private func column(of field: Field) -> Column {
    var column = Column(
      name: field.columnName, role: .field, type: field.type.isList ? .json : field.type.kind ?? .json)
    column.was = field.formerColumnName
    column.isNullable = field.isOptional
    column.defaultValue =
      field.defaultValue.flatMap { $0.kind == .scalar ? $0.text : nil } ?? (field.type.isList ? "[]" : nil)
    column.checks = ColumnChecks(of: field)
    column.field = field.name.value
    return column
  }

  private func foreignKey(_ column: String, to target: Aggregate, _ field: Field) -> ForeignKey {
    ForeignKey(
      columns: [column], table: target.tableName, references: ["id"], onDelete: field.onDelete?.value ?? .restrict)
  }

  // MARK: - Indexes

  /// Those of fields whose values are unique wherever they are, not only within an owner.
  private func addUniqueColumns(of fields: [Field], isOnlyLive: Bool, to table: inout Table) {
    for field in fields where field.isUnique && !field.isLink {
      guard let place = table.columns.firstIndex(where: { $0.field == field.name.value }) else { continue }
      table.columns[place].isUnique = true
      let name = table.columns[place].name
      table.indexes.append(
        Index(name: "\(table.name)_\(name)_key", columns: [name], isUnique: true, isOnlyLive: isOnlyLive))
    }
  }

  /// - Parameter owners: the columns within whose values a group is unique.
  private func add(_ constraints: Constraints, within owners: [String], isOnlyLive: Bool, to table: inout Table) {
    let columns = table.columns
    func index(_ group: [Name], _ ending: String, isUnique: Bool) -> Index {
      let names = group.compactMap { name in columns.first { $0.field == name.value }?.name }
      return Index(
        name: "\(table.name)_\(names.joined(separator: "_"))_\(ending)", columns: owners + names, isUnique: isUnique,
        isOnlyLive: isUnique && isOnlyLive)
    }
    table.indexes += constraints.unique.map { index($0, "key", isUnique: true) }
    table.indexes += constraints.indexes.map { index($0, "idx", isUnique: false) }
  }

  private static let auditColumns = [
    Column(name: "created_at", role: .createdAt, type: .datetime),
    Column(name: "created_by", role: .createdBy, type: .string),
    Column(name: "updated_at", role: .updatedAt, type: .datetime),
    Column(name: "updated_by", role: .updatedBy, type: .string),
  ]
}

/// How deep and how many things may be.
enum Limits {
  /// Levels of child collections below an aggregate.
  static let childDepth = 3
  /// Levels of value objects inside value objects.
  static let valueDepth = 4
  /// Child collections of one aggregate, counted at every level.
  static let childCollections = 1000
  /// The longest name of a table, column or index: PostgreSQL cuts at 63 bytes.
  static let sqlName = 63
  /// The longest name of a read model, whose tables have more in their names.
  static let readModelName = sqlName - ReadModelTable.prefix.utf8.count - ReadModelTable.suffix.utf8.count
}

/// What the table of a read model has around the read model's name.
enum ReadModelTable {
  static let prefix = "read_"
  /// A revision, and how often it was rebuilt.
  static let suffix = "_r########g####"
}
