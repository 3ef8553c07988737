import PositionedYAML
import SourceDiagnostics

/// The records of the project, its services, their routes and tables.
enum ServiceRecords {
  // MARK: - Routes

  static let parameter = ModelRecord<Route.Parameter>(
    "Parameter", "A wildcard of a path.",
    [
      .string("name", "Its name: `id` in `/orders/{id}`.") { $0.name },
      .string("of", "The aggregate or child collection whose id it is.") { $0.of },
    ])

  static let route = ModelRecord<Route>(
    "Route", "A method and a path, and what they do.",
    [
      .string("method", "The HTTP method.") { $0.method },
      .string("path", "The path, as a pattern of Go's `net/http`.") { $0.path },
      .choice("op", "What it does.") { $0.operation },
      .string("name", "A name that no other route of the service has, in snake case: `list_item_create`.") { $0.name },
      .optional("id", "The handler's name, where the file gives one.") { $0.id },
      ModelKey("aggregate", .optional(.record("Aggregate")), "The aggregate that it is about.") { route, model in
        route.aggregate.map { model.aggregate($0.name.value) } ?? .null
      },
      ModelKey("child", .optional(.record("Child")), "For `child_…`: the collection.") { route, model in
        route.child.flatMap { child in route.aggregate.map { model.child(child, below: [.init($0)]) } } ?? .null
      },
      ModelKey("command", .optional(.record("Command")), "For `command`: the command.") { route, model in
        guard let command = route.command, let aggregate = route.aggregate else { return .null }
        return model.command(command, of: aggregate)
      },
      ModelKey("query", .optional(.record("Query")), "For `query`: the query.") { route, model in
        route.query.map { model.query($0.name.value) } ?? .null
      },
      .optional("id_param", "The name of the wildcard for the root's id.") {
        $0.hasRootParameter ? $0.parameters.first?.name : nil
      },
      .optional("child_param", "The name of the wildcard for the child's id.") {
        $0.hasChildParameter ? $0.parameters.last?.name : nil
      },
      ModelKey("params", .list(.record("Parameter")), "The wildcards of the path, from the root down.") {
        route, model in
        .list(route.parameters.map { parameter.node($0, model) })
      },
    ])

  static let api = ModelRecord<Service>(
    "API", "The HTTP side of a service.",
    [
      .string("base_path", "What every path begins with: empty, or `/shop`.") { $0.basePath },
      .bool("standard", "Whether its routes are the standard ones, because nobody names any.") {
        $0.api.handlers == nil
      },
      ModelKey("routes", .list(.record("Route")), "Its routes.") { _, model in
        .list(model.routes.map { route.node($0, model) })
      },
    ])

  // MARK: - Tables

  static let column = ModelRecord<Column>(
    "Column", "A column of a table.",
    [
      .string("name", "The name, in snake case.") { $0.name },
      .optional("was", "The former name.") { $0.was },
      .choice("role", "What it is for; `field`: a field asked for it.") { $0.role },
      .choice("type", "A built-in type of fields.") { $0.type },
      .bool("nullable", "Whether it can be null.") { $0.isNullable },
      .bool("unique", "Whether its values are unique; there is an index for it.") { $0.isUnique },
      .optional("default", "The default as it is written.") { $0.defaultValue },
      .optional("field", "The name of the field whose value it holds.") { $0.field },
      .optional("min", "The smallest value.") { $0.checks.minimum },
      .optional("max", "The largest value.") { $0.checks.maximum },
      ModelKey("min_length", .optional(.int), "The least number of characters.") { column, _ in
        column.checks.minimumLength.map(ModelNode.int) ?? .null
      },
      ModelKey("max_length", .optional(.int), "The largest number of characters.") { column, _ in
        column.checks.maximumLength.map(ModelNode.int) ?? .null
      },
      .strings("one_of", "The values that are allowed.") { $0.checks.oneOf },
    ])

