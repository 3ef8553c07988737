import PositionedYAML
import SourceDiagnostics

extension EditedFile {
  /// The edits that rename something: its key, `was`, and everything that names it.
  func edits(for renaming: SpecRenaming, service serviceName: String?) throws(EditFailure) -> [SourceEdit] {
    if case .service(let old, let new) = renaming {
      _ = try service(old)
      return try rename(["services", old], to: new)
    }
    let service = try service(serviceName)
    let base = ["services", service.name.value]
    let references = References(service)
    switch renaming {
    case .service: return []
    case .aggregate(let old, let new):
      let path = base + [find(base + ["aggregates", old]).rest.isEmpty ? "aggregates" : "models", old]
      return try rename(path, to: new) + replace(references.aggregate(old), new)
        + replace(references.commandOwners(old), new)
    case .model(let old, let new):
      return try rename(base + ["models", old], to: new) + replace(references.type(old), new)
    case .value(let old, let new):
      return try rename(base + ["values", old], to: new) + replace(references.type(old), new)
    case .field(let owner, let old, let new):
      return try rename(try section(of: owner, in: service) + ["fields", old], to: new)
        + replace(references.field(old, of: owner), new)
    case .child(let owner, let old, let new):
      return try rename(try section(of: owner, in: service) + ["children", old], to: new)
        + replace(references.child(old, of: owner), new)
    case .command(let owner, let old, let new):
      return try rename(base + ["aggregates", owner, "commands", old], to: new)
        + replace(references.command(old, of: owner), new)
    case .event(let owner, let old, let new):
      return try rename(base + ["aggregates", owner, "events", old], to: new) + replace(references.event(old), new)
    case .query(let old, let new):
      return try rename(base + ["queries", old], to: new) + replace(references.query(old), new)
    case .projection(let old, let new):
      return try rename(base + ["projections", old], to: new) + replace(references.projection(old), new)
    }
  }

  /// Renames the key at a path and notes the old name.
  private func rename(_ path: [String], to new: String) throws(EditFailure) -> [SourceEdit] {
    let old = path.last ?? ""
    let above = find(Array(path.dropLast()))
    guard above.rest.isEmpty, let entry = above.node.entry(old) else {
      throw .notFound(what: "such thing", old, known: above.rest.isEmpty ? above.node.entries.map(\.key.text) : [])
    }
    if above.isShared { throw .noPlace("the new name") }
    if let other = above.node.entry(new) { throw .exists(new, other.key.span) }
    guard let key = MappingEdit.replace(entry.key, with: new) else { throw .noPlace("the new name") }
    // What has a former name that is not applied yet keeps that one: the data is still there under it.
    if entry.value.entry("was") != nil { return key }
    if entry.value.kind == .mapping || entry.value.isNull {
      guard let was = MappingEdit.prepend("was", .text(old), to: entry.value, below: entry.key) else {
        throw .noPlace("`was`")
      }
      return key + was
    }
    // A field whose type alone was written.
    let type = String(decoding: source.bytes[entry.value.span.start..<entry.value.span.end], as: UTF8.self)
    if entry.value.isAlias { throw .noPlace("`was`") }
    return key + [SourceEdit(entry.value.span, "{type: \(type), was: \(YAMLWriter.scalar(old))}")]
  }

  /// Writes another name at places where a name stands, in quotes or not; each place once.
  private func replace(_ places: [SourceSpan], _ new: String) -> [SourceEdit] {
    Set(places).sorted { $0.start < $1.start }.map { SourceEdit($0, new) }
  }
}

/// Where a service's things are named.
private struct References {
  let service: Service
  let groups: [FieldGroup]

  init(_ service: Service) {
    self.service = service
    groups = FieldGroup.all(of: service)
  }

  private var fields: [Field] { groups.flatMap(\.fields) }
  private var handlers: [Handler] { service.api.handlers ?? [] }
  private var children: [Child] { service.aggregates.flatMap(\.children) + service.models.flatMap(\.children) }

  private func places(_ names: [Name?], _ wanted: String) -> [SourceSpan] {
    names.compactMap(\.self).filter { $0.value == wanted }.map { $0.place(of: 0..<$0.value.utf8.count) }
  }

  func aggregate(_ name: String) -> [SourceSpan] {
    places(fields.map(\.target) + service.queries.map(\.of) + handlers.map(\.aggregate) + handlers.map(\.model), name)
  }

  /// The `Order` of `Order.Place`.
  func commandOwners(_ name: String) -> [SourceSpan] {
    handlers.compactMap(\.command).filter { $0.value.hasPrefix(name + ".") }.map { $0.place(of: 0..<name.utf8.count) }
  }

