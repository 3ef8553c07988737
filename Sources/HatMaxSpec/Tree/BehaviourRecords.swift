/// The records of commands, events, conditions and mappings.
enum BehaviourRecords {
  /// A command or event with its aggregate.
  struct Owned<Element> {
    let element: Element
    let aggregate: Aggregate

    init(_ element: Element, _ aggregate: Aggregate) {
      self.element = element
      self.aggregate = aggregate
    }
  }

  // MARK: - Conditions

  static let operand = ModelRecord<Operand>(
    "Operand", "One side of a comparison, or where a value comes from.",
    [
      .choice(
        "kind",
        "`field`, `child`: of the aggregate before; `input`: of the command's input or the event at hand; `literal`; `member` of an "
          + "enum; `now`, `id`, `actor`."
      ) { $0.kind },
      .string("type", "The type as the file writes it: `int`, `[string]`, `Money`.") { $0.type.description },
      .bool("list", "Whether it is a list.") { $0.type.isList },
      .bool("nullable", "Whether it can be without a value, because a field on the way is optional.") {
        $0.path.contains(where: \.isOptional)
      },
      ModelKey("path", .list(.record("Field")), "The fields down to the value, more than one inside value objects.") {
        operand, model in
        .list(operand.path.map(model.field))
      },
      ModelKey("field", .optional(.record("Field")), "The last field of the path.") { operand, model in
        operand.path.last.map(model.field) ?? .null
      },
      ModelKey("child", .optional(.record("Child")), "For `child`: the collection.") { operand, model in
        operand.child.map { model.child($0, below: model.scopeAncestors) } ?? .null
      },
      .optional("value", "For `literal` and `member`: the value as it is written.") {
        $0.kind == .literal && $0.items.isEmpty || $0.kind == .member ? $0.text : nil
      },
      ModelKey("items", .list(.record("Operand")), "For a list: its items.") { operand, model in
        .list(operand.items.map { Self.node($0, model) })
      },
    ])

  static func node(_ subject: Operand, _ model: ServiceModel) -> ModelNode { operand.node(subject, model) }

  static let condition = ModelRecord<Condition>(
    "Condition", "A condition whose names are resolved and whose types fit.",
    [
      ModelKey(
        "op",
        .enumeration(
          ["and", "or", "not"] + Condition.Comparison.allCases.map(\.rawValue) + ["in", "is_set", "is_not_set", "true"]),
        "What it is; `true` is a boolean on its own."
      ) { condition, _ in .string(condition.operatorName) },
      ModelKey("terms", .list(.record("Condition")), "For `and`, `or` and `not`: the conditions inside.") {
        condition, model in
        .list(condition.terms.map { Self.node($0, model) })
      },
      ModelKey("left", .optional(.record("Operand")), "The left side.") { condition, model in
        condition.left.map { operand.node($0, model) } ?? .null
      },
      ModelKey("right", .optional(.record("Operand")), "The right side of a comparison.") { condition, model in
        condition.right.map { operand.node($0, model) } ?? .null
      },
      ModelKey("members", .list(.record("Operand")), "For `in`: the values on the right.") { condition, model in
        .list(condition.members.map { operand.node($0, model) })
      },
    ])

  static func node(_ subject: Condition, _ model: ServiceModel) -> ModelNode { condition.node(subject, model) }

  static let assignment = ModelRecord<Assignment>(
    "Assignment", "A target and where its value comes from.",
    [
      .string("name", "The target's name.") { $0.name.value },
      ModelKey("field", .optional(.record("Field")), "The field that gets the value.") { assignment, model in
        assignment.field.map(model.field) ?? .null
      },
      ModelKey("child", .optional(.record("Child")), "The collection that gets or loses an element.") {
        assignment, model in
        assignment.child.map { model.child($0, below: model.scopeAncestors) } ?? .null
      },
      ModelKey("source", .record("Operand"), "Where the value comes from.") { assignment, model in
        operand.node(assignment.source, model)
      },
      .bool("implied", "Whether nobody wrote it: a field of the same name and type is the source.") { $0.isImplied },
    ])

  // MARK: - Commands

  static let commandGuard = ModelRecord<(guard: Guard, scope: Scope)>(
    "Guard", "A condition with the words to say when it doesn't hold.",
    [
      ModelKey("when", .optional(.record("Condition")), "The condition that must hold.") { subject, model in
        (try? subject.scope.condition(subject.guard.condition)).map { node($0, model) } ?? .null
      },
      .string("text", "The condition as it is written.") { $0.guard.condition.value },
      .string("message", "What to say when it doesn't.") { $0.guard.message.value },
    ])

  static let emission = ModelRecord<(emission: Emission, command: Command, aggregate: Aggregate)>(
    "Emission", "An event that a command emits, with where its fields come from.",
    [
      ModelKey("event", .record("Event"), "The event.") { subject, model in
        subject.aggregate.events.named(subject.emission.event.value).map { model.event($0, of: subject.aggregate) }
          ?? .null
      },
      ModelKey("fields", .list(.record("Assignment")), "Every field of the event, in its order, with its source.") {
        subject, model in
        guard let event = subject.aggregate.events.named(subject.emission.event.value) else { return .emptyList }
        let scope = subject.command.scope(in: subject.aggregate, model)
        return .list(
          scope.filling(of: event, by: subject.emission).compactMap { $0.assignment.map { assignment.node($0, model) } }
        )
      },
    ])

