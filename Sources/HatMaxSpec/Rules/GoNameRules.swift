import SourceDiagnostics

/// Rules about names that the generated Go needs for itself.
///
/// Both look from the names that are written towards the generated ones, whose endings and beginnings are few: making
/// every generated name of a large file would take longer than all other rules.
enum GoNameRules {
  static let all = [method, type, behaviour]

  // MARK: - Methods

  static let method = SpecRule(
    "SP0208", "a name that the aggregate's Go type needs for itself",
    "Fields and child collections of an aggregate are read through methods of its Go type, which has methods of its own: `State`, "
      + "`Replace`, `Apply`, with commands also `Handle`, with `audit` also `Audit`, and for each collection those that work on one "
      + "element (`AddLine`, `ReplaceLine`, `ApplyToLine`, `RemoveLine`, `LineByID`). With `soft_delete` its state has `Deleted`. "
      + "The type of an event-sourced aggregate has fields only, so that none of this is taken there.", in: .fields,
    wrong: "state: string\nname: string", right: "status: string\nname: string"
  ) { context in
    for index in context.services {
      for aggregate in index.service.aggregates where !aggregate.isEventSourced {
        var elements: [String: Name] = [:]
        for child in aggregate.children {
          guard let other = elements.updateValue(child.name, forKey: child.singularName) else { continue }
          context.report(
            "an element of `\(child.name.value)` and one of `\(other.value)` would have the same methods",
            at: child.name.span, "one of them is a `\(child.singularName)`",
            and: [(other.span, "one of them is a `\(child.singularName)` too")], help: ["rename one of them"])
        }
        func check(_ name: Name, _ key: String, _ classes: NameClasses) {
          if isOwnMethod(key, classes, of: aggregate) {
            context.report(
              "`\(name.value)` is a name that the Go type of `\(aggregate.name.value)` needs for itself", at: name.span,
              help: ["give it another name"])
          } else if let child = element(of: key, elements) {
            context.report(
              "`\(name.value)` is the name of a method that works on one of `\(child.value)`", at: name.span,
              and: [(child.span, "the collection")], help: ["give it another name"])
          }
        }
        for field in aggregate.fields { check(field.name, field.snakeName, field.nameClasses) }
        for child in aggregate.children { check(child.name, Words.snake(child.name.value), child.nameClasses) }
      }
    }
  }

  private static func isOwnMethod(_ key: String, _ classes: NameClasses, of aggregate: Aggregate) -> Bool {
    classes.contains(.method) || aggregate.isAudited && key == "audit" || aggregate.isSoftDeleted && key == "deleted"
      || !aggregate.commands.isEmpty && key == "handle"
  }

  private static let elementPrefixes = ["add_", "replace_", "apply_to_", "remove_"]

  /// The collection with a method of that name for one element.
  private static func element(of key: String, _ elements: [String: Name]) -> Name? {
    guard !elements.isEmpty, key.utf8.contains(UInt8(ascii: "_")) else { return nil }
    if key.hasSuffix("_by_id") { return elements[String(key.dropLast("_by_id".count))] }
    for prefix in elementPrefixes where key.hasPrefix(prefix) { return elements[String(key.dropFirst(prefix.count))] }
    return nil
  }

  // MARK: - Commands and events

  static let behaviour = SpecRule(
    "SP0210", "a name that the Go type of a command or an event needs for itself",
    "A command's Go type has the fields `ID` (the aggregate that it is for) and `Expected` (the version that it expects) and the "
      + "method `Validate`, an event's the method `EventType`.", in: .aggregate,
    wrong:
      "fields: {name: string}\ncommands: {Name: {input: {name: string, expected: string}, emits: Named}}\nevents: {Named: {fields: {name: string}}}",
    right:
      "fields: {name: string}\ncommands: {Name: {input: {name: string, wanted: string}, emits: Named}}\nevents: {Named: {fields: {name: string}}}"
  ) { context in
    for aggregate in context.services.flatMap(\.service.aggregates) {
      for command in aggregate.commands {
        reportTaken(command.input, commandNames, "the command `\(command.name.value)`", &context)
      }
      for event in aggregate.events {
        let fields = event.fields + event.history.flatMap(\.fields)
        reportTaken(fields, eventNames, "the event `\(event.name.value)`", &context)
      }
    }
  }

  private static let commandNames = WordSet(["id", "expected", "validate"])
  private static let eventNames = WordSet(["event_type"])

  private static func reportTaken(_ fields: [Field], _ names: WordSet, _ what: String, _ context: inout RuleContext) {
    for field in fields where names.contains(field.snakeName) {
      context.report(
        "`\(field.name.value)` is a name that the Go type of \(what) needs for itself", at: field.name.span,
        help: ["give it another name"])
    }
  }

  // MARK: - Types

