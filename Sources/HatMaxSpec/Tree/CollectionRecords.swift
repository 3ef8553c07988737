/// The records of child collections and of what is above them.
extension ModelRecords {
  /// A child collection and what is above it.
  struct ChildSubject {
    let child: Child
    let ancestors: [Ancestor]

    init(_ child: Child, below ancestors: [Ancestor]) {
      self.child = child
      self.ancestors = ancestors
    }

    var parent: String { ancestors.last?.model ?? "" }
    /// The owner's table in the singular.
    var owner: String { ancestors.last?.singular ?? "" }

    /// The collections of its model.
    func nested(_ types: [String: Model]) -> [ChildSubject] {
      guard let owner = ancestors.last, ancestors.count < Limits.childDepth else { return [] }
      let path = ancestors + [Ancestor(child, below: owner)]
      return types[child.of.value]?.children.map { ChildSubject($0, below: path) } ?? []
    }

    /// The collections of an aggregate itself.
    static func all(of aggregate: Aggregate) -> [ChildSubject] {
      aggregate.children.map { ChildSubject($0, below: [Ancestor(aggregate)]) }
    }

    /// The collections of aggregates at every level: those of the aggregates, then those one below, and so on.
    ///
    /// - Complexity: O(*n*) in the number of collections.
    static func collections(of aggregates: [Aggregate], _ types: [String: Model]) -> [ChildSubject] {
      var level = aggregates.flatMap(all)
      var collections: [ChildSubject] = []
      while !level.isEmpty {
        collections += level
        level = level.flatMap { $0.nested(types) }
      }
      return collections
    }
  }

  /// What is above a child collection.
  struct Ancestor: Sendable {
    enum Level: String, Sendable, CaseIterable { case aggregate, child, model }

    let level: Level
    let name: String
    let model: String
    let table: String
    /// What the tables and keys below it begin with.
    let singular: String
    let isMany: Bool
    /// The name of its id in paths.
    let parameter: String

    init(_ aggregate: Aggregate) {
      self.init(.aggregate, aggregate.name, table: aggregate.tableName)
    }

    /// A model on its own, whatever it is part of.
    init(_ model: Model) {
      self.init(.model, model.name, table: Nouns.plural(Words.snake(model.name.value)))
    }

    private init(_ level: Level, _ name: Name, table: String) {
      self.level = level
      self.name = name.value
      model = name.value
      self.table = table
      singular = Words.snake(name.value)
      isMany = false
      parameter = "id"
    }

    init(_ child: Child, below owner: Ancestor) {
      level = .child
      name = child.name.value
      model = child.of.value
      table = child.tableName(below: owner.singular)
      singular = Nouns.singular(table)
      isMany = child.isMany
      parameter = child.parameterName
    }
  }

  static let ancestor = ModelRecord<Ancestor>(
    "Ancestor", "An aggregate or a child collection above another.",
    [
      .choice("level", "What it is; `model` only above a model's own `children`.") { $0.level },
      .bool("child", "Whether it is a child collection.") { $0.level == .child },
      .bool("many", "For a child collection: whether there may be several.") { $0.isMany },
      .string("name", "The name as it is written.") { $0.name },
      .string("model_name", "The aggregate's or model's name.") { $0.model },
      .string("table", "Its table.") { $0.table },
      .string("key", "The column with which tables below it refer to it.") { $0.singular + "_id" },
      .string("parameter", "The name of its id in paths.") { $0.parameter },
    ])

  static let child = ModelRecord<ChildSubject>(
    "Child", "A child collection of an aggregate or a model.",
    [
      .string("name", "The name as it is written, a plural as a rule.") { $0.child.name.value },
      .string("singular", "The name of one element, in snake case.") { $0.child.singularName },
      .optional("was", "The former name.") { $0.child.was?.value },
      .optional("description", "What it means.") { $0.child.description?.value },
      .string("of", "The model's name.") { $0.child.of.value },
      .string("parent", "The owner's name: the aggregate, or the model above.") { $0.parent },
      ModelKey("model", .record("Model"), "The model.") { subject, model in model.type(subject.child.of.value) },
      ModelKey("fields", .list(.record("Field")), "The model's fields.") { subject, model in
        model.type(subject.child.of.value)["fields"] ?? .emptyList
      },
      ModelKey("children", .list(.record("Child")), "The model's collections.") { subject, model in
        if subject.ancestors.first?.level == .model {
          return model.type(subject.child.of.value)["children"] ?? .emptyList
        }
        return .list(subject.nested(model.types).map(model.child))
      },
      .bool("many", "Whether there may be several.") { $0.child.isMany },
      .optional("order", "`position`, the name of a field, or null.") { $0.child.order?.value },
      .bool("positioned", "Whether its elements have positions: `order: position`.") { $0.child.isPositioned },
      ModelKey("max", .optional(.int), "The largest number of elements.") { subject, _ in
        subject.child.maximum.map { .int($0.value) } ?? .null
      },
      ModelKey("updatable", .list(.record("Field")), "The fields that a change of an element may touch.") {
        subject, model in
        let fields = model.types[subject.child.of.value]?.fields ?? []
        let names = subject.child.updatable.map(\.value)
        return .list(fields.filter { names.isEmpty || names.contains($0.name.value) }.map(model.field))
      },
      ModelKey(
        "constraints", .record("Constraints"), "Uniqueness and indexes within one owner, those of the model included."
      ) { subject, model in
        guard let of = model.types[subject.child.of.value] else {
          return constraints.node((subject.child.constraints, []), model)
        }
        return constraints.node((subject.child.constraints(of: of), of.fields), model)
      },
      .string("table", "Its table.") { $0.child.tableName(below: $0.owner) },
      ModelKey("path", .list(.record("Ancestor")), "What is above it, from the root down.") { subject, model in
        .list(subject.ancestors.map { ancestor.node($0, model) })
      },
      .string("parameter", "The name of an element's id in paths.") { $0.child.parameterName },
      ModelKey(
        "api_routes", .list(.int),
        "The positions in the service's `api.routes` of those that are about an aggregate's own."
      ) { subject, model in
        guard let owner = subject.ancestors.first, subject.ancestors.count == 1 else { return .emptyList }
        return model.routePositions(RouteSubject(aggregate: owner.name, child: subject.child.name.value))
      },
    ])
}
