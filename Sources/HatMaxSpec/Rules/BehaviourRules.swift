import SourceDiagnostics

/// Rules about commands, events, conditions and mappings.
enum BehaviourRules {
  static let all = [
    unknownEvent, syntax, unknownName, wrongType, noMember, unfilled, twiceEmitted, noEvents, neverEmitted, history,
    noState,
  ]

  private static func eachCommand(
    _ context: inout RuleContext, _ body: (Command, Aggregate, ServiceIndex, inout RuleContext) -> Void
  ) {
    for index in context.services {
      for aggregate in index.service.aggregates {
        for command in aggregate.commands { body(command, aggregate, index, &context) }
      }
    }
  }

  static let unknownEvent = SpecRule(
    "SP0501", "an unknown event", "A command emits events of its own aggregate.", in: .aggregate,
    wrong: "fields: {name: string}\ncommands:\n  Place: {emits: OrderPlacd}\nevents:\n  OrderPlaced: {}",
    right: "fields: {name: string}\ncommands:\n  Place: {emits: OrderPlaced}\nevents:\n  OrderPlaced: {}"
  ) { context in
    eachCommand(&context) { command, aggregate, _, context in
      for emission in command.emits where aggregate.events.named(emission.event.value) == nil {
        context.report(
          "`\(aggregate.name.value)` has no event `\(emission.event.value)`", at: emission.event.span,
          help: [Suggestion.help(for: emission.event.value, among: aggregate.events.map(\.name.value))])
      }
    }
  }

  // MARK: - Conditions and mappings

  static let syntax = SpecRule(
    "SP0502", "a condition or mapping that can't be read",
    "A condition compares fields, `input.x` or `$name` with each other or with values: `== != < <= > >= in`, `is set`, `is not set`, "
      + "joined by `and`, `or`, `not` and parentheses. A mapping is a value, `$name`, `$self.name`, `$now`, `$id` or `$actor`.",
    in: .aggregate, wrong: "fields: {count: int}\ncommands:\n  Place: {when: \"count = 1\"}",
    right: "fields: {count: int}\ncommands:\n  Place: {when: \"count == 1\"}"
  ) { context in
    for index in context.services {
      for failure in index.typing {
        switch failure {
        case .syntax(let expected, let span):
          context.report("this can't be read as a condition or mapping", at: span, "expected \(expected)")
        case .notAList(let span):
          context.report(
            "`in` needs a list, and a list needs `in`", at: span, "expected `[…]` on the right side of `in`")
        default: break
        }
      }
    }
  }

  static let unknownName = SpecRule(
    "SP0503", "an unknown name in a condition or mapping",
    "A plain name is a field or collection of the aggregate, `$name` and `input.name` a field of the event or input at hand, "
      + "`$self.name` a field of the aggregate. On the left of a mapping stand the fields of what is filled.",
    in: .aggregate,
    wrong: "fields: {status: string}\ncommands:\n  Place: {when: statsu is set}",
    right: "fields: {status: string}\ncommands:\n  Place: {when: status is set}"
  ) { context in
    for index in context.services {
      for failure in index.typing {
        switch failure {
        case .unknownName(let name, let what, let known, let span):
          context.report(
            "unknown name `\(name)`", at: span, "not in \(what)", help: [Suggestion.help(for: name, among: known)])
        case .notARecord(let field, let span):
          context.report(
            "`\(field.name.value)` has no fields of its own", at: span,
            "of the type `\(ValueType(of: field).description)`")
        default: break
        }
      }
    }
  }