  func type(_ name: String) -> [SourceSpan] {
    places(fields.map(\.type.name) + children.map(\.of) + handlers.map(\.model), name)
  }

  func command(_ name: String, of owner: String) -> [SourceSpan] {
    handlers.compactMap(\.command).compactMap { command in
      if command.value == name { return command.place(of: 0..<name.utf8.count) }
      guard command.value == "\(owner).\(name)" else { return nil }
      let start = owner.utf8.count + 1
      return command.place(of: start..<start + name.utf8.count)
    }
  }

  func event(_ name: String) -> [SourceSpan] {
    places(
      service.aggregates.flatMap(\.commands).flatMap(\.emits).map(\.event)
        + service.projections.flatMap(\.handlers).map(\.event),
      name)
  }

  func query(_ name: String) -> [SourceSpan] { places(handlers.map(\.query), name) }

  func projection(_ name: String) -> [SourceSpan] { places(service.queries.map(\.of), name) }

  func child(_ name: String, of owner: String) -> [SourceSpan] {
    guard let aggregate = service.aggregates.named(owner) else { return [] }
    let targets = aggregate.events.flatMap { $0.appends + $0.removes }.map(\.target)
    let handled = handlers.filter { ($0.aggregate ?? $0.model)?.value == owner }.map(\.child)
    return places(targets + handled, name) + behaviour(name, of: aggregate)
  }

  func field(_ name: String, of owner: String) -> [SourceSpan] {
    var names: [Name?] = children.filter { $0.of.value == owner }.flatMap { child in
      [child.order] + child.updatable + (child.constraints.unique + child.constraints.indexes).flatMap(\.self)
    }
    let queries = service.queries.filter { $0.of.value == owner }
    names += queries.flatMap(\.filter)
    var spans = places(names, name)
    for key in queries.flatMap(\.sort) where key.value == name || key.value == "-" + name {
      let start = key.value.utf8.count - name.utf8.count
      spans.append(key.place(of: start..<key.value.utf8.count))
    }
    if let model = service.models.named(owner) { spans += places(grouped(model.constraints), name) }
    if let aggregate = service.aggregates.named(owner) {
      let events = aggregate.events.flatMap { $0.sets + $0.increments + $0.decrements + $0.appends + $0.removes }
      spans += places(grouped(aggregate.constraints) + events.map(\.target), name) + behaviour(name, of: aggregate)
    }
    return spans
  }

  private func grouped(_ constraints: Constraints) -> [Name?] {
    (constraints.unique + constraints.indexes).flatMap(\.self)
  }

  /// In conditions, and after `$self.` in mappings.
  private func behaviour(_ name: String, of aggregate: Aggregate) -> [SourceSpan] {
    var spans: [SourceSpan] = []
    for command in aggregate.commands where !command.isCreating {
      for condition in [command.when].compactMap(\.self) + command.guards.map(\.condition) {
        guard let syntax = try? ConditionParser.parse(condition.value, place: { condition.place(of: $0) }) else {
          continue
        }
        for term in syntax.allTerms { spans += place(of: name, in: term) }
      }
    }
    let entries =
      aggregate.commands.flatMap(\.emits).flatMap(\.mappings)
      + aggregate.events.flatMap { $0.sets + $0.increments + $0.decrements }
    for entry in entries where entry.source.kind == .scalar {
      let text = entry.source.text
      guard text == "$self.\(name)" || text.hasPrefix("$self.\(name).") else { continue }
      let start = "$self.".utf8.count
      spans.append(Name(text, entry.source.span).place(of: start..<start + name.utf8.count))
    }
    return spans
  }

  private func place(of name: String, in term: ConditionSyntax.Term) -> [SourceSpan] {
    let length = name.utf8.count
    switch term.kind {
    case .path(let names) where names.first == name:
      return [SourceSpan(start: term.span.start, end: term.span.start + length)]
    case .dollar(let names) where names.count > 1 && names[0] == "self" && names[1] == name:
      let start = term.span.start + "$self.".utf8.count
      return [SourceSpan(start: start, end: start + length)]
    default: return []
    }
  }
}

extension ConditionSyntax {
  /// Every term, those inside lists included.
  fileprivate var allTerms: [Term] {
    switch self {
    case .and(let conditions), .or(let conditions): return conditions.flatMap(\.allTerms)
    case .not(let condition): return condition.allTerms
    case .compare(_, let left, let right), .isIn(let left, let right):
      if case .list(let items) = right.kind { return [left] + items }
      return [left, right]
    case .isSet(let term), .isNotSet(let term), .truth(let term): return [term]
    }
  }
}
