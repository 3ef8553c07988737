import HatMaxPacks
import HatMaxSpec
import SourceDiagnostics
import SystemFiles

extension ProjectFiles {
  /// The templates that stand in for others in this project; what changed under them is told, with the difference.
  func standIns(
    _ packs: PackSet, _ activation: Activation, store: PackStore, into bag: inout DiagnosticBag
  ) throws(Stop) -> StandIns {
    let templates = overrides(into: &bag)
    try bag.stopAtErrors()
    let standIns = StandIns(packs, active: activation.project, project: templates, into: &bag)
    try bag.stopAtErrors()
    let originals = ReplacedOriginals(store: store)
    for standIn in standIns.all {
      if standIn.isOutdated {
        bag.add(GeneratorDiagnostics.replacedChanged(standIn, difference: originals.difference(from: standIn)))
      } else if standIn.expected == nil {
        bag.add(GeneratorDiagnostics.replacedUnknown(standIn))
      } else {
        originals.keep(standIn)
      }
    }
    return standIns
  }

  /// The project's own templates, read from beside `hatmax.yml`.
  private func overrides(into bag: inout DiagnosticBag) -> [ProjectTemplate] {
    spec.overrides.compactMap { override -> ProjectTemplate? in
      func label(_ name: Name) -> Label { Label(spec.source, name.span) }
      guard let pack = PackName(override.pack.value) else {
        bag.add(GeneratorDiagnostics.badPackName(label(override.pack), override.pack.value))
        return nil
      }
      let digest = override.of.flatMap { ContentDigest($0.value) }
      if let written = override.of, digest == nil { bag.add(GeneratorDiagnostics.badDigest(label(written))) }
      do throws(FileSystem.Failure) {
        let path = shown(override.with.value)
        return ProjectTemplate(
          pack: pack, template: override.template.value, place: label(override.template), replaced: digest,
          text: SourceText(name: path, bytes: try FileSystem.read(folder + "/" + override.with.value)))
      } catch {
        bag.add(GeneratorDiagnostics.unreadable(error, label(override.with)))
        return nil
      }
    }
  }
}

/// The texts of templates that others stand in for, kept so that a later change can be shown.
private struct ReplacedOriginals {
  private let store: PackStore
  private let content: ContentStore

  init(store: PackStore) {
    self.store = store
    content = ContentStore(store)
  }

  /// Keeps a template's text; the store is a cache, so a failure only means that there will be no difference to show.
  func keep(_ standIn: StandIns.StandIn) { _ = try? content.put(standIn.original) }

  /// What a pack changed in a template since it was replaced, empty when the old text is nowhere to be found.
  func difference(from standIn: StandIns.StandIn) -> String {
    guard let expected = standIn.expected, let old = content.get(expected) ?? installed(standIn, expected) else {
      return ""
    }
    return UnifiedDiff.render(
      String(decoding: old, as: UTF8.self), String(decoding: standIn.original, as: UTF8.self), name: standIn.path)
  }

  private func installed(_ standIn: StandIns.StandIn, _ digest: ContentDigest) -> [UInt8]? {
    let versions = (try? store.list().map(\.identity).filter { $0.name == standIn.pack }) ?? []
    return versions.lazy.compactMap { try? store.pack($0)?.bytes(of: standIn.path) }
      .first { ContentDigest(of: $0) == digest }
  }
}
