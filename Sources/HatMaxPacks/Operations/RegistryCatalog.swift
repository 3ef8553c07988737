/// What the registries have, asked once and remembered for the time of an operation.
final class RegistryCatalog: PackCatalog {
  /// A release and the registry that owns its name.
  struct Offer {
    let release: PackRelease
    let registry: Registries.Registry
  }

  private let registries: Registries
  private var offers: [PackName: [Offer]] = [:]
  private var requirements: [PackVersion: [Requirement]] = [:]

  init(_ registries: Registries) { self.registries = registries }

  /// The releases of the first registry that has the name.
  func offers(of name: PackName) throws(PackFailure) -> [Offer] {
    if let known = offers[name] { return known }
    var found: [Offer] = []
    for registry in registries.all where found.isEmpty {
      found = try registry.source.releases(of: name).map { Offer(release: $0, registry: registry) }
    }
    offers[name] = found
    return found
  }

  func offer(of pack: PackVersion) throws(PackFailure) -> Offer? {
    try offers(of: pack.name).first { $0.release.identity.version == pack.version }
  }

  func versions(of name: PackName) throws(PackFailure) -> [Version] {
    try offers(of: name).map(\.release.identity.version)
  }

  func requirements(of name: PackName, at version: Version) throws(PackFailure) -> [Requirement] {
    let pack = PackVersion(name, version)
    if let known = requirements[pack] { return known }
    guard let offer = try offer(of: pack) else { return [] }
    let found = try offer.registry.source.requirements(of: offer.release)
    requirements[pack] = found
    return found
  }

  func knownRequirements(of name: PackName, at version: Version) -> [Requirement]? {
    requirements[PackVersion(name, version)]
      ?? offers[name]?.first { $0.release.identity.version == version }?.release.requirements
  }

  /// The names of all packs that can be listed, for suggestions.
  func knownNames() -> [String] {
    registries.all.flatMap { (try? $0.source.names()) ?? [] }.map(\.description)
  }
}
