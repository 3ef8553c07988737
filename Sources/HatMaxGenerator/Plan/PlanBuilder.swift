import HatMaxPacks
import SourceDiagnostics
import Stencilish

/// Lists the files that the active packs make of a model.
struct PlanBuilder: Sendable {
  let composed: ComposedModel

  /// The plan; problems with paths, conditions and clashes are all reported.
  func build(into bag: inout DiagnosticBag) -> Plan {
    plan(of: files(into: &bag), into: &bag)
  }

  /// The files that the packs make, but those of migrations, which are planned with what is on the disk.
  func files(into bag: inout DiagnosticBag) -> [PlannedFile] {
    var jobs: [(output: CompiledPacks.CompiledOutput, service: Int?)] = []
    for output in composed.packs.outputs where output.ledger == nil {
      switch output.output.scope {
      case .project:
        if composed.activation.services.contains(where: output.isActive) { jobs.append((output, nil)) }
      case .service:
        for (index, active) in composed.activation.services.enumerated() where output.isActive(among: active) {
          jobs.append((output, index))
        }
      }
    }
    let results = Parallel.map(jobs, chunk: 1) { job in
      var bag = DiagnosticBag()
      return (files: files(of: job.output, service: job.service, into: &bag), diagnostics: bag.diagnostics)
    }
    for result in results { bag.add(contentsOf: result.diagnostics) }
    return results.flatMap(\.files)
  }

  /// The plan of files; those that have one path are reported.
  ///
  /// - Complexity: O(*n* log *n*) in the number of files.
  func plan(of files: [PlannedFile], into bag: inout DiagnosticBag) -> Plan {
    let sorted = files.sorted { $0.path < $1.path }
    reportClashes(sorted, into: &bag)
    return Plan(files: sorted)
  }

  private func files(
    of output: CompiledPacks.CompiledOutput, service: Int?, into bag: inout DiagnosticBag
  ) -> [PlannedFile] {
    let scope = Scope(
      model: composed.model, service: service, options: composed.options.options(of: output.pack, service: service))
    guard let expression = output.elements, let each = output.output.each else {
      return file(of: output, scope, into: &bag).map { [$0] } ?? []
    }
    do {
      let list = try expression.evaluate(in: composed.model.context, at: scope.node, bindings: scope.bindings)
      guard list.isList else {
        bag.add(GeneratorDiagnostics.notAList(each.expression.label(), text: list.text))
        return []
      }
      return list.elements.compactMap { element in
        file(of: output, scope.entering(element, as: each.binding), into: &bag)
      }
    } catch {
      bag.add(error.diagnostic)
      return []
    }
  }

  private func file(
    of output: CompiledPacks.CompiledOutput, _ scope: Scope, into bag: inout DiagnosticBag
  ) -> PlannedFile? {
    guard
      let path = OutputPaths(model: composed.model, packs: composed.packs).path(
        output.path, of: output, scope, into: &bag)
    else {
      return nil
    }
    return PlannedFile(
      path: path, ownership: Self.ownership(of: output.output, at: path), origin: output.origin(in: scope),
      pack: output.pack, template: output.template, node: scope.node, bindings: scope.bindings, service: scope.service)
  }

  /// A `go.mod` belongs to `go mod tidy` as much as to us.
  private static func ownership(of output: Output, at path: OutputPath) -> Ownership {
    if output.mode == .scaffold { return .scaffold }
    return path.text == "go.mod" || path.text.hasSuffix("/go.mod") ? .module : .generated
  }

  private func reportClashes(_ files: [PlannedFile], into bag: inout DiagnosticBag) {
    var seen: [String: Int] = [:]
    for (index, file) in files.enumerated() {
      let folded = file.path.text.lowercased()
      if let first = seen[folded] {
        let other = files[first]
        bag.add(GeneratorDiagnostics.samePath(other.path.text, file.path.text, other.origin, file.origin))
      } else {
        seen[folded] = index
      }
    }
  }
}
