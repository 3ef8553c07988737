import SourceDiagnostics
import Stencilish

/// Renders the files of a plan, on all cores; the result does not depend on their number.
struct PlanRenderer: Sendable {
  let composed: ComposedModel

  /// The rendered files in the order of the plan; every file that can't be rendered is reported.
  ///
  /// - Parameter workers: how many files are rendered at once.
  func render(_ plan: Plan, workers: Int, into bag: inout DiagnosticBag) -> [RenderedFile] {
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
  func trace(
    _ file: PlannedFile, into bag: inout DiagnosticBag
  ) -> (bytes: [UInt8], lines: [LineOrigin])? {
    var bytes: [UInt8] = []
    var lines: [LineOrigin] = []
    do {
      for part in try parts(of: file) {
        // A part may go on in the last line of the one before.
        let isInLine = bytes.last.map { $0 != UInt8(ascii: "\n") } ?? false
        let origins = try composed.packs.templates.trace(
          part.template, in: composed.model.context, at: part.node, bindings: part.bindings, slots: part.slots,
          into: &bytes)
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
        try composed.packs.templates.render(
          part.template, in: composed.model.context, at: part.node, bindings: part.bindings, slots: part.slots,
          into: &bytes)
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
    let slots = SlotContributions(composed: composed, service: file.service)
    var parts: [Part] = []
    for header in composed.packs.headers where PathPattern.matches(file.path.text, header.files) {
      let active = file.service.map { composed.activation.services[$0] } ?? composed.activation.project
      guard active.contains(header.pack) else { continue }
      let service = file.service.map { composed.model.services[$0] }
      let node = service ?? composed.model.context.root
      let bindings =
        [
          ("options", composed.options.options(of: header.pack, service: file.service)),
          ("project", composed.model.project),
        ]
        + (service.map { [("service", $0)] } ?? [])
      if let condition = header.condition,
        try !condition.isTrue(in: composed.model.context, at: node, bindings: bindings)
      {
        continue
      }
      parts.append(Part(template: header.template, node: node, bindings: bindings, slots: nil))
    }
    return parts + [Part(template: file.template, node: file.node, bindings: file.bindings, slots: slots)]
  }
}
