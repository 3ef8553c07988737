import SystemFiles

/// Shows a pack, wherever it is: installed, else as the registries have it.
public struct ShowOperation {
  /// A pack as `hatmax pack show` has it.
  public struct Details: Sendable {
    /// What its `pack.yml` says.
    public let manifest: PackManifest
    /// The paths of its files, in order.
    public let files: [String]
    /// The digest of its content.
    public let digest: ContentDigest
    /// The alias of the registry that it came from, or would come from.
    public let registry: String
    /// The fingerprint of the key that signed it, nil when nobody did.
    public let signer: String?
    /// The other versions that are installed.
    public let otherVersions: [Version]
    /// Whether it is installed.
    public let isInstalled: Bool
  }

  private let store: PackStore
  private let registries: Registries
  private let trust: TrustCheck
  private let isOffline: Bool

  /// Creates the operation.
  public init(
    store: PackStore, registries: Registries = Registries([]), trust: TrustCheck = TrustCheck(), isOffline: Bool = false
  ) {
    self.store = store
    self.registries = registries
    self.trust = trust
    self.isOffline = isOffline
  }

  /// A pack with all that is known of it; one that is not installed is fetched, checked and not kept.
  ///
  /// - Parameter version: nil for the newest that is installed, or the newest there is.
  /// - Throws: `PK0304` when neither the store nor a registry has it.
  public func run(_ name: PackName, _ version: Version?) throws(PackFailure) -> Details {
    if let installed = try installed(name, version) { return installed }
    let catalog = RegistryCatalog(registries, store: store, isOffline: isOffline)
    let offers = try catalog.offers(of: name)
    let release =
      version.map { wanted in offers.map(\.release).first { $0.identity.version == wanted } }
      ?? offers.map(\.release).newest
    guard let offer = offers.first(where: { $0.release == release }) else {
      throw PackFailure(try PackOperations.notInstalled(name, version, in: store))
    }
    return try details(offer, others: store.exists ? store.versions(of: name).map(\.identity.version) : [])
  }

  /// A pack if it is installed, for which no registry is asked.
  public func installed(_ name: PackName, _ version: Version?) throws(PackFailure) -> Details? {
    let installed = store.exists ? try store.versions(of: name) : []
    let wanted = version.map { wanted in installed.first { $0.identity.version == wanted } } ?? installed.last
    guard let wanted, let pack = try store.pack(wanted.identity) else { return nil }
    let others = installed.map(\.identity.version).filter { $0 != wanted.identity.version }
    return details(pack, wanted.registry, wanted.signature, others, isInstalled: true)
  }

  /// What an offer is, read in the quarantine.
  private func details(_ offer: RegistryCatalog.Offer, others: [Version]) throws(PackFailure) -> Details {
    if let folder = offer.release.liveFolder {
      return details(try InstalledPack(live: folder), offer.registry.alias, nil, others, isInstalled: false)
    }
    let installer = PackInstaller(store: store, trust: trust)
    return try installer.examine(
      PackInstaller.Expectation(offer),
      { folder throws(PackFailure) in
        try offer.registry.source.fetch(offer.release, into: folder)
      }
    ) { _, pack, signature in
      Details(
        manifest: pack.manifest, files: pack.files.map(\.path), digest: pack.digest, registry: offer.registry.alias,
        signer: Self.signer(signature), otherVersions: others, isInstalled: false)
    }
  }

  private func details(
    _ pack: InstalledPack, _ registry: String, _ signature: [UInt8]?, _ others: [Version], isInstalled: Bool
  ) -> Details {
    Details(
      manifest: pack.manifest, files: pack.files.map(\.path), digest: pack.digest, registry: registry,
      signer: Self.signer(signature), otherVersions: others, isInstalled: isInstalled)
  }

  private static func signer(_ signature: [UInt8]?) -> String? {
    signature.flatMap { try? SSHSignature($0).key.fingerprint }
  }
}
