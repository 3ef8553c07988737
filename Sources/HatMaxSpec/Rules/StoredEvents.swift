package import SourceDiagnostics

/// What a specification may not change about events that may be stored already.
///
/// Events are read years after they were written, so an event that carries something else is a new version of it, and
/// what the old one carried stays in `history`. The specification of the last run says what may have been written.
package enum StoredEvents {
  /// Reports events whose fields differ from those of an earlier specification under the same version.
  ///
  /// - Complexity: O(*n*) in the size of the two specifications.
  package static func check(_ spec: Spec, since earlier: Spec, into bag: inout DiagnosticBag) {
    for service in spec.services {
      guard let before = service.predecessor(in: earlier.services) else { continue }
      let now = Carried(service, spec.source)
      let then = Carried(before, earlier.source)
      for aggregate in service.aggregates {
        guard let formerAggregate = aggregate.predecessor(in: before.aggregates), !formerAggregate.events.isEmpty
        else { continue }
        checkName(aggregate, since: formerAggregate, spec.source, into: &bag)
        StoredClaims.check(aggregate, since: formerAggregate, spec.source, into: &bag)
        for event in aggregate.events {
          guard let former = event.predecessor(in: formerAggregate.events) else { continue }
          checkName(event, since: former, spec.source, into: &bag)
          compare(event, now, former, then, into: &bag)
        }
        checkRemoved(from: aggregate, since: formerAggregate, spec.source, into: &bag)
      }
    }
  }

  /// Reports what is called otherwise than it is stored, where the specification no longer says how.
  private static func checkName(
    _ element: some Named, since former: some Named, _ source: SourceText, into bag: inout DiagnosticBag
  ) {
    guard element.storedName != former.storedName else { return }
    bag.add(
      Diagnostic(
        renamed, .error, "events of `\(former.storedName)` may be stored, and nothing would read them",
        labels: [Label(source, (element.was ?? element.name).span, "what `\(former.storedName)` is called now")],
        help: ["what is stored keeps its first name: write `was: \(former.storedName)`, and leave it there"]))
  }

  /// Reports events that are gone from an aggregate.
  private static func checkRemoved(
    from aggregate: Aggregate, since former: Aggregate, _ source: SourceText, into bag: inout DiagnosticBag
  ) {
    let kept = Set(aggregate.events.compactMap { $0.predecessor(in: former.events)?.name.value })
    for event in former.events where !kept.contains(event.name.value) {
      bag.add(
        Diagnostic(
          removed, .warning,
          "`\(aggregate.name.value)` has no `\(event.name.value)` any more, of which there may be stored ones",
          labels: [Label(source, aggregate.name.span, "cannot be read where one is stored")],
          help: [
            "keep the event: no command needs to cause it",
            "if it is called otherwise now, write `was: \(event.storedName)`",
          ]))
    }
  }

  /// An event as the earlier specification had it, with what its types stood for.
  private static func compare(
    _ event: Event, _ now: Carried, _ former: Event, _ then: Carried, into bag: inout DiagnosticBag
  ) {
    let version = event.version?.value ?? 1
    let formerVersion = former.version?.value ?? 1
    let carried = then.fields(former.fields)
    if version < formerVersion {
      bag.add(
        Diagnostic(
          changed, .error, "the version of `\(event.name.value)` went back from \(formerVersion) to \(version)",
          labels: [Label(now.source, event.version?.span ?? event.name.span)],
          help: ["events of version \(formerVersion) may be stored: write `version: \(formerVersion)` or more"]))
    } else if version == formerVersion {
      guard let difference = difference(from: carried, to: now.fields(event.fields)) else { return }
      bag.add(
        Diagnostic(
          changed, .error,
          "`\(event.name.value)` carries something else than at the last run, but is still version \(version)",
          labels: [Label(now.source, event.name.span, difference)],
          help: [
            "write `version: \(version + 1)` and keep what version \(version) carried: "
              + "`history: {\(version): \(then.text(former.fields))}`"
          ]))
    } else if let kept = event.history.first(where: { $0.version.value == String(formerVersion) }) {
      guard let difference = difference(from: carried, to: now.fields(kept.fields)) else { return }
      bag.add(
        Diagnostic(
          rewritten, .error, "`history` doesn't say what version \(formerVersion) of `\(event.name.value)` carried",
          labels: [Label(now.source, kept.version.span, difference)],
          help: ["it carried `\(then.text(former.fields))`"]))
    } else {
      bag.add(
        Diagnostic(
          rewritten, .error, "`history` doesn't say what version \(formerVersion) of `\(event.name.value)` carried",
          labels: [Label(now.source, event.version?.span ?? event.name.span, "version \(formerVersion) may be stored")],
          help: ["write `history: {\(formerVersion): \(then.text(former.fields))}`"]))
    }
  }

  /// The first difference between what was carried and what is, in words.
  private static func difference(from old: [(name: String, shape: String)], to new: [(name: String, shape: String)])
    -> String?
  {
    let current = Dictionary(new.map { ($0.name, $0.shape) }) { first, _ in first }
    for (name, shape) in old {
      guard let other = current[name] else { return "`\(name)` is gone" }
      if other != shape { return "`\(name)` is of another type" }
    }
    let former = Set(old.map(\.name))
    return new.first { !former.contains($0.name) }.map { "`\($0.name)` is new" }
  }

  // MARK: - Codes

  private static let changed: DiagnosticCode = "SP0521"
  private static let rewritten: DiagnosticCode = "SP0522"
  private static let renamed: DiagnosticCode = "SP0525"
  private static let removed: DiagnosticCode = "SP0526"

  static let explanations = [
    CodeExplanation(
      changed, "an event that changed without a new version",
      "What was stored under a version of an event must be readable for ever. Its fields, and those of the value objects in them, are "
        + "compared with the specification of the last run (`.hatmax/spec.yml`): when they differ, the event needs a higher `version`, and "
        + "`history` keeps what the old one carried.",
      wrong: "events:\n  OrderPlaced: {fields: {customer: uuid, note: text}}   # `note` is new",
      right:
        "events:\n  OrderPlaced:\n    version: 2\n    fields: {customer: uuid, note: text}\n    history: {1: {customer: uuid}}"
    ),
    CodeExplanation(
      rewritten, "a history that isn't what it was",
      "`history` says how events are read that were stored under older versions; it must say what they carried at the last run.",
      wrong: "events:\n  OrderPlaced: {version: 2, fields: {customer: uuid, note: text}}",
      right:
        "events:\n  OrderPlaced:\n    version: 2\n    fields: {customer: uuid, note: text}\n    history: {1: {customer: uuid}}"
    ),
    CodeExplanation(
      renamed, "stored events whose name is forgotten",
      "Events, and the aggregates that they are about, are stored under the names that they had first. `was` says which those are, for as "
        + "long as there may be events; `hatmax spec rename` writes it, and leaves it when something is renamed again.",
      wrong: "events:\n  OrderTaken: {fields: {customer: uuid}}   # at the last run it had `was: OrderPlaced`",
      right: "events:\n  OrderTaken: {was: OrderPlaced, fields: {customer: uuid}}"),
    CodeExplanation(
      removed, "an event that is gone",
      "An aggregate whose events are kept can't be loaded when one of them is of a type that nothing knows, and read models halt there. "
        + "An event of which there may be stored ones stays in the specification; commands need not cause it any more.",
      wrong: "events: {}   # at the last run there was `OrderPlaced`",
      right: "events:\n  OrderPlaced: {fields: {customer: uuid}}"),
  ]
}

