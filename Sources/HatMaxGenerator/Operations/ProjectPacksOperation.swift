package import HatMaxPacks
import HatMaxSpec
package import SourceDiagnostics
import SystemFiles

/// The commands of `hatmax pack` that ask registries or change a lock: in a project's folder its own, elsewhere the user's.
package struct ProjectPacksOperation: Sendable {
  /// What was installed.
  package struct Report: Sendable {
    /// What there is to say besides.
    package var notes: [Diagnostic] = []
    /// The packs that were asked for and what they require, with their versions.
    package var packs: [PackVersion] = []
    /// Those of them that were not there before.
    package var installed: [PackVersion] = []
    /// What is no longer there.
    package var removed: [PackVersion] = []
    /// What changed in the project's lock, a line each: `+ name version …`, `- name version …`.
    package var lockChanges: [String] = []

    /// Creates a report of nothing.
    package init() {}

    /// Whether the project's lock was changed.
    package var isLockChanged: Bool { !lockChanges.isEmpty }
  }

  private let project: String
  private let access: PackAccess

  /// Creates the operation; `project` is a folder that may have a `hatmax.yml`.
  package init(project: String, access: PackAccess) {
    self.project = project
    self.access = access
  }

  private var isProject: Bool { (try? FileSystem.entry(at: project + "/" + ProjectFiles.specName)) != .absent }

  // MARK: - Changing

  /// Installs packs by name; without names, what the project needs.
  package func install(_ names: [Requirement]) throws(Stop) -> Report {
    guard isProject || names.isEmpty else { return try installOutside(names) }
    return try change(PackSession.Change(added: names, keepsContents: false))
  }

  /// Moves the project's packs to the newest versions that fit, all of them or the named ones.
  package func update(_ names: [PackName]) throws(Stop) -> Report {
    try change(PackSession.Change(isUpdated: { names.isEmpty || names.contains($0) }, keepsContents: false))
  }

  /// Installs what somebody names by a file, a folder or an address.
  package func install(place: String) throws(Stop) -> PackVersion {
    let operation = InstallArchiveOperation(store: access.store, trust: try policy().trust)
    return try Stop.packs { () throws(PackFailure) in
      if PackNetwork.scheme(of: place) != nil {
        return try operation.install(address: place, over: access.network, isOffline: access.mode.offline)
      }
      return FileSystem.isFolder(place) ? try operation.install(folder: place) : try operation.install(archive: place)
    }
  }

  /// Removes packs from this machine, and in a project, from its lock.
  ///
  /// - Parameter packs: names, each with a version or nil for all that are installed.
  /// - Throws: when one is not installed, or the project's specification still needs it; nothing is removed then.
  package func remove(_ packs: [(name: PackName, version: Version?)]) throws(Stop) -> Report {
    let found = try Stop.packs { () throws(PackFailure) in try PackOperations.installed(packs, in: access.store) }
    let lockChanges = isProject ? try removeFromLock(found) : []
    try Stop.packs { () throws(PackFailure) in for pack in found { try access.store.remove(pack) } }
    var report = Report()
    report.removed = found
    report.lockChanges = lockChanges
    return report
  }

  private func removeFromLock(_ packs: [PackVersion]) throws(Stop) -> [String] {
    var bag = DiagnosticBag()
    let files = try Stop.gathering(&bag) { bag throws(Stop) in try ProjectFiles.read(project, into: &bag) }
    let leaving = files.lock.entries.filter { packs.contains($0.identity) }
    guard !leaving.isEmpty else { return [] }
    let demand = PackDemand(files.spec, into: &bag)
    let demanded = demand.wishes.filter { wish in leaving.contains { $0.name == wish.requirement.name } }
    if !demanded.isEmpty { throw .diagnostics(demanded.map(GeneratorDiagnostics.stillNeeded)) }
    let lock = Lockfile(files.lock.entries.filter { !leaving.contains($0) })
    try files.write(lock)
    return lock.changes(since: files.lock)
  }

  private func installOutside(_ names: [Requirement]) throws(Stop) -> Report {
    let policy = try policy()
    return try Stop.packs { () throws(PackFailure) in
      let result = try EnsureOperation(
        registries: policy.registries, store: access.store, mode: access.mode, trust: policy.trust,
        engine: PackAccess.engine, keepsContents: false
      ).run(names.map { PackWish($0) }, lock: Lockfile())
      var report = Report()
      report.packs = result.packs.map(\.identity)
      report.installed = result.installed
      return report
    }
  }

  private func change(_ change: PackSession.Change) throws(Stop) -> Report {
    var bag = DiagnosticBag()
    return try Stop.gathering(&bag) { bag throws(Stop) in
      let files = try ProjectFiles.read(project, into: &bag)
      let session = try PackSession(files, access: access, change, into: &bag)
      if session.lockChanges { try files.write(session.lock) }
      let active = Activation(session.demand, files.spec, session.packs, into: &bag)
      try bag.stopAtErrors()
      let inactive = session.packs.packs.map(\.manifest.name).filter { !active.project.contains($0) }
      var report = Report()
      report.notes = bag.sorted + inactive.map { GeneratorDiagnostics.inactivePack($0.description) }
      report.packs = session.packs.packs.map(\.identity)
      report.installed = session.installed
      report.lockChanges = session.lock.changes(since: files.lock)
      return report
    }
  }

  // MARK: - Looking

  /// The registries and the trust of the project, or of the user alone.
  package func policy() throws(Stop) -> PackPolicy {
    var bag = DiagnosticBag()
    return try Stop.gathering(&bag) { bag throws(Stop) in
      let spec = isProject ? try ProjectFiles.read(project, into: &bag).spec : nil
      let policy = PackPolicy(spec, in: project, access, into: &bag)
      try bag.stopAtErrors()
      return policy
    }
  }

  /// The packs that have all the words, the best first; without words, all packs.
  package func search(_ words: [String]) throws(Stop) -> [PackHit] {
    let registries = try policy().registries
    let search = SearchOperation(store: access.store, registries: registries, isOffline: access.mode.offline)
    return try Stop.packs { () throws(PackFailure) in try search.run(words) }
  }

  /// A pack with all that is known of it: an installed one, else what a registry has.
  package func show(_ name: PackName, _ version: Version?) throws(Stop) -> ShowOperation.Details {
    let store = access.store
    // Who looks a pack up may be writing a specification that is not right yet.
    let installed = try Stop.packs { () throws(PackFailure) in
      try ShowOperation(store: store).installed(name, version)
    }
    if let installed { return installed }
    let policy = try policy()
    let operation = ShowOperation(
      store: store, registries: policy.registries, trust: policy.trust, isOffline: access.mode.offline)
    return try Stop.packs { () throws(PackFailure) in try operation.run(name, version) }
  }

  /// The project's packs of which there are newer versions.
  package func outdated() throws(Stop) -> [PackOperations.OutdatedPack] {
    var bag = DiagnosticBag()
    return try Stop.gathering(&bag) { bag throws(Stop) in
      let files = try ProjectFiles.read(project, into: &bag)
      let policy = PackPolicy(files.spec, in: project, access, into: &bag)
      let demand = PackDemand(files.spec, into: &bag)
      try bag.stopAtErrors()
      return try Stop.packs { () throws(PackFailure) -> [PackOperations.OutdatedPack] in
        try PackOperations.outdated(
          demand.wishes, lock: files.lock, registries: policy.registries, store: access.store)
      }
    }
  }

  /// Publishes an archive.
  ///
  /// - Parameter place: the alias of a registry, a folder, or the address of an OCI registry.
  package func publish(_ archive: String, to place: String) throws(Stop) -> PublishOperation.Result {
    let known = try policy().registries[place]?.source
    return try Stop.packs { () throws(PackFailure) in
      if let known { return try PublishOperation.run(archive, to: known) }
      return try PublishOperation.run(archive, to: try access.network.source(place, relativeTo: "."))
    }
  }
}
