import PositionedYAML

/// Makes the tables of a service from its aggregates and projections.
///
/// An aggregate is a table, each child collection another whose key begins with its owner's, so that all children of
/// many roots come with one query. Value objects become columns with a prefix, lists become JSON, lists of references
/// link tables. An event-sourced aggregate has no table: the pack that keeps its events brings its own.
struct TableBuilder {
  let service: Service
  private let values: [String: Model]
  private let models: [String: Model]
  private let aggregates: [String: Aggregate]
  private var tables: [Table] = []

  static func tables(of service: Service) -> RelationalModel {
    var builder = TableBuilder(service)
    for aggregate in service.aggregates where !aggregate.isEventSourced { builder.add(aggregate) }
    for projection in service.projections { builder.add(projection) }
    return RelationalModel(tables: builder.tables)
  }

  private init(_ service: Service) {
    self.service = service
    values = Dictionary(service.values.map { ($0.name.value, $0) }) { first, _ in first }
    models = Dictionary(service.models.map { ($0.name.value, $0) }) { first, _ in first }
    aggregates = Dictionary(service.aggregates.map { ($0.name.value, $0) }) { first, _ in first }
  }

  // MARK: - Aggregates

  private mutating func add(_ aggregate: Aggregate) {
    var table = Table(name: aggregate.tableName, kind: .aggregate, owner: aggregate.name.value)
    table.was = aggregate.formerTableName
    table.columns.append(Column(name: "id", role: .id, type: .uuid))
    table.primaryKey = ["id"]
    addFields(aggregate.fields, to: &table)
    table.columns.append(Column(name: "version", role: .version, type: .int))
    if aggregate.isAudited { table.columns += Self.auditColumns }
    if aggregate.isSoftDeleted { table.columns += Self.deletionColumns }
    addUniqueColumns(isOnlyLive: aggregate.isSoftDeleted, to: &table)
    addIndexes(aggregate.constraints, prefix: [], isOnlyLive: aggregate.isSoftDeleted, to: &table)
    tables.append(table)
    addLinks(of: aggregate, fields: aggregate.fields, root: table.name)
    let key = Words.snake(aggregate.name.value) + "_id"
    for child in aggregate.children {
      add(child, of: aggregate, path: [], owner: table, ownerKey: [key], depth: 1)
    }
  }

  private mutating func add(
    _ child: Child, of aggregate: Aggregate, path: [String], owner: Table, ownerKey: [String], depth: Int
  ) {
    guard let model = models[child.of.value], depth <= Limits.childDepth else { return }
    let singular = Nouns.singular(Words.snake(owner.kind == .aggregate ? aggregate.name.value : owner.name))
    let path = path + [child.name.value]
    var table = Table(
      name: child.table.map { Words.snake($0.value) } ?? "\(singular)_\(Words.snake(child.name.value))", kind: .child,
      owner: aggregate.name.value, path: path.joined(separator: "."))
    table.was = child.was.map { "\(singular)_\(Words.snake($0.value))" }
    table.columns = ownerKey.map { Column(name: $0, role: .parent, type: .uuid) }
    table.columns.append(Column(name: "id", role: .id, type: .uuid))
    table.primaryKey = ownerKey + ["id"]
    if child.isPositioned { table.columns.append(Column(name: "position", role: .position, type: .int)) }
    addFields(model.fields, to: &table)
    if child.isAudited || model.isAudited { table.columns += Self.auditColumns }
    table.foreignKeys.insert(
      ForeignKey(columns: ownerKey, table: owner.name, references: owner.primaryKey, onDelete: .cascade), at: 0)
    if child.isPositioned {
      table.indexes.append(Index(name: "\(table.name)_position", columns: ownerKey + ["position"]))
    } else if let order = child.order {
      table.indexes.append(
        Index(name: "\(table.name)_\(Words.snake(order.value))", columns: ownerKey + [Words.snake(order.value)]))
    }
    if !child.isMany { table.indexes.append(Index(name: "\(table.name)_one", columns: ownerKey, isUnique: true)) }
    addUniqueColumns(isOnlyLive: false, to: &table)
    addIndexes(model.constraints, prefix: ownerKey, isOnlyLive: false, to: &table)
    addIndexes(child.constraints, prefix: ownerKey, isOnlyLive: false, to: &table)
    tables.append(table)
    let key = Nouns.singular(Words.snake(child.name.value)) + "_id"
    for nested in model.children {
      add(nested, of: aggregate, path: path, owner: table, ownerKey: ownerKey + [key], depth: depth + 1)
    }
  }

  /// Every list of references becomes a table of pairs.
  private mutating func addLinks(of aggregate: Aggregate, fields: [Field], root: String) {
    for field in fields where field.type.isList && field.type.kind == .reference {
      guard let target = field.target.flatMap({ aggregates[$0.value] }) else { continue }
      let own = Words.snake(aggregate.name.value) + "_id"
      let isSelf = target.name.value == aggregate.name.value
      let other = (isSelf ? "other_" : "") + Words.snake(target.name.value) + "_id"
      let name = "\(Words.snake(aggregate.name.value))_\(Words.snake(field.name.value))"
      var table = Table(name: name, kind: .link, owner: aggregate.name.value, path: field.name.value)
      table.was = field.was.map { "\(Words.snake(aggregate.name.value))_\(Words.snake($0.value))" }
      table.columns = [
        Column(name: own, role: .parent, type: .uuid), Column(name: other, role: .target, type: .uuid),
        Column(name: "position", role: .position, type: .int),
      ]
      table.primaryKey = [own, other]
      table.foreignKeys = [ForeignKey(columns: [own], table: root, references: ["id"], onDelete: .cascade)]
      if !target.isEventSourced {
        table.foreignKeys.append(
          ForeignKey(
            columns: [other], table: target.tableName, references: ["id"], onDelete: field.onDelete?.value ?? .restrict)
        )
      }
      table.indexes = [Index(name: "\(name)_\(other)", columns: [other])]
      tables.append(table)
    }
  }

