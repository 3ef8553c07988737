import SourceDiagnostics

/// Rules about queries and projections.
enum ProjectionRules {
  static let all = [unknownEvent, missingKey, emptyKey, nothingDone, unknownSubject, unknownSearchField, ownOutbox]

  private static let account =
    "aggregates:\n  Account:\n    fields: {balance: int}\n    commands: {Pay: {input: {amount: int}, emits: Paid}}\n    events: {Paid: {fields: {amount: int}}}\n"

  static let unknownEvent = SpecRule(
    "SP0512", "a projection of an unknown event", "A projection follows events of the aggregates of its service.",
    in: .service,
    wrong: account
      + "projections:\n  Totals: {key: {amount: int}, fields: {count: int}, on: {Payed: {increment: {count: 1}}}}",
    right: account
      + "projections:\n  Totals: {key: {amount: int}, fields: {count: int}, on: {Paid: {increment: {count: 1}}}}"
  ) { context in
    for index in context.services {
      let known = index.service.aggregates.flatMap(\.events).map(\.name.value)
      for handler in index.service.projections.flatMap(\.handlers) where !known.contains(handler.event.value) {
        context.report(
          "no event is called `\(handler.event.value)`", at: handler.event.span,
          help: [Suggestion.help(for: handler.event.value, among: known)])
      }
    }
  }

  static let missingKey = SpecRule(
    "SP0513", "an event without the projection's key",
    "Every event that a projection follows carries the fields of the key, of the same name and type: they say which row changes.",
    in: .service,
    wrong: account
      + "projections:\n  Totals: {key: {owner: uuid}, fields: {count: int}, on: {Paid: {increment: {count: 1}}}}",
    right: account
      + "projections:\n  Totals: {key: {amount: int}, fields: {count: int}, on: {Paid: {increment: {count: 1}}}}"
  ) { context in
    for index in context.services {
      for projection in index.service.projections {
        for handler in projection.handlers {
          guard let event = index.service.event(handler.event)?.event else { continue }
          for key in projection.key {
            let field = event.fields.named(key.name.value)
            if let field, ValueType(of: field).fits(ValueType(of: key)) { continue }
            context.report(
              "the event `\(event.name.value)` doesn't carry the key `\(key.name.value)`", at: handler.event.span,
              and: [(key.name.span, "the key, of the type `\(ValueType(of: key).description)`")]
                + (field.map { [($0.name.span, "of another type")] } ?? []),
              help: ["add a field `\(key.name.value)` to the event, or take the event out"])
          }
        }
      }
    }
  }

  static let emptyKey = SpecRule(
    "SP0514", "a projection without a key",
    "The key tells the rows of a projection apart; it has at least one field with a single value.",
    in: .service,
    wrong: account + "projections:\n  Totals: {key: {}, fields: {count: int}, on: {Paid: {increment: {count: 1}}}}",
    right: account
      + "projections:\n  Totals: {key: {amount: int}, fields: {count: int}, on: {Paid: {increment: {count: 1}}}}"
  ) { context in
    for index in context.services {
      for projection in index.service.projections {
        if projection.key.isEmpty {
          context.report(
            "the projection `\(projection.name.value)` has no key", at: projection.name.span,
            help: ["add `key: {NAME: TYPE}`"])
        }
        for key in projection.key where key.type.isList || key.type.kind == nil || key.type.kind == .json {
          context.report(
            "`\(key.name.value)` can't be a key", at: key.type.name.span,
            "of the type `\(ValueType(of: key).description)`")
        }
      }
    }
  }

