public import SourceDiagnostics

/// Something that asks for a pack, and where it says so.
public struct PackWish: Sendable {
  /// The pack and the versions that will do.
  public let requirement: Requirement
  /// The place, for messages.
  public let label: Label?
  /// The folder to take it from instead of a registry.
  public let folder: String?

  /// Creates a wish.
  public init(_ requirement: Requirement, label: Label? = nil, folder: String? = nil) {
    self.requirement = requirement
    self.label = label
    self.folder = folder
  }
}

/// How far an operation may go to get packs, as cargo has it; both together are `--frozen`.
public struct PackAccessMode: Sendable, Hashable {
  /// Whether it is an error when the lock would change.
  public var locked: Bool
  /// Whether only what is installed may be used.
  public var offline: Bool

  /// Creates a mode; the default may change the lock and ask every source.
  public init(locked: Bool = false, offline: Bool = false) {
    self.locked = locked
    self.offline = offline
  }
}

/// Brings a project the packs that it needs: chooses versions, installs what is missing, and says what the lock must be.
///
/// `hatmax generate` and `hatmax pack install` call it, `hatmax pack update` with `updating`.
public struct EnsureOperation {
  /// The packs of a project.
  public struct Result: Sendable {
    /// Every pack that is needed, directly or not, ordered by name.
    public let packs: [InstalledPack]
    /// The lock that describes them; the caller writes it where it differs from the project's.
    public let lock: Lockfile
    /// What this call installed.
    public let installed: [PackVersion]
  }

  private let registries: Registries
  private let store: PackStore
  private let mode: PackAccessMode
  private let trust: TrustCheck
  private let engine: Version?
  private let keepsContents: Bool
  private let updating: (PackName) -> Bool

  private var installer: PackInstaller { PackInstaller(store: store, trust: trust) }

  /// Creates the operation.
  ///
  /// - Parameters:
  ///   - engine: the version of the template language, which packs may demand a range of.
  ///   - keepsContents: whether the packs are given with their files; without them a large pack takes no memory.
  ///   - updating: whether a pack's locked version may be left for a newer one that fits; all others stay as they are.
  public init(
    registries: Registries, store: PackStore, mode: PackAccessMode = PackAccessMode(), trust: TrustCheck = TrustCheck(),
    engine: Version? = nil, keepsContents: Bool = true, updating: @escaping (PackName) -> Bool = { _ in false }
  ) {
    self.registries = registries
    self.store = store
    self.mode = mode
    self.trust = trust
    self.engine = engine
    self.keepsContents = keepsContents
    self.updating = updating
  }

  /// Makes sure of the packs.
  ///
  /// - Throws: Everything that is wrong with the wishes, the lock or the sources; no pack is installed by halves.
  public func run(_ wishes: [PackWish], lock: Lockfile) throws(PackFailure) -> Result {
    if let ready = try installedAsLocked(wishes, lock) {
      try checkEngine(ready.packs)
      return ready
    }
    var installed: Set<PackVersion> = []
    let install = { (offer: RegistryCatalog.Offer) throws(PackFailure) -> InstalledPack in
      let (pack, isNew) = try self.install(offer, lock)
      if isNew { installed.insert(pack.identity) }
      return pack
    }
    let catalog = RegistryCatalog(
      registries, store: store, folders: folders(wishes), isOffline: mode.offline
    ) { offer throws(PackFailure) in
      // Installing checks the digest before the manifest is read.
      try self.lockedDigest(of: offer, lock) == nil ? nil : install(offer).manifest.requirements
    }
    try checkNames(wishes, lock, catalog)
    let choice = try choose(wishes, lock, catalog)
    try checkVersions(choice, wishes, lock)
    var packs: [InstalledPack] = []
    var entries: [Lockfile.Entry] = []
    for offer in choice {
      let pack = try install(offer)
      packs.append(pack)
      entries.append(
        Lockfile.Entry(
          name: pack.manifest.name, version: pack.manifest.version, registry: offer.registry.alias,
          digest: pack.isLive ? nil : pack.digest))
    }
    try checkEngine(packs)
    try checkLock(Lockfile(entries), lock)
    return Result(packs: packs, lock: Lockfile(entries), installed: installed.sorted())
  }

  private func folders(_ wishes: [PackWish]) -> [PackName: String] {
    Dictionary(wishes.compactMap { wish in wish.folder.map { (wish.requirement.name, $0) } }) { first, _ in first }
  }

