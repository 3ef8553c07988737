import SourceDiagnostics

/// How a record of the tree is made from what it shows: the only definition of it, from which its schema is made too.
struct ModelRecord<Subject>: Sendable {
  let schema: ModelRecordSchema
  private let keys: [ModelKey<Subject>]
  private let names: ModelFieldNames

  init(_ name: String, _ documentation: String, _ keys: [ModelKey<Subject>]) {
    schema = ModelRecordSchema(name: name, documentation: documentation, keys: keys.map(\.schema))
    self.keys = keys
    names = ModelFieldNames(keys.map(\.schema.name))
  }

  /// The node of a subject.
  func node(_ subject: Subject, _ model: ServiceModel, origin: ModelOrigin? = nil) -> ModelNode {
    ModelNode(.record(ModelFields(names, keys.map { $0.value(subject, model) })), origin: origin)
  }
}

/// One key of a record.
final class ModelKey<Subject>: Sendable {
  let schema: ModelKeySchema
  let value: @Sendable (Subject, ServiceModel) -> ModelNode

  init(
    _ name: String, _ type: ModelType, _ documentation: String,
    _ value: @escaping @Sendable (Subject, ServiceModel) -> ModelNode
  ) {
    schema = ModelKeySchema(name: name, type: type, documentation: documentation)
    self.value = value
  }

  static func string(_ name: String, _ documentation: String, _ value: @escaping @Sendable (Subject) -> String)
    -> ModelKey
  {
    ModelKey(name, .string, documentation) { subject, _ in .string(value(subject)) }
  }

  static func optional(_ name: String, _ documentation: String, _ value: @escaping @Sendable (Subject) -> String?)
    -> ModelKey
  {
    ModelKey(name, .optional(.string), documentation) { subject, _ in value(subject).map(ModelNode.string) ?? .null }
  }

  static func bool(_ name: String, _ documentation: String, _ value: @escaping @Sendable (Subject) -> Bool) -> ModelKey
  {
    ModelKey(name, .bool, documentation) { subject, _ in .bool(value(subject)) }
  }

  static func strings(_ name: String, _ documentation: String, _ value: @escaping @Sendable (Subject) -> [String])
    -> ModelKey
  {
    ModelKey(name, .list(.string), documentation) { subject, _ in .list(value(subject).map(ModelNode.string)) }
  }

  static func choice<Choice: CaseIterable & Hashable & RawRepresentable<String> & Sendable>(
    _ name: String, _ documentation: String, _ value: @escaping @Sendable (Subject) -> Choice
  ) -> ModelKey {
    let nodes = Dictionary(uniqueKeysWithValues: Choice.allCases.map { ($0, ModelNode.string($0.rawValue)) })
    return ModelKey(name, .enumeration(Choice.allCases.map(\.rawValue)), documentation) { subject, _ in
      nodes[value(subject)] ?? .null
    }
  }
}

/// The nodes of one service: each thing is made once and shared.
final class ServiceModel {
  let spec: Spec
  let service: Service
  /// The packs that are active in the service, where that is known.
  let packs: [String]?
  let path: String
  /// What has been made: by path, and fields and children by where they are written.
  private var named: [String: ModelNode] = [:]
  private var placed: [PlaceKey: ModelNode] = [:]
  private var aggregateNodes: [Int: ModelNode] = [:]
  private var columns: [Column: ModelNode] = [:]
  private var schemaTables: [Table: ModelNode] = [:]
  /// The path of what is being made.
  private var place: String
  /// Names of what is being made, so that a cycle (an error elsewhere) ends.
  private var open: Set<String> = []
  /// The aggregate whose behaviour is being made.
  private(set) var scopeAggregate: Aggregate?
  var scopeAncestors: [ModelRecords.Ancestor] { scopeAggregate.map { [.init($0)] } ?? [] }
  /// The tables that its state-keeping aggregates need.
  private(set) lazy var tables = TableBuilder.tables(of: service).tables
  private lazy var linkTables = Dictionary(
    tables.filter { $0.kind == .link }.map { (LinkKey(aggregate: $0.owner, field: $0.path), $0) }
  ) { first, _ in first }

