import HatMaxPacks
import Stencilish

/// Fills the slots of one file with what the active packs contribute.
///
/// A contribution counts in services in which both its pack and the slot's are active: a pack that enhances another is
/// often active where the other is not. In a file of a service the packs that are active there contribute; in a file of the project every contribution is
/// rendered once per service in which its pack is active, and equal blocks are written once.
struct SlotContributions: SlotFiller {
  let model: Model
  let packs: CompiledPacks
  let activation: Activation
  let options: OptionValues
  /// The index of the file's service, nil for a file of the project.
  let service: Int?

  func fill(_ request: SlotRequest, with renderer: SlotRenderer) throws(RenderFailure) -> SlotContent? {
    guard let pack = PackName(request.template.namespace) else { return nil }
    let key = SlotTable.Key(pack: pack, slot: request.name)
    guard let slot = packs.slot(key) else {
      throw RenderFailure(GeneratorDiagnostics.slotNotDeclared(request.place, request.name, pack: pack.description))
    }
    var parts: [SlotMerge.Part] = []
    for contribution in packs.contributions(to: key) {
      for index in activation.services.indices
      where (service == nil || service == index) && activation.services[index].contains(contribution.pack)
        && activation.services[index].contains(pack)
      {
        if let text = try text(of: contribution, request, service: index, isText: slot.type == .text, renderer),
          !parts.contains(where: { $0.owner == contribution.pack.description && $0.text == text })
        {
          parts.append(SlotMerge.Part(owner: contribution.pack.description, text: text))
        }
      }
    }
    if slot.type == .text, parts.isEmpty { return nil }
    if slot.type != .text {
      parts.insert(SlotMerge.Part(owner: pack.description, text: request.body), at: 0)
    }
    do {
      let merged = try SlotMerge.merge(slot.type, parts, isIndented: !request.indentation.isEmpty)
      return slot.type == .text ? .indented(merged) : .lines(merged)
    } catch {
      throw RenderFailure(GeneratorDiagnostics.slotClash(error, at: request.place, slot: request.name))
    }
  }

  private func text(
    of contribution: CompiledPacks.CompiledContribution, _ request: SlotRequest, service index: Int,
    isText: Bool, _ renderer: SlotRenderer
  ) throws(RenderFailure) -> [UInt8]? {
    var bindings = request.arguments.map { ($0.name, $0.value) }
    bindings.append(("options", options.options(of: contribution.pack, service: index)))
    if service == nil { bindings.append(("service", model.services[index])) }
    let node = model.services[index]
    if let condition = contribution.condition, try !condition.isTrue(in: model.context, at: node, bindings: bindings) {
      return nil
    }
    return try renderer.render(contribution.template, bindings: bindings, at: node, indented: isText)
  }
}
