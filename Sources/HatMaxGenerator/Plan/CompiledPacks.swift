package import HatMaxPacks
package import SourceDiagnostics
package import Stencilish

/// The templates, expressions and tables of a set of packs, compiled together.
///
/// A file `templates/x.stencil` is the template `PACK::templates/x.stencil`; a file `partials/a/b.stencil` is the partial
/// `PACK::a/b`, which templates of the same pack call `a/b`.
package struct CompiledPacks: Sendable {
  /// An output with its parts compiled.
  package struct CompiledOutput: Sendable {
    /// The pack that declares it.
    package let pack: PackName
    /// What the manifest says.
    package let output: Output
    /// The template of the file.
    package let template: TemplateName
    /// The inline template of the path.
    package let path: TemplateName
    /// The list of elements that there is a file for each of.
    package let elements: CompiledExpression?
    /// Whether there is a file.
    package let condition: CompiledExpression?
    /// The inline template of the path of the ledger, for migrations.
    package let ledger: TemplateName?

    /// Whether a service with these active packs has the output.
    func isActive(among packs: [PackName]) -> Bool {
      packs.contains(pack) && output.packs.allSatisfy { packs.contains($0.value) }
    }
  }

  /// A contribution with its parts compiled.
  package struct CompiledContribution: Sendable {
    /// The pack that contributes.
    package let pack: PackName
    /// The template that gives the text.
    package let template: TemplateName
    /// Whether it contributes.
    package let condition: CompiledExpression?
  }

  /// The packs, requirements first.
  package let packs: PackSet
  /// Every template and partial.
  package let templates: TemplateSet
  /// The outputs in the order of packs and manifests.
  package let outputs: [CompiledOutput]
  private let contributions: [SlotTable.Key: [CompiledContribution]]
  private let slots: [SlotTable.Key: Slot]

  /// What is contributed to a slot, in the order of the packs' dependencies.
  package func contributions(to key: SlotTable.Key) -> [CompiledContribution] { contributions[key] ?? [] }

  /// The declaration of a slot, nil when its pack declares none of that name.
  package func slot(_ key: SlotTable.Key) -> Slot? { slots[key] }
}

// MARK: - Compiling

extension CompiledPacks {
  /// Compiles packs; nil when anything is wrong, all of which is reported.
  package init?(_ packs: PackSet, into bag: inout DiagnosticBag) {
    var filters = FilterRegistry()
    var sources: [TemplateSource] = []
    for pack in packs.packs {
      Self.checkEnhanced(pack.manifest, packs, into: &bag)
      sources += Self.files(of: pack, beside: packs)
      Self.register(pack.manifest, in: &filters)
    }
    let table = SlotTable(packs, into: &bag)
    var outputs: [CompiledOutput] = []
    var contributions: [SlotTable.Key: [CompiledContribution]] = [:]
    var slots: [SlotTable.Key: Slot] = [:]
    for pack in packs.packs {
      let manifest = pack.manifest
      for output in manifest.outputs where output.packs.allSatisfy({ packs[$0.value] != nil }) {
        if let compiled = Self.compile(output, of: pack, beside: packs, filters, &sources, into: &bag) {
          outputs.append(compiled)
        }
      }
      for slot in manifest.slots {
        let key = SlotTable.Key(pack: manifest.name, slot: slot.name.text)
        slots[key] = slot
        contributions[key] = table.contributions(to: key).compactMap { entry in
          packs[entry.pack].flatMap { Self.compile(entry.contribution, of: $0, beside: packs, filters, into: &bag) }
        }
      }
    }
    do {
      templates = try TemplateSet(sources, filters: filters)
    } catch {
      bag.add(contentsOf: error.diagnostics)
      return nil
    }
    guard !bag.hasErrors else { return nil }
    self.packs = packs
    self.outputs = outputs
    self.contributions = contributions
    self.slots = slots
  }

  /// The templates of a pack, without those that name something of a pack which it enhances and which is not there.
  private static func files(of pack: InstalledPack, beside packs: PackSet) -> [TemplateSource] {
    pack.files.compactMap { file in
      guard let name = templateName(of: file.path, in: pack.manifest.name),
        absentPack(in: file.bytes, of: pack, packs) == nil
      else { return nil }
      return TemplateSource(
        name: name, source: SourceText(name: "\(pack.manifest.name)/\(file.path)", bytes: file.bytes))
    }
  }

  /// A pack that a template names something of (`pack::name`), that its own pack enhances, and that is not there.
  private static func absentPack(in template: [UInt8], of pack: InstalledPack, _ packs: PackSet) -> PackName? {
    let absent = pack.manifest.enhances.map(\.requirement.name).filter { packs[$0] == nil }
    guard !absent.isEmpty else { return nil }
    let text = String(decoding: template, as: UTF8.self).utf8
    return absent.first { text.contains("\($0)::".utf8) }
  }