  static let type = SpecRule(
    "SP0209", "a name that another type's Go needs",
    "An aggregate `Order` brings `OrderID`, `OrderState`, `OrderAttrs`, `OrderPatch`, `OrderQuery`, `OrderFilter`, `OrderSortKeys`, "
      + "`OrderRepository`, `NewOrder` and `RehydrateOrder` into its Go package, a model `Line` `LineID`, `LineAttrs` and `LinePatch`, an enum "
      + "`status` of either `OrderStatus`, its members, `OrderStatusValues` and `ParseOrderStatus`. `Repos`, `Storage` and `UnitOfWork` are "
      + "always there. Nothing else can have these names.", in: .service,
    wrong: "aggregates:\n  Order: {fields: {name: string}}\n  OrderState: {fields: {name: string}}",
    right: "aggregates:\n  Order: {fields: {name: string}}\n  OrderPhase: {fields: {name: string}}"
  ) { context in
    for index in context.services {
      let names = PackageNames(index)
      for clash in names.clashes {
        context.report(
          clash.message, at: clash.name.span, and: clash.other.map { [($0.span, "the name comes from here")] } ?? [],
          help: ["rename one of them"])
      }
    }
  }
}

/// The names of a service's Go package that follow from other names.
private struct PackageNames {
  /// A name that is needed twice.
  struct Clash {
    let message: String
    let name: Name
    let other: Name?
  }

  private static let fixed = WordSet(["repos", "storage", "unit_of_work"])
  private static let modelEndings = WordSet(["id", "attrs", "patch"])
  private static let aggregateEndings = WordSet(["id", "attrs", "patch", "state", "repository", "query", "filter"])
  private static let aggregateBeginnings = ["new_", "rehydrate_"]

  /// What is written, by its key: types, and enums with their members.
  private var aggregates: [String: Name] = [:]
  private var models: [String: Name] = [:]
  private var others: [String: Name] = [:]
  private var enums: [String: Field] = [:]
  private(set) var clashes: [Clash] = []

  init(_ index: ServiceIndex) {
    let service = index.service
    aggregates.reserveCapacity(service.aggregates.count)
    enums.reserveCapacity(service.aggregates.count)
    for aggregate in service.aggregates { aggregates[Words.goKey(aggregate.snakeName)] = aggregate.name }
    for model in service.models { models[Words.goKey(model.name.value)] = model.name }
    let names =
      service.values.map(\.name) + service.queries.map(\.name) + service.projections.map(\.name)
      + service.aggregates.flatMap { $0.events.map(\.name) }
    for name in names { others[Words.goKey(name.value)] = name }
    for value in service.values { add(value.fields, of: Words.goKey(value.name.value)) }
    for model in service.models { add(model.fields, of: Words.goKey(model.name.value)) }
    for aggregate in service.aggregates { add(aggregate.fields, of: Words.goKey(aggregate.snakeName)) }
    for types in [aggregates, models, others] {
      for (key, name) in types { if let clash = derived(key, name) { clashes.append(clash) } }
    }
    for (key, field) in enums { if let clash = derived(key, field.name) { clashes.append(clash) } }
    clashes.sort { $0.name.span.start < $1.name.span.start }
  }

  private mutating func add(_ fields: [Field], of owner: @autoclosure () -> String) {
    for field in fields where field.type.kind == .enumeration {
      var key = owner()
      key.append("_")
      key.append(Words.goKey(field.snakeName))
      if let other = type(key) ?? enums[key]?.name {
        clashes.append(
          Clash(message: "the enum `\(field.name.value)` needs a Go name that is taken", name: field.name, other: other)
        )
      }
      enums[key] = field
    }
  }

  private func type(_ key: String) -> Name? { others[key] ?? aggregates[key] ?? models[key] }

  /// What is wrong with a name because another one brings the same.
  private func derived(_ key: String, _ name: Name) -> Clash? {
    if Self.fixed.contains(key) {
      return Clash(message: "`\(name.value)` is a Go name that every service has", name: name, other: nil)
    }
    guard key.utf8.contains(UInt8(ascii: "_")), let other = source(of: key) else { return nil }
    return Clash(
      message: "`\(name.value)` needs a Go name that `\(other.value)` brings with it", name: name, other: other)
  }

  private func source(of key: String) -> Name? {
    if key.hasSuffix("_sort_keys"), let other = aggregates[String(key.dropLast("_sort_keys".count))] { return other }
    for beginning in Self.aggregateBeginnings where key.hasPrefix(beginning) {
      if let other = aggregates[String(key.dropFirst(beginning.count))] { return other }
    }
    if key.hasPrefix("parse_"), let other = enums[String(key.dropFirst("parse_".count))] { return other.name }
    guard let at = key.utf8.lastIndex(of: UInt8(ascii: "_")) else { return nil }
    let ending = String(key[key.utf8.index(after: at)...])
    if Self.aggregateEndings.contains(ending), let other = aggregates[String(key[..<at])] { return other }
    if Self.modelEndings.contains(ending), let other = models[String(key[..<at])] { return other }
    return enumMember(key)
  }

  /// The enum with a member, or a function, of that name.
  private func enumMember(_ key: String) -> Name? {
    var rest = key.utf8[...]
    while let at = rest.lastIndex(of: UInt8(ascii: "_")) {
      rest = rest[..<at]
      guard let field = enums[String(rest) ?? ""] else { continue }
      let member = String(key.utf8[key.utf8.index(after: at)...]) ?? ""
      if member == "values" || field.members.contains(where: { Words.goKey($0.value) == member }) { return field.name }
    }
    return nil
  }
}
