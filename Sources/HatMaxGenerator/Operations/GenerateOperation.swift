package import HatMaxPacks
import HatMaxSpec
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
    /// Whether to stop before anything is written.
    package var dryRun = false
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
    let project = try ProjectFiles.read(options.project, into: &bag)
    project.checkHistory(of: options.output, into: &bag)
    try bag.stopAtErrors()
    let session = try PackSession(project, access: options.packs, into: &bag)
    report.installed = session.installed
    report.lockChanges = session.lockChanges
    let rendered = try render(project, session, into: &bag)
    try bag.stopAtErrors()

    let workspace = Workspace(output: options.output, content: ContentStore(options.packs.store))
    report.plan = try workspace.update(
      rendered, spec: project.source, conflict: options.conflict, adopt: options.adopt, dryRun: options.dryRun,
      into: &bag, onWait: onWait)
    guard !options.dryRun, !bag.hasErrors else { return }
    report.applied = true
    if session.lockChanges { try project.write(session.lock) }
  }

  private func render(
    _ project: ProjectFiles, _ session: PackSession, into bag: inout DiagnosticBag
  ) throws(Stop) -> [RenderedFile] {
    let spec = project.spec
    let activation = Activation(session.demand, spec, session.packs, into: &bag)
    for name in activation.inactive(of: session.demand) + session.unused {
      bag.add(GeneratorDiagnostics.inactivePack(name.description))
    }
    let values = OptionValues(spec, session.packs, activation, into: &bag)
    let standIns = try project.standIns(session.packs, activation, store: options.packs.store, into: &bag)
    guard let compiled = CompiledPacks(session.packs, active: activation.project, standIns, into: &bag) else {
      throw .reported
    }
    let model = Model(spec)
    let plan = PlanBuilder(model: model, packs: compiled, activation: activation, options: values).build(into: &bag)
    try bag.stopAtErrors()
    return PlanRenderer(model: model, packs: compiled, activation: activation, options: values)
      .render(plan, workers: options.workers, into: &bag)
  }
}