/// What the fields of a service's events are made of, value objects and models unfolded.
private struct Carried {
  let source: SourceText
  private let types: [String: Model]

  init(_ service: Service, _ source: SourceText) {
    self.source = source
    types = Dictionary((service.values + service.models).map { ($0.name.value, $0) }) { first, _ in first }
  }

  /// Names and shapes of fields, in the order of their names: the order of an event's fields means nothing.
  func fields(_ fields: [Field], depth: Int = 0) -> [(name: String, shape: String)] {
    fields.map { ($0.name.value, shape($0, depth: depth)) }.sorted { $0.0 < $1.0 }
  }

  private func shape(_ field: Field, depth: Int) -> String {
    let type = field.type
    var shape = type.isList ? "[\(type.name.value)]" : type.name.value
    if type.kind == .enumeration { shape += field.members.map(\.value).sorted().description }
    // A value object inside itself is an error elsewhere, and must end here.
    if type.kind == nil, depth <= Limits.valueDepth, let model = types[type.name.value] {
      shape = fields(model.fields, depth: depth + 1).map { "\($0.name): \($0.shape)" }.description + "\(type.isList)"
    }
    return shape
  }

  /// Fields as they are written in a file.
  func text(_ fields: [Field]) -> String {
    let entries = fields.map { field in
      let name = field.type.isList ? "[\(field.type.name.value)]" : field.type.name.value
      guard field.type.kind == .enumeration else { return "\(field.name.value): \(name)" }
      return "\(field.name.value): {type: \(name), values: [\(field.members.map(\.value).joined(separator: ", "))]}"
    }
    return "{\(entries.joined(separator: ", "))}"
  }
}

extension Named {
  /// What is stored has of the name: it doesn't change any more.
  var storedName: String { (was ?? name).value }

  /// The same thing in an earlier specification: under its name, else under its former one, else what is stored as it is.
  fileprivate func predecessor(in earlier: [Self]) -> Self? {
    earlier.named(name.value) ?? was.flatMap { earlier.named($0.value) }
      ?? earlier.first { $0.storedName == storedName }
  }
}
