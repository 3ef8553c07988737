package import SourceDiagnostics
package import Stencilish

/// Renders the files of a plan, on all cores; the result does not depend on their number.
package struct PlanRenderer: Sendable {
  private let model: Model
  private let packs: CompiledPacks
  private let activation: Activation
  private let options: OptionValues

  /// Creates a renderer.
  package init(model: Model, packs: CompiledPacks, activation: Activation, options: OptionValues) {
    self.model = model
    self.packs = packs
    self.activation = activation
    self.options = options
  }

  /// The rendered files in the order of the plan; every file that can't be rendered is reported.
  ///
  /// - Parameter workers: how many files are rendered at once.
  package func render(_ plan: Plan, workers: Int, into bag: inout DiagnosticBag) -> [RenderedFile] {
    let chunk = max(1, (plan.files.count + workers * 32 - 1) / (workers * 32))
    var rendered: [RenderedFile] = []
    for result in Parallel.map(plan.files, chunk: chunk, render) {
      switch result {
      case .success(let file): rendered.append(file)
      case .failure(let failure): bag.add(failure.diagnostic)
      }
    }
    return rendered
  }

  /// A file with the origin of each of its lines; what can't be rendered is reported.
  package func trace(
    _ file: PlannedFile, into bag: inout DiagnosticBag
  ) -> (bytes: [UInt8], lines: [LineOrigin])? {
    var bytes: [UInt8] = []
    var lines: [LineOrigin] = []
    do {
      for part in try parts(of: file) {
        // A part may go on in the last line of the one before.
        let isInLine = bytes.last.map { $0 != UInt8(ascii: "\n") } ?? false
        let origins = try packs.templates.trace(
          part.template, in: model.context, at: part.node, bindings: part.bindings, slots: part.slots, into: &bytes)
        lines += origins.dropFirst(isInLine ? 1 : 0)
      }
      return (bytes, lines)
    } catch {
      bag.add(error.diagnostic)
      return nil
    }
  }

  private func render(_ file: PlannedFile) -> Result<RenderedFile, RenderFailure> {
    var bytes: [UInt8] = []
    do {
      for part in try parts(of: file) {
        try packs.templates.render(
          part.template, in: model.context, at: part.node, bindings: part.bindings, slots: part.slots, into: &bytes)
      }
      return .success(
        RenderedFile(path: file.path, ownership: file.ownership, origin: file.origin, bytes: bytes))
    } catch {
      return .failure(error)
    }
  }

  /// A template that gives a part of a file, with what it sees.
  private struct Part {
    let template: TemplateName
    let node: Node
    let bindings: [(String, Node)]
    let slots: SlotContributions?
  }

  /// What the active packs put on top of a file, then its own template.
  private func parts(of file: PlannedFile) throws(RenderFailure) -> [Part] {
    let slots = SlotContributions(
      model: model, packs: packs, activation: activation, options: options, service: file.service)
    var parts: [Part] = []
    for header in packs.headers where PathPattern.matches(file.path.text, header.files) {
      let active = file.service.map { activation.services[$0] } ?? activation.project
      guard active.contains(header.pack) else { continue }
      let service = file.service.map { model.services[$0] }
      let node = service ?? model.context.root
      let bindings =
        [("options", options.options(of: header.pack, service: file.service)), ("project", model.project)]
        + (service.map { [("service", $0)] } ?? [])
      if let condition = header.condition, try !condition.isTrue(in: model.context, at: node, bindings: bindings) {
        continue
      }
      parts.append(Part(template: header.template, node: node, bindings: bindings, slots: nil))
    }
    return parts + [Part(template: file.template, node: file.node, bindings: file.bindings, slots: slots)]
  }
}
