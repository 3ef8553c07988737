extension PackInstaller.Expectation {
  /// What must be true of the archive of an offer.
  init(_ offer: RegistryCatalog.Offer, locked: ContentDigest? = nil) {
    let source = offer.registry.source
    self.init(
      identity: offer.release.identity, locked: locked, offered: offer.release.digest, registry: offer.registry.alias,
      origin: source.origin, isEditable: source.isEditable, isPartOfProgram: source.isPartOfProgram)
  }
}

/// What the registries have, asked once and remembered for the time of an operation.
final class RegistryCatalog: PackCatalog {
  /// A release and the registry that owns its name.
  struct Offer {
    let release: PackRelease
    let registry: Registries.Registry
  }

  private let registries: Registries
  private let store: PackStore
  private let folders: [PackName: String]
  private let isOffline: Bool
  /// What a locked release requires, read from content that has the lock's digest; nil for any other release.
  private let lockedRequirements: (Offer) throws(PackFailure) -> [Requirement]?
  private var offers: [PackName: [Offer]] = [:]
  private var requirements: [PackVersion: [Requirement]] = [:]

  /// - Parameter folders: packs that the specification takes from a folder; they come before every registry.
  init(
    _ registries: Registries, store: PackStore, folders: [PackName: String] = [:], isOffline: Bool = false,
    lockedRequirements: @escaping (Offer) throws(PackFailure) -> [Requirement]? = { _ in nil }
  ) {
    self.registries = registries
    self.store = store
    self.folders = folders
    self.isOffline = isOffline
    self.lockedRequirements = lockedRequirements
  }

  /// The releases of the first registry that has the name, and what is installed from that registry.
  func offers(of name: PackName) throws(PackFailure) -> [Offer] {
    if let known = offers[name] { return known }
    let found = try find(name)
    offers[name] = found
    return found
  }

  private func find(_ name: PackName) throws(PackFailure) -> [Offer] {
    if let folder = folders[name] {
      let registry = Registries.Registry(alias: Registries.pathAlias, source: FolderSource(folder))
      return try registry.source.releases(of: name).map { Offer(release: $0, registry: registry) }
    }
    let stored = try store.exists ? store.versions(of: name) : []
    for registry in registries.all {
      let installed = stored.filter {
        $0.registry == registry.alias && [registry.source.origin, ""].contains($0.origin)
      }
      let isSilent = isOffline && registry.source.isRemote
      let listed = isSilent ? [] : try registry.source.releases(of: name)
      if listed.isEmpty, !isSilent || installed.isEmpty { continue }
      let versions = Set(listed.map(\.identity.version))
      let gone = installed.filter { !versions.contains($0.identity.version) }
      let kept = gone.map { PackRelease($0.identity, digest: $0.digest, isInstalledOnly: true) }
      return (listed + kept).map { Offer(release: $0, registry: registry) }
    }
    return []
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
    let found: [Requirement]
    if let locked = try lockedRequirements(offer) {
      found = locked
    } else if offer.release.isInstalledOnly {
      found = try store.pack(pack, keepsContents: false)?.manifest.requirements ?? []
    } else {
      found = try offer.registry.source.requirements(of: offer.release)
    }
    requirements[pack] = found
    return found
  }

  func knownRequirements(of name: PackName, at version: Version) -> [Requirement]? {
    requirements[PackVersion(name, version)]
      ?? offers[name]?.first { $0.release.identity.version == version }?.release.requirements
  }

  /// The names of all packs that can be listed, for suggestions.
  func knownNames() -> [String] {
    let asked = registries.all.filter { !(isOffline && $0.source.isRemote) }
    return asked.flatMap { (try? $0.source.names()) ?? [] }.map(\.description)
  }
}
