/// The packs that somebody installed from a file, a folder or an address, which no registry owns.
///
/// It comes after every registry, so that none of them can be hidden by it.
public struct InstalledSource: PackSource {
  private let store: PackStore

  /// A source of a store's own packs.
  public init(_ store: PackStore) { self.store = store }

  /// What locks and the store call it.
  public static let alias = "file"

  /// The word that stands for files.
  public var location: String { Self.alias }
  /// Never.
  public var isRemote: Bool { false }

  private var packs: [StoredPack] {
    get throws(PackFailure) {
      store.exists ? try store.list().filter { $0.registry == Self.alias } : []
    }
  }

  /// The names of its packs.
  public func names() throws(PackFailure) -> [PackName] { Set(try packs.map(\.identity.name)).sorted() }

  /// The releases of a pack.
  public func releases(of name: PackName) throws(PackFailure) -> [PackRelease] {
    try packs.filter { $0.identity.name == name }.map {
      PackRelease($0.identity, digest: $0.digest, isInstalledOnly: true)
    }
  }

  /// What a release requires.
  public func requirements(of release: PackRelease) throws(PackFailure) -> [Requirement] {
    try store.pack(release.identity)?.manifest.requirements ?? []
  }

  /// Nothing: what is here is installed.
  public func fetch(_ release: PackRelease, into folder: String) throws(PackFailure) -> FetchedArchive {
    throw PackFailure(PackDiagnostics.notInstalled(release.identity.description, installed: []))
  }
}
