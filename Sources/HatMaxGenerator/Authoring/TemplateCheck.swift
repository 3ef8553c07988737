import HatMaxPacks
import HatMaxSpec
import SourceDiagnostics
import Stencilish

/// Checks the templates and expressions of a pack against the model's schema.
struct TemplateCheck {
  private let pack: InstalledPack
  private let compiled: CompiledPacks
  private let packs: PackSet
  private let schema: Schema

  init(_ pack: InstalledPack, _ compiled: CompiledPacks, _ packs: PackSet) {
    self.pack = pack
    self.compiled = compiled
    self.packs = packs
    schema = ModelSchema.current.templateSchema(adding: pack.options(among: packs))
  }

  /// Reports what is wrong in templates of the pack that its outputs and contributions reach.
  func run(into bag: inout DiagnosticBag) {
    var entries: [CheckedTemplate] = []
    for output in compiled.outputs where output.pack == pack.manifest.name {
      let outer = Surroundings(scope: output.output.scope)
      let inner = outer.entering(output.output.each, schema).migrating(output.output.ledger != nil)
      entries.append(CheckedTemplate(output.template, this: inner.this, bindings: inner.bindings))
      entries.append(CheckedTemplate(output.path, this: inner.this, bindings: inner.bindings))
      check(output.output.each?.expression, in: outer, as: .list, into: &bag)
      check(output.output.when, in: inner, as: .condition, into: &bag)
    }
    for header in compiled.headers where header.pack == pack.manifest.name {
      // A file of the project has no service.
      let place = Surroundings(scope: .project)
      entries.append(CheckedTemplate(header.template, this: .any, bindings: place.bindings))
    }
    for slot in packs.packs.flatMap({ declaring in declaring.manifest.slots.map { (declaring.manifest.name, $0) } }) {
      let key = SlotTable.Key(pack: slot.0, slot: slot.1.name.text)
      let surroundings = Surroundings(slot: slot.1)
      for contribution in compiled.contributions(to: key) where contribution.pack == pack.manifest.name {
        entries.append(
          CheckedTemplate(contribution.template, this: surroundings.this, bindings: surroundings.bindings))
      }
    }
    for contribution in pack.manifest.contributes {
      let name = contribution.slot.text.split(separator: ":").last.map(String.init) ?? ""
      let slot = packs.packs.flatMap(\.manifest.slots).first { $0.name.text == name }
      check(contribution.when, in: slot.map { Surroundings(slot: $0) } ?? .nowhere, as: .condition, into: &bag)
    }
    let slots = Dictionary(
      pack.manifest.slots.map { ($0.name.text, Surroundings.types(of: $0.arguments)) }, uniquingKeysWith: { $1 })
    bag.add(contentsOf: compiled.templates.check(entries, against: schema, slots: slots).map(\.asFinding))
  }

  private enum Use { case list, condition }

  /// Checks an expression of the manifest as the tag that it could stand in, in a copy of the manifest that is blank but for it.
  private func check(_ fragment: Fragment?, in place: Surroundings, as use: Use, into bag: inout DiagnosticBag) {
    guard let fragment, fragment.isVerbatim else { return }
    let (open, close) = use == .list ? ("{{#each ", " as it}}{{/each}}") : ("{{#if ", "}}{{/if}}")
    let (start, end) = (fragment.span.start, fragment.span.end)
    let opening = Array(open.utf8)
    guard start >= opening.count else { return }
    var bytes = fragment.source.bytes.map { $0 == UInt8(ascii: "\n") ? $0 : UInt8(ascii: " ") }
    bytes.replaceSubrange(start..<end, with: fragment.source.bytes[start..<end])
    bytes.replaceSubrange(start - opening.count..<start, with: opening)
    bytes.replaceSubrange(end..<bytes.count, with: Array(close.utf8))
    let copy = SourceText(name: fragment.source.name, bytes: bytes)
    let name = TemplateName("\(pack.manifest.name)::expression")
    let span = SourceSpan(start: start - opening.count, end: bytes.count)
    let files = PackTemplates(packs, StandIns(packs, active: [], into: &bag))
    guard
      let set = try? TemplateSet([TemplateSource(name: name, source: copy, span: span)], filters: files.filters)
    else { return }
    for finding in set.check(
      [CheckedTemplate(name, this: place.this, bindings: place.bindings)], against: schema)
    {
      var finding = finding.asFinding
      finding.labels = finding.labels.map { Label(fragment.source, $0.span, $0.text) }
      bag.add(finding)
    }
  }
}

/// What a template sees: the type of `.` and of every name.
private struct Surroundings {
  let this: SchemaType
  let bindings: [(String, SchemaType)]

  static let nowhere = Surroundings(this: .any, bindings: [])

  private init(this: SchemaType, bindings: [(String, SchemaType)]) {
    self.this = this
    self.bindings = bindings
  }

  private static let common = [("options", SchemaType.record("Options")), ("project", .record("Project"))]

