package import HatMaxPacks
package import SourceDiagnostics

/// The slots of a set of packs with what is contributed to each.
package struct SlotTable: Sendable {
  /// One pack's contribution to one slot.
  package struct Entry: Sendable {
    /// The pack that contributes.
    package let pack: PackName
    /// What its manifest says.
    package let contribution: Contribution
  }

  /// A slot: the pack that declares it, and its name.
  package struct Key: Sendable, Hashable {
    /// The declaring pack.
    package let pack: PackName
    /// The slot's name.
    package let slot: String
  }

  private let entries: [Key: [Entry]]

  /// Matches contributions with slots; one that has no slot is reported.
  ///
  /// A contribution to a slot of a pack that is enhanced and not there is left out.
  package init(_ packs: PackSet, into bag: inout DiagnosticBag) {
    var entries: [Key: [Entry]] = [:]
    for pack in packs.packs {
      let manifest = pack.manifest
      for contribution in manifest.contributes {
        guard let key = Self.key(of: contribution.slot, in: manifest, packs, into: &bag) else { continue }
        entries[key, default: []].append(Entry(pack: manifest.name, contribution: contribution))
      }
    }
    self.entries = entries
  }

  /// The contributions to a slot, in the order of the packs' dependencies.
  package func contributions(to key: Key) -> [Entry] { entries[key] ?? [] }

  private static func key(
    of name: Fragment, in manifest: PackManifest, _ packs: PackSet, into bag: inout DiagnosticBag
  ) -> Key? {
    let parts = name.text.split(separator: "::", maxSplits: 1).map(String.init)
    let required = packs.closure(of: [manifest.name]).compactMap { packs[$0]?.manifest }
    let enhanced = manifest.enhances.map(\.requirement.name)
    if parts.count == 2, let pack = PackName(parts[0]), enhanced.contains(pack), packs[pack] == nil { return nil }
    let reachable = parts.count == 2 ? required + enhanced.compactMap { packs[$0]?.manifest } : required
    let candidates = parts.count == 2 ? reachable.filter { $0.name.description == parts[0] } : reachable
    let slot = parts.last ?? name.text
    let declaring = candidates.filter { $0.slots.contains { $0.name.text == slot } }
    if declaring.count == 1 { return Key(pack: declaring[0].name, slot: slot) }
    if declaring.isEmpty {
      bag.add(
        GeneratorDiagnostics.undeclaredSlot(
          name.label(), slot: slot, pack: manifest.name.description,
          known: reachable.flatMap { $0.slots.map(\.name.text) }))
    } else {
      bag.add(
        GeneratorDiagnostics.ambiguousSlot(name.label(), slot: slot, packs: declaring.map(\.name.description)))
    }
    return nil
  }
}
