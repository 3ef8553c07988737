package import HatMaxPacks
package import SourceDiagnostics
package import Stencilish

/// The templates, expressions and tables of a set of packs, compiled together.
package struct CompiledPacks: Sendable {
  /// An output with its parts compiled.
  package struct CompiledOutput: Sendable {
    /// The pack that declares it.
    package let pack: PackName
    /// The pack in whose name it stands: its own, or the extended one that has an output of its id.
    package let home: PackName
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
      packs.contains(home) && output.packs.allSatisfy { packs.contains($0.value) }
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

  /// What a pack puts on top of files, compiled.
  package struct CompiledHeader: Sendable {
    /// The pack.
    package let pack: PackName
    /// The pattern of the files' paths.
    package let files: String
    /// The template that gives the text.
    package let template: TemplateName
    /// Whether a file has it.
    package let condition: CompiledExpression?
  }

  /// The packs, requirements first.
  package let packs: PackSet
  /// Every template and partial.
  package let templates: TemplateSet
  /// The outputs in the order of packs and manifests.
  package let outputs: [CompiledOutput]
  /// What stands on top of files, in the order of packs and manifests.
  package let headers: [CompiledHeader]
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
  ///
  /// - Parameter active: the packs that some service uses; only these change outputs of packs that they extend.
  package init?(_ packs: PackSet, active: [PackName], _ standIns: StandIns, into bag: inout DiagnosticBag) {
    var files = PackTemplates(packs, standIns)
    let table = SlotTable(packs, into: &bag)
    let homes = OutputHomes(packs, active: active)
    var outputs: [CompiledOutput] = []
    var headers: [CompiledHeader] = []
    var contributions: [SlotTable.Key: [CompiledContribution]] = [:]
    var slots: [SlotTable.Key: Slot] = [:]
    for pack in packs.packs {
      let manifest = pack.manifest
      Self.checkEnhanced(manifest, packs, into: &bag)
      for output in manifest.outputs where output.packs.allSatisfy({ packs[$0.value] != nil }) {
        guard let home = homes.home(of: output, in: manifest.name) else { continue }
        if let compiled = Self.compile(output, of: pack, home, &files, into: &bag) { outputs.append(compiled) }
      }
      for header in manifest.headers {
        guard let template = files.template(header.template, of: pack, into: &bag) else { continue }
        headers.append(
          CompiledHeader(
            pack: manifest.name, files: header.files.text, template: template,
            condition: Self.expression(header.when, files.filters, manifest.name, into: &bag)))
      }
      // The slots of extended packs can stand in the templates of the pack as well.
      for declaring in packs.extended(by: manifest.name).compactMap({ packs[$0]?.manifest }) + [manifest] {
        for slot in declaring.slots {
          let key = SlotTable.Key(pack: manifest.name, slot: slot.name.text)
          slots[key] = slot
          let entries = table.contributions(to: SlotTable.Key(pack: declaring.name, slot: slot.name.text))
          guard contributions[key] == nil || declaring.name == manifest.name else { continue }
          contributions[key] = entries.compactMap { entry in
            packs[entry.pack].flatMap { Self.compile(entry.contribution, of: $0, files, into: &bag) }
          }
        }
      }
    }
    do {
      templates = try TemplateSet(files.sources, filters: files.filters)
    } catch {
      bag.add(contentsOf: error.diagnostics)
      return nil
    }
    guard !bag.hasErrors else { return nil }
    self.packs = packs
    self.outputs = outputs
    self.headers = headers
    self.contributions = contributions
    self.slots = slots
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

  private static func compile(
    _ output: Output, of pack: InstalledPack, _ home: PackName, _ files: inout PackTemplates,
    into bag: inout DiagnosticBag
  ) -> CompiledOutput? {
    let name = pack.manifest.name
    guard let template = files.template(output.template, of: pack, into: &bag) else { return nil }
    let path = source(of: output.path, name: "\(name)::outputs/\(output.id.text)/path")
    files.sources.append(path)
    let ledger = output.ledger.map { source(of: $0, name: "\(name)::outputs/\(output.id.text)/ledger") }
    if let ledger { files.sources.append(ledger) }
    return CompiledOutput(
      pack: name, home: home, output: output, template: template, path: path.name,
      elements: expression(output.each?.expression, files.filters, name, into: &bag),
      condition: expression(output.when, files.filters, name, into: &bag), ledger: ledger?.name)
  }

  private static func compile(
    _ contribution: Contribution, of pack: InstalledPack, _ files: PackTemplates, into bag: inout DiagnosticBag
  ) -> CompiledContribution? {
    guard let template = files.template(contribution.template, of: pack, into: &bag) else { return nil }
    return CompiledContribution(
      pack: pack.manifest.name, template: template,
      condition: expression(contribution.when, files.filters, pack.manifest.name, into: &bag))
  }

  private static func expression(
    _ fragment: Fragment?, _ filters: FilterRegistry, _ pack: PackName, into bag: inout DiagnosticBag
  ) -> CompiledExpression? {
    guard let fragment else { return nil }
    let (source, span) = fragment.place
    do {
      return try CompiledExpression(source, span: span, filters: filters, namespace: pack.description)
    } catch {
      bag.add(contentsOf: error.diagnostics)
      return nil
    }
  }

  private static func source(of fragment: Fragment, name: String) -> TemplateSource {
    let (source, span) = fragment.place
    return TemplateSource(name: TemplateName(name), source: source, span: span)
  }
}

/// Which outputs take the place of others: those that have the id of an output of a pack that their own extends.
private struct OutputHomes {
  private var replaced: Set<[String]> = []
  private let packs: PackSet
  private let active: [PackName]

  init(_ packs: PackSet, active: [PackName]) {
    self.packs = packs
    self.active = active
    for name in active {
      for base in packs.extended(by: name) {
        for output in packs[name]?.manifest.outputs ?? [] { replaced.insert([base.description, output.id.text]) }
      }
    }
  }

  /// The pack in whose name an output of a pack stands; nil when another takes its place.
  func home(of output: Output, in pack: PackName) -> PackName? {
    if replaced.contains([pack.description, output.id.text]) { return nil }
    let bases = active.contains(pack) ? packs.extended(by: pack) : []
    return bases.first { base in
      packs[base]?.manifest.outputs.contains { $0.id.text == output.id.text } ?? false
    } ?? pack
  }
}
