import HatMaxPacks
package import HatMaxSpec
import SourceDiagnostics
import Stencilish
import SystemFiles

/// A migration that a run writes.
package struct PlannedMigration: Sendable {
  /// The files that it is made of, as a rule one.
  package let paths: [OutputPath]
  /// The ledger that knows of it.
  package let ledger: OutputPath
  /// What it does.
  package let steps: [RelationalStep]
}

/// Finds the migrations that the services' databases need, and the ledgers that record them.
///
/// Two outputs with one ledger are files of the same migration.
struct MigrationPlanner {
  /// A ledger with what is written beside it.
  struct Request {
    let path: OutputPath
    /// The index of the service.
    let service: Int
    fileprivate var outputs: [(output: CompiledPacks.CompiledOutput, scope: Scope)]

    /// The output that gives a file of the migrations: those of one migration differ in their endings.
    func output(of name: String) -> (output: CompiledPacks.CompiledOutput, scope: Scope) {
      outputs.first { output, _ in
        guard let brace = output.output.path.text.lastIndex(of: "}") else { return false }
        return name.hasSuffix(output.output.path.text[brace...].dropFirst())
      } ?? outputs[0]
    }
  }

  /// What there is to write.
  struct Result {
    var files: [PlannedFile] = []
    var ledgers: [RenderedFile] = []
    var migrations: [PlannedMigration] = []
  }

  let spec: Spec
  let schemas: [ServiceSchema?]
  let composed: ComposedModel

  /// The ledgers of the active packs, by path.
  func requests(into bag: inout DiagnosticBag) -> [Request] {
    var requests: [String: Request] = [:]
    for output in composed.packs.outputs {
      guard let template = output.ledger else { continue }
      for (index, active) in composed.activation.services.enumerated() where output.isActive(among: active) {
        let scope = Scope(
          model: composed.model, service: index, options: composed.options.options(of: output.pack, service: index))
        guard let path = paths.path(template, of: output, scope, into: &bag) else { continue }
        requests[path.text, default: Request(path: path, service: index, outputs: [])].outputs.append((output, scope))
      }
    }
    return requests.values.sorted { $0.path < $1.path }
  }

  /// The migrations that bring the histories up to the specification.
  ///
  /// - Parameter allowDestructive: whether steps may be written that lose stored data.
  func plan(
    _ requests: [(request: Request, history: MigrationHistory)], allowDestructive: Bool, into bag: inout DiagnosticBag
  ) -> Result {
    let services = Dictionary(grouping: requests, by: \.request.service).sorted { $0.key < $1.key }.map(\.value)
    let results = Parallel.map(services, chunk: 1) { requests in
      var bag = DiagnosticBag()
      let result = planService(requests, allowDestructive: allowDestructive, into: &bag)
      return (result: result, diagnostics: bag.diagnostics)
    }
    for result in results { bag.add(contentsOf: result.diagnostics) }
    return Result(
      files: results.flatMap(\.result.files), ledgers: results.flatMap(\.result.ledgers),
      migrations: results.flatMap(\.result.migrations))
  }

  /// The migrations of one service; databases with one history share theirs.
  private func planService(
    _ requests: [(request: Request, history: MigrationHistory)], allowDestructive: Bool, into bag: inout DiagnosticBag
  ) -> Result {
    var result = Result()
    var made: [(history: MigrationHistory, migration: ModelledMigration?)] = []
    for (request, history) in requests {
      guard let schema = schemas[request.service] else { preconditionFailure("a service with a ledger has a schema") }
      result.ledgers.append(ledger(request, schema))
      guard accept(history, request, into: &bag) else { continue }
      let known = made.first { $0.history == history }
      let migration = known.map(\.migration) ?? ModelledMigration(after: history, to: schema.model, of: spec)
      if known == nil { made.append((history, migration)) }
      guard let migration else { continue }
      let files = files(of: migration, request, into: &bag)
      let planned = PlannedMigration(paths: files.map(\.path), ledger: request.path, steps: migration.steps)
      report(planned, allowDestructive: allowDestructive, into: &bag)
      result.files += files
      result.migrations.append(planned)
    }
    return result
  }

  private var paths: OutputPaths { OutputPaths(model: composed.model, packs: composed.packs) }

  // MARK: - Steps

  private func accept(
    _ history: MigrationHistory, _ request: Request, into bag: inout DiagnosticBag
  ) -> Bool {
    let folder = FileSystem.parent(of: request.path.text)
    for clash in history.clashes {
      bag.add(GeneratorDiagnostics.sameMigrationNumber(clash.map { folder + "/" + $0 }))
    }
    if history.files.isEmpty, history.ledger != nil {
      bag.add(GeneratorDiagnostics.ledgerWithoutMigrations(request.path.text))
      return false
    }
    return history.clashes.isEmpty
  }

  private func report(_ migration: PlannedMigration, allowDestructive: Bool, into bag: inout DiagnosticBag) {
    let path = migration.paths.first?.text ?? migration.ledger.text
    let destructive = migration.steps.filter(\.isDestructive)
    if !destructive.isEmpty, !allowDestructive {
      bag.add(GeneratorDiagnostics.destructiveMigration(path, destructive.map(\.summary)))
    }
    let unknown = migration.steps.filter { $0.columnWithoutValue != nil }
    if !unknown.isEmpty { bag.add(GeneratorDiagnostics.rowsWithoutValue(path, unknown.map(\.summary))) }
  }

  private func ledger(_ request: Request, _ schema: ServiceSchema) -> RenderedFile {
    let first = request.outputs[0]
    return RenderedFile(
      path: request.path, ownership: .ledger, origin: first.output.origin(in: first.scope),
      bytes: schema.ledger)
  }

  private func files(
    of migration: ModelledMigration, _ request: Request, into bag: inout DiagnosticBag
  ) -> [PlannedFile] {
    request.outputs.compactMap { output, scope in
      let scope = scope.binding("migration", to: migration.node)
      guard let path = paths.path(output.path, of: output, scope, into: &bag) else { return nil }
      let origin = output.origin(in: scope)
      guard FileSystem.parent(of: path.text) == FileSystem.parent(of: request.path.text),
        path.text.dropFirst(FileSystem.parent(of: path.text).count + 1).hasPrefix(
          Migration.digits(migration.number) + "_")
      else {
        bag.add(
          GeneratorDiagnostics.badPath(
            path.text, problem: "is not beside its ledger with a name that begins with `migration.file`", origin: origin
          ))
        return nil
      }
      return PlannedFile(
        path: path, ownership: .migration, origin: origin, pack: output.pack, template: output.template,
        node: scope.node, bindings: scope.bindings, service: scope.service)
    }
  }
}

/// A migration together with what templates see of it.
private struct ModelledMigration {
  let number: Int
  let steps: [RelationalStep]
  let node: Node

  /// What follows a history, nil when there is nothing to do.
  init?(after history: MigrationHistory, to wanted: RelationalModel, of spec: Spec) {
    let migration = Migration(
      number: history.nextNumber, from: history.ledger ?? RelationalModel(), to: wanted,
      isInitial: history.files.isEmpty)
    steps = migration.difference.steps
    guard history.files.isEmpty || !steps.isEmpty else { return nil }
    number = migration.number
    node = Node(pouring: migration.model(of: spec))
  }
}