  // MARK: - Nothing to do

  /// The packs when the lock answers every wish and all of it is installed, without asking a source.
  private func installedAsLocked(_ wishes: [PackWish], _ lock: Lockfile) throws(PackFailure) -> Result? {
    guard wishes.allSatisfy({ $0.folder == nil }), store.exists else { return nil }
    var open = wishes.map(\.requirement)
    var packs: [PackName: InstalledPack] = [:]
    while let requirement = open.popLast() {
      guard let entry = lock[requirement.name], requirement.range.contains(entry.version) else { return nil }
      if packs[entry.name] != nil { continue }
      guard let pack = try installed(entry) else { return nil }
      packs[entry.name] = pack
      open += pack.manifest.requirements
    }
    guard packs.count == lock.entries.count else { return nil }
    return Result(packs: packs.values.sorted { $0.identity < $1.identity }, lock: lock, installed: [])
  }

  /// What the lock says, if it is installed, may stay, and its registry is one that keeps what it published.
  private func installed(_ entry: Lockfile.Entry) throws(PackFailure) -> InstalledPack? {
    guard let digest = entry.digest, !updating(entry.name), let registry = registries[entry.registry] else {
      return nil
    }
    if registry.source.isEditable {
      let offered = try registry.source.releases(of: entry.name).first { $0.identity == entry.identity }
      guard offered?.digest == digest else { return nil }
    }
    guard let stored = try store.find(entry.identity), stored.digest == digest,
      try isSignedAsNeeded(stored, registry)
    else { return nil }
    return try store.pack(entry.identity, keepsContents: keepsContents)
  }

  // MARK: - Choosing

  private func checkNames(_ wishes: [PackWish], _ lock: Lockfile, _ catalog: RegistryCatalog) throws(PackFailure) {
    var problems: [Diagnostic] = []
    var unknown: Set<PackName> = []
    for wish in wishes {
      let name = wish.requirement.name
      let versions = try catalog.versions(of: name)
      if versions.isEmpty {
        guard unknown.insert(name).inserted else { continue }
        problems.append(
          lock[name]?.registry == InstalledSource.alias
            ? PackDiagnostics.missingFilePack(name, wish.label)
            : PackDiagnostics.unknownPack(name, wish.label, registries: registries, known: catalog.knownNames()))
      } else if !versions.contains(where: wish.requirement.range.contains) {
        problems.append(
          PackDiagnostics.unknownVersion(name, wish.requirement.range, wish.label, available: versions.sorted()))
      }
    }
    if !problems.isEmpty { throw PackFailure(problems) }
  }

  /// A release of every pack that is needed, ordered by name.
  private func choose(
    _ wishes: [PackWish], _ lock: Lockfile, _ catalog: RegistryCatalog
  ) throws(PackFailure) -> [RegistryCatalog.Offer] {
    let preferred = lock.entries.filter { !updating($0.name) }.map { ($0.name, $0.version) }
    let outcome = try Resolver.resolve(
      wishes.map(\.requirement), catalog: catalog, preferred: Dictionary(preferred) { first, _ in first })
    switch outcome {
    case .failure(let conflict):
      throw PackFailure(PackDiagnostics.noSolution(conflict.explanation, labels: wishes.compactMap(\.label)))
    case .success(let resolution):
      var offers: [RegistryCatalog.Offer] = []
      for (name, version) in resolution.versions.sorted(by: { $0.key < $1.key }) {
        if let offer = try catalog.offer(of: PackVersion(name, version)) { offers.append(offer) }
      }
      return offers
    }
  }

  /// Refuses what would take a project back, or to another owner of a name, without anybody having said so.
  private func checkVersions(
    _ choice: [RegistryCatalog.Offer], _ wishes: [PackWish], _ lock: Lockfile
  ) throws(PackFailure) {
    var problems: [Diagnostic] = []
    for offer in choice {
      let (name, version) = (offer.release.identity.name, offer.release.identity.version)
      guard let entry = lock[name], offer.registry.alias != Registries.pathAlias else { continue }
      if entry.registry != offer.registry.alias, entry.registry != Registries.pathAlias {
        problems.append(
          registries[entry.registry] == nil
            ? PackDiagnostics.unknownRegistry(name, alias: entry.registry, known: registries.all.map(\.alias))
            : PackDiagnostics.ownerChanged(name, locked: entry.registry, owner: offer.registry.alias))
      }
      let asked = wishes.contains { $0.requirement.name == name && !$0.requirement.range.contains(entry.version) }
      if version < entry.version, !asked {
        problems.append(PackDiagnostics.downgrade(name, locked: entry.version, found: version))
      }
    }
    if !problems.isEmpty { throw PackFailure(problems) }
  }

