import HatMaxPacks
import HatMaxSpec
import SourceDiagnostics
import Stencilish
import SystemFiles

/// A specification together with the compiled packs that are active in it: all that planning and rendering need.
struct Composition {
  private let spec: Spec
  private let schemas: [ServiceSchema?]
  private let composed: ComposedModel

  /// Puts a project's specification and its packs together; what does not fit is reported.
  init(
    _ project: ProjectFiles, _ session: PackSession, store: PackStore, into bag: inout DiagnosticBag
  ) throws(Stop) {
    let spec = project.spec
    let activation = Activation(session.demand, spec, session.packs, into: &bag)
    for name in activation.inactive(of: session.demand) + session.unused {
      bag.add(GeneratorDiagnostics.inactivePack(name.description))
    }
    let options = OptionValues(spec, session.packs, activation, into: &bag)
    let standIns = try project.standIns(session.packs, activation, store: store, into: &bag)
    guard let packs = CompiledPacks(session.packs, active: activation.project, standIns, into: &bag) else {
      throw .reported
    }
    let (model, schemas) = Parallel.both({ Model(spec, activation) }) { ServiceSchema.all(of: spec, packs, activation) }
    self.spec = spec
    self.schemas = schemas
    composed = ComposedModel(model: model, packs: packs, activation: activation, options: options)
  }

  /// Every file of a run, with the migrations that the databases need and the ledgers that record them.
  func plan(
    in workspace: Workspace, allowDestructive: Bool, into bag: inout DiagnosticBag
  ) throws(Stop) -> (plan: Plan, migrations: MigrationPlanner.Result) {
    let (migrations, files) = Parallel.both {
      var bag = DiagnosticBag()
      let result = Result { () throws(Stop) in
        try self.migrations(in: workspace, allowDestructive: allowDestructive, into: &bag)
      }
      return (result: result, diagnostics: bag.diagnostics)
    } _: {
      var bag = DiagnosticBag()
      return (files: builder.files(into: &bag), diagnostics: bag.diagnostics)
    }
    bag.add(contentsOf: migrations.diagnostics)
    let planned = try migrations.result.get()
    bag.add(contentsOf: files.diagnostics)
    return (builder.plan(of: planned.files + files.files, into: &bag), planned)
  }

  private func migrations(
    in workspace: Workspace, allowDestructive: Bool, into bag: inout DiagnosticBag
  ) throws(Stop) -> MigrationPlanner.Result {
    let planner = migrationPlanner
    let requests = planner.requests(into: &bag)
    if requests.isEmpty { return MigrationPlanner.Result() }
    let reader = histories(in: workspace)
    var histories: [(request: MigrationPlanner.Request, history: MigrationHistory)] = []
    for request in requests {
      if let history = try reader.read(request, into: &bag) { histories.append((request, history)) }
    }
    return planner.plan(histories, allowDestructive: allowDestructive, into: &bag)
  }

  /// The migrations that a file is one of, or the ledger of; nil when it is neither.
  func history(
    of path: String, in workspace: Workspace, into bag: inout DiagnosticBag
  ) throws(Stop) -> (request: MigrationPlanner.Request, history: MigrationHistory)? {
    let folder = FileSystem.parent(of: path)
    let request = migrationPlanner.requests(into: &bag).first { FileSystem.parent(of: $0.path.text) == folder }
    guard let request, let history = try histories(in: workspace).read(request, into: &bag) else { return nil }
    let isKnown =
      path == request.path.text ? history.ledger != nil : history.files.contains(FileSystem.name(of: path))
    return isKnown ? (request, history) : nil
  }

  private func histories(in workspace: Workspace) -> MigrationHistories {
    MigrationHistories(
      output: workspace.output, spec: spec, recorded: Workspace.recordedSpec(in: workspace.output))
  }

  /// Every file but those of migrations.
  func plan(into bag: inout DiagnosticBag) -> Plan { builder.build(into: &bag) }

  /// The files of a plan.
  func render(_ plan: Plan, workers: Int, into bag: inout DiagnosticBag) -> [RenderedFile] {
    renderer.render(plan, workers: workers, into: &bag)
  }

  /// A file of a plan with the origin of each of its lines.
  func trace(_ file: PlannedFile, into bag: inout DiagnosticBag) -> (bytes: [UInt8], lines: [LineOrigin])? {
    renderer.trace(file, into: &bag)
  }

  private var migrationPlanner: MigrationPlanner {
    MigrationPlanner(spec: spec, schemas: schemas, composed: composed)
  }

  private var builder: PlanBuilder {
    PlanBuilder(composed: composed)
  }

  private var renderer: PlanRenderer {
    PlanRenderer(composed: composed)
  }
}