  static let index = ModelRecord<Index>(
    "Index", "An index of a table.",
    [
      .string("name", "The name.") { $0.name },
      .strings("columns", "The columns, in order.") { $0.columns },
      .bool("unique", "Whether it keeps them unique.") { $0.isUnique },
      ModelKey("where", .optional(.enumeration(["live"])), "`live`: only rows that are not soft-deleted.") { index, _ in
        index.isOnlyLive ? .string("live") : .null
      },
    ])

  static let foreignKey = ModelRecord<ForeignKey>(
    "ForeignKey", "A reference from columns to another table's key.",
    [
      .strings("columns", "The columns.") { $0.columns },
      .string("table", "The other table.") { $0.table },
      .strings("references", "The other table's columns.") { $0.references },
      .choice("on_delete", "What happens here when the other row goes.") { $0.onDelete },
    ])

  static let table = ModelRecord<Table>(
    "Table", "A table of the relational model, without a word of any SQL dialect.",
    [
      .string("name", "The name, in snake case.") { $0.name },
      .choice("kind", "What it holds.") { $0.kind },
      .string("owner", "The aggregate or projection that it belongs to.") { $0.owner },
      ModelKey("aggregate", .optional(.record("Aggregate")), "The aggregate that it belongs to.") { table, model in
        table.kind == .projection ? .null : model.aggregate(table.owner)
      },
      .string("path", "For children and links: the way from the root, `items.notes`.") { $0.path },
      .optional("was", "The former name.") { $0.was },
      ModelKey("columns", .list(.record("Column")), "Its columns, in order.") { table, model in
        .list(table.columns.map(model.column))
      },
      .strings("primary_key", "The columns of the primary key.") { $0.primaryKey },
      ModelKey("indexes", .list(.record("Index")), "Its indexes.") { table, model in
        .list(table.indexes.map { index.node($0, model) })
      },
      ModelKey("foreign_keys", .list(.record("ForeignKey")), "Its references.") { table, model in
        .list(table.foreignKeys.map { foreignKey.node($0, model) })
      },
    ])

  /// The table of a list of references.
  ///
  /// It is no `Table`, which would hold the aggregate that holds the field.
  static let linkTable = ModelRecord<Table>(
    "LinkTable", "The table of a list of references: one row for each.",
    [
      .string("name", "The name, in snake case.") { $0.name },
      ModelKey("columns", .list(.record("Column")), "Its columns, in order.") { table, model in
        .list(table.columns.map(model.column))
      },
      .string("key", "The column with the id of the one who refers.") { $0.columnName(.parent) },
      .string("target", "The column with the id of the one who is referred to.") { $0.columnName(.target) },
      .string("position", "The column with the place in the list.") { $0.columnName(.position) },
    ])

  // MARK: - Services