  private func checkLock(_ new: Lockfile, _ old: Lockfile) throws(PackFailure) {
    if mode.locked, new != old { throw PackFailure(PackDiagnostics.lockOutdated(changes: new.changes(since: old))) }
  }

  private func checkEngine(_ packs: [InstalledPack]) throws(PackFailure) {
    guard let engine else { return }
    let problems = packs.compactMap { pack in
      pack.manifest.engine.flatMap { wanted in
        wanted.value.contains(engine)
          ? nil : PackDiagnostics.otherEngine(pack.manifest, wanted, current: engine)
      }
    }
    if !problems.isEmpty { throw PackFailure(problems) }
  }

  // MARK: - Installing

  /// Installs a release unless the same content is there.
  private func install(
    _ offer: RegistryCatalog.Offer, _ lock: Lockfile
  ) throws(PackFailure) -> (pack: InstalledPack, isNew: Bool) {
    let release = offer.release
    if let folder = release.liveFolder { return (try InstalledPack(live: folder), false) }
    let locked = lockedDigest(of: offer, lock)
    if let pack = try installedAlready(offer, locked: locked) { return (pack, false) }
    if mode.offline, offer.registry.source.isRemote {
      throw PackFailure(PackDiagnostics.offline(release.identity.description, registry: offer.registry.alias))
    }
    let expectation = PackInstaller.Expectation(offer, locked: locked)
    let identity = try installer.install(expectation) { folder throws(PackFailure) in
      try offer.registry.source.fetch(release, into: folder)
    }
    guard let pack = try store.pack(identity, keepsContents: keepsContents) else {
      throw PackFailure(PackDiagnostics.storeFailed(store.home, reason: "\(identity) is gone after its installation"))
    }
    return (pack, true)
  }

  /// The digest that the lock demands of a release; none where somebody works on the packs.
  private func lockedDigest(of offer: RegistryCatalog.Offer, _ lock: Lockfile) -> ContentDigest? {
    let entry = lock[offer.release.identity.name]
    return entry?.identity == offer.release.identity && !offer.registry.source.isEditable ? entry?.digest : nil
  }

  private func installedAlready(
    _ offer: RegistryCatalog.Offer, locked: ContentDigest?
  ) throws(PackFailure) -> InstalledPack? {
    let release = offer.release
    guard let stored = try store.find(release.identity) else { return nil }
    if let locked, locked != stored.digest {
      throw PackFailure(
        PackDiagnostics.lockedDigest(
          release.identity, registry: offer.registry.alias, locked: locked, found: stored.digest))
    }
    if let offered = release.digest, offered != stored.digest {
      guard offer.registry.source.isEditable else {
        throw PackFailure(
          PackDiagnostics.republished(
            release.identity, registry: offer.registry.alias, known: stored.digest, offered: offered))
      }
      try store.remove(release.identity)
      return nil
    }
    // Without a digest to compare, only what came from this very place is known to be what it offers.
    let isSame = [locked, release.digest].contains(stored.digest) || stored.origin == offer.registry.source.origin
    guard isSame, try isSignedAsNeeded(stored, offer.registry) else { return nil }
    if stored.registry != offer.registry.alias {
      let origin = PackOrigin(registry: offer.registry.alias, place: offer.registry.source.origin, signature: nil)
      try store.change(origin, of: release.identity)
    }
    return try store.pack(release.identity, keepsContents: keepsContents)
  }

  /// Asks the project's trust about an installed pack; false when its registry may have the signature that it lacks.
  private func isSignedAsNeeded(_ stored: StoredPack, _ registry: Registries.Registry) throws(PackFailure) -> Bool {
    if registry.source.isPartOfProgram { return true }
    let canAsk = !(mode.offline && registry.source.isRemote) && registry.alias != InstalledSource.alias
    if stored.signature == nil, trust.needsSignature, canAsk { return false }
    try installer.checkSignature(PackStatement(stored.identity, stored.digest), stored.signature)
    return true
  }
}
