import SourceDiagnostics

/// What becomes unique when there may be events already.
///
/// Event-sourced aggregates claim unique values when they are stored, so what was stored before a field became unique has
/// claimed nothing.
enum StoredClaims {
  /// Warns of what no two of an event-sourced aggregate may share, if two might have at the last run.
  static func check(
    _ aggregate: Aggregate, since former: Aggregate, _ source: SourceText, into bag: inout DiagnosticBag
  ) {
    guard aggregate.isEventSourced, former.isEventSourced else { return }
    let claimed = Set(scopes(of: former).map(\.stored))
    for scope in scopes(of: aggregate) where !claimed.contains(scope.stored) {
      let names = scope.names.map { "`\($0.value)`" }.joined(separator: ", ")
      bag.add(
        Diagnostic(
          unclaimed, .warning, "what is stored of `\(aggregate.name.value)` has not claimed its \(names)",
          labels: [Label(source, scope.names[0].span, "unique from now on")],
          help: [
            "run the command `events claim` of the new program once: it claims what is there, and tells of duplicates"
          ]))
    }
  }

  /// The groups of fields that are unique, and what their values are claimed under.
  private static func scopes(of aggregate: Aggregate) -> [(names: [Name], stored: [String])] {
    let groups = aggregate.fields.filter(\.isUnique).map { [$0.name] } + aggregate.constraints.unique
    return groups.filter { !$0.isEmpty }.map { group in
      (group, group.map { aggregate.fields.named($0.value)?.storedName ?? $0.value })
    }
  }

  private static let unclaimed: DiagnosticCode = "SP0527"

  static let explanations = [
    CodeExplanation(
      unclaimed, "a value that became unique",
      "An event-sourced aggregate claims its unique values in the transaction that stores its events. When a field becomes unique, what is "
        + "stored already has not claimed anything: others can take the same value until the command `events claim` has been run. A field "
        + "that was renamed keeps its claims by `was`.",
      wrong: "fields:\n  code: {type: string, unique: true}   # was not unique at the last run",
      right: "fields:\n  code: {type: string, unique: true}   # and then, once: shop events claim")
  ]
}
