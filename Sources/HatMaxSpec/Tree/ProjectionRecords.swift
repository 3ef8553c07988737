/// The records of queries and projections.
enum ProjectionRecords {
  static let sortKey = ModelRecord<(name: String, isFalling: Bool, field: Field?)>(
    "SortKey", "A field that orders an answer.",
    [
      ModelKey("field", .optional(.record("Field")), "The field.") { key, model in key.field.map(model.field) ?? .null
      },
      .string("name", "The field's name.") { $0.name },
      .bool("descending", "Whether the order falls.") { $0.isFalling },
    ])

  static let query = ModelRecord<Query>(
    "Query", "A question with filters, an order and pages.",
    [
      .string("name", "The name as it is written.") { $0.name.value },
      .optional("was", "The former name.") { $0.was?.value },
      .optional("description", "What it means.") { $0.description?.value },
      .string("of", "The name of what is searched.") { $0.of.value },
      ModelKey("aggregate", .optional(.record("Aggregate")), "The aggregate that is searched, if its state is kept.") {
        query, model in
        model.service.aggregates.named(query.of.value)?.isEventSourced == false
          ? model.aggregate(query.of.value) : .null
      },
      ModelKey(
        "event_aggregate", .optional(.record("Aggregate")),
        "The aggregate whose read model is searched, if its events are kept."
      ) { query, model in
        model.service.aggregates.named(query.of.value)?.isEventSourced == true
          ? model.aggregate(query.of.value) : .null
      },
      ModelKey("projection", .optional(.record("Projection")), "The projection that is searched.") { query, model in
        model.projection(query.of.value)
      },
      ModelKey("filter", .list(.record("Field")), "The fields that the answer can be narrowed by.") { query, model in
        let fields = model.service.searchableFields(of: query)
        return .list(query.filter.compactMap { fields.named($0.value).map(model.field) })
      },
      ModelKey("sort", .list(.record("SortKey")), "What orders the answer.") { query, model in
        let fields = model.service.searchableFields(of: query)
        return .list(
          query.sort.map { name in
            let isFalling = name.value.hasPrefix("-")
            let field = isFalling ? String(name.value.dropFirst()) : name.value
            return sortKey.node((field, isFalling, fields.named(field)), model)
          })
      },
      .choice("page", "How the answer is cut into pages.") { $0.page },
    ])

  private static func assignments(
    _ name: String, _ documentation: String, _ entries: @escaping @Sendable (ProjectionHandler) -> [MappingEntry],
    isIncrement: Bool
  ) -> ModelKey<(handler: ProjectionHandler, projection: Projection)> {
    ModelKey(name, .list(.record("Assignment")), documentation) { subject, model in
      guard let event = model.service.event(subject.handler.event)?.event else { return .emptyList }
      let scope = model.scope(nil, input: event.fields, named: event.name.value)
      let fields = subject.projection.fields
      let what = subject.projection.name.value
      return .list(
        entries(subject.handler).compactMap { entry in
          let assignment =
            isIncrement
            ? try? scope.increment(entry, of: fields, what) : try? scope.assignment(entry, to: fields, of: what)
          return assignment.map { BehaviourRecords.assignment.node($0, model) }
        })
    }
  }

  static let handler = ModelRecord<(handler: ProjectionHandler, projection: Projection)>(
    "ProjectionHandler", "What one event does to a row of a projection.",
    [
      ModelKey("event", .record("Event"), "The event.") { subject, model in
        guard let found = model.service.event(subject.handler.event) else { return .null }
        return model.event(found.event, of: found.aggregate)
      },
      ModelKey("key", .list(.record("Assignment")), "The fields of the key, and where they come from.") {
        subject, model in
        guard let event = model.service.event(subject.handler.event)?.event else { return .emptyList }
        return .list(
          subject.projection.key.compactMap { field in
            event.fields.named(field.name.value).map { own in
              let source = Operand(kind: .input, type: ValueType(of: own), path: [own], span: own.name.span)
              return BehaviourRecords.assignment.node(
                Assignment(name: field.name, field: field, source: source, isImplied: true), model)
            }
          })
      },
      assignments("set", "Fields and what they become.", \.sets, isIncrement: false),
      assignments("increment", "Numbers and what is added to them.", \.increments, isIncrement: true),
      assignments("decrement", "Numbers and what is taken from them.", \.decrements, isIncrement: true),
      .bool("delete", "Whether the row goes.") { $0.handler.isDeleting },
    ])

  static let projection = ModelRecord<Projection>(
    "Projection", "A read model that events keep up to date.",
    [
      .string("name", "The name as it is written.") { $0.name.value },
      .string("table", "Its table.") { $0.tableName },
      .optional("was", "The former name.") { $0.was?.value },
      .optional("description", "What it means.") { $0.description?.value },
      ModelKey("key", .list(.record("Field")), "The fields that tell its rows apart.") { projection, model in
        .list(projection.key.map(model.field))
      },
      ModelKey("fields", .list(.record("Field")), "What a row holds besides.") { projection, model in
        .list(projection.fields.map(model.field))
      },
      ModelKey("on", .list(.record("ProjectionHandler")), "The events that change it.") { projection, model in
        .list(projection.handlers.map { handler.node(($0, projection), model) })
      },
    ])
}

extension Service {
  /// The event of a name, which is unique in a service, and its aggregate.
  func event(_ name: Name) -> (event: Event, aggregate: Aggregate)? {
    for aggregate in aggregates {
      if let event = aggregate.events.named(name.value) { return (event, aggregate) }
    }
    return nil
  }

  /// The aggregates whose events are kept and that queries search: each has a read model of its state.
  var searchedAggregates: [Aggregate] {
    let searched = Set(queries.map(\.of.value))
    return aggregates.filter { $0.isEventSourced && searched.contains($0.name.value) }
  }

  /// The fields that a query can filter and sort by.
  func searchableFields(of query: Query) -> [Field] {
    if let aggregate = aggregates.named(query.of.value) { return aggregate.fields }
    return projections.named(query.of.value).map { $0.key + $0.fields } ?? []
  }
}
