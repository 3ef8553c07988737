import HatMaxPacks
import SourceDiagnostics
import Stencilish

/// What makes a pack hard to use or to keep though nothing stops it from generating.
enum LintRules {
  typealias Rule = @Sendable (InstalledPack, PackSet, inout DiagnosticBag) -> Void

  /// Every rule, in the order of its codes.
  static let all: [Rule] = [
    unusedPartials, unusedNames, optionDocumentation, collidingOutputs, sharedPaths, impossiblePaths, secrets,
    slotsInTemplates, unusedTemplates, readme, changelog, license, shadowedOptions, unusedOptions, testCases,
  ]

  private static let unusedPartials: Rule = { pack, packs, bag in
    let uses = PackUses(pack)
    for path in pack.files.map(\.path) where path.hasPrefix("partials/") {
      guard let name = pack.manifest.name.templateName(of: path)?.path, !uses.isCalled(partial: name, file: path),
        !pack.manifest.isStandIn(path)
      else { continue }
      bag.add(AuthoringDiagnostics.unusedPartial(pack.firstLine(of: path), name))
    }
  }

  private static let unusedNames: Rule = { pack, packs, bag in
    let uses = PackUses(pack)
    for table in pack.manifest.tables where !uses.isApplied(table.name.text) {
      bag.add(AuthoringDiagnostics.unusedName(table.name.label(), "table", table.name.text))
    }
    for filter in pack.manifest.filters where !uses.isApplied(filter.name.text) {
      bag.add(AuthoringDiagnostics.unusedName(filter.name.label(), "filter", filter.name.text))
    }
  }

  private static let optionDocumentation: Rule = { pack, packs, bag in
    let readme = pack.text("README.md")
    for option in pack.manifest.options {
      if option.description.isEmpty {
        bag.add(AuthoringDiagnostics.undocumentedOption(option.name.label(), option.name.text, place: "`description`"))
      } else if let readme, !readme.utf8.contains("`\(option.name.text)`".utf8) {
        bag.add(AuthoringDiagnostics.undocumentedOption(option.name.label(), option.name.text, place: "README.md"))
      }
    }
  }

  /// Outputs whose paths are written alike and whose conditions don't tell them apart.
  private static let collidingOutputs: Rule = { pack, packs, bag in
    var seen: [(path: String, output: Output)] = []
    for output in pack.manifest.outputs {
      let path = output.path.text.lowercased()
      if let other = seen.first(where: { $0.path == path && !$0.output.excludes(output) })?.output {
        bag.add(AuthoringDiagnostics.collidingOutputs(output, other))
      }
      seen.append((path, output))
    }
  }

  /// One file for each of many things needs a path that differs with the thing.
  private static let sharedPaths: Rule = { pack, packs, bag in
    for output in pack.manifest.outputs {
      if let each = output.each, !PackUses.words(in: output.path.text).contains(each.binding) {
        bag.add(AuthoringDiagnostics.sharedPath(output.path.label(), element: each.binding))
      } else if output.scope == .service, output.each == nil, !PackUses.words(in: output.path.text).contains("service")
      {
        bag.add(AuthoringDiagnostics.sharedPath(output.path.label(), element: "service"))
      }
    }
  }

  private static let impossiblePaths: Rule = { pack, packs, bag in
    for output in pack.manifest.outputs {
      let example = PackUses.withoutTags(output.path.text)
      if let problem = OutputPath.problem(with: example) {
        bag.add(AuthoringDiagnostics.impossiblePath(output.path.label(), problem))
      }
    }
  }

  private static let secrets: Rule = { pack, packs, bag in
    for file in pack.files {
      guard let source = pack.text(of: file.path) else { continue }
      for secret in SecretPatterns.find(in: source) { bag.add(AuthoringDiagnostics.secret(secret.place, secret.kind)) }
    }
  }

