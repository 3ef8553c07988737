import SourceDiagnostics
import Synchronization
import SystemFiles

/// A static index on a web server or object store: `index.json` and the archives that it names.
public final class IndexSource: PackSource {
  /// The address as it was written.
  public let location: String
  /// Whether asking it takes the network: always.
  public var isRemote: Bool { true }

  private let address: WebAddress
  private let client: HTTPClient
  private let credentials: Credentials
  private let cache: String
  private let loaded = Mutex<[PackName: [PackIndex.Entry]]?>(nil)

  private static let longestSignature = 64 << 10

  /// A source for `https://HOST/FOLDER`, the folder of an `index.json`, or for the address of the file itself.
  ///
  /// - Parameters:
  ///   - cache: a folder for the last index and for downloads that are not whole yet.
  /// - Throws: `PK0408` when it is no such address.
  package init(_ location: String, client: HTTPClient, credentials: Credentials, cache: String) throws(PackFailure) {
    let folder = location.hasSuffix("/") || location.hasSuffix(".json") ? location : location + "/"
    guard let base = WebAddress(folder),
      let address = folder.hasSuffix(".json") ? base : WebAddress(PackIndex.fileName, relativeTo: base)
    else {
      let form = "an index is the address of the folder that has its `index.json`: `https://packs.example/acme`"
      throw PackFailure(PackDiagnostics.badAddress(location, expected: form))
    }
    self.location = location
    self.address = address
    self.client = client
    self.credentials = credentials
    self.cache = cache
  }

  /// The names of its packs.
  public func names() throws(PackFailure) -> [PackName] { try packs().keys.sorted() }

  /// The releases of a pack.
  public func releases(of name: PackName) throws(PackFailure) -> [PackRelease] {
    try packs()[name]?.map(\.release) ?? []
  }

  /// What a release requires, which the index says.
  public func requirements(of release: PackRelease) throws(PackFailure) -> [Requirement] {
    if let known = release.requirements { return known }
    return try entry(release.identity).release.requirements ?? []
  }

  /// Downloads an archive, and its signature if it has one.
  public func fetch(_ release: PackRelease, into folder: String) throws(PackFailure) -> FetchedArchive {
    let entry = try entry(release.identity)
    guard let digest = entry.release.archiveDigest,
      let archive = WebAddress(entry.release.archive, relativeTo: address),
      let signature = WebAddress(archive.description + ".sig"), archive.isSecure || !address.isSecure
    else { throw PackFailure(PackDiagnostics.badArchiveAddress(entry.release, location)) }
    let path = folder + "/" + release.identity.archivePath
    try Files.makeFolder(Files.parent(of: path))
    let download = HTTPDownload(
      to: path, cache: cache, digest: digest, size: entry.release.archiveSize, limit: ArchiveLimits.standard.totalSize)
    let answer = try client.download(try request(archive), download)
    guard answer.head.isSuccess else { throw failure(answer) }
    guard entry.isSigned else { return FetchedArchive(path: path, signature: nil) }
    let text = try client.answer(to: try request(signature), limit: Self.longestSignature)
    guard text.head.isSuccess else { throw failure(text) }
    return FetchedArchive(path: path, signature: text.body)
  }

  // MARK: - The index

  private func entry(_ pack: PackVersion) throws(PackFailure) -> PackIndex.Entry {
    if let entry = try packs()[pack.name]?.first(where: { $0.release.identity == pack }) { return entry }
    throw PackFailure(PackDiagnostics.notInIndex(pack, location))
  }

  /// The index, which is read once in the life of this value.
  private func packs() throws(PackFailure) -> [PackName: [PackIndex.Entry]] {
    let result = loaded.withLock { loaded -> Result<[PackName: [PackIndex.Entry]], PackFailure> in
      if let loaded { return .success(loaded) }
      do throws(PackFailure) {
        let packs = Dictionary(grouping: try load().entries) { $0.release.identity.name }
        loaded = packs
        return .success(packs)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func load() throws(PackFailure) -> PackIndex {
    let kept = CachedAnswer.read(address, in: cache)
    var request = try request(address)
    if let kept { request.headers.append((kept.condition, kept.validator)) }
    let answer = try client.answer(to: request, limit: PackIndex.longest)
    if answer.status == 304, let kept { return try read(kept.body) }
    guard answer.head.isSuccess else {
      if [404, 410].contains(answer.status) { throw PackFailure(PackDiagnostics.noIndex(address)) }
      throw failure(answer)
    }
    let index = try read(answer.body)
    if let fresh = CachedAnswer(answer) { try fresh.write(address, in: cache) }
    return index
  }

  private func read(_ body: [UInt8]) throws(PackFailure) -> PackIndex {
    var bag = DiagnosticBag()
    if let index = PackIndex.read(SourceText(name: address.description, bytes: body), into: &bag) { return index }
    throw PackFailure([PackDiagnostics.badIndex(address)] + bag.errors)
  }

  // MARK: - Asking

  private func request(_ address: WebAddress) throws(PackFailure) -> HTTPRequest {
    var request = HTTPRequest(address: address)
    if address.hasOrigin(of: self.address) {
      request.authorization = try credentials.credential(for: address.hostAndPort)?.header
    }
    return request
  }

  private func failure(_ answer: HTTPAnswer) -> PackFailure {
    PackFailure(PackDiagnostics.status(answer, login: answer.address.hostAndPort))
  }
}
