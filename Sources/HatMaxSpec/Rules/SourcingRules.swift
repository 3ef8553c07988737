import SourceDiagnostics

/// Rules about what collections of aggregates can be where events change them.
enum SourcingRules {
  static let all = [nestedCollections, orderOfEvents, modelsOfStates, sharedModels, unmadeFields]

  private static let opened =
    "commands: {Open: {creates: true, input: {name: string}, emits: Opened}}\n    events: {Opened: {fields: {name: string}, sets: {name: $name}}}\n"

  private static func basket(_ children: String) -> String {
    "    persistence: events\n    fields: {name: string}\n    \(opened)    children: {\(children)}"
  }

  static let nestedCollections = SpecRule(
    "SP0518", "collections within those that events change",
    "Events add whole elements to the collections of an aggregate with `persistence: events` and take them out; collections within an element "
      + "would never change and are not kept.", in: .service,
    wrong:
      "models:\n  Tag: {fields: {name: string}}\n  Line: {fields: {sku: string}, children: {tags: {of: Tag}}}\naggregates:\n  Order:\n"
      + basket("lines: {of: Line}"),
    right: "models:\n  Line: {fields: {sku: string, tags: [string]}}\naggregates:\n  Order:\n"
      + basket("lines: {of: Line}")
  ) { context in
    for index in context.services {
      for aggregate in index.service.aggregates where aggregate.isEventSourced {
        for child in aggregate.children {
          guard let model = index.model(child.of.value), let inner = model.children.first else { continue }
          context.report(
            "the elements of `\(child.name.value)` have collections, which no event can change", at: child.of.span,
            and: [(inner.name.span, "a collection of `\(model.name.value)`")],
            help: ["use a list of values, or make `\(model.name.value)` an aggregate of its own"])
        }
      }
    }
  }

  static let orderOfEvents = SpecRule(
    "SP0519", .warning, "an order that events decide",
    "The collections of an aggregate with `persistence: events` are in the order in which events added to them: `position`.",
    in: .service,
    wrong: "models:\n  Line: {fields: {sku: string}}\naggregates:\n  Order:\n"
      + basket("lines: {of: Line, order: sku}"),
    right: "models:\n  Line: {fields: {sku: string}}\naggregates:\n  Order:\n"
      + basket("lines: {of: Line, order: position}")
  ) { context in
    for index in context.services {
      for aggregate in index.service.aggregates where aggregate.isEventSourced {
        for case let order? in aggregate.children.map(\.order) where order.value != "position" {
          context.report(
            "`order: \(order.value)` has no effect: elements stay in the order of their events", at: order.span,
            help: ["leave it out, or sort where it is read"])
        }
      }
    }
  }

  static let modelsOfStates = SpecRule(
    "SP0520", "a model in a command or event of an aggregate that keeps its state",
    "Such an aggregate changes its collections through its own methods and routes; its commands and events carry values. Only with "
      + "`persistence: events` do events carry what is added to a collection.", in: .service,
    wrong:
      "models:\n  Line: {fields: {sku: string}}\naggregates:\n  Order:\n    fields: {name: string}\n    children: {lines: {of: Line}}\n"
      + "    commands: {Add: {input: {line: Line}, emits: Added}}\n    events: {Added: {fields: {line: Line}, appends: {lines: $line}}}",
    right:
      "models:\n  Line: {fields: {sku: string}}\naggregates:\n  Order:\n    fields: {name: string}\n    children: {lines: {of: Line}}\n"
      + "    commands: {Rename: {input: {name: string}, emits: Renamed}}\n"
      + "    events: {Renamed: {fields: {name: string}, sets: {name: $name}}}"
  ) { context in
    for index in context.services {
      for aggregate in index.service.aggregates where !aggregate.isEventSourced {
        let carried = aggregate.commands.flatMap(\.input) + aggregate.events.flatMap(\.fields)
        for field in carried where index.model(field.type.name.value) != nil {
          context.report(
            "`\(field.name.value)` is a model, and `\(aggregate.name.value)` keeps its state", at: field.type.name.span,
            help: [
              "add `persistence: events`, or change `\(field.type.name.value)` through the routes of its collection"
            ])
        }
      }
    }
  }

