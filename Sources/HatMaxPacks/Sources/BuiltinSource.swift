import SystemFiles

/// The official packs: archives beside an installed hatmax, or the folders of the checkout it was built in.
///
/// A folder is packed when it is fetched, so that official packs are installed and locked like any published pack.
public struct BuiltinSource: PackSource {
  private let folder: FolderSource

  /// A source for `share/hatmax/packs` or a checkout's `packs`.
  public init(_ path: String) { folder = FolderSource(path) }

  /// Where the packs are.
  public var location: String { folder.location }
  /// Never.
  public var isRemote: Bool { false }

  /// Yes: they are the official packs.
  public var isPartOfProgram: Bool { true }

  /// Whether there are folders among the packs, as in a checkout.
  public var isEditable: Bool {
    let names = (try? Files.list(location)) ?? []
    return names.contains { Files.isFile("\(location)/\($0)/\(ManifestFile.name)") }
  }

  /// The names of the official packs.
  public func names() throws(PackFailure) -> [PackName] { try folder.names() }

  /// The releases of a pack; a folder of a checkout is one with the digest that it has now.
  public func releases(of name: PackName) throws(PackFailure) -> [PackRelease] {
    var releases: [PackRelease] = []
    for var release in try folder.releases(of: name) {
      if let live = release.liveFolder {
        release.liveFolder = nil
        release.archive = live
        release.digest = ContentDigest(ofPack: try PackFolder(path: live).files())
      }
      releases.append(release)
    }
    return releases
  }

  /// What a release requires, from its manifest.
  public func requirements(of release: PackRelease) throws(PackFailure) -> [Requirement] {
    try folder.requirements(of: release)
  }

  /// What the manifest and the `README.md` say.
  public func describe(_ release: PackRelease) throws(PackFailure) -> PackSummary {
    var release = release
    if Files.isFolder(release.archive) { release.liveFolder = release.archive }
    return try folder.describe(release)
  }

  /// The archive, made of the folder where it is one.
  public func fetch(_ release: PackRelease, into target: String) throws(PackFailure) -> FetchedArchive {
    guard Files.isFolder(release.archive) else { return try folder.fetch(release, into: target) }
    let path = target + "/" + release.identity.archiveFileName
    try ArchiveWriter.write(try PackFolder(path: release.archive).files(), of: release.archive, to: path)
    return FetchedArchive(path: path, signature: nil)
  }
}