  private static let slotsInTemplates: Rule = { pack, packs, bag in
    let uses = PackUses(pack)
    let inherited = packs.extended(by: pack.manifest.name).compactMap { packs[$0] }
    let declared = Set(([pack] + inherited).flatMap(\.manifest.slots).map(\.name.text))
    for slot in pack.manifest.slots where !uses.slots.contains(where: { $0.name == slot.name.text }) {
      bag.add(AuthoringDiagnostics.unusedName(slot.name.label(), "slot", slot.name.text))
    }
    for slot in uses.slots where !declared.contains(slot.name) {
      bag.add(GeneratorDiagnostics.slotNotDeclared(slot.place, slot.name, pack: pack.manifest.name.description))
    }
  }

  private static let unusedTemplates: Rule = { pack, packs, bag in
    let manifest = pack.manifest
    let named =
      manifest.outputs.map(\.template.text) + manifest.contributes.map(\.template.text)
      + manifest.replaces.map(\.with.text) + manifest.headers.map(\.template.text)
    let used = Set(named.compactMap(pack.template))
    let uses = PackUses(pack)
    for path in pack.files.map(\.path) where path.hasPrefix("templates/") && !used.contains(path) {
      if !uses.isCalled(partial: path, file: path) {
        bag.add(AuthoringDiagnostics.unusedTemplate(pack.firstLine(of: path), path))
      }
    }
  }

  private static let readme: Rule = { pack, packs, bag in
    if pack.bytes(of: "README.md") == nil {
      bag.add(AuthoringDiagnostics.missingFile(pack.nameLabel, "README.md", "what it generates and its options"))
    }
  }

  private static let changelog: Rule = { pack, packs, bag in
    guard let text = pack.text("CHANGELOG.md") else {
      bag.add(AuthoringDiagnostics.missingFile(pack.nameLabel, "CHANGELOG.md", "what changed in which version"))
      return
    }
    let version = pack.manifest.version.description
    if !text.contains(version), !text.lowercased().contains("unreleased") {
      bag.add(AuthoringDiagnostics.versionNotInChangelog(pack.firstLine(of: "CHANGELOG.md"), version))
    }
  }

  private static let license: Rule = { pack, packs, bag in
    if pack.manifest.license.isEmpty { bag.add(AuthoringDiagnostics.noLicense(pack.nameLabel)) }
  }

  private static let shadowedOptions: Rule = { pack, packs, bag in
    for base in packs.extended(by: pack.manifest.name).compactMap({ packs[$0]?.manifest }) {
      for option in pack.manifest.options {
        guard let other = base.options.first(where: { $0.name.text == option.name.text }) else { continue }
        bag.add(
          AuthoringDiagnostics.shadowedOption(option.name.label(), other.name.label("its own"), base.name.description))
      }
    }
  }

  private static let unusedOptions: Rule = { pack, packs, bag in
    let uses = PackUses(pack)
    for option in pack.manifest.options where !uses.mentions(option: option.name.text) {
      bag.add(AuthoringDiagnostics.unusedName(option.name.label(), "option", option.name.text))
    }
  }

  private static let testCases: Rule = { pack, packs, bag in
    let cases = pack.files.contains { $0.path.hasPrefix("tests/") && $0.path.hasSuffix("/spec.yml") }
    if !cases { bag.add(AuthoringDiagnostics.noTests(pack.nameLabel)) }
  }
}

extension Output {
  /// Whether conditions keep two outputs from being made side by side: some conditions that differ.
  fileprivate func excludes(_ other: Output) -> Bool {
    if let when, let others = other.when, when.text != others.text { return true }
    return !packs.isEmpty && !other.packs.isEmpty && packs.map(\.value) != other.packs.map(\.value)
  }
}

extension InstalledPack {
  /// Where the manifest has the pack's name.
  fileprivate var nameLabel: Label { manifest.label(manifest.nameSpan) }

  fileprivate func text(_ path: String) -> String? { bytes(of: path).map { String(decoding: $0, as: UTF8.self) } }

  /// A label on the first line of a file.
  fileprivate func firstLine(of path: String) -> Label {
    let source = text(of: path) ?? SourceText(name: path, text: "")
    let end = source.bytes.firstIndex(of: UInt8(ascii: "\n")) ?? source.bytes.count
    return Label(source, SourceSpan(start: 0, end: end))
  }
}

extension PackManifest {
  fileprivate func isStandIn(_ path: String) -> Bool { replaces.contains { $0.with.text == path } }
}
