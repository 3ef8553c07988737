import SourceDiagnostics

/// Rules about aggregates, models and collections.
enum AggregateRules {
  static let all = [
    unknownModel, childCycle, unknownOrder, unknownConstraint, unknownUpdatable, singleChild, emptyAggregate,
    unusedModel, unusedValue,
    sameAsBefore, tooManyChildren,
  ]

  static let unknownModel = SpecRule(
    "SP0401", "a collection of an unknown model", "`of` names one of the service's models.", in: .aggregate,
    wrong: "children: {lines: {of: Lien}}", right: "fields: {name: string}"
  ) { context in
    for index in context.services {
      for (child, _) in index.children where index.models[child.of.value] == nil {
        let name = child.of.value
        context.report(
          "no model is called `\(name)` in the service `\(index.service.name.value)`", at: child.of.span,
          help: [
            Suggestion.help(for: name, among: index.service.models.map(\.name.value)),
            index.value(name) == nil ? nil : "`\(name)` is a value object; move it below `models`",
            index.aggregates[name] == nil
              ? nil : "`\(name)` is an aggregate; refer to it with `{type: [ref], to: \(name)}`",
          ])
      }
    }
  }

  static let childCycle = SpecRule(
    "SP0402", "collections nested too deep",
    "Collections may be nested three levels deep, and a model can't contain itself.", in: .service,
    wrong:
      "models:\n  Node: {fields: {name: string}, children: {nodes: {of: Node}}}\naggregates:\n  Tree: {children: {nodes: {of: Node}}}",
    right: "models:\n  Node: {fields: {name: string}}\naggregates:\n  Tree: {children: {nodes: {of: Node}}}"
  ) { context in
    for index in context.services {
      let heights = index.modelGraph.heights(upTo: Limits.childDepth + 1)
      for aggregate in index.service.aggregates {
        for child in aggregate.children where heights[child.of.value] == Limits.childDepth + 1 {
          context.report(
            "the collections of `\(aggregate.name.value)` are nested more than \(Limits.childDepth) levels deep",
            at: child.name.span, chain(below: child, index, heights).joined(separator: " → "),
            help: ["make what is further down an aggregate of its own"])
        }
      }
    }
  }

  /// The names of the collections on the way down that is too long.
  private static func chain(below child: Child, _ index: ServiceIndex, _ heights: [String: Int]) -> [String] {
    var names = [child.name.value]
    var last = child
    while names.count <= Limits.childDepth, let model = index.model(last.of.value),
      let next = model.children.max(by: { heights[$0.of.value] ?? 0 < heights[$1.of.value] ?? 0 })
    {
      names.append(next.name.value)
      last = next
    }
    return names
  }

  static let unknownOrder = SpecRule(
    "SP0403", "an order by an unknown field", "`order` is `position` or a field of the collection's model.",
    in: .service,
    wrong:
      "models:\n  Line: {fields: {sku: string}}\naggregates:\n  Order: {children: {lines: {of: Line, order: skku}}}",
    right: "models:\n  Line: {fields: {sku: string}}\naggregates:\n  Order: {children: {lines: {of: Line, order: sku}}}"
  ) { context in
    for index in context.services {
      for (child, _) in index.children {
        guard let order = child.order, order.value != "position", let model = index.model(child.of.value) else {
          continue
        }
        guard let field = model.fields.named(order.value) else {
          context.report(
            "`\(model.name.value)` has no field `\(order.value)`", at: order.span, "expected `position` or a field",
            help: [Suggestion.help(for: order.value, among: ["position"] + model.fields.map(\.name.value))])
          continue
        }
        if ValueType(of: field).kind?.isOrdered != true {
          context.report(
            "values of the type `\(ValueType(of: field).description)` have no order", at: order.span,
            and: [(field.name.span, "the field")])
        }
      }
    }
  }

