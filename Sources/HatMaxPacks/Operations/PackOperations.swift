/// What `hatmax pack` does beyond installing: every command is a thin layer over one of these.
public enum PackOperations {}

// MARK: - Build and publish

extension PackOperations {
  /// An archive that was built or published.
  public struct Archive: Sendable, Hashable {
    /// The pack and its version.
    public let identity: PackVersion
    /// Where the archive is.
    public let path: String
    /// The digest of the pack's content.
    public let digest: ContentDigest
    /// The number of files in it.
    public let files: Int
    /// The archive's size in bytes.
    public let size: Int
  }

  /// Makes the archive of a pack's folder.
  ///
  /// - Parameter target: The folder to put `NAME-VERSION.hatpack` into; one that is there is replaced in one step.
  /// - Throws: Everything that is wrong with the pack.
  public static func build(_ folder: String, into target: String) throws(PackFailure) -> Archive {
    let source = PackFolder(path: folder)
    let files = try source.files()
    let checked = try CheckedPack(source, files, place: folder)
    let identity = checked.manifest.identity
    try Files.createFolders(target)
    let path = target + "/" + identity.archiveFileName
    let temporary = "\(path).\(UInt64.random(in: 0 ... .max)).tmp"
    do throws(PackFailure) {
      try ArchiveWriter.write(files, of: folder, to: temporary)
      // What can't be installed must not be published.
      _ = try ArchiveReader.peek(temporary, at: ManifestFile.name)
      try Files.rename(temporary, to: path)
    } catch {
      try? Files.remove(temporary)
      throw error
    }
    return try archive(identity, path, checked.digest, files.count)
  }

  /// Copies an archive, and the signature beside it, to where a folder of packs has it.
  ///
  /// - Throws: `PK0305` when that version is there with other content: a published version never changes.
  public static func publish(_ archive: String, toFolder folder: String) throws(PackFailure) -> Archive {
    let (manifest, digest) = try FolderSource.manifest(ofArchive: archive)
    let files = try ArchiveReader.peek(archive, at: ManifestFile.name).files
    let target = folder + "/" + manifest.identity.archivePath
    if Files.kind(of: target) != nil {
      let published = try FolderSource.manifest(ofArchive: target).digest
      if published != digest {
        throw PackFailure(
          PackDiagnostics.publishedAlready(manifest.identity, folder, published: published, offered: digest))
      }
    }
    try Files.createFolders(Files.parent(of: target))
    // The signature first, so that nobody sees a signed pack without it.
    if Files.isFile(archive + ".sig") { try Files.replace(target + ".sig", with: try Files.read(archive + ".sig")) }
    if Files.kind(of: target) == nil { try Files.replace(target, with: try Files.read(archive)) }
    return try Self.archive(manifest.identity, target, digest, files.count)
  }

  private static func archive(
    _ identity: PackVersion, _ path: String, _ digest: ContentDigest, _ files: Int
  ) throws(PackFailure) -> Archive {
    guard case .file(let size) = Files.kind(of: path) else { throw .file("read", path) }
    return Archive(identity: identity, path: path, digest: digest, files: files, size: size)
  }
}

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
