package import HatMaxPacks
package import SourceDiagnostics

/// `hatmax generate`, and everything that is the same pipeline stopping early: `--dry-run`, `--check`, `diff`.
package struct GenerateOperation: Sendable {
  /// What a run is asked to do.
  package struct Options: Sendable {
    /// The folder of `hatmax.yml` and `hatmax.lock`.
    package var project: String
    /// The folder that is generated into; the project's own unless said otherwise.
    package var output: String
    /// What to do with conflicts.
    package var conflict: ConflictPolicy = .stop
    /// Whether files that nobody manages are taken over.
    package var adopt = false
    /// Whether migrations may be written that lose stored data.
    package var allowDestructive = false
    /// Whether to stop before anything is written.
    package var dryRun = false
    /// Files and folders below the output folder to which the run keeps; everything when there are none.
    package var only: [String] = []
    /// Whether it is enough to know that there is nothing to do, without the plan that says so.
    package var mayBeBrief = false
    /// How packs may be found.
    package var packs: PackAccess
    /// How many files are rendered at once.
    package var workers: Int

    /// Creates options for a project folder.
    package init(project: String, output: String? = nil, packs: PackAccess, workers: Int) {
      self.project = project
      self.output = output ?? project
      self.packs = packs
      self.workers = workers
    }
  }

  /// What a run did, or would do.
  package struct Report: Sendable {
    /// Everything there is to say.
    package var diagnostics: [Diagnostic] = []
    /// What happens to every file, nil when the run stopped before that.
    package var plan: WritePlan?
    /// For a brief run with nothing to do: the numbers of files and of those with edits.
    package var upToDate: (files: Int, edited: Int)?
    /// The migrations among the files.
    package var migrations: [PlannedMigration] = []
    /// The packs that were installed by this run.
    package var installed: [PackVersion] = []
    /// Whether `hatmax.lock` changes.
    package var lockChanges = false
    /// Whether the changes were made.
    package var applied = false
    /// The gravest failure of packs, which decides the exit code.
    package var packFailure: FailureCategory?

    /// Whether anything stopped the run.
    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
    /// Whether files or the lock differ from what is on the disk.
    package var hasChanges: Bool {
      lockChanges || !(plan?.changes.isEmpty ?? true) || !(plan?.conflicts.isEmpty ?? true)
    }
  }

  private let options: Options

  /// Creates the operation.
  package init(_ options: Options) { self.options = options }

  /// Runs it.
  ///
  /// - Parameter onWait: called when another run holds the output folder and this one waits for it.
  package func run(onWait: () -> Void) -> Report {
    var report = Report()
    var bag = DiagnosticBag()
    do throws(Stop) {
      try run(&report, &bag, onWait: onWait)
    } catch {
      if case .packs(let failure) = error { report.packFailure = failure.category }
      bag.add(contentsOf: error.diagnostics)
    }
    report.diagnostics = bag.sorted
    return report
  }

  private func run(_ report: inout Report, _ bag: inout DiagnosticBag, onWait: () -> Void) throws(Stop) {
    if options.mayBeBrief, options.only.isEmpty, let summary = UpToDateCheck(options).summary() {
      report.upToDate = (summary.files, summary.edited)
      return
    }
    let project = try ProjectFiles.read(options.project, into: &bag)
    project.checkHistory(of: options.output, into: &bag)
    try bag.stopAtErrors()
    let session = try PackSession(project, access: options.packs, into: &bag)
    report.installed = session.installed
    report.lockChanges = session.lockChanges
    let composition = try Composition(project, session, store: options.packs.store, into: &bag)
    let workspace = Workspace(output: options.output)
    // What migrations there are to write depends on the folder, so nobody else may write from here on.
    let lock = options.dryRun ? nil : try workspace.lock(into: &bag, onWait: onWait)
    defer { withExtendedLifetime(lock) {} }

    let plan = try plan(composition, workspace, &report, into: &bag)
    report.plan = plan
    bag.add(contentsOf: plan.conflicts.compactMap(GeneratorDiagnostics.conflict))
    guard !options.dryRun, !bag.hasErrors else { return }
    try workspace.apply(plan, spec: options.only.isEmpty ? project.source : nil, lock: session.lock)
    report.applied = true
    if session.lockChanges { try project.write(session.lock) }
    if bag.diagnostics.isEmpty, options.only.isEmpty { UpToDateCheck(options).remember(plan, of: project) }
  }

  private func plan(
    _ composition: Composition, _ workspace: Workspace, _ report: inout Report, into bag: inout DiagnosticBag
  ) throws(Stop) -> WritePlan {
    let (plan, migrations) = try composition.plan(
      in: workspace, allowDestructive: options.allowDestructive, into: &bag)
    report.migrations = migrations.migrations
    try bag.stopAtErrors()
    let rendered = composition.render(plan, workers: options.workers, into: &bag)
    try bag.stopAtErrors()
    let earlier = RecordedRendering(
      workspace.recordedProject(in: options.project), access: options.packs)
    let decided = try workspace.decide(
      rendered + migrations.ledgers, conflict: options.conflict, adopt: options.adopt, rendering: earlier, into: &bag)
    if options.only.isEmpty { return decided }
    let selection = PathSelection(
      options.only, together: migrations.migrations.map { $0.paths.map(\.text) + [$0.ledger.text] })
    for path in selection.unused(in: decided.writes.map(\.path)) {
      bag.add(GeneratorDiagnostics.notGenerated(path, known: decided.writes.map(\.path)))
    }
    try bag.stopAtErrors()
    report.migrations = migrations.migrations.filter { selection.contains($0.ledger.text) }
    return decided.limited(to: selection)
  }
}