  /// Checks that a pack which is enhanced, where it is there, is of a version that it is enhanced for.
  private static func checkEnhanced(_ manifest: PackManifest, _ packs: PackSet, into bag: inout DiagnosticBag) {
    for enhanced in manifest.enhances {
      let wanted = enhanced.requirement
      guard let other = packs[wanted.name]?.manifest, !wanted.range.contains(other.version) else { continue }
      bag.add(
        GeneratorDiagnostics.otherVersionEnhanced(
          manifest.label(enhanced.span, "wants \(wanted.range)"), pack: manifest.identity.description,
          enhanced: other.identity.description))
    }
  }

  /// The name that the file of a pack has as a template, nil for other files.
  private static func templateName(of path: String, in pack: PackName) -> TemplateName? {
    if path.hasPrefix("templates/") { return TemplateName("\(pack)::\(path)") }
    guard path.hasPrefix("partials/"), path.hasSuffix(".stencil") else { return nil }
    return TemplateName("\(pack)::\(path.dropFirst("partials/".count).dropLast(".stencil".count))")
  }

  private static func register(_ manifest: PackManifest, in filters: inout FilterRegistry) {
    let namespace = manifest.name.description
    for table in manifest.tables {
      filters.addTable(
        table.name.text, namespace: namespace, entries: table.entries.map { ($0.key, $0.value) },
        default: table.fallback, place: table.name.label())
    }
    for filter in manifest.filters {
      let (source, span) = place(of: filter.body)
      filters.addTemplate(filter.name.text, namespace: namespace, source: source, span: span)
    }
  }

  private static func compile(
    _ output: Output, of pack: InstalledPack, beside packs: PackSet, _ filters: FilterRegistry,
    _ sources: inout [TemplateSource],
    into bag: inout DiagnosticBag
  ) -> CompiledOutput? {
    let name = pack.manifest.name
    guard let template = template(output.template, of: pack, beside: packs, into: &bag) else { return nil }
    let path = source(of: output.path, name: "\(name)::outputs/\(output.id.text)/path")
    sources.append(path)
    let ledger = output.ledger.map { source(of: $0, name: "\(name)::outputs/\(output.id.text)/ledger") }
    if let ledger { sources.append(ledger) }
    return CompiledOutput(
      pack: name, output: output, template: template, path: path.name,
      elements: expression(output.each?.expression, filters, name, into: &bag),
      condition: expression(output.when, filters, name, into: &bag), ledger: ledger?.name)
  }

  private static func compile(
    _ contribution: Contribution, of pack: InstalledPack, beside packs: PackSet, _ filters: FilterRegistry,
    into bag: inout DiagnosticBag
  ) -> CompiledContribution? {
    guard let template = template(contribution.template, of: pack, beside: packs, into: &bag) else { return nil }
    return CompiledContribution(
      pack: pack.manifest.name, template: template,
      condition: expression(contribution.when, filters, pack.manifest.name, into: &bag))
  }

  /// Finds the file that a manifest names: a path in the pack, or one below `templates/`.
  private static func template(
    _ name: Fragment, of pack: InstalledPack, beside packs: PackSet, into bag: inout DiagnosticBag
  ) -> TemplateName? {
    for path in [name.text, "templates/" + name.text] {
      guard let bytes = pack.bytes(of: path), let template = templateName(of: path, in: pack.manifest.name) else {
        continue
      }
      guard let absent = absentPack(in: bytes, of: pack, packs) else { return template }
      bag.add(GeneratorDiagnostics.absentPack(name.label(), template: name.text, absent: absent.description))
      return nil
    }
    let known = pack.files.map(\.path).filter { templateName(of: $0, in: pack.manifest.name) != nil }
    bag.add(
      GeneratorDiagnostics.missingTemplate(
        name.label(), name: name.text, pack: pack.manifest.name.description, known: known))
    return nil
  }

  private static func expression(
    _ fragment: Fragment?, _ filters: FilterRegistry, _ pack: PackName, into bag: inout DiagnosticBag
  ) -> CompiledExpression? {
    guard let fragment else { return nil }
    let (source, span) = place(of: fragment)
    do {
      return try CompiledExpression(source, span: span, filters: filters, namespace: pack.description)
    } catch {
      bag.add(contentsOf: error.diagnostics)
      return nil
    }
  }

  private static func source(of fragment: Fragment, name: String) -> TemplateSource {
    let (source, span) = place(of: fragment)
    return TemplateSource(name: TemplateName(name), source: source, span: span)
  }

  /// Where a fragment's text stands byte for byte: in the manifest, or in a text of its own when YAML's escapes changed it.
  private static func place(of fragment: Fragment) -> (SourceText, SourceSpan?) {
    if fragment.isVerbatim { return (fragment.source, fragment.span) }
    let position = fragment.source.position(of: fragment.span.start)
    return (SourceText(name: "\(fragment.source.name):\(position.line)", text: fragment.text), nil)
  }
}
