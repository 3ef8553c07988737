import HatMaxPacks
import SourceDiagnostics

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

  /// What is to change besides what the specification says.
  struct Change {
    /// Packs that are wanted besides those that the specification and the lock have.
    var added: [Requirement] = []
    /// Whether a pack may leave the version that the lock has for a newer one.
    var isUpdated: (PackName) -> Bool = { _ in false }
  }

  /// Makes sure of a project's packs.
  init(
    _ project: ProjectFiles, access: PackAccess, _ change: Change = Change(), into bag: inout DiagnosticBag
  ) throws(Stop) {
    demand = PackDemand(project.spec, into: &bag)
    let policy = PackPolicy(project.spec, in: project.folder, access, into: &bag)
    try bag.stopAtErrors()
    let operation = EnsureOperation(
      registries: policy.registries, store: access.store, mode: access.mode, trust: policy.trust,
      engine: PackAccess.engine, updating: change.isUpdated)
    // What was installed for the project stays installed, until it is removed.
    let kept = project.lock.entries.map { Requirement($0.name, .any) }
    let wishes = demand.wishes + (kept + change.added).map { PackWish($0) }
    let result = try Stop.packs { () throws(PackFailure) in try operation.run(wishes, lock: project.lock) }
    packs = PackSet(result.packs)
    lock = result.lock
    installed = result.installed
    lockChanges = lock != project.lock
    let needed = packs.closure(of: demand.all.map(\.name))
    unused = packs.packs.map(\.manifest.name).filter { !needed.contains($0) }
  }
}

extension PackDemand {
  /// The demands, with the places that they stand at.
  var wishes: [PackWish] { all.map { PackWish(Requirement($0.name, $0.range), label: $0.label) } }
}
