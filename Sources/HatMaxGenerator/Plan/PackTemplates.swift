import HatMaxPacks
import SourceDiagnostics
import Stencilish

/// The template sources and filters of packs, under the names that templates call them by.
///
/// A file `templates/x.stencil` is the template `PACK::templates/x.stencil`; a file `partials/a/b.stencil` is the partial
/// `PACK::a/b`, which templates of the same pack call `a/b`. A pack that extends another calls the other's partials, tables
/// and filters as if they were its own.
struct PackTemplates {
  /// Every template and partial; outputs add theirs.
  var sources: [TemplateSource] = []
  /// The tables and filters of the packs, beside those of the language.
  private(set) var filters = FilterRegistry()
  private let packs: PackSet
  /// The files that are not compiled, with the pack whose absence is the reason.
  private var leftOut: [TemplateName: PackName] = [:]
  /// How outputs want their templates read, where it isn't as usual.
  private var options: [TemplateName: TemplateOptions] = [:]

  init(_ packs: PackSet, _ standIns: StandIns) {
    self.packs = packs
    for pack in packs.packs {
      for output in pack.manifest.outputs where output.templateOptions != TemplateOptions() {
        guard let name = pack.template(output.template.text).flatMap(pack.manifest.name.templateName) else { continue }
        options[name] = output.templateOptions
      }
    }
    for pack in packs.packs {
      let bases = packs.extended(by: pack.manifest.name).compactMap { packs[$0] }
      register([pack] + bases, as: pack.manifest.name)
      addFiles(of: pack, standIns)
      let own = Set(sources.map(\.name))
      for base in bases { addPartials(of: base, as: pack.manifest.name, except: own, standIns) }
    }
  }

  /// The name of a template that a manifest names; what can't be had is reported.
  func template(_ name: Fragment, of pack: InstalledPack, into bag: inout DiagnosticBag) -> TemplateName? {
    guard let template = pack.template(name.text).flatMap(pack.manifest.name.templateName) else {
      bag.add(
        GeneratorDiagnostics.missingTemplate(
          name.label(), name: name.text, pack: pack.manifest.name.description, known: pack.templates))
      return nil
    }
    guard let absent = leftOut[template] else { return template }
    bag.add(GeneratorDiagnostics.absentPack(name.label(), template: name.text, absent: absent.description))
    return nil
  }

  private mutating func addFiles(of pack: InstalledPack, _ standIns: StandIns) {
    let absent = pack.manifest.enhances.map(\.requirement.name).filter { packs[$0] == nil }
    for file in pack.files {
      guard let name = pack.manifest.name.templateName(of: file.path), let source = source(of: file, pack, standIns)
      else { continue }
      if let missing = absent.first(where: source.mentions) {
        leftOut[name] = missing
      } else {
        sources.append(TemplateSource(name: name, source: source, options: options[name] ?? file.templateOptions))
      }
    }
  }

  private mutating func addPartials(
    of base: InstalledPack, as pack: PackName, except own: Set<TemplateName>, _ standIns: StandIns
  ) {
    for file in base.files where file.path.hasPrefix("partials/") {
      guard let name = pack.templateName(of: file.path), !own.contains(name),
        let source = source(of: file, base, standIns)
      else { continue }
      sources.append(TemplateSource(name: name, source: source, options: file.templateOptions))
    }
  }

  private func source(of file: PackFile, _ pack: InstalledPack, _ standIns: StandIns) -> SourceText? {
    standIns[pack.manifest.name, file.path]?.text ?? pack.text(of: file.path)
  }

  /// Registers the tables and filters of a pack and of those that it extends, the first of a name.
  private mutating func register(_ packs: [InstalledPack], as name: PackName) {
    let namespace = name.description
    var seen: Set<String> = []
    for manifest in packs.map(\.manifest) {
      for table in manifest.tables where seen.insert(table.name.text).inserted {
        filters.addTable(
          table.name.text, namespace: namespace, entries: table.entries.map { ($0.key, $0.value) },
          default: table.fallback, place: table.name.label())
      }
      for filter in manifest.filters where seen.insert(filter.name.text).inserted {
        let (source, span) = filter.body.place
        let parameters = filter.parameters.map { FilterParameter($0.text) }
        if filter.isExpression {
          filters.addExpression(
            filter.name.text, namespace: namespace, parameters: parameters, source: source, span: span)
        } else {
          filters.addTemplate(
            filter.name.text, namespace: namespace, parameters: parameters, source: source, span: span)
        }
      }
    }
  }
}

extension PackName {
  /// The name that a file of the pack has as a template, nil for other files.
  func templateName(of path: String) -> TemplateName? {
    if path.hasPrefix("templates/") { return TemplateName("\(self)::\(path)") }
    guard path.hasPrefix("partials/"), let ending = [".stencil", ".mustache"].first(where: path.hasSuffix) else {
      return nil
    }
    return TemplateName("\(self)::\(path.dropFirst("partials/".count).dropLast(ending.count))")
  }
}

extension PackFile {
  /// How the file is read: Mustache files as the Mustache specification says.
  fileprivate var templateOptions: TemplateOptions {
    TemplateOptions(mode: path.hasSuffix(".mustache") ? .mustache : .strict)
  }
}

extension Output {
  /// How the output wants its template to be read.
  fileprivate var templateOptions: TemplateOptions {
    let marks = delimiters?.text.split(separator: " ").map(String.init) ?? []
    return TemplateOptions(
      mode: template.text.hasSuffix(".mustache") ? .mustache : .strict,
      escape: escape.flatMap { EscapeMode(rawValue: $0.rawValue) },
      delimiters: marks.count == 2 ? Delimiters(open: marks[0], close: marks[1]) ?? .standard : .standard)
  }
}

extension Fragment {
  /// Where the text stands byte for byte: in the manifest, or in a text of its own when YAML's escapes changed it.
  var place: (SourceText, SourceSpan?) {
    if isVerbatim { return (source, span) }
    let position = source.position(of: span.start)
    return (SourceText(name: "\(source.name):\(position.line)", text: text), nil)
  }
}

extension SourceText {
  /// Whether the text names something of a pack: `pack::name`.
  fileprivate func mentions(_ pack: PackName) -> Bool {
    String(decoding: bytes, as: UTF8.self).utf8.contains("\(pack)::".utf8)
  }
}
