import HatMaxPacks
import SourceDiagnostics
import Stencilish

/// Fills the slots of one file with what the active packs contribute.
///
/// A contribution counts in services in which both its pack and the slot's are active: a pack that enhances another is
/// often active where the other is not. In a file of a service the packs that are active there contribute; in a file of the project every contribution is
/// rendered once per service in which its pack is active, and equal blocks are written once.
struct SlotContributions: SlotFiller {
  let composed: ComposedModel
  /// The index of the file's service, nil for a file of the project.
  let service: Int?

  func fill(_ request: SlotRequest, with renderer: SlotRenderer) throws(RenderFailure) -> SlotContent? {
    guard let pack = PackName(request.template.namespace) else { return nil }
    let key = SlotTable.Key(pack: pack, slot: request.name)
    guard let slot = composed.packs.slot(key) else {
      throw RenderFailure(GeneratorDiagnostics.slotNotDeclared(request.place, request.name, pack: pack.description))
    }
    var parts: [Part] = []
    for contribution in composed.packs.contributions(to: key) {
      for index in composed.activation.services.indices
      where (service == nil || service == index) && composed.activation.services[index].contains(contribution.pack)
        && composed.activation.services[index].contains(pack)
      {
        if let text = try text(of: contribution, request, service: index, isText: slot.type == .text, renderer),
          !parts.contains(where: { $0.contribution.pack == contribution.pack && $0.text == text })
        {
          parts.append(Part(contribution: contribution, service: index, text: text))
        }
      }
    }
    if slot.type == .text, parts.isEmpty { return nil }
    let contributed = parts.map(\.text)
    do {
      if slot.type == .text { return .indented(try SlotMerge.merge(.text, contributed)) }
      return .lines(
        try SlotMerge.merge(slot.type, [request.body] + contributed, isIndented: !request.indentation.isEmpty))
    } catch {
      var labels = [Label(request.place.source, request.place.span, "in this slot of `\(pack)`")]
      for line in error.lines where line.part > 0 {
        labels.append(try place(of: line, parts[line.part - 1], request, renderer))
      }
      throw RenderFailure(GeneratorDiagnostics.slotClash(error.problem, labels: labels, slot: request.name))
    }
  }

  /// What one contribution gave for one service.
  private struct Part {
    let contribution: CompiledPacks.CompiledContribution
    let service: Int
    let text: [UInt8]
  }

  private func text(
    of contribution: CompiledPacks.CompiledContribution, _ request: SlotRequest, service index: Int,
    isText: Bool, _ renderer: SlotRenderer
  ) throws(RenderFailure) -> [UInt8]? {
    let bindings = bindings(of: contribution, request, service: index)
    let node = composed.model.services[index]
    if let condition = contribution.condition,
      try !condition.isTrue(in: composed.model.context, at: node, bindings: bindings)
    {
      return nil
    }
    return try renderer.render(contribution.template, bindings: bindings, at: node, indented: isText)
  }

  private func bindings(
    of contribution: CompiledPacks.CompiledContribution, _ request: SlotRequest, service index: Int
  ) -> [(String, Node)] {
    let arguments = request.arguments.map { ($0.name, $0.value) }
    let own = arguments + [("options", composed.options.options(of: contribution.pack, service: index))]
    return service == nil ? own + [("service", composed.model.services[index])] : own
  }

  /// Where a line of a contribution was written.
  private func place(
    of line: SlotMerge.Line, _ part: Part, _ request: SlotRequest, _ renderer: SlotRenderer
  ) throws(RenderFailure) -> Label {
    let origins = try renderer.origins(
      part.contribution.template, bindings: bindings(of: part.contribution, request, service: part.service),
      at: composed.model.services[part.service])
    guard line.number < origins.count else { return request.place }
    let place = origins[line.number].place
    return Label(place.source, place.span, "contributed by `\(part.contribution.pack)`")
  }
}
