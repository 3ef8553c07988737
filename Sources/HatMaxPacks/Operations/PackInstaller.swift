import SystemFiles

/// How a project's trust is asked about the packs it gets: the policy, and the time for signers' periods.
public struct TrustCheck: Sendable {
  /// What is asked.
  public let policy: TrustPolicy
  /// Now, in seconds since 1970.
  public let time: Int64

  /// Creates a check; without arguments signatures are not required.
  public init(policy: TrustPolicy = TrustPolicy(), time: Int64 = 0) {
    self.policy = policy
    self.time = time
  }
}

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
    /// Whether the source is somebody's checkout, where a version may change.
    var isEditable = false
  }

  /// Installs what `fetch` brings into a folder of the quarantine.
  ///
  /// - Returns: The pack's identity.
  func install(
    _ expectation: Expectation, fetch: (String) throws(PackFailure) -> FetchedArchive
  ) throws(PackFailure) -> PackVersion {
    try Quarantine.clean(store.quarantineRoot)
    let quarantine = try Quarantine(in: store.quarantineRoot)
    let archive = try fetch(quarantine.path)
    let folder = quarantine.path + "/unpacked"
    try Files.makeFolder(folder)
    let files = try ArchiveReader.extract(archive.path, into: folder)
    let digest = ContentDigest(ofPack: files)
    try checkDigest(digest, expectation)
    if let identity = expectation.identity {
      try checkSignature(PackStatement(identity, digest), archive.signature)
    }
    // Up to here nothing of the pack was interpreted.
    let checked = try CheckedPack(PackFolder(path: folder), files, place: Files.name(of: archive.path))
    let found = checked.manifest.identity
    if let expected = expectation.identity ?? Self.identity(inName: archive.path, of: found.name), expected != found {
      throw PackFailure(PackDiagnostics.otherIdentity(Files.name(of: archive.path), expected: expected, found: found))
    }
    if expectation.identity == nil { try checkSignature(PackStatement(found, digest), archive.signature) }
    if !expectation.isEditable { try store.remember(found, of: expectation.registry, digest: digest) }
    try store.adopt(folder, checked, registry: expectation.registry, signature: archive.signature)
    return found
  }

  /// Asks the project's trust about a pack.
  func checkSignature(_ statement: PackStatement, _ signature: [UInt8]?) throws(PackFailure) {
    let others = try store.versions(of: statement.pack.name).map { PackStatement($0.identity, $0.digest) }
    _ = try trust.policy.evaluate(statement, signature: signature, at: trust.time, others: others)
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

/// Installs packs that people name, outside of a project's lock.
public struct InstallArchiveOperation {
  private let store: PackStore
  private let trust: TrustCheck

  /// Creates the operation.
  public init(store: PackStore, trust: TrustCheck = TrustCheck()) {
    self.store = store
    self.trust = trust
  }

  /// The registry that packs from a file belong to.
  public static let fileAlias = "file"

  /// Installs an archive, with the `.sig` beside it when there is one.
  ///
  /// - Throws: Why it is refused; nothing is installed then.
  @discardableResult public func install(archive path: String) throws(PackFailure) -> PackVersion {
    let release = PackRelease(PackVersion(PackName(unchecked: "unnamed"), Version(0, 0, 0)), archive: path)
    return try PackInstaller(store: store, trust: trust).install(.init(registry: Self.fileAlias)) {
      folder throws(PackFailure) in try FolderSource(path).fetch(release, into: folder)
    }
  }
}
