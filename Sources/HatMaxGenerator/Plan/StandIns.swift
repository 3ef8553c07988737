package import HatMaxPacks
package import SourceDiagnostics

/// A template of the project that takes the place of a pack's: one of `overrides` in `hatmax.yml`.
package struct ProjectTemplate: Sendable {
  /// The pack whose template it replaces.
  package let pack: PackName
  /// The template as the pack calls it, with its place in the specification.
  package let template: String
  /// Where the specification says so.
  package let place: Label
  /// The digest of what was replaced when the project's template was written.
  package let replaced: ContentDigest?
  /// The project's template.
  package let text: SourceText
}

/// The templates that stand in for those of packs: by packs that extend them, and by the project, which has the last word.
///
/// An extension counts for the whole project as soon as one service uses it: the files that services share can't be two
/// things at once.
package struct StandIns: Sendable {
  /// A template of a pack and what stands in for it.
  package struct StandIn: Sendable {
    /// The pack whose template is replaced.
    package let pack: PackName
    /// The file that is replaced.
    package let path: String
    /// What the file holds.
    package let original: [UInt8]
    /// What takes its place.
    package let text: SourceText
    /// The pack that replaces it, nil for the project.
    package let owner: PackName?
    /// Where it is said.
    package let place: Label
    /// The digest of what it was written to replace.
    package let expected: ContentDigest?

    /// Whether the pack has changed the template since the one that stands in for it was written.
    package var isOutdated: Bool { expected.map { $0 != ContentDigest(of: original) } ?? false }
  }

  private struct Key: Hashable {
    let pack: PackName
    let path: String
  }

  private var standIns: [Key: StandIn] = [:]

  /// Every one, ordered by pack and path.
  package var all: [StandIn] { standIns.values.sorted { ($0.pack, $0.path) < ($1.pack, $1.path) } }

  /// What stands in for a file of a pack.
  package subscript(pack: PackName, path: String) -> StandIn? { standIns[Key(pack: pack, path: path)] }

  /// Finds what the active packs and the project replace; what can't be replaced is reported.
  package init(
    _ packs: PackSet, active: some Sequence<PackName>, project: [ProjectTemplate] = [], into bag: inout DiagnosticBag
  ) {
    for pack in active.compactMap({ packs[$0] }) {
      for replacement in pack.manifest.replaces { add(replacement, of: pack, packs, into: &bag) }
    }
    for template in project { add(template, packs, into: &bag) }
  }

  private mutating func add(
    _ replacement: TemplateReplacement, of pack: InstalledPack, _ packs: PackSet, into bag: inout DiagnosticBag
  ) {
    let (name, place) = (replacement.template.text, replacement.template.label())
    let parts = name.split(separator: "::", maxSplits: 1).map(String.init)
    let extended = packs.extended(by: pack.manifest.name).compactMap { packs[$0] }
    let candidates = parts.count == 2 ? extended.filter { $0.manifest.name.description == parts[0] } : extended
    let found = candidates.compactMap { base in base.template(parts.last ?? name).map { (base, $0) } }
    guard let (base, path) = found.first else {
      bag.add(
        GeneratorDiagnostics.replacesNothing(
          place, template: name, pack: pack.manifest.name.description, known: candidates.flatMap(\.templates)))
      return
    }
    guard found.count == 1 else {
      bag.add(
        GeneratorDiagnostics.ambiguousTemplate(
          place, template: name, packs: found.map { $0.0.manifest.name.description }))
      return
    }
    guard let file = pack.template(replacement.with.text), let text = pack.text(of: file) else {
      bag.add(
        GeneratorDiagnostics.missingTemplate(
          replacement.with.label(), name: replacement.with.text, pack: pack.manifest.name.description,
          known: pack.templates))
      return
    }
    let standIn = StandIn(
      pack: base.manifest.name, path: path, original: base.bytes(of: path) ?? [], text: text,
      owner: pack.manifest.name, place: place, expected: replacement.of)
    let key = Key(pack: standIn.pack, path: path)
    // A pack that extends the one that replaced the template before builds on it; two that don't know each other clash.
    if let other = standIns[key], let owner = other.owner, !packs.extended(by: pack.manifest.name).contains(owner) {
      bag.add(GeneratorDiagnostics.replacedTwice(other, standIn))
    } else {
      standIns[key] = standIn
    }
  }

  private mutating func add(_ template: ProjectTemplate, _ packs: PackSet, into bag: inout DiagnosticBag) {
    guard let pack = packs[template.pack], let path = pack.template(template.template) else {
      bag.add(
        GeneratorDiagnostics.missingTemplate(
          template.place, name: template.template, pack: template.pack.description,
          known: packs[template.pack]?.templates ?? []))
      return
    }
    standIns[Key(pack: template.pack, path: path)] = StandIn(
      pack: template.pack, path: path, original: pack.bytes(of: path) ?? [], text: template.text, owner: nil,
      place: template.place, expected: template.replaced)
  }
}

extension InstalledPack {
  /// The file that a manifest calls by a name: one below `templates/`, or a path from the top.
  func template(_ name: String) -> String? {
    ["templates/" + name, name].first { bytes(of: $0) != nil && manifest.name.templateName(of: $0) != nil }
  }

  /// The names by which manifests call the templates and partials.
  var templates: [String] {
    files.map(\.path).filter { manifest.name.templateName(of: $0) != nil }
      .map { $0.hasPrefix("templates/") ? String($0.dropFirst("templates/".count)) : $0 }
  }

  /// A file as a text with a name for people.
  func text(of path: String) -> SourceText? {
    bytes(of: path).map { SourceText(name: "\(manifest.name)/\(path)", bytes: $0) }
  }
}