  static let unknownConstraint = SpecRule(
    "SP0404", "a constraint over an unknown field",
    "`unique` and `indexes` are groups of fields of the same aggregate or model.", in: .aggregate,
    wrong: "fields: {name: string}\nconstraints: {unique: [[nmae]]}",
    right: "fields: {name: string}\nconstraints: {unique: [[name]]}"
  ) { context in
    for index in context.services {
      for aggregate in index.service.aggregates {
        check(aggregate.constraints, aggregate.fields, "the aggregate `\(aggregate.name.value)`", &context)
      }
      for model in index.service.models {
        check(model.constraints, model.fields, "the model `\(model.name.value)`", &context)
      }
      for (child, _) in index.children {
        guard let model = index.model(child.of.value) else { continue }
        check(child.constraints, model.fields, "the model `\(model.name.value)`", &context)
      }
    }
  }

  private static func check(_ constraints: Constraints, _ fields: [Field], _ what: String, _ context: inout RuleContext)
  {
    for group in constraints.unique + constraints.indexes {
      for name in group {
        guard let field = fields.named(name.value) else {
          context.report(
            "\(what) has no field `\(name.value)`", at: name.span,
            help: [Suggestion.help(for: name.value, among: fields.map(\.name.value))])
          continue
        }
        if field.type.isList || field.type.kind == nil || field.type.kind == .json {
          context.report(
            "`\(name.value)` can't be part of a constraint", at: name.span,
            "of the type `\(ValueType(of: field).description)`", help: ["use fields with single values"])
        }
      }
    }
  }

  static let unknownUpdatable = SpecRule(
    "SP0405", "an unknown field in `updatable`", "`updatable` lists fields of the collection's model.", in: .service,
    wrong:
      "models:\n  Line: {fields: {sku: string}}\naggregates:\n  Order: {children: {lines: {of: Line, updatable: [skku]}}}",
    right:
      "models:\n  Line: {fields: {sku: string}}\naggregates:\n  Order: {children: {lines: {of: Line, updatable: [sku]}}}"
  ) { context in
    for index in context.services {
      for (child, _) in index.children {
        guard let model = index.model(child.of.value) else { continue }
        for name in child.updatable where model.fields.named(name.value) == nil {
          context.report(
            "`\(model.name.value)` has no field `\(name.value)`", at: name.span,
            help: [Suggestion.help(for: name.value, among: model.fields.map(\.name.value))])
        }
      }
    }
  }

  static let singleChild = SpecRule(
    "SP0406", "an order or a number of one",
    "Where there is at most one element (`many: false`), `order`, `max` and `constraints` mean nothing.",
    in: .service,
    wrong:
      "models:\n  Address: {fields: {city: string}}\naggregates:\n  Order: {children: {address: {of: Address, many: false, max: 3}}}",
    right:
      "models:\n  Address: {fields: {city: string}}\naggregates:\n  Order: {children: {address: {of: Address, many: false}}}"
  ) { context in
    for index in context.services {
      for (child, _) in index.children where !child.isMany {
        if let order = child.order { context.report("there is nothing to order", at: order.span, "`many` is false") }
        if let maximum = child.maximum {
          context.report("there is at most one anyway", at: maximum.span, "`many` is false")
        }
      }
    }
  }

  static let emptyAggregate = SpecRule(
    "SP0407", .warning, "an aggregate without content",
    "An aggregate without fields and collections holds nothing but its id.", in: .service,
    wrong: "aggregates:\n  Order: {audit: true}", right: "aggregates:\n  Order: {fields: {name: string}}"
  ) { context in
    for index in context.services {
      for aggregate in index.service.aggregates where aggregate.fields.isEmpty && aggregate.children.isEmpty {
        context.report(
          "the aggregate `\(aggregate.name.value)` holds nothing", at: aggregate.name.span, help: ["add `fields:`"])
      }
    }
  }

