import SourceDiagnostics
import SystemFiles

/// The small operations behind `hatmax pack remove`, `outdated` and `cache clean`.
public enum PackOperations {}

// MARK: - Looking

extension PackOperations {
  /// The installed packs that are meant by names, each with a version or nil for all that are installed.
  ///
  /// - Throws: `PK0304` for every one that is not installed.
  package static func installed(
    _ names: [(name: PackName, version: Version?)], in store: PackStore
  ) throws(PackFailure) -> [PackVersion] {
    var found: [PackVersion] = []
    var problems: [Diagnostic] = []
    for (name, version) in names {
      let installed = store.exists ? try store.versions(of: name).map(\.identity) : []
      let chosen = installed.filter { version == nil || $0.version == version }
      if chosen.isEmpty { problems.append(try notInstalled(name, version, in: store)) }
      found += chosen.filter { !found.contains($0) }
    }
    if !problems.isEmpty { throw PackFailure(problems) }
    return found
  }

  static func notInstalled(
    _ name: PackName, _ version: Version?, in store: PackStore
  ) throws(PackFailure) -> Diagnostic {
    let all = store.exists ? try store.list().map(\.identity) : []
    let versions = all.filter { $0.name == name }
    return PackDiagnostics.notInstalled(
      version.map { PackVersion(name, $0).description } ?? name.description,
      installed: (versions.isEmpty ? all : versions).map(\.description))
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
    public internal(set) var contents: Int
    /// Indexes that were kept, and downloads that were begun.
    public internal(set) var downloads: Int
    /// The bytes of all of them.
    public internal(set) var bytes: Int
  }

  /// Removes what only saves time: what dead processes left, contents beyond a bound, the longest unused first, and
  /// indexes and downloads that are not whole.
  public static func clean(_ store: PackStore, keepingBytes limit: Int = 0) throws(PackFailure) -> Cleaned {
    try Quarantine.clean(store.quarantineRoot)
    let removed = try ContentStore(store).prune(toBytes: limit)
    var cleaned = Cleaned(contents: removed.entries, downloads: 0, bytes: removed.bytes)
    for folder in [store.cache + "/http", store.cache + "/downloads"] where Files.isFolder(folder) {
      for name in try Files.list(folder) {
        let path = folder + "/" + name
        // Somebody is just downloading what is locked.
        guard let lock = try FileLock.ifFree(path) else { continue }
        if case .file(let size) = try Files.entry(at: path) {
          cleaned.downloads += 1
          cleaned.bytes += size
        }
        try Files.removeFile(path)
        _ = consume lock
      }
    }
    return cleaned
  }
}