  static let command = ModelRecord<Owned<Command>>(
    "Command", "Something that an aggregate can be told to do.",
    [
      .string("name", "The name as it is written.") { $0.element.name.value },
      .string("aggregate", "The aggregate's name.") { $0.aggregate.name.value },
      .optional("was", "The former name.") { $0.element.was?.value },
      .optional("description", "What it means.") { $0.element.description?.value },
      .bool("creates", "Whether it makes a new aggregate.") { $0.element.isCreating },
      ModelKey("input", .list(.record("Field")), "What it is told with.") { subject, model in
        .list(subject.element.input.map(model.field))
      },
      ModelKey("when", .optional(.record("Condition")), "The condition under which it is accepted.") { subject, model in
        guard let when = subject.element.when else { return .null }
        let scope = subject.element.scope(in: subject.aggregate, model)
        return (try? scope.condition(when)).map { node($0, model) } ?? .null
      },
      .optional("when_text", "The condition as it is written.") { $0.element.when?.value },
      ModelKey("guards", .list(.record("Guard")), "Further conditions with messages.") { subject, model in
        let scope = subject.element.scope(in: subject.aggregate, model)
        return .list(subject.element.guards.map { commandGuard.node(($0, scope), model) })
      },
      ModelKey("emits", .list(.record("Emission")), "The events that it causes.") { subject, model in
        .list(subject.element.emits.map { emission.node(($0, subject.element, subject.aggregate), model) })
      },
    ])

  // MARK: - Events

  static let version = ModelRecord<EventVersion>(
    "EventVersion", "What an event carried in an older version.",
    [
      ModelKey("version", .int, "The version.") { version, _ in .int(Int64(version.version.value) ?? 0) },
      ModelKey("fields", .list(.record("Field")), "Its fields then.") { version, model in
        .list(version.fields.map(model.field))
      },
    ])

  private static func assignments(
    _ name: String, _ documentation: String, _ entries: @escaping @Sendable (Event) -> [MappingEntry],
    _ type: @escaping @Sendable (Scope, MappingEntry, Aggregate) throws(TypingFailure) -> Assignment
  ) -> ModelKey<Owned<Event>> {
    ModelKey(name, .list(.record("Assignment")), documentation) { subject, model in
      let scope = subject.element.scope(in: subject.aggregate, model)
      return .list(
        entries(subject.element).compactMap { entry in
          (try? type(scope, entry, subject.aggregate)).map { assignment.node($0, model) }
        })
    }
  }

  static let event = ModelRecord<Owned<Event>>(
    "Event", "Something that happened to an aggregate.",
    [
      .string("name", "The name as it is written.") { $0.element.name.value },
      .string("aggregate", "The aggregate's name.") { $0.aggregate.name.value },
      .optional("was", "The former name.") { $0.element.was?.value },
      .optional("description", "What it means.") { $0.element.description?.value },
      ModelKey("version", .int, "Raised whenever the fields change.") { subject, _ in
        .int(subject.element.version?.value ?? 1)
      },
      ModelKey("fields", .list(.record("Field")), "What it carries.") { subject, model in
        .list(subject.element.fields.map(model.field))
      },
      assignments("sets", "Fields of the aggregate and what they become.", \.sets) {
        scope, entry, aggregate throws(TypingFailure) in
        try scope.assignment(entry, to: aggregate.fields, of: aggregate.name.value)
      },
      assignments("appends", "Collections of the aggregate and what is added.", \.appends) {
        scope, entry, _ throws(TypingFailure) in
        try scope.collection(entry, removes: false)
      },
      assignments("removes", "Collections of the aggregate and the id of what is taken out.", \.removes) {
        scope, entry, _ throws(TypingFailure) in try scope.collection(entry, removes: true)
      },
      assignments("increments", "Numbers of the aggregate and what is added to them.", \.increments) {
        scope, entry, aggregate throws(TypingFailure) in
        try scope.increment(entry, of: aggregate.fields, aggregate.name.value)
      },
      assignments("decrements", "Numbers of the aggregate and what is taken from them.", \.decrements) {
        scope, entry, aggregate throws(TypingFailure) in
        try scope.increment(entry, of: aggregate.fields, aggregate.name.value)
      },
      ModelKey("history", .list(.record("EventVersion")), "The fields of older versions, oldest first.") {
        subject, model in
        .list(subject.element.history.map { version.node($0, model) })
      },
    ])
}

extension Command {
  func scope(in aggregate: Aggregate, _ model: ServiceModel) -> Scope {
    model.scope(aggregate, input: input, named: "the input of \(name.value)")
  }
}

extension Event {
  func scope(in aggregate: Aggregate, _ model: ServiceModel) -> Scope {
    model.scope(aggregate, input: fields, named: name.value)
  }
}

extension Condition {
  var operatorName: String {
    switch self {
    case .and: "and"
    case .or: "or"
    case .not: "not"
    case .compare(let comparison, _, _): comparison.rawValue
    case .isIn: "in"
    case .isSet: "is_set"
    case .isNotSet: "is_not_set"
    case .truth: "true"
    }
  }

  var terms: [Condition] {
    switch self {
    case .and(let terms), .or(let terms): terms
    case .not(let term): [term]
    default: []
    }
  }

  var left: Operand? {
    switch self {
    case .compare(_, let left, _), .isIn(let left, _), .isSet(let left), .isNotSet(let left), .truth(let left): left
    default: nil
    }
  }

  var right: Operand? {
    if case .compare(_, _, let right) = self { return right }
    return nil
  }

  var members: [Operand] {
    if case .isIn(_, let members) = self { return members }
    return []
  }
}
