package import HatMaxPacks
package import HatMaxSpec
package import SourceDiagnostics

/// Which packs are active in which service.
///
/// A pack is active in a service if the service names it, `repo_impl` implies it, or something active there requires it;
/// the base pack always is.
package struct Activation: Sendable {
  /// The active packs of each service, requirements first.
  package let services: [[PackName]]
  /// The packs that are active in some service, requirements first.
  package let project: [PackName]

  /// Finds the active packs and checks what they need and provide.
  package init(_ demand: PackDemand, _ spec: Spec, _ packs: PackSet, into bag: inout DiagnosticBag) {
    services = demand.services.map { packs.closure(of: $0.map(\.name)) }
    let used = Set(services.joined())
    project = packs.packs.map(\.manifest.name).filter(used.contains)
    for (service, names) in zip(spec.services, services) {
      let label = Label(spec.source, service.name.span)
      Self.checkCapabilities(names.compactMap { packs[$0]?.manifest }, service: label, into: &bag)
    }
  }

  /// The packs of a run that no service uses, though the project asks for them.
  package func inactive(of demand: PackDemand) -> [PackName] {
    Set(demand.all.map(\.name)).subtracting(project).sorted()
  }

  private static func checkCapabilities(
    _ manifests: [PackManifest], service: Label, into bag: inout DiagnosticBag
  ) {
    var providers: [String: [(PackManifest, Capability)]] = [:]
    for manifest in manifests {
      for capability in manifest.provides {
        providers[capability.name.text, default: []].append((manifest, capability))
      }
    }
    for (name, found) in providers.sorted(by: { $0.key < $1.key })
    where found.count > 1 && found.contains(where: \.1.isExclusive) {
      bag.add(
        GeneratorDiagnostics.exclusive(
          name, packs: found.map { $0.0.name.description }, service: service,
          declarations: found.map { $0.1.name.label("provided here") }))
    }
    for manifest in manifests {
      for need in manifest.needs where providers[need.text] == nil {
        bag.add(
          GeneratorDiagnostics.unmetNeed(
            need.text, pack: manifest.name.description, service: service, needing: need.label()))
      }
    }
  }
}
