import HatMaxPacks
import HatMaxSpec
import SourceDiagnostics
import Stencilish

/// A specification together with the compiled packs that are active in it: all that planning and rendering need.
struct Composition {
  private let spec: Spec
  private let model: Model
  private let packs: CompiledPacks
  private let activation: Activation
  private let options: OptionValues

  /// Puts a project's specification and its packs together; what does not fit is reported.
  init(
    _ project: ProjectFiles, _ session: PackSession, store: PackStore, into bag: inout DiagnosticBag
  ) throws(Stop) {
    spec = project.spec
    activation = Activation(session.demand, spec, session.packs, into: &bag)
    for name in activation.inactive(of: session.demand) + session.unused {
      bag.add(GeneratorDiagnostics.inactivePack(name.description))
    }
    options = OptionValues(spec, session.packs, activation, into: &bag)
    let standIns = try project.standIns(session.packs, activation, store: store, into: &bag)
    guard let compiled = CompiledPacks(session.packs, active: activation.project, standIns, into: &bag) else {
      throw .reported
    }
    packs = compiled
    model = Model(spec, activation)
  }

  /// The migrations that the databases need, with the ledgers that record them.
  func migrations(
    in workspace: Workspace, allowDestructive: Bool, into bag: inout DiagnosticBag
  ) throws(Stop) -> MigrationPlanner.Result {
    let planner = MigrationPlanner(spec: spec, model: model, packs: packs, activation: activation, options: options)
    let requests = planner.requests(into: &bag)
    if requests.isEmpty { return MigrationPlanner.Result() }
    let reader = MigrationHistories(
      output: workspace.output, spec: spec, recorded: Workspace.recordedSpec(in: workspace.output))
    var histories: [(request: MigrationPlanner.Request, history: MigrationHistory)] = []
    for request in requests {
      if let history = try reader.read(request, into: &bag) { histories.append((request, history)) }
    }
    return planner.plan(histories, allowDestructive: allowDestructive, into: &bag)
  }

  /// Every file of the run.
  func plan(with migrations: [PlannedFile], into bag: inout DiagnosticBag) -> Plan {
    PlanBuilder(model: model, packs: packs, activation: activation, options: options)
      .build(with: migrations, into: &bag)
  }

  /// The files of a plan.
  func render(_ plan: Plan, workers: Int, into bag: inout DiagnosticBag) -> [RenderedFile] {
    renderer.render(plan, workers: workers, into: &bag)
  }

  /// A file of a plan with the origin of each of its lines.
  func trace(_ file: PlannedFile, into bag: inout DiagnosticBag) -> (bytes: [UInt8], lines: [LineOrigin])? {
    renderer.trace(file, into: &bag)
  }

  private var renderer: PlanRenderer {
    PlanRenderer(model: model, packs: packs, activation: activation, options: options)
  }
}
