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
      + "A list is filtered by what a text contains, by `note_contains` for the text `note`. "
      + "The type of an event-sourced aggregate has fields only, so that none of this is taken there.", in: .fields,
    wrong: "state: string\nname: string", right: "status: string\nname: string"
  ) { context in
    for index in context.services {
      for aggregate in index.service.aggregates {
        for (field, text) in filtersTaken(in: aggregate) {
          context.report(
            "`\(field.value)` is the name of the filter by what `\(text.value)` contains", at: field.span,
            and: [(text.span, "the text")], help: ["give it another name"])
        }
      }
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

  /// The fields that lists are filtered by, each with the text whose filter has the same name.
  private static func filtersTaken(in aggregate: Aggregate) -> [(field: Name, text: Name)] {
    let ending = "_contains"
    return aggregate.fields.compactMap { field in
      guard !field.type.isList, field.snakeName.hasSuffix(ending) else { return nil }
      let name = field.snakeName.dropLast(ending.count)
      let text = aggregate.fields.first { $0.snakeName == name && !$0.type.isList && $0.type.kind?.isTextual == true }
      return text.map { (field.name, $0.name) }
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
      + "`OrderRepository`, `NewOrder` and `RehydrateOrder` into its Go package and its collection `lines` handlers that `OrderLine` would have, a model `Line` `LineID`, `LineAttrs` and `LinePatch`, an enum "
      + "`status` of either `OrderStatus`, its members, `OrderStatusValues` and `ParseOrderStatus`. An aggregate with commands or events "
      + "brings `OrderCommand`, `OrderEvent`, `OrderEvents` and `HandleOrder`, its command `Place` `OrderPlace`, an event-sourced one `Orders` "
      + "and `NewOrders`, a projection `Sales` `SalesTable` and `SalesProjection`. `Memory`, `Repos`, `Storage` and `UnitOfWork` are always there, with "
      + "events `EventCheck`, `EventFolds` and `Projections`. Nothing else can have these names.", in: .service,
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
