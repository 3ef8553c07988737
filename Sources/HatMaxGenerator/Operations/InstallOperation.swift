package import HatMaxPacks
import HatMaxSpec
package import SourceDiagnostics
import SystemFiles

/// `hatmax pack install`: brings packs to this machine, and in a project, into its lock.
package struct InstallOperation: Sendable {
  /// What was installed.
  package struct Report: Sendable {
    /// Everything there is to say.
    package var diagnostics: [Diagnostic] = []
    /// The packs that were asked for and what they require, with their versions.
    package var packs: [PackVersion] = []
    /// Those of them that were not there before.
    package var installed: [PackVersion] = []
    /// Whether the project's lock was changed.
    package var lockChanged = false
    /// The gravest failure, which decides the exit code.
    package var failure: FailureCategory?
  }

  private let project: String
  private let access: PackAccess

  /// Creates the operation; `project` is a folder that may have a `hatmax.yml`.
  package init(project: String, access: PackAccess) {
    self.project = project
    self.access = access
  }

  /// Moves the project's packs to the newest versions that fit, all of them or the named ones.
  package func update(_ names: [PackName]) -> Report {
    run([], updating: { names.isEmpty || names.contains($0) })
  }

  /// Installs packs by name; without names, what the project needs.
  package func run(_ names: [Requirement]) -> Report {
    run(names, updating: { _ in false })
  }

  private func run(_ names: [Requirement], updating: @escaping (PackName) -> Bool) -> Report {
    var report = Report()
    var bag = DiagnosticBag()
    do throws(Stop) {
      let hasSpec = (try? FileSystem.entry(at: project + "/" + ProjectFiles.specName)) != .absent
      if hasSpec || names.isEmpty {
        try installInProject(names, updating, &report, &bag)
      } else {
        let registries = access.registries(of: nil, in: project, into: &bag)
        let result = try ensure(names.map { PackWish($0) }, registries, lock: Lockfile())
        report.packs = result.packs.map(\.identity)
        report.installed = result.installed
      }
    } catch {
      if case .packs(let failure) = error { report.failure = failure.category }
      bag.add(contentsOf: error.diagnostics)
    }
    report.diagnostics = bag.sorted
    return report
  }

  private func installInProject(
    _ names: [Requirement], _ updating: @escaping (PackName) -> Bool, _ report: inout Report,
    _ bag: inout DiagnosticBag
  ) throws(Stop) {
    let files = try ProjectFiles.read(project, into: &bag)
    let session = try PackSession(files, access: access, adding: names, updating: updating, into: &bag)
    report.packs = session.packs.packs.map(\.identity)
    report.installed = session.installed
    if session.lockChanges {
      try files.write(session.lock)
      report.lockChanged = true
    }
    let active = Activation(session.demand, files.spec, session.packs, into: &bag)
    for name in session.packs.packs.map(\.manifest.name) where !active.project.contains(name) {
      bag.add(GeneratorDiagnostics.inactivePack(name.description))
    }
  }

  private func ensure(
    _ wishes: [PackWish], _ registries: Registries, lock: Lockfile
  ) throws(Stop) -> EnsureOperation.Result {
    do {
      return try EnsureOperation(registries: registries, store: access.store, mode: access.mode).run(wishes, lock: lock)
    } catch {
      throw .packs(error)
    }
  }
}
