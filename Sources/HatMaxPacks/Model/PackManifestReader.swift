import PositionedYAML
public import SourceDiagnostics

/// Reads `pack.yml`, reporting every problem with its place.
public enum PackManifestReader {
  /// A pack's manifest never needs more.
  static let limits = YAMLLimits(maximumBytes: 1 << 20, maximumDepth: 32, maximumNodes: 100_000)

  /// Reads a manifest; nil when it has errors, all of which are in the bag then.
  public static func read(_ source: SourceText, into bag: inout DiagnosticBag) -> PackManifest? {
    var own = DiagnosticBag()
    defer { bag.add(contentsOf: own.diagnostics) }
    guard let root = YAMLParser.parse(source, limits: limits, into: &own),
      var map = MappingReader(root, "a pack manifest", into: &own)
    else { return nil }
    let nameNode = map.requiredNode("name", into: &own)
    let name = nameNode?.readPackName(into: &own)
    let version = map.requiredNode("version", into: &own)?.readVersion(into: &own)
    let manifest = PackManifest(
      source: source, name: name ?? placeholder, nameSpan: nameNode?.span ?? root.span,
      version: version ?? Version(0, 0, 0),
      description: map.requiredString("description", into: &own) ?? "",
      license: map.string("license", into: &own) ?? "",
      keywords: map.strings("keywords", into: &own),
      engine: map.node("engine").flatMap { node in
        node.readRange(into: &own).map { Located(value: $0, span: node.span) }
      },
      requires: map.dependencies("requires", into: &own), extends: map.dependencies("extends", into: &own),
      enhances: map.dependencies("enhances", into: &own),
      replaces: map.replacements(into: &own), provides: map.capabilities(into: &own),
      needs: map.items("needs", into: &own).compactMap { $0.readIdentifier(into: &own) },
      presets: map.presets(into: &own), options: map.options(into: &own), tables: map.tables(into: &own),
      filters: map.filters(into: &own), outputs: map.outputs(into: &own), headers: map.headers(into: &own),
      slots: map.slots(into: &own),
      contributes: map.contributions(into: &own))
    map.finish(into: &own)
    ManifestRules.check(manifest, into: &own)
    return own.hasErrors || name == nil || version == nil ? nil : manifest
  }

  private static let placeholder = PackName(unchecked: "unnamed")
}

// MARK: - Parts

extension MappingReader {
  fileprivate mutating func dependencies(_ key: String, into bag: inout DiagnosticBag) -> [PackDependency] {
    entries(key, into: &bag).compactMap { entry in
      let name = entry.key.readPackName(into: &bag)
      let range = entry.value.isNull ? VersionRange.any : entry.value.readRange(into: &bag)
      guard let name, let range else { return nil }
      return PackDependency(requirement: Requirement(name, range), span: entry.key.span)
    }
  }

  fileprivate mutating func replacements(into bag: inout DiagnosticBag) -> [TemplateReplacement] {
    readItems("replaces", "a replacement", into: &bag) { map, bag in
      let template = map.requiredFragment("template", into: &bag)
      let with = map.requiredFragment("with", into: &bag)
      let digest = map.requiredNode("of", into: &bag)?.readDigest(into: &bag)
      guard let template, let with, let digest else { return nil }
      return TemplateReplacement(template: template, with: with, of: digest)
    }
  }

  fileprivate mutating func capabilities(into bag: inout DiagnosticBag) -> [Capability] {
    items("provides", into: &bag).compactMap { item in
      if item.kind == .scalar, let name = item.readIdentifier(into: &bag) {
        return Capability(name: name, isExclusive: false)
      }
      guard var map = MappingReader(item, "a capability", into: &bag) else { return nil }
      let name = map.requiredNode("name", into: &bag)?.readIdentifier(into: &bag)
      let isExclusive = map.bool("exclusive", into: &bag) ?? false
      map.finish(into: &bag)
      return name.map { Capability(name: $0, isExclusive: isExclusive) }
    }
  }

