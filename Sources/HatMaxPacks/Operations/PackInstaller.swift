import SystemFiles

/// Takes an archive from somewhere to the store: quarantine, digest, signature, manifest, and only then into place.
struct PackInstaller {
  let store: PackStore
  let trust: TrustCheck

  /// What must be true of an archive.
  struct Expectation {
    /// The pack and version, when they are known before.
    var identity: PackVersion?
    /// What the lock says.
    var locked: ContentDigest?
    /// What the registry says.
    var offered: ContentDigest?
    /// The registry's alias.
    var registry: String
    /// The registry's place, the same from every project.
    var origin: String
    /// Whether the source is somebody's checkout, where a version may change.
    var isEditable = false
    /// Whether it came with the program.
    var isPartOfProgram = false
  }

  /// Installs what `fetch` brings into a folder of the quarantine.
  ///
  /// - Returns: The pack's identity.
  func install(
    _ expectation: Expectation, fetch: (String) throws(PackFailure) -> FetchedArchive
  ) throws(PackFailure) -> PackVersion {
    // A cache that can't be bounded now is bounded another time.
    _ = try? ContentStore(store).prune(toBytes: ContentStore.bound)
    return try examine(expectation, fetch) { folder, checked, signature throws(PackFailure) in
      let identity = checked.manifest.identity
      if !expectation.isEditable { try store.remember(identity, expectation, digest: checked.digest) }
      let origin = PackOrigin(registry: expectation.registry, place: expectation.origin, signature: signature)
      try store.adopt(folder, checked, origin, replacing: expectation.isEditable)
      return identity
    }
  }

  /// Unpacks what `fetch` brings into the quarantine, checks it, and lets `body` look at it before it is gone.
  func examine<Value>(
    _ expectation: Expectation, _ fetch: (String) throws(PackFailure) -> FetchedArchive,
    _ body: (_ folder: String, _ pack: CheckedPack, _ signature: [UInt8]?) throws(PackFailure) -> Value
  ) throws(PackFailure) -> Value {
    try Quarantine.clean(store.quarantineRoot)
    let quarantine = try Quarantine(in: store.quarantineRoot)
    let archive = try fetch(quarantine.path)
    let folder = quarantine.path + "/unpacked"
    try Files.makeFolder(folder)
    let files = try ArchiveReader.extract(archive.path, into: folder)
    let digest = ContentDigest(ofPack: files)
    try checkDigest(digest, expectation)
    if let identity = expectation.identity, !expectation.isPartOfProgram {
      try checkSignature(PackStatement(identity, digest), archive.signature)
    }
    // Up to here nothing of the pack was interpreted.
    let checked = try CheckedPack(PackFolder(path: folder), files, place: Files.name(of: archive.path))
    let found = checked.manifest.identity
    if let expected = expectation.identity ?? Self.identity(inName: archive.path, of: found.name), expected != found {
      throw PackFailure(PackDiagnostics.otherIdentity(Files.name(of: archive.path), expected: expected, found: found))
    }
    if expectation.identity == nil { try checkSignature(PackStatement(found, digest), archive.signature) }
    return try body(folder, checked, archive.signature)
  }

  /// Asks the project's trust about a pack.
  func checkSignature(_ statement: PackStatement, _ signature: [UInt8]?) throws(PackFailure) {
    let others = try store.versions(of: statement.pack.name).map { PackStatement($0.identity, $0.digest) }
    try trust.check(statement, signature, others)
  }

  private func checkDigest(_ digest: ContentDigest, _ expectation: Expectation) throws(PackFailure) {
    guard let identity = expectation.identity else { return }
    if let locked = expectation.locked, locked != digest {
      throw PackFailure(
        PackDiagnostics.lockedDigest(identity, registry: expectation.registry, locked: locked, found: digest))
    }
    if let offered = expectation.offered, offered != digest {
      throw PackFailure(
        PackDiagnostics.otherThanOffered(identity, registry: expectation.registry, offered: offered, found: digest))
    }
  }

  /// What a file's name says that it holds, taking the organization from the pack itself.
  private static func identity(inName path: String, of found: PackName) -> PackVersion? {
    guard let (base, version) = FolderSource.split(archive: Files.name(of: path)),
      let name = PackName((found.organization.map { $0 + "/" } ?? "") + base)
    else { return nil }
    return PackVersion(name, version)
  }
}
