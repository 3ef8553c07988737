import SystemFiles

/// A place that packs come from: a folder, an index on a web server, an OCI registry.
public protocol PackSource: Sendable {
  /// What people know it by: a path or a URL without credentials.
  var location: String { get }
  /// Whether asking it takes the network.
  var isRemote: Bool { get }
  /// Whether a release may change without a new version, as in a checkout that somebody works on.
  var isEditable: Bool { get }
  /// Whether its packs came with the program, so that whoever trusts the one trusts the others without a signature.
  var isPartOfProgram: Bool { get }
  /// The packs that it has, ordered; a registry that can't be listed gives none.
  func names() throws(PackFailure) -> [PackName]
  /// The releases of a pack, in any order; none when it does not have the pack.
  func releases(of name: PackName) throws(PackFailure) -> [PackRelease]
  /// What a release requires.
  func requirements(of release: PackRelease) throws(PackFailure) -> [Requirement]
  /// What people read about a release, for search.
  func describe(_ release: PackRelease) throws(PackFailure) -> PackSummary
  /// Brings a release's archive into a folder, or says where it already is.
  func fetch(_ release: PackRelease, into folder: String) throws(PackFailure) -> FetchedArchive
}

extension PackSource {
  /// No: what is published never changes.
  public var isEditable: Bool { false }

  /// No: packs are somebody's.
  public var isPartOfProgram: Bool { false }

  /// What the store remembers as the place that a pack came from: the same from wherever a person is.
  var origin: String { isRemote ? location : Files.realPath(location) ?? location }

  /// What the list of releases says.
  public func describe(_ release: PackRelease) throws(PackFailure) -> PackSummary { PackSummary(release) }
}

/// What people read about a pack before they take it.
public struct PackSummary: Sendable, Hashable {
  /// One line on what it generates.
  public let description: String
  /// Words to find it by.
  public let keywords: [String]
  /// The text of its `README.md`, empty when that is not at hand.
  public let readme: String

  /// Creates a summary.
  public init(description: String, keywords: [String], readme: String) {
    self.description = description
    self.keywords = keywords
    self.readme = readme
  }

  /// What a release says of itself.
  init(_ release: PackRelease) {
    self.init(description: release.summary, keywords: release.keywords, readme: release.readme)
  }
}

/// A version of a pack that a source has.
public struct PackRelease: Sendable, Hashable {
  /// The pack and its version.
  public let identity: PackVersion
  /// The digest of the content, when the source says it.
  public var digest: ContentDigest?
  /// What it requires, when that is known without another request.
  public var requirements: [Requirement]?
  /// The folder it is read from, for a pack that is not an archive.
  public var liveFolder: String?
  /// Where the source has its archive: a path, or an address that the source understands.
  public var archive: String
  /// The archive's own digest and size, for the transport.
  public var archiveDigest: ContentDigest?
  /// The archive's size in bytes.
  public var archiveSize: Int?
  /// One line on what it generates.
  public var summary: String
  /// Words to find it by.
  public var keywords: [String]
  /// The beginning of its `README.md`, where the list of releases has it.
  var readme = ""
  /// Whether the registry no longer lists it, and only the store has it.
  var isInstalledOnly = false

  /// Creates a release.
  public init(
    _ identity: PackVersion, digest: ContentDigest? = nil, requirements: [Requirement]? = nil,
    liveFolder: String? = nil,
    archive: String = "", archiveDigest: ContentDigest? = nil, archiveSize: Int? = nil, summary: String = "",
    keywords: [String] = []
  ) {
    self.identity = identity
    self.digest = digest
    self.requirements = requirements
    self.liveFolder = liveFolder
    self.archive = archive
    self.archiveDigest = archiveDigest
    self.archiveSize = archiveSize
    self.summary = summary
    self.keywords = keywords
  }
}

extension PackRelease {
  init(_ identity: PackVersion, digest: ContentDigest, isInstalledOnly: Bool) {
    self.init(identity, digest: digest)
    self.isInstalledOnly = isInstalledOnly
  }
}

extension [PackRelease] {
  /// The release that people mean who name no version: the newest, before all pre-releases.
  var newest: PackRelease? {
    let stable = filter { !$0.identity.version.isPrerelease }
    return (stable.isEmpty ? self : stable).max { $0.identity < $1.identity }
  }
}

/// An archive on this machine.
public struct FetchedArchive: Sendable {
  /// Its path.
  public let path: String
  /// The text of its signature, when it has one.
  public let signature: [UInt8]?

  /// Creates a value.
  public init(path: String, signature: [UInt8]?) {
    self.path = path
    self.signature = signature
  }
}
