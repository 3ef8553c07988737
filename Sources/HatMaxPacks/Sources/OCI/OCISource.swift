import PositionedYAML
import SourceDiagnostics
import Synchronization
import SystemFiles

/// Packs in an OCI registry: each is a repository, each version a tag.
///
/// A version is an artifact of its own media types: the release's record as configuration, embedded in the manifest so that
/// one request tells what a version requires; the archive as first layer; the signature, if there is one, as second.
public final class OCISource: PackSource {
  /// The location, `oci://HOST/PREFIX`.
  public var location: String { place.description }
  /// Whether asking it takes the network: always.
  public var isRemote: Bool { true }

  private let place: OCILocation
  private let registry: OCIRegistry
  private let cache: String
  private let known = Mutex<[PackVersion: OCIManifest]>([:])

  private static let longestRecord = 1 << 20
  private static let longestSignature = 64 << 10

  /// A source for `oci://HOST/PREFIX`.
  ///
  /// - Parameter cache: a folder for downloads that are not whole yet.
  /// - Throws: `PK0408` when it is no such location.
  package init(_ location: String, client: HTTPClient, credentials: Credentials, cache: String) throws(PackFailure) {
    place = try OCILocation(location)
    registry = try OCIRegistry(host: place.host, client, credentials)
    self.cache = cache
  }

  /// Where a pack is, for people.
  func address(of pack: PackVersion) -> String {
    "oci://\(place.host)/\(place.repository(of: pack.name)):\(OCILocation.tag(of: pack.version))"
  }

  /// Asks whether the registry lets the user in, before credentials are stored.
  package func check() throws(PackFailure) { try registry.check() }

  /// The names of its packs; none where the registry doesn't tell its repositories.
  public func names() throws(PackFailure) -> [PackName] {
    try (registry.repositories() ?? []).compactMap(place.pack).sorted()
  }

  /// The releases of a pack: the tags that are versions.
  public func releases(of name: PackName) throws(PackFailure) -> [PackRelease] {
    let repository = place.repository(of: name)
    return try registry.tags(of: repository).compactMap(OCILocation.version).map { version in
      PackRelease(PackVersion(name, version), archive: "\(place.host)/\(repository):\(OCILocation.tag(of: version))")
    }
  }

  /// What a release requires.
  public func requirements(of release: PackRelease) throws(PackFailure) -> [Requirement] {
    if let known = release.requirements { return known }
    return try record(of: try manifest(release.identity), release.identity).requirements ?? []
  }

  /// What the release's record says.
  public func describe(_ release: PackRelease) throws(PackFailure) -> PackSummary {
    PackSummary(try record(of: try manifest(release.identity), release.identity))
  }

  /// Downloads an archive, and its signature if it has one.
  public func fetch(_ release: PackRelease, into folder: String) throws(PackFailure) -> FetchedArchive {
    let pack = release.identity
    let manifest = try manifest(pack)
    let repository = place.repository(of: pack.name)
    guard let layer = manifest.layer(OCIMediaType.archive), let digest = layer.contentDigest, layer.size > 0 else {
      throw PackFailure(PackDiagnostics.notAPack(release.archive, artifact: manifest.artifactType))
    }
    let path = folder + "/" + pack.archivePath
    try Files.makeFolder(Files.parent(of: path))
    let download = HTTPDownload(
      to: path, cache: cache, digest: digest, size: layer.size, limit: ArchiveLimits.standard.totalSize)
    try registry.download(download, of: repository)
    let signature = manifest.layer(OCIMediaType.signature)
    return FetchedArchive(
      path: path,
      signature: try signature.map { descriptor throws(PackFailure) in
        try registry.blob(descriptor, of: repository, limit: Self.longestSignature)
      })
  }

  // MARK: - Publishing

  /// Pushes an archive and its signature; a version that is there keeps its content for ever.
  ///
  /// - Parameters:
  ///   - archive: the path of a `.hatpack` file.
  ///   - signature: the text of its `.sig` file.
  /// - Throws: `PK0409` when the version is there with other content.
  public func publish(_ archive: String, signature: [UInt8]?) throws(PackFailure) -> PublishOutcome {
    let (manifest, digest) = try FolderSource.manifest(ofArchive: archive)
    let pack = manifest.identity
    let tag = OCILocation.tag(of: pack.version)
    if tag.utf8.count > 128 { throw PackFailure(PackDiagnostics.versionTooLong(pack)) }
    let repository = place.repository(of: pack.name)
    var artifact: OCIManifest
    let existing = try registry.manifest(tag, of: repository)
    if let existing {
      let published = try record(of: existing, pack).digest
      guard let published, published == digest else {
        throw PackFailure(PackDiagnostics.republished(pack, published: published ?? digest, offered: digest))
      }
      artifact = existing
    } else {
      artifact = try push(archive, manifest, digest, to: repository)
    }
    let isSigned = try sign(&artifact, signature, pack, repository)
    if existing != nil, !isSigned { return .alreadyThere }
    try registry.push(artifact, tag: tag, to: repository)
    return existing == nil ? .published : .signed
  }

