package import HatMaxPacks
import HatMaxSpec
import SourceDiagnostics

/// How operations reach packs: the store, the sources, and how far they may go.
package struct PackAccess: Sendable {
  /// The store of this machine's user.
  package let store: PackStore
  /// The registry of the official packs, nil when they can't be found.
  package let builtin: (any PackSource)?
  /// How far an operation may go.
  package var mode: PackAccessMode

  /// Creates an access.
  ///
  /// - Parameters:
  ///   - home: the folder of the store.
  ///   - builtin: the folder of the official packs.
  package init(home: String, builtin: String?, mode: PackAccessMode = PackAccessMode()) {
    store = PackStore(home: home)
    self.builtin = builtin.map { BuiltinSource($0) }
    self.mode = mode
  }

  /// The alias of the official packs in locks.
  static let builtinAlias = "builtin"

  /// The registries of a project, or of nobody, the official packs last.
  func registries(of spec: Spec?, in folder: String, into bag: inout DiagnosticBag) -> Registries {
    var all: [Registries.Registry] = []
    for registry in spec?.registries ?? [] {
      let address = registry.address.value
      if address.contains("://") {
        let label = spec.map { Label($0.source, registry.address.span) }
        bag.add(GeneratorDiagnostics.unknownRegistryKind(label, address))
        continue
      }
      let path = address.hasPrefix("/") ? address : folder + "/" + address
      all.append(Registries.Registry(alias: registry.alias.value, source: FolderSource(path)))
    }
    if let builtin { all.append(Registries.Registry(alias: Self.builtinAlias, source: builtin)) }
    return Registries(all)
  }
}

/// The packs of one project in one run.
struct PackSession {
  /// What the specification asks for.
  let demand: PackDemand
  /// The packs, requirements first.
  let packs: PackSet
  /// The lock that describes them.
  let lock: Lockfile
  /// Whether the lock differs from the project's file.
  let lockChanges: Bool
  /// What was installed for this run.
  let installed: [PackVersion]
  /// Packs that the lock has though nothing in the specification asks for them.
  let unused: [PackName]

  /// Makes sure of a project's packs.
  ///
  /// - Parameters:
  ///   - added: packs that are wanted besides those that the specification and the lock have.
  ///   - updating: whether a pack may leave the version that the lock has for a newer one.
  init(
    _ project: ProjectFiles, access: PackAccess, adding added: [Requirement] = [],
    updating: @escaping (PackName) -> Bool = { _ in false }, into bag: inout DiagnosticBag
  ) throws(Stop) {
    demand = PackDemand(project.spec, into: &bag)
    let registries = access.registries(of: project.spec, in: project.folder, into: &bag)
    try bag.stopAtErrors()
    // What was installed for the project stays installed, until it is removed.
    let kept = project.lock.entries.map { PackWish(Requirement($0.name, .any)) }
    let wishes = demand.all.map { PackWish(Requirement($0.name, $0.range), label: $0.label) }
    do {
      let result = try EnsureOperation(
        registries: registries, store: access.store, mode: access.mode, updating: updating
      )

      .run(wishes + kept + added.map { PackWish($0) }, lock: project.lock)
      packs = PackSet(result.packs)
      lock = result.lock
      installed = result.installed
    } catch {
      throw .packs(error)
    }
    lockChanges = lock != project.lock
    let needed = packs.closure(of: demand.all.map(\.name))
    unused = packs.packs.map(\.manifest.name).filter { !needed.contains($0) }
  }
}