  /// The routes of the service.
  let routes: [Route]
  private let routePositions: [RouteSubject: [Int]]
  /// The names of the aggregates that the state of aggregates refers to.
  private(set) lazy var referenced = Set(
    (service.aggregates.filter { !$0.isEventSourced }.flatMap(\.fields)
      + service.stateCollections(self).compactMap { types[$0.child.of.value] }.flatMap(\.fields))
      .compactMap { $0.target?.value })

  private struct PlaceKey: Hashable {
    let start: Int
    let name: String
    /// The aggregate of a field that has a table of its own: with an alias two aggregates have one field.
    let owner: String
  }

  private struct LinkKey: Hashable {
    let aggregate: String
    let field: String
  }

  let types: [String: Model]
  /// The names of the value objects.
  let values: Set<String>
  /// The positions of the aggregates by name.
  private let aggregates: [String: Int]

  init(_ spec: Spec, _ service: Service, packs: [String]? = nil) {
    self.spec = spec
    self.service = service
    self.packs = packs
    path = "services.\(service.name.value)"
    place = path
    types = Dictionary((service.values + service.models).map { ($0.name.value, $0) }) { first, _ in first }
    values = Set(service.values.map(\.name.value))
    routes = service.routes
    routePositions = RouteSubject.positions(in: routes)
    aggregates = Dictionary(service.aggregates.enumerated().map { ($0.element.name.value, $0.offset) }) { first, _ in
      first
    }
  }

  /// Calls `make` with the origin of something at a path of the service; what is made inside lies below it.
  private func within(_ inner: String, _ name: Name, _ make: (ModelOrigin) -> ModelNode) -> ModelNode {
    let outer = place
    place = inner
    defer { place = outer }
    return make(ModelOrigin(path: inner, source: spec.source, span: name.span))
  }

  /// Calls `make` with an aggregate as the one that names in conditions and mappings mean.
  private func within(_ aggregate: Aggregate, _ make: () -> ModelNode) -> ModelNode {
    let outer = scopeAggregate
    scopeAggregate = aggregate
    defer { scopeAggregate = outer }
    return make()
  }

  // MARK: - Shared nodes

  /// The node of a value object or model.
  func type(_ name: String) -> ModelNode {
    guard let type = types[name] else { return .null }
    let isValue = values.contains(name)
    return once("\(path).\(isValue ? "values" : "models").\(name)", type.name) {
      ModelRecords.model.node(.init(type, isValue: isValue), self, origin: $0)
    }
  }

  func aggregate(_ name: String) -> ModelNode {
    guard let position = aggregates[name] else { return .null }
    if let node = aggregateNodes[position] { return node }
    let aggregate = service.aggregates[position]
    let node = within(aggregate) {
      within("\(path).aggregates.\(name)", aggregate.name) {
        ModelRecords.aggregate.node(aggregate, self, origin: $0)
      }
    }
    aggregateNodes[position] = node
    return node
  }

  func projection(_ name: String) -> ModelNode {
    guard let projection = service.projections.named(name) else { return .null }
    return once("\(path).projections.\(name)", projection.name) {
      ProjectionRecords.projection.node(projection, self, origin: $0)
    }
  }

  func query(_ name: String) -> ModelNode {
    guard let query = service.queries.named(name) else { return .null }
    return once("\(path).queries.\(name)", query.name) { ProjectionRecords.query.node(query, self, origin: $0) }
  }

  func event(_ event: Event, of aggregate: Aggregate) -> ModelNode {
    once("\(path).aggregates.\(aggregate.name.value).events.\(event.name.value)", event.name) {
      origin in within(aggregate) { BehaviourRecords.event.node(.init(event, aggregate), self, origin: origin) }
    }
  }