  fileprivate mutating func presets(into bag: inout DiagnosticBag) -> [PackPreset] {
    entries("presets", into: &bag).compactMap { entry in
      guard let name = entry.key.readPackName(into: &bag),
        MappingReader(entry.value, "option values", into: &bag) != nil
      else { return nil }
      return PackPreset(pack: name, span: entry.key.span, values: entry.value)
    }
  }

  fileprivate mutating func options(into bag: inout DiagnosticBag) -> [OptionDefinition] {
    readEntries("options", "an option", into: &bag) { name, map, bag in
      let words = map.strings("of", into: &bag)
      let fallbackNode = map.node("default")
      let description = map.string("description", into: &bag) ?? ""
      guard let kind = map.choice("type", "an option type", of: OptionKind.self, into: &bag) else {
        if map.node("type") == nil { bag.add(PackDiagnostics.optionWithoutType(name, map.node.label())) }
        return nil
      }
      guard let type = kind.type(words) else {
        bag.add(PackDiagnostics.optionWords(name, isEnum: kind == .enum))
        return nil
      }
      let fallback = fallbackNode.map { type.read($0, option: name.text, into: &bag) ?? .null } ?? type.empty
      return OptionDefinition(name: name, type: type, fallback: fallback, description: description)
    }
  }

  fileprivate mutating func tables(into bag: inout DiagnosticBag) -> [LookupTable] {
    entries("tables", into: &bag).compactMap { entry in
      guard let name = entry.key.readIdentifier(into: &bag), entry.value.kind == .mapping else {
        _ = MappingReader(entry.value, "a table", into: &bag)
        return nil
      }
      var rows: [LookupTable.Entry] = []
      var fallback: String?
      for row in entry.value.entries {
        guard let value = row.value.readString(into: &bag) else { continue }
        if row.key.hasText("default") {
          fallback = value
        } else {
          rows.append(LookupTable.Entry(key: row.key.text, value: value))
        }
      }
      return LookupTable(name: name, entries: rows, fallback: fallback)
    }
  }

  /// A filter is a template, or a mapping that may have parameters and may hold an expression instead.
  fileprivate mutating func filters(into bag: inout DiagnosticBag) -> [WrittenFilter] {
    entries("filters", into: &bag).compactMap { entry in
      guard let name = entry.key.readIdentifier(into: &bag) else { return nil }
      guard entry.value.kind == .mapping else {
        return entry.value.readFragment(into: &bag).map {
          WrittenFilter(name: name, parameters: [], body: $0, isExpression: false)
        }
      }
      guard var map = MappingReader(entry.value, "a filter", into: &bag) else { return nil }
      let parameters = map.items("parameters", into: &bag).compactMap { $0.readVariable(into: &bag) }
      let expression = map.fragment("expression", into: &bag)
      let body = expression ?? map.requiredFragment("template", into: &bag)
      map.finish(into: &bag)
      return body.map {
        WrittenFilter(name: name, parameters: parameters, body: $0, isExpression: expression != nil)
      }
    }
  }

  fileprivate mutating func outputs(into bag: inout DiagnosticBag) -> [Output] {
    readItems("outputs", "an output", into: &bag) { map, bag in
      let id = map.requiredNode("id", into: &bag)?.readIdentifier(into: &bag)
      let template = map.requiredFragment("template", into: &bag)
      let path = map.requiredFragment("path", into: &bag)
      let each = map.node("for")?.readEach(into: &bag)
      let when = map.fragment("when", into: &bag)
      let packs = map.items("packs", into: &bag).compactMap { node in
        node.readPackName(into: &bag).map { Located(value: $0, span: node.span) }
      }
      let mode = map.choice("mode", "a mode", of: Output.Mode.self, into: &bag) ?? .generated
      let scope = map.choice("scope", "a scope", of: Output.Scope.self, into: &bag) ?? .service
      let escape = map.choice("escape", "an escape mode", of: Output.Escape.self, into: &bag)
      let delimiters = map.node("delimiters")?.readDelimiters(into: &bag)
      let ledger = map.fragment("ledger", into: &bag)
      guard let id, let template, let path else { return nil }
      return Output(
        id: id, template: template, each: each, when: when, escape: escape, delimiters: delimiters, packs: packs,
        path: path, mode: mode, scope: scope, ledger: ledger)
    }
  }