  static let nothingDone = SpecRule(
    "SP0515", "an event handler that does nothing", "Each event below `on` sets, increments or deletes something.",
    in: .service,
    wrong: account + "projections:\n  Totals: {key: {amount: int}, fields: {count: int}, on: {Paid: {}}}",
    right: account
      + "projections:\n  Totals: {key: {amount: int}, fields: {count: int}, on: {Paid: {increment: {count: 1}}}}"
  ) { context in
    for index in context.services {
      for handler in index.service.projections.flatMap(\.handlers) {
        let changes = !(handler.sets + handler.increments + handler.decrements).isEmpty
        if !changes, !handler.isDeleting {
          context.report(
            "`\(handler.event.value)` changes nothing here", at: handler.event.span,
            help: ["add `set`, `increment` or `delete: true`"])
        } else if changes, handler.isDeleting {
          context.report("a row that goes can't be changed", at: handler.event.span, "both `delete` and changes")
        }
      }
    }
  }

  static let unknownSubject = SpecRule(
    "SP0516", "a query of something unknown",
    "`of` names an aggregate or a projection of the same service.", in: .service,
    wrong: "aggregates:\n  Order: {fields: {name: string}}\nqueries:\n  ByName: {of: Ordr, filter: [name]}",
    right: "aggregates:\n  Order: {fields: {name: string}}\nqueries:\n  ByName: {of: Order, filter: [name]}"
  ) { context in
    for index in context.services {
      let service = index.service
      for query in service.queries
      where index.aggregates[query.of.value] == nil && service.projections.named(query.of.value) == nil {
        let known = service.aggregates.map(\.name.value) + service.projections.map(\.name.value)
        context.report(
          "no aggregate or projection is called `\(query.of.value)`", at: query.of.span,
          help: [Suggestion.help(for: query.of.value, among: known)])
      }
    }
  }

  static let unknownSearchField = SpecRule(
    "SP0517", "a query by an unknown field", "`filter` and `sort` name fields with single values of what is searched.",
    in: .service,
    wrong: "aggregates:\n  Order: {fields: {name: string}}\nqueries:\n  ByName: {of: Order, filter: [nmae]}",
    right:
      "aggregates:\n  Order: {fields: {name: string}}\nqueries:\n  ByName: {of: Order, filter: [name], sort: [-name]}"
  ) { context in
    for index in context.services {
      for query in index.service.queries {
        let subject = index.aggregate(query.of.value)
        let fields = index.service.searchableFields(of: query)
        if subject == nil, fields.isEmpty { continue }
        let hasTimes = subject.map { $0.isAudited && !$0.isEventSourced } ?? false
        let always = ["id"] + (hasTimes ? ["created_at", "updated_at"] : [])
        for (name, isSort) in query.filter.map({ ($0, false) }) + query.sort.map({ ($0, true) }) {
          let plain = name.value.hasPrefix("-") ? String(name.value.dropFirst()) : name.value
          if isSort, always.contains(plain) { continue }
          guard let field = fields.named(plain) else {
            context.report(
              "`\(query.of.value)` has no field `\(plain)`", at: name.span,
              help: [Suggestion.help(for: plain, among: fields.map(\.name.value) + always)])
            continue
          }
          let type = ValueType(of: field)
          if type.kind == nil || type.kind == .json || type.kind == .bytes
            || isSort && type.kind?.isOrdered != true && type.kind != .enumeration
          {
            context.report(
              "a query can't \(isSort ? "sort" : "filter") by `\(plain)`", at: name.span,
              "of the type `\(type.description)`")
          }
        }
      }
    }
  }

  static let ownOutbox = SpecRule(
    "SP0524", "a projection called Outbox",
    "The read model `outbox` has the events that are still to be published, in every service with the pack `cqrs`. A projection of that name "
      + "would have its table.", in: .service,
    wrong: account
      + "projections:\n  Outbox: {key: {amount: int}, fields: {count: int}, on: {Paid: {increment: {count: 1}}}}",
    right: account
      + "projections:\n  Totals: {key: {amount: int}, fields: {count: int}, on: {Paid: {increment: {count: 1}}}}"
  ) { context in
    for projection in context.services.flatMap(\.service.projections)
    where Words.snake(projection.name.value) == "outbox" {
      context.report(
        "`\(projection.name.value)` is what is still to be published", at: projection.name.span,
        help: ["give it another name"])
    }
  }
}