  static let unusedModel = SpecRule(
    "SP0408", .warning, "a model that nothing uses",
    "A model is generated as part of the aggregates that have a collection of it, so one without such an aggregate changes nothing.",
    in: .service, wrong: "models:\n  Line: {fields: {sku: string}}\naggregates:\n  Order: {fields: {name: string}}",
    right: "models:\n  Line: {fields: {sku: string}}\naggregates:\n  Order: {children: {lines: {of: Line}}}"
  ) { context in
    for index in context.services where !index.service.models.isEmpty {
      let used = Set(index.children.map(\.child.of.value) + index.namedTypes)
      for model in index.service.models where !used.contains(model.name.value) {
        context.report(
          "nothing uses the model `\(model.name.value)`", at: model.name.span,
          help: ["add `children: {NAME: {of: \(model.name.value)}}` to an aggregate"])
      }
    }
  }

  static let unusedValue = SpecRule(
    "SP0409", .warning, "a value object that nothing uses", "A value object shows where it is the type of a field.",
    in: .service,
    wrong: "values:\n  Money: {fields: {amount: decimal}}\naggregates:\n  Order: {fields: {name: string}}",
    right: "values:\n  Money: {fields: {amount: decimal}}\naggregates:\n  Order: {fields: {price: Money}}"
  ) { context in
    for index in context.services where !index.service.values.isEmpty {
      let used = Set(index.namedTypes)
      for value in index.service.values where !used.contains(value.name.value) {
        context.report("nothing uses the value object `\(value.name.value)`", at: value.name.span)
      }
    }
  }

  static let sameAsBefore = SpecRule(
    "SP0410", "a former name that is in use",
    "`was` says what something was called; if something else is called so now, it isn't a rename.", in: .fields,
    wrong: "name: {type: string, was: title}\ntitle: string",
    right: "name: {type: string, was: title}\nsubtitle: string"
  ) { context in
    func check(_ elements: [some Named], _ context: inout RuleContext) {
      guard elements.contains(where: { $0.was != nil }) else { return }
      let names = Dictionary(elements.map { ($0.name.value, $0.name) }) { first, _ in first }
      var former: [String: Name] = [:]
      for element in elements {
        guard let was = element.was else { continue }
        if let other = names[was.value] {
          context.report(
            was.value == element.name.value
              ? "`\(was.value)` is its name still" : "`\(was.value)` is the name of something else now",
            at: was.span, and: [(other.span, "here")], help: ["remove `was`, or rename the other"])
        } else if let other = former[was.value] {
          context.report(
            "two things can't both have been `\(was.value)`", at: was.span, and: [(other.span, "the other")])
        }
        former[was.value] = was
      }
    }
    check(context.spec.services, &context)
    for index in context.services {
      check(index.service.values, &context)
      check(index.service.models, &context)
      check(index.service.aggregates, &context)
      check(index.service.queries, &context)
      check(index.service.projections, &context)
      for group in index.groups {
        check(group.fields, &context)
        check(group.children, &context)
      }
      for aggregate in index.service.aggregates {
        check(aggregate.commands, &context)
        check(aggregate.events, &context)
      }
    }
  }

  static let tooManyChildren = SpecRule(
    "SP0411", "too many collections",
    "An aggregate is loaded as a whole: with more than 1000 collections, counted at every level, it is none.",
    in: .service, wrong: "", right: "aggregates:\n  Order: {fields: {name: string}}"
  ) { context in
    for index in context.services {
      for aggregate in index.service.aggregates {
        var count = 0
        var level = aggregate.children
        for _ in 0..<Limits.childDepth where count <= Limits.childCollections {
          count += level.count
          var next: [Child] = []
          for child in level where next.count <= Limits.childCollections {
            next += index.model(child.of.value)?.children ?? []
          }
          level = next
        }
        if count > Limits.childCollections {
          context.report(
            "`\(aggregate.name.value)` has more than \(Limits.childCollections) collections", at: aggregate.name.span)
        }
      }
    }
  }
}

extension ServiceIndex {
  /// The names of all types of fields that aren't built in.
  fileprivate var namedTypes: [String] {
    groups.flatMap(\.fields).filter { $0.type.kind == nil }.map(\.type.name.value)
  }
}