  static let service = ModelRecord<Service>(
    "Service", "One Go service.",
    [
      .string("name", "The name as it is written.") { $0.name.value },
      .choice("kind", "What kind of service it is.") { $0.kind?.value ?? .domain },
      .optional("was", "The former name.") { $0.was?.value },
      .optional("description", "What it is for.") { $0.description?.value },
      .strings("repo_impl", "Where aggregates are kept; the first is the default.") { $0.repoImpl.map(\.value) },
      ModelKey(
        "packs", .list(.string),
        "The packs that are active in it, also those that others require. Where no packs are looked up (`hatmax spec show`), those it asks for."
      ) { service, model in .list((model.packs ?? service.wantedPacks).map(ModelNode.string)) },
      .optional("preset", "A ready-made service of the original HatMax.") { $0.preset?.value },
      ModelKey("auth", SectionRecords.type(DeploymentShapes.auth.form), "Authentication, as it is written.") {
        service, _ in SectionRecords.node(service.auth, DeploymentShapes.auth.form)
      },
      ModelKey("deployment", SectionRecords.type(DeploymentShapes.service.form), "Deployment, as it is written.") {
        service, _ in SectionRecords.node(service.deployment, DeploymentShapes.service.form)
      },
      ModelKey("values", .list(.record("Model")), "Its value objects.") { service, model in
        .list(service.values.map { model.type($0.name.value) })
      },
      ModelKey("models", .list(.record("Model")), "Its models.") { service, model in
        .list(service.models.map { model.type($0.name.value) })
      },
      ModelKey("aggregates", .list(.record("Aggregate")), "Its aggregates.") { service, model in
        .list(service.aggregates.map { model.aggregate($0.name.value) })
      },
      ModelKey("state_aggregates", .list(.record("Aggregate")), "The aggregates whose state is kept.") {
        service, model in
        .list(service.aggregates.filter { !$0.isEventSourced }.map { model.aggregate($0.name.value) })
      },
      ModelKey("event_aggregates", .list(.record("Aggregate")), "The aggregates whose events are kept.") {
        service, model in
        .list(service.aggregates.filter(\.isEventSourced).map { model.aggregate($0.name.value) })
      },
      ModelKey("has_references", .bool, "Whether any of `aggregates` is `referenced`.") { service, model in
        .bool(service.aggregates.contains { model.referenced.contains($0.name.value) })
      },
      ModelKey(
        "searched_aggregates", .list(.record("Aggregate")),
        "Those of `event_aggregates` that queries search: each has a read model of its state."
      ) { service, model in
        .list(service.searchedAggregates.map { model.aggregate($0.name.value) })
      },
      ModelKey(
        "collections", .list(.record("Child")),
        "The child collections of `state_aggregates` at every level: theirs, then those below them."
      ) { service, model in
        .list(service.stateCollections(model).map(model.child))
      },
      ModelKey(
        "distinct_collections", .list(.record("Child")),
        "`collections` with each model once: the first collection that is made of it."
      ) { service, model in
        var seen: Set<String> = []
        let distinct = service.stateCollections(model).filter { seen.insert($0.child.of.value).inserted }
        return .list(distinct.map(model.child))
      },
      ModelKey("used_values", .list(.record("Model")), "The value objects that `state_aggregates` hold, however deep.")
      {
        service, model in
        model.usedValues(of: service.aggregates.filter { !$0.isEventSourced })
      },
      ModelKey("queries", .list(.record("Query")), "Its queries.") { service, model in
        .list(service.queries.map { model.query($0.name.value) })
      },
      ModelKey("projections", .list(.record("Projection")), "Its projections.") { service, model in
        .list(service.projections.map { model.projection($0.name.value) })
      },
      ModelKey("api", .record("API"), "Its HTTP side.") { service, model in api.node(service, model) },
      .strings("types_used", "The types of all its fields, sorted.") { $0.typesUsed },
      ModelKey("tables", .list(.record("Table")), "The tables that its state-keeping aggregates need.") { _, model in
        .list(model.tables.map { table.node($0, model) })
      },
    ])

  static let project = ModelRecord<Spec>(
    "Project", "The whole repository.",
    [
      .string("name", "The project's name.") { $0.projectName },
      .string("package", "The Go module's path.") { $0.modulePackage },
      .string("version", "The version of the file's format.") { $0.version.value },
      ModelKey("deployment", SectionRecords.type(DeploymentShapes.project.form), "Deployment, as it is written.") {
        spec, _ in SectionRecords.node(spec.deployment, DeploymentShapes.project.form)
      },
    ])
}

extension Route {
  var hasRootParameter: Bool { !neededIDs.isEmpty }
  var hasChildParameter: Bool { [.childGet, .childUpdate, .childDelete].contains(operation) }

}

extension Spec {
  /// The Go module's path.
  package var modulePackage: String { package.value.isEmpty ? modulePath?.value ?? "" : package.value }

  /// The project's name: as written, else the last part of the module's path.
  package var projectName: String {
    name.value.isEmpty ? modulePackage.split(separator: "/").last.map(String.init) ?? "" : name.value
  }