  fileprivate mutating func headers(into bag: inout DiagnosticBag) -> [FileHeader] {
    readItems("headers", "a header", into: &bag) { map, bag in
      let files = map.requiredFragment("files", into: &bag)
      let template = map.requiredFragment("template", into: &bag)
      let when = map.fragment("when", into: &bag)
      guard let files, let template else { return nil }
      return FileHeader(files: files, template: template, when: when)
    }
  }

  fileprivate mutating func slots(into bag: inout DiagnosticBag) -> [Slot] {
    readEntries("slots", "a slot", into: &bag) { name, map, bag in
      let type = map.choice("type", "a slot type", of: Slot.Kind.self, into: &bag) ?? .text
      let arguments = map.entries("arguments", into: &bag).compactMap { entry -> NamedFragment? in
        guard let name = entry.key.readIdentifier(into: &bag), let type = entry.value.readFragment(into: &bag) else {
          return nil
        }
        return NamedFragment(name: name, body: type)
      }
      return Slot(name: name, type: type, arguments: arguments)
    }
  }

  /// A slot takes one contribution or a list of them.
  fileprivate mutating func contributions(into bag: inout DiagnosticBag) -> [Contribution] {
    entries("contributes", into: &bag).flatMap { entry -> [Contribution] in
      guard let slot = entry.key.readFragment(into: &bag) else { return [] }
      let nodes = entry.value.kind == .sequence ? Array(entry.value.items) : [entry.value]
      return nodes.compactMap { node in
        guard var map = MappingReader(node, "a contribution", into: &bag) else { return nil }
        let template = map.requiredFragment("template", into: &bag)
        let when = map.fragment("when", into: &bag)
        map.finish(into: &bag)
        return template.map { Contribution(slot: slot, template: $0, when: when) }
      }
    }
  }
}

// MARK: - Reading tools

extension MappingReader {
  fileprivate mutating func readItems<Part>(
    _ key: String, _ what: String, into bag: inout DiagnosticBag,
    _ read: (inout MappingReader, inout DiagnosticBag) -> Part?
  ) -> [Part] {
    items(key, into: &bag).compactMap { item in
      guard var map = MappingReader(item, what, into: &bag) else { return nil }
      let part = read(&map, &bag)
      map.finish(into: &bag)
      return part
    }
  }

  fileprivate mutating func readEntries<Part>(
    _ key: String, _ what: String, into bag: inout DiagnosticBag,
    _ read: (Fragment, inout MappingReader, inout DiagnosticBag) -> Part?
  ) -> [Part] {
    entries(key, into: &bag).compactMap { entry in
      guard let name = entry.key.readIdentifier(into: &bag), var map = MappingReader(entry.value, what, into: &bag)
      else {
        return nil
      }
      let part = read(name, &map, &bag)
      map.finish(into: &bag)
      return part
    }
  }

  fileprivate mutating func fragment(_ key: String, into bag: inout DiagnosticBag) -> Fragment? {
    node(key)?.readFragment(into: &bag)
  }

  fileprivate mutating func requiredFragment(_ key: String, into bag: inout DiagnosticBag) -> Fragment? {
    requiredNode(key, into: &bag)?.readFragment(into: &bag)
  }
}

/// The words of `type:` of an option.
enum OptionKind: String, CaseIterable {
  case string, bool, int, list, map
  case `enum`

  /// The type; nil when `of:` is missing or has no place.
  func type(_ words: [String]) -> OptionType? {
    if self == .enum { return words.isEmpty ? nil : .choice(words) }
    guard words.isEmpty else { return nil }
    switch self {
    case .bool: return .bool
    case .int: return .int
    case .list: return .list
    case .map: return .map
    default: return .string
    }
  }
}

extension OptionType {
  /// The value of an option without a default.
  fileprivate var empty: OptionValue {
    switch self {
    case .bool: .bool(false)
    case .list: .list([])
    case .map: .map([])
    default: .null
    }
  }
}