  init(scope: Output.Scope) {
    let service = SchemaType.record("Service")
    switch scope {
    case .service: self.init(this: service, bindings: Self.common + [("service", service)])
    case .project: self.init(this: .record("Root"), bindings: Self.common)
    }
  }

  init(slot: Slot) {
    let arguments = Self.types(of: slot.arguments)
    // In a file of the project, `service` is there without being an argument.
    let service = arguments.contains { $0.0 == "service" } ? [] : [("service", SchemaType.record("Service"))]
    self.init(this: .record("Service"), bindings: arguments + service + Self.common)
  }

  static func types(of arguments: [NamedFragment]) -> [(String, SchemaType)] {
    arguments.map { ($0.name.text, ModelSchema.current.type(named: $0.body.text)) }
  }

  /// What the template of a migration sees besides.
  func migrating(_ isMigration: Bool) -> Surroundings {
    let migration = ModelSchema.current.type(named: "Migration")
    return isMigration ? Surroundings(this: this, bindings: bindings + [("migration", migration)]) : self
  }

  func entering(_ each: Output.Each?, _ schema: Schema) -> Surroundings {
    guard let each else { return self }
    let element = type(of: each.expression.text, schema)
    return Surroundings(this: element, bindings: bindings + [(each.binding, element)])
  }

  /// Filters that give elements of the list that they take.
  private static let choosing = ["where", "reject", "sort", "sort_by", "unique", "unique_by", "reverse"]

  /// The type of the elements of `service.aggregates | where(…)`; `any` for other expressions.
  private func type(of expression: String, _ schema: Schema) -> SchemaType {
    let parts = expression.split(separator: " | ").map(String.init)
    guard let path = parts.first,
      parts.dropFirst().allSatisfy({ part in
        Self.choosing.contains(String(part.prefix { $0 != "(" && $0 != " " }))
      })
    else { return .any }
    let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard names.allSatisfy({ $0.utf8.allSatisfy { $0 == 0x5F || (0x61...0x7A).contains($0) } }),
      var type = bindings.first(where: { $0.0 == names[0] })?.1 ?? schema.field(names[0], of: this)
    else { return .any }
    for name in names.dropFirst() {
      guard let next = schema.field(name, of: type) else { return .any }
      type = next
    }
    if case .optional(let inner) = type { type = inner }
    guard case .list(let element) = type else { return .any }
    return element
  }
}

extension Schema {
  fileprivate func field(_ name: String, of type: SchemaType) -> SchemaType? {
    guard case .record(let record) = type else { return nil }
    return records[record]?.first { $0.name == name }?.type
  }
}

extension ModelSchema {
  /// The schema as the static check of templates takes it, with a record of options.
  fileprivate func templateSchema(adding options: [Schema.Field]) -> Schema {
    var all = Dictionary(
      records.map { record in (record.name, record.keys.map { Schema.Field($0.name, $0.type.schemaType) }) },
      uniquingKeysWith: { $1 })
    all["Options"] = options
    return Schema(root: .record(root), records: all)
  }

  /// What a slot's argument of a type's name holds.
  fileprivate func type(named name: String) -> SchemaType {
    if name.hasPrefix("["), name.hasSuffix("]") { return .list(type(named: String(name.dropFirst().dropLast()))) }
    if name.hasSuffix("?") { return .optional(type(named: String(name.dropLast()))) }
    switch name {
    case "string": return .string
    case "int": return .int
    case "bool": return .bool
    default: return record(name) == nil ? .any : .record(name)
    }
  }
}

extension ModelType {
  fileprivate var schemaType: SchemaType {
    switch self {
    case .bool: .bool
    case .int: .int
    case .string: .string
    case .decimal: .string
    case .scalar: .any
    case .enumeration(let words): .oneOf(words)
    case .record(let name): .record(name)
    case .list(let type): .list(type.schemaType)
    case .optional(let type): .optional(type.schemaType)
    }
  }
}

extension InstalledPack {
  /// The options that templates of the pack see, those of extended packs included.
  fileprivate func options(among packs: PackSet) -> [Schema.Field] {
    let bases = packs.extended(by: manifest.name).compactMap { packs[$0]?.manifest }
    return ([manifest] + bases).flatMap(\.options).map { Schema.Field($0.name.text, $0.schemaType) }
  }
}

extension OptionDefinition {
  fileprivate var schemaType: SchemaType {
    let given: SchemaType =
      switch type {
      case .string: .string
      case .bool: .bool
      case .int: .int
      case .list: .list(.string)
      case .map: .map(.string)
      case .choice(let words): .oneOf(words)
      }
    return fallback == .null ? .optional(given) : given
  }
}

extension Diagnostic {
  /// What the check can't know, the author may: that a value may be null is a warning.
  fileprivate var asFinding: Diagnostic {
    guard code == "ST0401" || code == "ST0404" && message.hasSuffix("or null") else { return self }
    var finding = self
    finding.severity = .warning
    return finding
  }
}