  static let sharedModels = SpecRule(
    "SP0528", "a model of states and of events",
    "What events add to the collections of an aggregate with `persistence: events` is stored with them; the elements of the others' "
      + "collections are changed and stored by themselves. One model can't be both.", in: .service,
    wrong:
      "models:\n  Line: {fields: {sku: string}}\naggregates:\n  Basket:\n    children: {lines: {of: Line}}\n  Order:\n"
      + basket("lines: {of: Line}"),
    right: "models:\n  Line: {fields: {sku: string}}\n  OrderLine: {fields: {sku: string}}\naggregates:\n  Basket:\n"
      + "    children: {lines: {of: Line}}\n  Order:\n" + basket("lines: {of: OrderLine}")
  ) { context in
    for index in context.services {
      var kept: [String: Child] = [:]
      for aggregate in index.service.aggregates where !aggregate.isEventSourced {
        collect(aggregate.children, index, into: &kept)
      }
      for aggregate in index.service.aggregates where aggregate.isEventSourced {
        for child in aggregate.children {
          guard let other = kept[child.of.value] else { continue }
          context.report(
            "`\(child.of.value)` is in a collection of `\(aggregate.name.value)`, whose events are kept, "
              + "and in one that is kept itself",
            at: child.of.span, and: [(other.of.span, "the other collection")],
            help: ["write the model twice, under two names"])
        }
      }
    }
  }

  /// Adds collections, and those within their elements, by the names of their models.
  private static func collect(_ children: [Child], _ index: ServiceIndex, into kept: inout [String: Child]) {
    for child in children where kept[child.of.value] == nil {
      kept[child.of.value] = child
      collect(index.model(child.of.value)?.children ?? [], index, into: &kept)
    }
  }

  static let unmadeFields = SpecRule(
    "SP0529", .warning, "an aggregate that is made without what it must have",
    "A command whose events leave a required field empty is refused, whatever it is told: what it makes would not be valid.",
    in: .aggregate,
    wrong: "persistence: events\nfields: {name: {type: string, required: true}, code: string}\n"
      + "commands: {Open: {creates: true, input: {code: string}, emits: Opened}}\n"
      + "events: {Opened: {fields: {code: string}, sets: {code: $code}}}",
    right: "persistence: events\nfields: {name: {type: string, required: true}}\n"
      + "commands: {Open: {creates: true, input: {name: string}, emits: Opened}}\n"
      + "events: {Opened: {fields: {name: string}, sets: {name: $name}}}"
  ) { context in
    for index in context.services {
      for aggregate in index.service.aggregates where aggregate.isEventSourced {
        let needed = aggregate.fields.filter(\.mustBeGiven)
        for command in aggregate.commands where command.isCreating && !command.emits.isEmpty {
          let events = command.emits.compactMap { aggregate.events.named($0.event.value) }
          let given = Set(events.flatMap { $0.sets + $0.increments + $0.decrements }.map(\.target.value))
          for field in needed where !given.contains(field.name.value) {
            context.report(
              "`\(command.name.value)` leaves `\(field.name.value)` empty", at: command.name.span,
              and: [(field.name.span, "is required, and has no default")],
              help: ["let an event of the command set it, give it a default, or let it be absent"])
          }
        }
      }
    }
  }
}

extension Field {
  /// Whether it is invalid where nothing has given it a value: numbers and truth values have one.
  fileprivate var mustBeGiven: Bool {
    guard isRequired, defaultValue == nil else { return false }
    guard let kind = type.kind, !type.isList else { return type.isList }
    return ![.int, .float, .decimal, .bool, .duration].contains(kind)
  }
}