  /// The tree that templates see.
  ///
  /// - Parameter packs: the active packs of each service; without them a service shows those that it asks for.
  /// - Complexity: O(*n*) in the size of the file: whatever is reached on several ways is one object.
  package func model(packs: [[String]]? = nil) -> ModelNode {
    let empty = ServiceModel(self, Service(name: .implied("")))
    let services = services.enumerated().map { position, service in
      let model = ServiceModel(self, service, packs: packs?[position])
      return ServiceRecords.service.node(
        service, model, origin: ModelOrigin(path: model.path, source: source, span: service.name.span))
    }
    let project = ServiceRecords.project.node(
      self, empty, origin: ModelOrigin(path: "project", source: source, span: name.span))
    return ModelNode(.record(ModelFields(ModelFieldNames(["project", "services"]), [project, .list(services)])))
  }

  /// The tables of a service, for the ledger of its migrations.
  package func relationalModel(of service: Service) -> RelationalModel { TableBuilder.tables(of: service) }
}

extension ModelSchema {
  /// The schema of the tree that `Spec.model` gives.
  package static let current = ModelSchema(
    records: [
      ModelRecordSchema(
        name: "Root", documentation: "`@root`: what every template can reach.",
        keys: [
          ModelKeySchema(name: "project", type: .record("Project"), documentation: "The whole repository."),
          ModelKeySchema(name: "services", type: .list(.record("Service")), documentation: "Its services."),
        ]),
      ServiceRecords.project.schema, ServiceRecords.service.schema, ModelRecords.aggregate.schema,
      ModelRecords.child.schema, ModelRecords.ancestor.schema,
      ModelRecords.model.schema, ModelRecords.field.schema, ModelRecords.reference.schema,
      ModelRecords.validation.schema,
      ModelRecords.constraints.schema, ServiceRecords.api.schema, ServiceRecords.route.schema,
      ServiceRecords.parameter.schema,
      BehaviourRecords.command.schema, BehaviourRecords.commandGuard.schema, BehaviourRecords.emission.schema,
      BehaviourRecords.event.schema, BehaviourRecords.version.schema, BehaviourRecords.assignment.schema,
      BehaviourRecords.condition.schema, BehaviourRecords.operand.schema, ProjectionRecords.query.schema,
      ProjectionRecords.sortKey.schema, ProjectionRecords.projection.schema, ProjectionRecords.handler.schema,
      ServiceRecords.table.schema, ServiceRecords.linkTable.schema, ServiceRecords.column.schema,
      ServiceRecords.index.schema,
      ServiceRecords.foreignKey.schema,
    ]
      + MigrationRecords.schemas
      + SectionRecords.schemas([
        DeploymentShapes.project.form, DeploymentShapes.service.form, DeploymentShapes.auth.form,
      ]))
}

extension Table {
  /// The name of the first column of a role.
  fileprivate func columnName(_ role: Column.Role) -> String { columns.first { $0.role == role }?.name ?? "" }
}

extension Service {
  /// The packs that it asks for, each once.
  fileprivate var wantedPacks: [String] {
    var names: [String] = []
    for name in repoImpl.map({ "\($0.value)-repo" }) + packs.map(\.name.value) where !names.contains(name) {
      names.append(name)
    }
    return names
  }

  func stateCollections(_ model: ServiceModel) -> [ModelRecords.ChildSubject] {
    ModelRecords.ChildSubject.collections(of: aggregates.filter { !$0.isEventSourced }, model.types)
  }

  /// The types of all fields, sorted: `value` for value objects, `model` for models.
  fileprivate var typesUsed: [String] {
    var fields = values.flatMap(\.fields) + models.flatMap(\.fields)
    for aggregate in aggregates {
      fields += aggregate.fields
      for command in aggregate.commands { fields += command.input }
      for event in aggregate.events { fields += event.fields }
    }
    for projection in projections { fields += projection.key + projection.fields }
    let names = fields.map { field in
      field.type.kind?.rawValue ?? (values.named(field.type.name.value) == nil ? "model" : "value")
    }
    return Set(names).sorted()
  }
}
