package import HatMaxPacks
package import HatMaxSpec
package import SourceDiagnostics

/// Which packs a specification asks for.
package struct PackDemand: Sendable {
  /// A pack that somebody names, or that follows from `repo_impl`.
  package struct Item: Sendable {
    /// The pack.
    package let name: PackName
    /// The versions that will do.
    package let range: VersionRange
    /// Where the specification says so.
    package let label: Label?
  }

  /// The packs of each service, in the order of the file.
  package let services: [[Item]]
  /// Every pack that has to be installed, versions included.
  package let all: [Item]

  /// The pack that every service is built on.
  static let base = PackName("go-service")

  /// Reads the demands out of a specification; names and ranges that make no sense are reported.
  package init(_ spec: Spec, into bag: inout DiagnosticBag) {
    func item(_ requirement: PackRequirement) -> Item? {
      Self.item(requirement.name, version: requirement.version, in: spec.source, into: &bag)
    }
    let project = spec.packs.compactMap(item)
    services = spec.services.map { service in
      let implied = service.repoImpl.compactMap { implementation in
        PackName(implementation.value + "-repo").map {
          Item(name: $0, range: .any, label: Label(spec.source, implementation.span))
        }
      }
      let base = Self.base.map { [Item(name: $0, range: .any, label: nil)] } ?? []
      return base + implied + service.packs.compactMap(item)
    }
    all = project + services.flatMap { $0 }
  }

  private static func item(
    _ name: Name, version: Name?, in source: SourceText, into bag: inout DiagnosticBag
  ) -> Item? {
    let label = Label(source, name.span)
    guard let pack = PackName(name.value) else {
      bag.add(GeneratorDiagnostics.badPackName(label, name.value))
      return nil
    }
    guard let version else { return Item(name: pack, range: .any, label: label) }
    guard let range = VersionRange(version.value) else {
      bag.add(GeneratorDiagnostics.badVersionRange(Label(source, version.span), version.value))
      return nil
    }
    return Item(name: pack, range: range, label: Label(source, version.span))
  }
}