  static let wrongType = SpecRule(
    "SP0504", "types that don't fit",
    "Both sides of a comparison, or target and source of a mapping, are of one type: numbers with numbers, texts with texts, ids with "
      + "references. Only numbers, texts, dates, times and durations have an order, only numbers can be incremented.",
    in: .aggregate,
    wrong: "fields: {count: int}\ncommands:\n  Place: {when: \"count == 'many'\"}",
    right: "fields: {count: int}\ncommands:\n  Place: {when: \"count == 1\"}"
  ) { context in
    for index in context.services {
      for failure in index.typing {
        switch failure {
        case .notComparable(let left, let right, let span):
          context.report(
            "`\(left.description)` and `\(right.description)` can't be compared", at: span,
            "of the type `\(right.description)`")
        case .notOrdered(let type, let span):
          context.report(
            "`\(type.description)` has no order and can't be counted", at: span, "expected a number, a text or a time")
        case .notBool(let type, let span):
          context.report(
            "a condition is true or false", at: span, "of the type `\(type.description)`",
            help: ["compare it with something, or ask `is set`"])
        case .wrongType(let type, let wanted, let span):
          context.report(
            "`\(type.description)` stands where `\(wanted.description)` is wanted", at: span,
            "expected `\(wanted.description)`")
        case .badLiteral(let text, let wanted, let span):
          context.report(
            "`\(text)` is no \(wanted.description)", at: span, "expected \(wanted.kind?.expectation ?? "`$NAME`")")
        default: break
        }
      }
    }
  }

  static let noMember = SpecRule(
    "SP0505", "not a member of the enum", "An enum is compared with its members, written as bare words.",
    in: .aggregate,
    wrong: "fields: {status: {type: enum, values: [draft, placed]}}\ncommands:\n  Place: {when: status == drfat}",
    right: "fields: {status: {type: enum, values: [draft, placed]}}\ncommands:\n  Place: {when: status == draft}"
  ) { context in
    for index in context.services {
      for case .notAMember(let text, let members, let span) in index.typing {
        context.report(
          "`\(text)` is not a member of the enum", at: span,
          "expected one of " + members.map { "`\($0)`" }.joined(separator: ", "),
          help: [Suggestion.help(for: text, among: members)])
      }
    }
  }

  static let unfilled = SpecRule(
    "SP0506", "a field of an event that nothing fills",
    "When a command emits an event, each field of the event comes from the mapping, or from an input field of the same name and type.",
    in: .aggregate,
    wrong:
      "fields: {name: string}\ncommands:\n  Rename: {emits: Renamed}\nevents:\n  Renamed: {fields: {name: string}}",
    right:
      "fields: {name: string}\ncommands:\n  Rename: {input: {name: string}, emits: Renamed}\nevents:\n  Renamed: {fields: {name: string}}"
  ) { context in
    eachCommand(&context) { command, aggregate, index, context in
      let scope = Scope(source: context.spec.source, types: index.types, aggregate: aggregate, input: command.input)
      for emission in command.emits {
        guard let event = aggregate.events.named(emission.event.value) else { continue }
        let written = Set(emission.mappings.map(\.target.value))
        for (field, assignment) in scope.filling(of: event, by: emission)
        where assignment == nil && !written.contains(field.name.value) {
          let own = command.input.named(field.name.value)
          context.report(
            "nothing fills `\(field.name.value)` of the event `\(event.name.value)`", at: emission.event.span,
            "emitted here",
            and: [(field.name.span, "of the type `\(ValueType(of: field).description)`")]
              + (own.map { [($0.type.name.span, "this input is of another type")] } ?? []),
            help: ["add `\(field.name.value): $…` here, or an input field `\(field.name.value)`"])
        }
      }
    }
  }

  static let twiceEmitted = SpecRule(
    "SP0507", "an event emitted twice by one command", "A command emits each of its events once.", in: .aggregate,
    wrong: "fields: {name: string}\ncommands:\n  Place: {emits: [Placed, Placed]}\nevents: {Placed: {}}",
    right: "fields: {name: string}\ncommands:\n  Place: {emits: [Placed]}\nevents: {Placed: {}}"
  ) { context in
    eachCommand(&context) { command, _, _, context in
      for (position, emission) in command.emits.enumerated() {
        guard let other = command.emits.prefix(position).first(where: { $0.event.value == emission.event.value }) else {
          continue
        }
        context.report(
          "`\(command.name.value)` emits `\(emission.event.value)` twice", at: emission.event.span, "again here",
          and: [(other.event.span, "first here")])
      }
    }
  }

