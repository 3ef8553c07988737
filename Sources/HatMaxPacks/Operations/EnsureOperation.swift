public import SourceDiagnostics

/// Something that asks for a pack, and where it says so.
public struct PackWish: Sendable {
  /// The pack and the versions that will do.
  public let requirement: Requirement
  /// The place, for messages.
  public let label: Label?

  /// Creates a wish.
  public init(_ requirement: Requirement, label: Label? = nil) {
    self.requirement = requirement
    self.label = label
  }
}

/// How far an operation may go to get packs, as cargo has it.
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
public struct EnsureOperation {
  /// The packs of a project.
  public struct Result: Sendable {
    /// Every pack that is needed, directly or not.
    public let packs: [InstalledPack]
    /// The lock that describes them.
    public let lock: Lockfile
    /// What this call installed.
    public let installed: [PackVersion]
  }

  private let registries: Registries
  private let store: PackStore
  private let mode: PackAccessMode
  /// Versions to leave if a newer one fits; all others stay as the lock has them.
  private let updating: (PackName) -> Bool

  /// Creates the operation.
  ///
  /// - Parameter updating: whether a pack's locked version may be left for a newer one that fits.
  public init(
    registries: Registries, store: PackStore, mode: PackAccessMode = PackAccessMode(),
    updating: @escaping (PackName) -> Bool = { _ in false }
  ) {
    self.registries = registries
    self.store = store
    self.mode = mode
    self.updating = updating
  }

  /// Makes sure of the packs.
  ///
  /// - Throws: Everything that is wrong with the wishes, the lock or the sources; nothing is installed by halves.
  public func run(_ wishes: [PackWish], lock: Lockfile) throws(PackFailure) -> Result {
    if let ready = try installedAsLocked(wishes, lock) { return ready }
    let catalog = RegistryCatalog(registries)
    try checkNames(wishes, lock, catalog)
    let versions = try resolve(wishes, lock, catalog)
    var packs: [InstalledPack] = []
    var entries: [Lockfile.Entry] = []
    var installed: [PackVersion] = []
    for (name, version) in versions.sorted(by: { $0.key < $1.key }) {
      let identity = PackVersion(name, version)
      guard let offer = try catalog.offer(of: identity) else {
        throw PackFailure(PackDiagnostics.unknownVersion(name, .exactly(version), nil, available: []))
      }
      let locked = lock[name].flatMap { $0.version == version ? $0.digest : nil }
      let (pack, isNew) = try install(offer, locked: locked)
      if isNew { installed.append(identity) }
      packs.append(pack)
      entries.append(
        Lockfile.Entry(
          name: name, version: version, registry: offer.registry.alias, digest: pack.isLive ? nil : pack.digest))
    }
    let result = Lockfile(entries)
    try checkLock(result, lock)
    return Result(packs: packs, lock: result, installed: installed)
  }

  // MARK: - Nothing to do

  /// The packs when the lock answers every wish and all of it is installed, without asking a source.
  private func installedAsLocked(_ wishes: [PackWish], _ lock: Lockfile) throws(PackFailure) -> Result? {
    guard
      !registries.all.contains(where: {
        $0.source is BuiltinSource && Files.isFolder($0.source.location + "/go-service")
      })
    else {
      // The folders of a checkout may change at any time.
      return nil
    }
    var open = wishes.map(\.requirement)
    var packs: [PackName: InstalledPack] = [:]
    while let requirement = open.popLast() {
      guard let entry = lock[requirement.name], let digest = entry.digest, requirement.range.contains(entry.version),
        !updating(entry.name)
      else { return nil }
      if packs[entry.name] != nil { continue }
      guard let pack = try store.pack(PackVersion(entry.name, entry.version)), pack.digest == digest else { return nil }
      packs[entry.name] = pack
      open += pack.manifest.requirements
    }
    guard packs.count == lock.entries.count else { return nil }
    return Result(
      packs: packs.values.sorted { $0.manifest.name < $1.manifest.name }, lock: lock, installed: [])
  }

  // MARK: - Choosing

  private func checkNames(_ wishes: [PackWish], _ lock: Lockfile, _ catalog: RegistryCatalog) throws(PackFailure) {
    var problems: [Diagnostic] = []
    var seen: Set<PackName> = []
    for wish in wishes {
      let name = wish.requirement.name
      let versions = try catalog.versions(of: name)
      if versions.isEmpty {
        if seen.insert(name).inserted {
          problems.append(
            PackDiagnostics.unknownPack(name, wish.label, registries: registries, known: catalog.knownNames()))
        }
      } else if !versions.contains(where: wish.requirement.range.contains) {
        problems.append(
          PackDiagnostics.unknownVersion(name, wish.requirement.range, wish.label, available: versions.sorted()))
      }
    }
    for entry in lock.entries where entry.registry != Registries.pathAlias {
      guard let owner = try catalog.offers(of: entry.name).first?.registry.alias, owner != entry.registry else {
        continue
      }
      problems.append(
        registries[entry.registry] == nil
          ? PackDiagnostics.unknownRegistry(entry.name, alias: entry.registry, known: registries.all.map(\.alias))
          : PackDiagnostics.ownerChanged(entry.name, locked: entry.registry, owner: owner))
    }
    if !problems.isEmpty { throw PackFailure(problems) }
  }

