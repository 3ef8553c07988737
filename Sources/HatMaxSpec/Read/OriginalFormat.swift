extension Spec {
  /// Gives files of the original HatMax the meaning that they have there.
  ///
  /// A service there may keep single models without an aggregate: each model that is nobody's child becomes the root of
  /// an aggregate of its own, unless the service has aggregates and no handler asks for it.
  mutating func adoptOriginalFormat() {
    for index in services.indices { services[index].promoteSingleModels() }
  }
}

extension Service {
  fileprivate mutating func promoteSingleModels() {
    if models.isEmpty { return }
    let children = aggregates.flatMap(\.children) + models.flatMap(\.children)
    let owned = Set(children.map(\.of.value) + fieldTypes)
    let handled = Set(api.handlers?.compactMap(\.model?.value) ?? [])
    let isAtom = kind?.value == .atom
    var rest: [Model] = []
    for model in models {
      let isAsked = handled.contains(model.name.value) || isAtom && aggregates.isEmpty
      guard isAsked, !owned.contains(model.name.value), aggregates.named(model.name.value) == nil else {
        rest.append(model)
        continue
      }
      let aggregate = Aggregate(name: model.name)
      aggregate.was = model.was
      aggregate.description = model.description
      aggregate.isAudited = model.isAudited
      aggregate.fields = model.fields
      aggregate.children = model.children
      aggregate.constraints = model.constraints
      aggregate.lifecycle = model.lifecycle
      aggregate.isPromotedModel = true
      aggregates.append(aggregate)
    }
    models = rest
  }

  /// The names of all types that fields are of.
  private var fieldTypes: [String] {
    var fields = models.flatMap(\.fields) + values.flatMap(\.fields)
    for aggregate in aggregates {
      fields += aggregate.fields
      for command in aggregate.commands { fields += command.input }
      for event in aggregate.events { fields += event.fields }
    }
    return fields.filter { $0.type.kind == nil }.map(\.type.name.value)
  }
}