  func command(_ command: Command, of aggregate: Aggregate) -> ModelNode {
    once("\(path).aggregates.\(aggregate.name.value).commands.\(command.name.value)", command.name) {
      origin in within(aggregate) { BehaviourRecords.command.node(.init(command, aggregate), self, origin: origin) }
    }
  }

  func field(_ field: Field) -> ModelNode {
    let owner = field.isLink ? scopeAggregate?.name.value ?? "" : ""
    let key = PlaceKey(start: field.name.span.start, name: field.name.value, owner: owner)
    if let node = placed[key] { return node }
    let origin = ModelOrigin(path: "\(place).fields.\(field.name.value)", source: spec.source, span: field.name.span)
    let node = ModelRecords.field.node(field, self, origin: origin)
    placed[key] = node
    return node
  }

  /// A column: most tables have some that are the same.
  func column(_ column: Column) -> ModelNode { once(column, \.columns) { ServiceRecords.column.node(column, self) } }

  /// A table of a schema: migrations show one in several places.
  func schemaTable(_ table: Table) -> ModelNode {
    once(table, \.schemaTables) { MigrationRecords.schemaTable.node(table, self) }
  }

  private func once<Subject>(
    _ subject: Subject, _ nodes: ReferenceWritableKeyPath<ServiceModel, [Subject: ModelNode]>, _ make: () -> ModelNode
  ) -> ModelNode {
    if let node = self[keyPath: nodes][subject] { return node }
    let node = make()
    self[keyPath: nodes][subject] = node
    return node
  }

  /// The table of a list of references of the aggregate at hand.
  func linkTable(of field: Field) -> Table? {
    guard field.isLink, let scopeAggregate else { return nil }
    return linkTables[LinkKey(aggregate: scopeAggregate.name.value, field: field.name.value)]
  }

  /// - Parameter ancestors: the aggregate and the collections above it.
  func child(_ child: Child, below ancestors: [ModelRecords.Ancestor]) -> ModelNode {
    self.child(ModelRecords.ChildSubject(child, below: ancestors))
  }

  func child(_ subject: ModelRecords.ChildSubject) -> ModelNode {
    let top = subject.ancestors.first
    let root = "\(path).\(top?.level == .model ? "models" : "aggregates").\(top?.name ?? "")"
    let chain = subject.ancestors.dropFirst().map(\.name) + [subject.child.name.value]
    return once(root + chain.map { ".children.\($0)" }.joined(), subject.child.name) {
      ModelRecords.child.node(subject, self, origin: $0)
    }
  }

  /// The positions of the routes that are about something.
  func routePositions(_ subject: RouteSubject) -> ModelNode {
    .list((routePositions[subject] ?? []).map { .int(Int64($0)) })
  }

  /// The value objects that the state of aggregates holds, in the service's order.
  ///
  /// - Complexity: O(*n*) in the number of fields of the aggregates, their collections and the service's value objects.
  func usedValues(of aggregates: [Aggregate]) -> ModelNode {
    let models = ModelRecords.ChildSubject.collections(of: aggregates, types).compactMap { types[$0.child.of.value] }
    var open = aggregates.flatMap(\.fields) + models.flatMap(\.fields)
    var used: Set<String> = []
    while let field = open.popLast() {
      let name = field.type.name.value
      guard values.contains(name), used.insert(name).inserted else { continue }
      open += types[name]?.fields ?? []
    }
    return .list(service.values.map(\.name.value).filter(used.contains).map(type))
  }

  private func once(_ inner: String, _ name: Name, _ make: (ModelOrigin) -> ModelNode) -> ModelNode {
    if let node = named[inner] { return node }
    guard open.insert(inner).inserted else { return .null }
    defer { open.remove(inner) }
    let node = within(inner, name, make)
    named[inner] = node
    return node
  }

  // MARK: - Scopes

  func scope(_ aggregate: Aggregate?, input: [Field], named: String) -> Scope {
    Scope(source: spec.source, types: types, aggregate: aggregate, input: input, inputName: named)
  }
}