  private func push(
    _ archive: String, _ manifest: PackManifest, _ digest: ContentDigest, to repository: String
  ) throws(PackFailure) -> OCIManifest {
    let pack = manifest.identity
    let file = try OpenFile(archive, 0)
    let fileDigest = try file.digest()
    let content = OCIDescriptor(OCIMediaType.archive, fileDigest, size: try file.size(), title: pack.archiveFileName)
    try registry.push(.file(archive, type: "application/octet-stream"), fileDigest, to: repository)
    var release = PackRelease(
      pack, digest: digest, requirements: manifest.requirements, summary: manifest.description,
      keywords: manifest.keywords)
    release.readme = try FolderSource.readmeExcerpt(ofArchive: archive)
    var record = ReleaseRecord(release)
    record.name = pack.name.description
    let config = try push(record.json, OCIMediaType.release, title: nil, to: repository)
    var annotations = [
      "org.opencontainers.image.title": pack.name.description,
      "org.opencontainers.image.version": pack.version.description,
      "org.opencontainers.image.description": manifest.description,
    ]
    if !manifest.license.isEmpty { annotations["org.opencontainers.image.licenses"] = manifest.license }
    return OCIManifest(artifactType: OCIMediaType.pack, config: config, layers: [content], annotations: annotations)
  }

  /// Pushes a text and gives its descriptor, the text embedded in it.
  private func push(_ text: String, _ type: String, title: String?, to repository: String) throws(PackFailure)
    -> OCIDescriptor
  {
    let bytes = Array(text.utf8)
    let digest = ContentDigest(of: bytes)
    try registry.push(.text(text, type: "application/octet-stream"), digest, to: repository)
    var descriptor = OCIDescriptor(type, digest, size: bytes.count, title: title)
    if bytes.count <= Self.longestEmbedded { descriptor.embed(bytes) }
    return descriptor
  }

  /// Larger records stay out of manifests, which registries limit to 4 MiB.
  private static let longestEmbedded = 64 << 10

  /// Puts a signature into an artifact; false when there is none or it is there already.
  private func sign(
    _ artifact: inout OCIManifest, _ signature: [UInt8]?, _ pack: PackVersion, _ repository: String
  ) throws(PackFailure) -> Bool {
    guard let signature, artifact.layer(OCIMediaType.signature)?.contentDigest != ContentDigest(of: signature) else {
      return false
    }
    let text = String(decoding: signature, as: UTF8.self)
    let title = pack.archiveFileName + ".sig"
    let descriptor = try push(text, OCIMediaType.signature, title: title, to: repository)
    artifact.layers.removeAll { $0.mediaType == OCIMediaType.signature }
    artifact.layers.append(descriptor)
    return true
  }

  // MARK: - Manifests

  private func manifest(_ pack: PackVersion) throws(PackFailure) -> OCIManifest {
    if let known = known.withLock({ $0[pack] }) { return known }
    let repository = place.repository(of: pack.name)
    let tag = OCILocation.tag(of: pack.version)
    guard let manifest = try registry.manifest(tag, of: repository) else {
      throw PackFailure(PackDiagnostics.noArtifact(pack, place.description))
    }
    known.withLock { $0[pack] = manifest }
    return manifest
  }

  /// The record in an artifact, which must be of the pack and version that its repository and tag say.
  private func record(of manifest: OCIManifest, _ pack: PackVersion) throws(PackFailure) -> PackRelease {
    let repository = place.repository(of: pack.name)
    let artifact = "\(place.host)/\(repository):\(OCILocation.tag(of: pack.version))"
    guard manifest.config.mediaType == OCIMediaType.release else {
      throw PackFailure(
        PackDiagnostics.notAPack(artifact, artifact: manifest.artifactType ?? manifest.config.mediaType))
    }
    let bytes = try registry.blob(manifest.config, of: repository, limit: Self.longestRecord)
    var bag = DiagnosticBag()
    let source = SourceText(name: artifact, bytes: bytes)
    guard let root = YAMLParser.parse(source, into: &bag), var map = MappingReader(root, "a release", into: &bag),
      let name = map.requiredNode("name", into: &bag)?.readPackName(into: &bag),
      let release = ReleaseRecord.read(&map, of: name, into: &bag), !bag.hasErrors
    else { throw PackFailure([PackDiagnostics.notAPack(artifact, artifact: manifest.artifactType)] + bag.errors) }
    guard release.identity == pack else {
      throw PackFailure(PackDiagnostics.otherIdentity(artifact, expected: pack, found: release.identity))
    }
    return release
  }
}
