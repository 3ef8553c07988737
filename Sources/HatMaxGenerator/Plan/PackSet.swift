package import HatMaxPacks

/// The packs of a run, one version of each, in an order in which a pack comes after those that it requires.
///
/// A pack comes after those that it enhances, too. Packs that don't depend on each other are ordered by name, so that the order is the same on every machine.
package struct PackSet: Sendable {
  /// The packs, requirements first.
  package let packs: [InstalledPack]
  private let indexes: [PackName: Int]

  /// Orders packs.
  ///
  /// - Complexity: O(*n*²) in the number of packs, of which a project has a few.
  package init(_ packs: some Sequence<InstalledPack>) {
    var waiting = packs.sorted { $0.manifest.name < $1.manifest.name }
    var ordered: [InstalledPack] = []
    var placed: Set<PackName> = []
    while !waiting.isEmpty {
      // Resolution admits no cycles of installed packs; should one slip through, it is cut at the first name.
      let next = waiting.firstIndex { Self.missing($0, placed: placed, among: waiting).isEmpty } ?? 0
      let pack = waiting.remove(at: next)
      placed.insert(pack.manifest.name)
      ordered.append(pack)
    }
    self.packs = ordered
    indexes = Dictionary(ordered.enumerated().map { ($0.element.manifest.name, $0.offset) }, uniquingKeysWith: { $1 })
  }

  private static func missing(
    _ pack: InstalledPack, placed: Set<PackName>, among waiting: [InstalledPack]
  ) -> [PackName] {
    let names = Set(waiting.map(\.manifest.name))
    return pack.manifest.neighbours.filter { !placed.contains($0) && names.contains($0) }
  }

  /// The pack of a name.
  package subscript(name: PackName) -> InstalledPack? { indexes[name].map { packs[$0] } }

  /// The packs that a pack extends, and those that these extend, in the set's order.
  package func extended(by name: PackName) -> [PackName] {
    var reached: Set<PackName> = []
    var open = [name]
    while let next = open.popLast() {
      for base in self[next]?.manifest.extends ?? [] where reached.insert(base.requirement.name).inserted {
        open.append(base.requirement.name)
      }
    }
    return packs.map(\.manifest.name).filter(reached.contains)
  }

  /// The names and all that they require, in the set's order.
  package func closure(of names: some Sequence<PackName>) -> [PackName] {
    var reached: Set<PackName> = []
    var open = Array(names)
    while let name = open.popLast() {
      guard let pack = self[name], reached.insert(name).inserted else { continue }
      open += pack.manifest.requirements.map(\.name)
    }
    return packs.map(\.manifest.name).filter(reached.contains)
  }
}