  // MARK: - Event sourcing

  static let noEvents = SpecRule(
    "SP0508", "an event-sourced aggregate that can't come to be",
    "What is kept of an aggregate with `persistence: events` is its events, so it needs events, a command that creates it, and no "
      + "command without events.", in: .aggregate,
    wrong: "persistence: events\nfields: {name: string}",
    right:
      "persistence: events\nfields: {name: string}\ncommands:\n  Open: {creates: true, input: {name: string}, emits: Opened}\nevents:\n  Opened: {fields: {name: string}, sets: {name: $name}}"
  ) { context in
    for index in context.services {
      for aggregate in index.service.aggregates where aggregate.isEventSourced {
        let span = aggregate.persistence?.span ?? aggregate.name.span
        if aggregate.events.isEmpty {
          context.report("`\(aggregate.name.value)` keeps events but has none", at: span, help: ["add `events:`"])
        } else if !aggregate.commands.contains(where: { $0.isCreating && !$0.emits.isEmpty }) {
          context.report(
            "nothing creates `\(aggregate.name.value)`", at: span,
            help: ["add `creates: true` to a command that emits an event"])
        }
        for command in aggregate.commands where command.emits.isEmpty {
          context.report(
            "`\(command.name.value)` emits nothing, and so changes nothing", at: command.name.span,
            and: [(span, "what is kept is events")], help: ["add `emits: EVENT`"])
        }
      }
    }
  }

  static let neverEmitted = SpecRule(
    "SP0509", .warning, "an event that nothing emits", "Without a command that emits it, an event never happens.",
    in: .aggregate,
    wrong: "fields: {name: string}\nevents: {Placed: {}}",
    right: "fields: {name: string}\ncommands: {Place: {emits: Placed}}\nevents: {Placed: {}}"
  ) { context in
    for index in context.services {
      for aggregate in index.service.aggregates {
        let emitted = Set(aggregate.commands.flatMap(\.emits).map(\.event.value))
        for event in aggregate.events where !emitted.contains(event.name.value) {
          context.report("nothing emits the event `\(event.name.value)`", at: event.name.span)
        }
      }
    }
  }

  static let history = SpecRule(
    "SP0510", "a history with wrong versions",
    "`history` holds the fields of all versions before the current one, so its keys are 1, 2, … up to `version` less one.",
    in: .aggregate,
    wrong:
      "fields: {name: string}\ncommands: {Place: {emits: Placed}}\nevents:\n  Placed: {version: 2, history: {2: {}}}",
    right:
      "fields: {name: string}\ncommands: {Place: {emits: Placed}}\nevents:\n  Placed: {version: 2, history: {1: {}}}"
  ) { context in
    for index in context.services {
      for event in index.service.aggregates.flatMap(\.events) where !event.history.isEmpty {
        let current = event.version?.value ?? 1
        for (position, version) in event.history.enumerated()
        where version.version.value != String(position + 1) || position + 1 >= current {
          context.report(
            "`\(version.version.value)` is no version before version \(current) of `\(event.name.value)`",
            at: version.version.span,
            position + 1 < current ? "expected `\(position + 1)`" : "the current version is \(current)",
            help: [position + 1 >= current ? "raise `version`" : nil])
        }
      }
    }
  }

  static let noState = SpecRule(
    "SP0511", "a creating command that looks at the aggregate",
    "Before a command with `creates: true` there is no aggregate whose fields a condition or mapping could use.",
    in: .aggregate,
    wrong: "fields: {name: string}\ncommands:\n  Open: {creates: true, when: name is set}",
    right: "fields: {name: string}\ncommands:\n  Open: {creates: true, input: {name: string}, when: $name is set}"
  ) { context in
    for index in context.services {
      for case .noAggregate(let span) in index.typing {
        context.report("there is no aggregate yet to look at", at: span, help: ["use `$name` for a field of the input"])
      }
    }
  }
}