  private func resolve(
    _ wishes: [PackWish], _ lock: Lockfile, _ catalog: RegistryCatalog
  ) throws(PackFailure) -> [PackName: Version] {
    let preferred = Dictionary(
      lock.entries.filter { !updating($0.name) }.map { ($0.name, $0.version) }, uniquingKeysWith: { $1 })
    switch try Resolver.resolve(wishes.map(\.requirement), catalog: catalog, preferred: preferred) {
    case .failure(let conflict):
      throw PackFailure(PackDiagnostics.noSolution(conflict.explanation, labels: wishes.compactMap(\.label)))
    case .success(let resolution):
      let downgrades = lock.entries.filter { entry in
        guard let found = resolution.versions[entry.name], found < entry.version else { return false }
        return wishes.allSatisfy { $0.requirement.name != entry.name || $0.requirement.range.contains(entry.version) }
      }
      if !downgrades.isEmpty {
        throw PackFailure(
          downgrades.compactMap { entry in
            resolution.versions[entry.name].map {
              PackDiagnostics.downgrade(entry.name, locked: entry.version, found: $0)
            }
          })
      }
      return resolution.versions
    }
  }

  private func checkLock(_ new: Lockfile, _ old: Lockfile) throws(PackFailure) {
    if mode.locked, new != old { throw PackFailure(PackDiagnostics.lockOutdated(changes: new.changes(since: old))) }
  }

  // MARK: - Installing

  /// Installs a release unless the same content is there.
  private func install(
    _ offer: RegistryCatalog.Offer, locked: ContentDigest?
  ) throws(PackFailure) -> (pack: InstalledPack, isNew: Bool) {
    let release = offer.release
    if let folder = release.liveFolder { return (try live(folder, release), false) }
    if let locked, let offered = release.digest, locked != offered {
      throw PackFailure(
        PackDiagnostics.lockedDigest(release.identity, registry: offer.registry.alias, locked: locked, found: offered))
    }
    if let stored = try store.find(release.identity) {
      // A checkout's packs change without a new version while they are worked on.
      let isReplaced = offer.registry.source is BuiltinSource && release.digest.map { $0 != stored.digest } ?? false
      if isReplaced {
        try store.remove(release.identity)
      } else if let pack = try store.pack(release.identity) {
        if let locked, locked != pack.digest {
          throw PackFailure(
            PackDiagnostics.lockedDigest(
              release.identity, registry: offer.registry.alias, locked: locked, found: pack.digest))
        }
        return (pack, false)
      }
    }
    if mode.offline, offer.registry.source.isRemote {
      throw PackFailure(PackDiagnostics.offline(release.identity.description, registry: offer.registry.alias))
    }
    try unpack(release, from: offer.registry, locked: locked)
    guard let pack = try store.pack(release.identity) else {
      throw PackFailure(
        PackDiagnostics.storeFailed(store.home, reason: "\(release.identity) is gone after its installation"))
    }
    return (pack, true)
  }

  private func unpack(
    _ release: PackRelease, from registry: Registries.Registry, locked: ContentDigest?
  ) throws(PackFailure) {
    let quarantine = try Quarantine(in: store.quarantineRoot)
    let archive = try registry.source.fetch(release, into: quarantine.path)
    let folder = quarantine.path + "/unpacked"
    try Files.createFolders(folder)
    let files = try ArchiveReader.extract(archive.path, into: folder)
    let digest = ContentDigest(ofPack: files)
    // The lock's digest comes before anything of the pack is interpreted.
    if let locked, locked != digest {
      throw PackFailure(
        PackDiagnostics.lockedDigest(release.identity, registry: registry.alias, locked: locked, found: digest))
    }
    if let offered = release.digest, offered != digest {
      throw PackFailure(
        PackDiagnostics.republished(release.identity, registry: registry.alias, known: offered, offered: digest))
    }
    let checked = try CheckedPack(PackFolder(path: folder), files, place: release.identity.archiveFileName)
    guard checked.manifest.identity == release.identity else {
      throw PackFailure(
        PackDiagnostics.otherIdentity(
          Files.name(of: archive.path), expected: release.identity, found: checked.manifest.identity))
    }
    try store.adopt(folder, checked, registry: registry.alias, signer: nil)
  }

  private func live(_ folder: String, _ release: PackRelease) throws(PackFailure) -> InstalledPack {
    let pack = PackFolder(path: folder)
    let digests = try pack.files()
    var files: [PackFile] = []
    for file in digests { files.append(PackFile(path: file.path, bytes: try pack.read(file.path))) }
    return InstalledPack(
      manifest: try ManifestFile.read(files, place: folder), files: files, folder: folder,
      digest: ContentDigest(ofPack: digests), isLive: true)
  }
}
