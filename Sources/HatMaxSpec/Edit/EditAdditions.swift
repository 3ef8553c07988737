import PositionedYAML
import SourceDiagnostics

extension EditedFile {
  /// The edits that add something.
  func edits(adding addition: SpecAddition, service name: String?) throws(EditFailure) -> [SourceEdit] {
    switch addition {
    case .service(let name, let kind, let repositories):
      var entries: [YAMLValue.Entry] = []
      if let kind { entries.append(.init("kind", .text(kind))) }
      if !repositories.isEmpty { entries.append(.init("repo_impl", .list(repositories.map(YAMLValue.text)))) }
      return try insert(["services", name], .mapping(entries))
    case .pack(let pack, let version, .project): return try addPack(pack, version, to: ["packs"])
    case .pack(let pack, let version, .service):
      return try addPack(pack, version, to: ["services", try service(name).name.value, "packs"])
    default: break
    }
    let service = try service(name)
    let base = ["services", service.name.value]
    switch addition {
    case .service, .pack: return []
    case .aggregate(let name, let fields):
      return try insert(base + ["aggregates", name], .mapping([.init("fields", fields.value)]))
    case .model(let name, let fields):
      return try insert(base + ["models", name], .mapping([.init("fields", fields.value)]))
    case .value(let name, let fields):
      return try insert(base + ["values", name], .mapping([.init("fields", fields.value)]))
    case .field(let owner, let draft):
      return try insert(try section(of: owner, in: service) + ["fields", draft.name], draft.value)
    case .child(let owner, let name, let of, let many):
      let kind: YAMLValue.Entry = many ? .init("order", .text("position")) : .init("many", .bool(false))
      let value = YAMLValue.inline(.mapping([.init("of", .text(of)), kind]))
      return try insert(try section(of: owner, in: service) + ["children", name], value)
    case .command(let owner, let name, let creates, let input, let when, let emits):
      var entries: [YAMLValue.Entry] = []
      if creates { entries.append(.init("creates", .bool(true))) }
      if !input.isEmpty { entries.append(.init("input", input.value)) }
      if let when { entries.append(.init("when", .text(when))) }
      if !emits.isEmpty { entries.append(.init("emits", .list(emits.map(YAMLValue.text)))) }
      return try insert(try aggregate(owner, in: service) + ["commands", name], .mapping(entries))
    case .event(let owner, let name, let fields):
      let entries: [YAMLValue.Entry] = fields.isEmpty ? [] : [.init("fields", fields.value)]
      return try insert(try aggregate(owner, in: service) + ["events", name], .mapping(entries))
    case .query(let name, let of, let filter, let sort):
      var entries: [YAMLValue.Entry] = [.init("of", .text(of))]
      if !filter.isEmpty { entries.append(.init("filter", .list(filter.map(YAMLValue.text)))) }
      if !sort.isEmpty { entries.append(.init("sort", .list(sort.map(YAMLValue.text)))) }
      return try insert(base + ["queries", name], .inline(.mapping(entries)))
    case .projection(let draft):
      return try insert(base + ["projections", draft.name], draft.value)
    }
  }

  private func aggregate(_ name: String, in service: Service) throws(EditFailure) -> [String] {
    guard service.aggregates.named(name) != nil else {
      throw .notFound(what: "aggregate", name, known: service.aggregates.map(\.name.value))
    }
    return ["services", service.name.value, "aggregates", name]
  }

  /// Puts a value at a path; what is missing on the way is made.
  private func insert(_ path: [String], _ value: YAMLValue) throws(EditFailure) -> [SourceEdit] {
    let place = find(path)
    guard let key = place.rest.first else {
      throw .exists(path.last ?? "", place.owner?.span ?? place.node.headSpan)
    }
    if place.isShared { throw .noPlace("`\(path.last ?? key)`") }
    var nested = value
    for outer in place.rest.dropFirst().reversed() { nested = .mapping([.init(outer, nested)]) }
    guard let edits = MappingEdit.append(key, nested, to: place.node, below: place.owner) else {
      throw .noPlace("`\(path.last ?? key)`")
    }
    return edits
  }

  // MARK: - Packs

  private func addPack(_ pack: String, _ version: String?, to path: [String]) throws(EditFailure) -> [SourceEdit] {
    let place = find(path)
    let (node, owner, rest) = (place.node, place.owner, place.rest)
    if node.kind == .sequence, rest.isEmpty {
      return try appendPack(pack, version, to: node)
    }
    if !rest.isEmpty, path.count > 1 { return try insert(path, .list([Self.item(pack, version)])) }
    let value = version.map(YAMLValue.text) ?? .mapping([])
    if rest.isEmpty, let entry = node.entry(pack) {
      if version == nil { return [] }
      throw .exists(pack, entry.key.span)
    }
    if rest.isEmpty {
      guard let edits = MappingEdit.append(pack, value, to: node, below: owner) else { throw .noPlace("`\(pack)`") }
      return edits
    }
    return try insert(path + [pack], value)
  }

  /// A pack in a list: `cqrs`, or `{cqrs: {version: ^1.0}}`.
  private static func item(_ pack: String, _ version: String?) -> YAMLValue {
    version.map { .inline(.mapping([.init(pack, .mapping([.init("version", .text($0))]))])) } ?? .text(pack)
  }

  private func appendPack(_ pack: String, _ version: String?, to list: Node) throws(EditFailure) -> [SourceEdit] {
    for item in list.items where item.hasText(pack) || item.entry(pack) != nil {
      if version == nil { return [] }
      throw .exists(pack, item.span)
    }
    guard let edits = SequenceEdit.append(Self.item(pack, version), to: list) else { throw .noPlace("`\(pack)`") }
    return edits
  }
}
