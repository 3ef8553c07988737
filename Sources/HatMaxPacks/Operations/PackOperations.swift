/// The small operations behind `hatmax pack show`, `outdated` and `cache clean`.
public enum PackOperations {}

// MARK: - Looking

extension PackOperations {
  /// A pack as `hatmax pack show` has it.
  public struct Details: Sendable {
    /// Manifest and files.
    public let pack: InstalledPack
    /// What the store knows of it.
    public let stored: StoredPack
    /// The other versions that are installed.
    public let otherVersions: [Version]
  }

  /// An installed pack with all that is known of it.
  ///
  /// - Parameter version: nil for the newest that is installed.
  /// - Throws: `PK0304` when it is not installed.
  public static func show(_ name: PackName, _ version: Version?, in store: PackStore) throws(PackFailure) -> Details {
    let versions = store.exists ? try store.versions(of: name) : []
    let chosen = version.map { wanted in versions.first { $0.identity.version == wanted } } ?? versions.last
    guard let chosen, let pack = try store.pack(chosen.identity) else {
      let what = version.map { PackVersion(name, $0).description } ?? name.description
      let installed =
        versions.isEmpty ? try store.list().map(\.identity.description) : versions.map(\.identity.description)
      throw PackFailure(PackDiagnostics.notInstalled(what, installed: installed))
    }
    let others = versions.map(\.identity.version).filter { $0 != chosen.identity.version }
    return Details(pack: pack, stored: chosen, otherVersions: others)
  }

  /// A locked pack of which there is a newer version.
  public struct OutdatedPack: Sendable, Hashable {
    /// The pack.
    public let name: PackName
    /// The version in the lock.
    public let locked: Version
    /// The newest version that the project's requirements admit, nil when they admit none newer.
    public let compatible: Version?
    /// The newest version there is, pre-releases left out.
    public let latest: Version
  }

  /// The locked packs of which there are newer versions, by name.
  ///
  /// - Throws: Failures of the registries.
  public static func outdated(
    _ wishes: [PackWish], lock: Lockfile, registries: Registries, store: PackStore
  ) throws(PackFailure) -> [OutdatedPack] {
    let catalog = RegistryCatalog(registries, store: store)
    let best = try? Resolver.resolve(wishes.map(\.requirement), catalog: catalog).get()
    var result: [OutdatedPack] = []
    for entry in lock.entries where entry.registry != Registries.pathAlias {
      let newer = try catalog.versions(of: entry.name).filter { $0 > entry.version && !$0.isPrerelease }
      guard let latest = newer.max() else { continue }
      let compatible = best?.versions[entry.name].flatMap { $0 > entry.version ? $0 : nil }
      result.append(OutdatedPack(name: entry.name, locked: entry.version, compatible: compatible, latest: latest))
    }
    return result
  }
}

// MARK: - Cleaning

extension PackOperations {
  /// What a cleaning removed.
  public struct Cleaned: Sendable, Hashable {
    /// Contents that were kept for merging.
    public let contents: Int
    /// Their bytes.
    public let bytes: Int
  }

  /// Removes what only saves time: what dead processes left, and contents beyond a bound, the longest unused first.
  public static func clean(_ store: PackStore, keepingBytes limit: Int = 0) throws(PackFailure) -> Cleaned {
    try Quarantine.clean(store.quarantineRoot)
    let removed = try ContentStore(store).prune(toBytes: limit)
    return Cleaned(contents: removed.entries, bytes: removed.bytes)
  }
}
