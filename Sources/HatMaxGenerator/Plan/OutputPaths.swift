import HatMaxPacks
import SourceDiagnostics
import Stencilish

/// Where the files of outputs go.
struct OutputPaths {
  let model: Model
  let packs: CompiledPacks

  /// The path that a template gives for an output; nil when the output's condition does not hold, or after a report.
  func path(
    _ template: TemplateName, of output: CompiledPacks.CompiledOutput, _ scope: Scope, into bag: inout DiagnosticBag
  ) -> OutputPath? {
    do {
      if let condition = output.condition,
        try !condition.isTrue(in: model.context, at: scope.node, bindings: scope.bindings)
      {
        return nil
      }
      var bytes: [UInt8] = []
      try packs.templates.render(template, in: model.context, at: scope.node, bindings: scope.bindings, into: &bytes)
      let text = String(decoding: bytes, as: UTF8.self)
      if let path = OutputPath(text) { return path }
      let problem = OutputPath.problem(with: text) ?? "is wrong"
      bag.add(GeneratorDiagnostics.badPath(text, problem: problem, origin: output.origin(in: scope)))
    } catch {
      bag.add(error.diagnostic)
    }
    return nil
  }
}

extension CompiledPacks.CompiledOutput {
  /// What asks for a file of the output.
  func origin(in scope: Scope) -> OutputOrigin {
    OutputOrigin(
      pack: home.description, output: output.id.text, element: scope.element?.path ?? "",
      formerElement: scope.element?.formerPath,
      labels: [output.path.label()] + (scope.element?.label.map { [$0] } ?? []))
  }
}
