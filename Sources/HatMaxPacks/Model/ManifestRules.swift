import SourceDiagnostics

/// What a manifest must hold true beyond the form of its parts.
enum ManifestRules {
  /// Checks a manifest by itself.
  static func check(_ manifest: PackManifest, into bag: inout DiagnosticBag) {
    unique(manifest.outputs.map(\.id), "an output", into: &bag)
    unique(manifest.provides.map(\.name), "a capability", into: &bag)
    checkDependencies(manifest, into: &bag)
    checkReplacements(manifest, into: &bag)
    checkContributions(manifest, into: &bag)
  }

  /// Checks that the files which a manifest names are in the pack.
  ///
  /// A pack that extends another may name the other's templates, so those are left to whoever has both.
  static func check(_ manifest: PackManifest, files: Set<String>, into bag: inout DiagnosticBag) {
    let own =
      manifest.replaces.map(\.with) + manifest.contributes.map(\.template)
      + manifest.headers.map(\.template)
    let templates = manifest.extends.isEmpty ? manifest.outputs.map(\.template) : []
    for name in own + templates where PackManifest.file(ofTemplate: name.text, in: files) == nil {
      bag.add(PackDiagnostics.missingFile(name, files: files))
    }
  }

  private static func unique(_ names: [Fragment], _ what: String, into bag: inout DiagnosticBag) {
    var seen: [String: Fragment] = [:]
    for name in names {
      if let first = seen.updateValue(name, forKey: name.text) {
        seen[name.text] = first
        bag.add(PackDiagnostics.duplicate(name, what, first: first))
      }
    }
  }

  private static func checkDependencies(_ manifest: PackManifest, into bag: inout DiagnosticBag) {
    for dependency in manifest.requires + manifest.extends + manifest.enhances
    where dependency.requirement.name == manifest.name {
      bag.add(PackDiagnostics.requiresItself(manifest.label(dependency.span)))
    }
    let kinds = [("required", manifest.requires), ("extended", manifest.extends), ("enhanced", manifest.enhances)]
    for (index, (kind, dependencies)) in kinds.enumerated() {
      for dependency in dependencies {
        let earlier = kinds[..<index].lazy.compactMap { kind, others in
          others.first { $0.requirement.name == dependency.requirement.name }.map { (kind, $0) }
        }
        if let other = earlier.first {
          bag.add(PackDiagnostics.requiredTwice(manifest, (kind, dependency), other))
        }
      }
    }
    let named =
      manifest.presets.map { ($0.pack, $0.span) } + manifest.outputs.flatMap(\.packs).map { ($0.value, $0.span) }
    for (name, span) in named where !manifest.neighbours.contains(name) {
      bag.add(PackDiagnostics.undeclaredPack(name.description, manifest.label(span), in: manifest))
    }
  }

  private static func checkReplacements(_ manifest: PackManifest, into bag: inout DiagnosticBag) {
    for replacement in manifest.replaces {
      let pack = replacement.template.text.packQualifier
      if manifest.extends.isEmpty {
        bag.add(PackDiagnostics.replacesWithoutExtends(replacement.template.label()))
      } else if let pack, !manifest.extends.contains(where: { $0.requirement.name.description == pack }) {
        bag.add(PackDiagnostics.undeclaredPack(pack, replacement.template.label(), in: manifest))
      }
    }
  }

  private static func checkContributions(_ manifest: PackManifest, into bag: inout DiagnosticBag) {
    for contribution in manifest.contributes {
      guard let pack = contribution.slot.text.packQualifier, pack != manifest.name.description else { continue }
      if !manifest.neighbours.contains(where: { $0.description == pack }) {
        bag.add(PackDiagnostics.undeclaredPack(pack, contribution.slot.label(), in: manifest))
      }
    }
  }
}

extension PackManifest {
  /// The file that a template's name stands for: below `templates/`, else from the top of the pack.
  public static func file(ofTemplate name: String, in files: Set<String>) -> String? {
    ["templates/" + name, name].first(where: files.contains)
  }
}

extension String {
  /// The pack in `pack::name`.
  fileprivate var packQualifier: String? {
    guard let colon = firstIndex(of: ":"), self[colon...].hasPrefix("::") else { return nil }
    return String(self[..<colon])
  }
}
