import SourceDiagnostics
import SystemFiles

/// Installs packs that people name by a file, a folder or an address, outside of a project's lock.
///
/// Projects find them after all registries, under the alias `file`.
public struct InstallArchiveOperation {
  private let store: PackStore
  private let trust: TrustCheck

  /// Creates the operation.
  public init(store: PackStore, trust: TrustCheck = TrustCheck()) {
    self.store = store
    self.trust = trust
  }

  private func install(
    isEditable: Bool = false, fetch: (String) throws(PackFailure) -> FetchedArchive
  ) throws(PackFailure) -> PackVersion {
    let expectation = PackInstaller.Expectation(
      registry: InstalledSource.alias, origin: InstalledSource.alias, isEditable: isEditable)
    return try PackInstaller(store: store, trust: trust).install(expectation, fetch: fetch)
  }

  /// Installs an archive, with the `.sig` beside it when there is one.
  ///
  /// - Throws: Why it is refused; nothing is installed then.
  @discardableResult public func install(archive path: String) throws(PackFailure) -> PackVersion {
    try install { _ throws(PackFailure) in
      let signature = path + ".sig"
      return FetchedArchive(
        path: path, signature: Files.isFile(signature) ? try Files.read(signature, limit: 64 << 10) : nil)
    }
  }

  /// Packs a folder and installs the result; what was installed from a folder before is replaced.
  ///
  /// - Throws: What is wrong with the pack.
  @discardableResult public func install(folder path: String) throws(PackFailure) -> PackVersion {
    try install(isEditable: true) { quarantine throws(PackFailure) in
      FetchedArchive(path: try BuildOperation.run(path, into: quarantine).path, signature: nil)
    }
  }

  /// Installs an archive from a web server, with the `.sig` beside it when there is one, or `oci://HOST/NAME:VERSION`.
  ///
  /// - Throws: `PK0407` if the network is not to be used, and why the archive is refused.
  @discardableResult package func install(
    address: String, over network: PackNetwork, isOffline: Bool = false
  ) throws(PackFailure) -> PackVersion {
    if isOffline { throw PackFailure(PackDiagnostics.offline(address)) }
    return try install { quarantine throws(PackFailure) in
      if PackNetwork.scheme(of: address) == "oci" {
        let (source, release) = try network.artifact(address)
        return try source.fetch(release, into: quarantine)
      }
      return try network.archive(address, into: quarantine)
    }
  }
}

extension PackNetwork {
  private static let longestSignature = 64 << 10

  /// Downloads an archive of which nothing is known but its address.
  fileprivate func archive(_ text: String, into folder: String) throws(PackFailure) -> FetchedArchive {
    guard let address = WebAddress(text), let signature = WebAddress(text + ".sig") else {
      let form = "an archive has an address such as `https://packs.example/acme/base-1.0.0.hatpack`"
      throw PackFailure(PackDiagnostics.badAddress(text, expected: form))
    }
    let path = folder + "/" + Files.name(of: text)
    let answer = try client.save(try request(address), to: path, limit: ArchiveLimits.standard.totalSize)
    guard answer.head.isSuccess else { throw failure(answer) }
    let signed = try client.answer(to: try request(signature), limit: Self.longestSignature)
    if [403, 404, 410].contains(signed.status) { return FetchedArchive(path: path, signature: nil) }
    guard signed.head.isSuccess else { throw failure(signed) }
    return FetchedArchive(path: path, signature: signed.body)
  }

  private func request(_ address: WebAddress) throws(PackFailure) -> HTTPRequest {
    var request = HTTPRequest(address: address)
    request.authorization = try credentials.credential(for: address.hostAndPort)?.header
    return request
  }

  private func failure(_ answer: HTTPAnswer) -> PackFailure {
    PackFailure(PackDiagnostics.status(answer, login: answer.address.hostAndPort))
  }

  /// The release at `oci://HOST/NAME:VERSION`; without a version, the newest.
  fileprivate func artifact(_ address: String) throws(PackFailure) -> (OCISource, PackRelease) {
    let parts = address.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let last = (parts.last ?? "").split(separator: ":", maxSplits: 1).map(String.init)
    // The repository `acme/base` is the pack `acme/base` of the registry, or `base` of the part `acme` of it.
    for count in [1, 2] where parts.count > count + 2 {
      let words = parts.suffix(count).dropLast() + [last.first ?? ""]
      guard let name = PackName(words.joined(separator: "/")) else { continue }
      let place = parts.dropLast(count).joined(separator: "/")
      let source = try OCISource(place, client: client, credentials: credentials, cache: cache)
      let wanted = last.count > 1 ? OCILocation.version(ofTag: last[1]) : nil
      let releases = try source.releases(of: name).filter { last.count == 1 || $0.identity.version == wanted }
      guard let newest = releases.max(by: { $0.identity < $1.identity }) else { continue }
      do {
        _ = try source.requirements(of: newest)
        return (source, newest)
      } catch  where count == 1 && error.isAbout(.otherIdentity) {
        continue
      }
    }
    let form = "a pack in an OCI registry has an address such as `oci://ghcr.io/acme/packs/base:1.0.0`"
    throw PackFailure(PackDiagnostics.badAddress(address, expected: form))
  }
}
