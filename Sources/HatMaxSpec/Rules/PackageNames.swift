import SourceDiagnostics

/// The names of a service's Go package that follow from other names.
///
/// It looks from the names that are written towards those that follow, by their endings and beginnings, since making all
/// of these would take longer than all other rules.
struct PackageNames {
  /// A name that is needed twice.
  struct Clash {
    let message: String
    let name: Name
    let other: Name?
  }

  private static let fixed = WordSet(["memory", "repos", "storage", "unit_of_work"])
  private static let fixedWithEvents = WordSet(["event_check", "event_folds", "projections"])
  private static let modelEndings = WordSet(["id", "attrs", "patch"])
  private static let aggregateEndings = WordSet(["id", "attrs", "patch", "state", "repository", "query", "filter"])
  private static let aggregateBeginnings = ["new_", "rehydrate_"]
  private static let actorEndings = WordSet(["command", "event", "events"])
  private static let projectionEndings = WordSet(["table", "projection"])

  /// What is written, by its key: types, and enums with their members.
  private var aggregates: [String: Name] = [:]
  private var models: [String: Name] = [:]
  private var others: [String: Name] = [:]
  private var enums: [String: Field] = [:]
  /// Aggregates with commands or events.
  private var actors: [String: Name] = [:]
  /// Commands, by the key of the aggregate's name with theirs.
  private var commands: [String: Name] = [:]
  /// Event-sourced aggregates, by the plural.
  private var collections: [String: Name] = [:]
  /// Projections, and aggregates with a read model of their state.
  private var projections: [String: Name] = [:]
  private(set) var clashes: [Clash] = []

  init(_ index: ServiceIndex) {
    let service = index.service
    aggregates.reserveCapacity(service.aggregates.count)
    enums.reserveCapacity(service.aggregates.count)
    for aggregate in service.aggregates { aggregates[Words.goKey(aggregate.snakeName)] = aggregate.name }
    for model in service.models { models[Words.goKey(model.name.value)] = model.name }
    for aggregate in service.aggregates where !aggregate.commands.isEmpty || !aggregate.events.isEmpty {
      addActor(aggregate)
    }
    for name in service.projections.map(\.name) + service.searchedAggregates.map(\.name) {
      projections[Words.goKey(name.value)] = name
    }
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
    for (key, command) in commands {
      guard let other = source(of: key) else { continue }
      clashes.append(
        Clash(message: "the command `\(command.value)` needs a Go name that is taken", name: command, other: other))
    }
    addNamesAlike()
    addHandlers(service.aggregates)
    clashes.sort { $0.name.span.start < $1.name.span.start }
  }

  /// What begins names and is one: `New` with `State` brings the type `NewState`, and so does the function that makes a `State`.
  private mutating func addNamesAlike() {
    for beginning in Self.aggregateBeginnings.map({ String($0.dropLast()) }) {
      let isAggregate = aggregates[beginning] != nil
      guard let name = aggregates[beginning] ?? models[beginning] else { continue }
      let endings = isAggregate ? Self.aggregateEndings : Self.modelEndings
      for (key, other) in aggregates where endings.contains(key) || isAggregate && key == "sort_keys" {
        clashes.append(
          Clash(
            message: "`\(other.value)` needs a Go name that `\(name.value)` brings with it", name: other, other: name))
      }
    }
  }

  /// An aggregate has the handlers of another one's collection when it is called like that one with an element behind.
  ///
  /// Mostly both have the same table then, which another rule is about.
  private mutating func addHandlers(_ aggregates: [Aggregate]) {
    var elements: [String: (name: Name, table: String)] = [:]
    for aggregate in aggregates {
      let owner = Words.goKey(aggregate.snakeName)
      for child in aggregate.children {
        let element = (child.name, child.tableName(below: aggregate.snakeName))
        for name in [child.singularName, child.name.value] { elements["\(owner)_\(Words.goKey(name))"] = element }
      }
    }
    for aggregate in aggregates {
      let names = [aggregate.snakeName, aggregate.pluralName].map(Words.goKey)
      guard let other = names.lazy.compactMap({ elements[$0] }).first, other.table != aggregate.tableName else {
        continue
      }
      clashes.append(
        Clash(
          message: "`\(aggregate.name.value)` needs a Go name that `\(other.name.value)` brings with it",
          name: aggregate.name, other: other.name))
    }
  }

  private mutating func addActor(_ aggregate: Aggregate) {
    let key = Words.goKey(aggregate.snakeName)
    actors[key] = aggregate.name
    for command in aggregate.commands { commands["\(key)_\(Words.goKey(command.name.value))"] = command.name }
    if aggregate.isEventSourced { collections[Words.goKey(aggregate.pluralName)] = aggregate.name }
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
    if Self.fixed.contains(key) || !actors.isEmpty && Self.fixedWithEvents.contains(key) {
      return Clash(message: "`\(name.value)` is a Go name that every service has", name: name, other: nil)
    }
    guard let other = collections[key] ?? commands[key] ?? source(of: key) else { return nil }
    return Clash(
      message: "`\(name.value)` needs a Go name that `\(other.value)` brings with it", name: name, other: other)
  }

  /// What brings a name of several words.
  private func source(of key: String) -> Name? {
    guard key.utf8.contains(UInt8(ascii: "_")) else { return nil }
    if key.hasSuffix("_sort_keys"), let other = aggregates[String(key.dropLast("_sort_keys".count))] { return other }
    for beginning in Self.aggregateBeginnings where key.hasPrefix(beginning) {
      let rest = String(key.dropFirst(beginning.count))
      if let other = aggregates[rest] ?? collections[rest] { return other }
    }
    if key.hasPrefix("handle_"), let other = actors[String(key.dropFirst("handle_".count))] { return other }
    if key.hasPrefix("parse_"), let other = enums[String(key.dropFirst("parse_".count))] { return other.name }
    guard let at = key.utf8.lastIndex(of: UInt8(ascii: "_")) else { return nil }
    let ending = String(key[key.utf8.index(after: at)...])
    if Self.aggregateEndings.contains(ending), let other = aggregates[String(key[..<at])] { return other }
    if Self.modelEndings.contains(ending), let other = models[String(key[..<at])] { return other }
    if Self.actorEndings.contains(ending), let other = actors[String(key[..<at])] { return other }
    if Self.projectionEndings.contains(ending), let other = projections[String(key[..<at])] { return other }
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