  // MARK: - Projections

  private mutating func add(_ projection: Projection) {
    var table = Table(
      name: Nouns.plural(Words.snake(projection.name.value)), kind: .projection, owner: projection.name.value)
    table.was = projection.was.map { Nouns.plural(Words.snake($0.value)) }
    addFields(projection.key, to: &table)
    for index in table.columns.indices { table.columns[index].isNullable = false }
    table.primaryKey = table.columns.map(\.name)
    addFields(projection.fields, to: &table)
    addUniqueColumns(isOnlyLive: false, to: &table)
    table.foreignKeys = []
    tables.append(table)
  }

  // MARK: - Columns

  private func addFields(_ fields: [Field], to table: inout Table) {
    for field in fields {
      for column in columns(of: field, prefix: [], isOptional: false, depth: 1) { table.columns.append(column) }
      addReference(field, to: &table)
    }
  }

  private func columns(of field: Field, prefix: [Field], isOptional: Bool, depth: Int) -> [Column] {
    if field.type.isList, field.type.kind == .reference { return [] }
    let path = prefix + [field]
    let isOptional = isOptional || field.isOptional
    if !field.type.isList, let value = values[field.type.name.value] {
      guard depth <= Limits.valueDepth else { return [] }
      return value.fields.flatMap { columns(of: $0, prefix: path, isOptional: isOptional, depth: depth + 1) }
    }
    let kind = field.type.isList ? .json : field.type.kind ?? .json
    var column = Column(name: Self.columnName(path.map(\.name.value), kind), role: .field, type: kind)
    if path.contains(where: { $0.was != nil }) {
      column.was = Self.columnName(path.map { ($0.was ?? $0.name).value }, kind)
    }
    column.isNullable = isOptional
    column.isUnique = field.isUnique || field.has(.unique)
    column.defaultValue = field.defaultValue.flatMap { $0.kind == .scalar ? $0.text : nil }
    column.checks = ColumnChecks(of: field)
    column.path = path.map(\.name.value)
    return [column]
  }

  static func columnName(_ path: [String], _ kind: FieldKind) -> String {
    let name = path.map(Words.snake).joined(separator: "_")
    return kind == .reference && !name.hasSuffix("_id") ? name + "_id" : name
  }

  private func addReference(_ field: Field, to table: inout Table) {
    guard field.type.kind == .reference, !field.type.isList, let target = field.target.flatMap({ aggregates[$0.value] })
    else { return }
    let column = Self.columnName([field.name.value], .reference)
    table.indexes.append(Index(name: "\(table.name)_\(column)", columns: [column]))
    if target.isEventSourced { return }
    table.foreignKeys.append(
      ForeignKey(
        columns: [column], table: target.tableName, references: ["id"], onDelete: field.onDelete?.value ?? .restrict))
  }

  private func addIndexes(_ constraints: Constraints, prefix: [String], isOnlyLive: Bool, to table: inout Table) {
    let own = table.columns
    func names(_ group: [Name]) -> [String] {
      group.flatMap { name in own.filter { $0.path.first == name.value }.map(\.name) }
    }
    for group in constraints.unique {
      let columns = names(group)
      table.indexes.append(
        Index(
          name: "\(table.name)_\(columns.joined(separator: "_"))_key", columns: prefix + columns, isUnique: true,
          isOnlyLive: isOnlyLive))
    }
    for group in constraints.indexes {
      let columns = names(group)
      table.indexes.append(
        Index(name: "\(table.name)_\(columns.joined(separator: "_"))_idx", columns: prefix + columns))
    }
  }

  private func addUniqueColumns(isOnlyLive: Bool, to table: inout Table) {
    for column in table.columns where column.isUnique && column.role == .field {
      table.indexes.append(
        Index(name: "\(table.name)_\(column.name)_key", columns: [column.name], isUnique: true, isOnlyLive: isOnlyLive))
    }
  }

  private static let auditColumns = [
    Column(name: "created_at", role: .createdAt, type: .datetime),
    Column(name: "created_by", role: .createdBy, type: .string),
    Column(name: "updated_at", role: .updatedAt, type: .datetime),
    Column(name: "updated_by", role: .updatedBy, type: .string),
  ]
  private static let deletionColumns = [
    Column(name: "deleted_at", role: .deletedAt, type: .datetime, isNullable: true),
    Column(name: "deleted_by", role: .deletedBy, type: .string, isNullable: true),
  ]
}

/// How deep things may go.
enum Limits {
  /// Levels of child collections below an aggregate.
  static let childDepth = 3
  /// Levels of value objects inside value objects.
  static let valueDepth = 4
  /// Child collections of one aggregate, counted at every level.
  static let childCollections = 1000
}

extension Aggregate {
  /// The plural of its name in snake case.
  var pluralName: String { plural.map { Words.snake($0.value) } ?? Nouns.plural(Words.snake(name.value)) }
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
}

extension Field {
  /// Whether it can be without a value: not required, no default, no list.
  var isOptional: Bool { !isRequired && defaultValue == nil && !type.isList }
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
