import FoundationEssentials
import SourceDiagnostics

/// What HatMax asks of an OCI registry (OCI distribution specification 1.1).
struct OCIRegistry: Sendable {
  private let client: HTTPClient
  private let root: WebAddress
  private let authenticator: OCIAuthenticator

  /// More than any manifest or page of tags has.
  private static let longestAnswer = 4 << 20
  private static let mostPages = 1_000

  /// A registry by host; one on this machine is asked without TLS, as Docker does.
  init(host: String, _ client: HTTPClient, _ credentials: Credentials) throws(PackFailure) {
    let isLocal = WebAddress("http://" + host)?.isLoopback == true
    guard let root = WebAddress("\(isLocal ? "http" : "https")://\(host)/v2/") else {
      throw PackFailure(PackDiagnostics.badAddress("oci://" + host, expected: OCILocation.form))
    }
    self.client = client
    self.root = root
    authenticator = OCIAuthenticator(client, root, credentials)
  }

  // MARK: - Reading

  /// Asks whether the registry lets the user in.
  func check() throws(PackFailure) {
    let answer = try ask("", scope: "")
    if !answer.head.isSuccess { throw failure(answer) }
  }

  /// The tags of a repository; none when there is no such repository.
  func tags(of repository: String) throws(PackFailure) -> [String] {
    struct Page: Decodable { let tags: [String]? }
    return try pages("\(repository)/tags/list", scope: pull(repository), refusals: [404], as: Page.self) {
      $0.tags ?? []
    } ?? []
  }

  /// The repositories; nil when the registry doesn't tell, as most don't that are open to everybody.
  func repositories() throws(PackFailure) -> [String]? {
    struct Page: Decodable { let repositories: [String]? }
    do {
      return try pages("_catalog", scope: "registry:catalog:*", refusals: [404, 405], as: Page.self) {
        $0.repositories ?? []
      }
    } catch  where error.isAbout(.unauthorized) {
      return nil
    }
  }

  /// A manifest by tag or digest; nil when there is none.
  func manifest(_ reference: String, of repository: String) throws(PackFailure) -> OCIManifest? {
    var request = try request("\(repository)/manifests/\(reference)")
    request.headers.append(("Accept", OCIManifest.mediaType))
    let answer = try send(request, scope: pull(repository))
    if answer.status == 404 { return nil }
    guard answer.head.isSuccess else { throw failure(answer) }
    guard let manifest = try? JSONDecoder().decode(OCIManifest.self, from: Data(answer.body)),
      manifest.schemaVersion == 2
    else { throw PackFailure(PackDiagnostics.badManifest(answer.address, reason: "it is not an OCI manifest")) }
    return manifest
  }

  /// The content of a small blob.
  func blob(_ descriptor: OCIDescriptor, of repository: String, limit: Int) throws(PackFailure) -> [UInt8] {
    if let embedded = descriptor.embedded { return embedded }
    guard let digest = descriptor.contentDigest else {
      throw PackFailure(PackDiagnostics.badManifest(root, reason: "`\(descriptor.digest)` is not a SHA-256 digest"))
    }
    let address = try address("\(repository)/blobs/\(digest)")
    let request = HTTPRequest(address: address)
    let answer = try authenticator.send(request, scope: pull(repository)) { request throws(PackFailure) in
      try client.answer(to: request, limit: limit)
    }
    guard answer.head.isSuccess else { throw failure(answer) }
    let found = ContentDigest(of: answer.body)
    guard found == digest else {
      throw PackFailure(
        PackDiagnostics.badDownload(
          address, expected: digest, found: found, size: answer.body.count, descriptor.size))
    }
    return answer.body
  }

  /// Brings a blob into a file.
  func download(_ download: HTTPDownload, of repository: String) throws(PackFailure) {
    let request = try request("\(repository)/blobs/\(download.digest)")
    let answer = try authenticator.send(request, scope: pull(repository)) { request throws(PackFailure) in
      try client.download(request, download)
    }
    if !answer.head.isSuccess { throw failure(answer) }
  }

  // MARK: - Writing

  /// Uploads a blob unless the registry has it.
  func push(_ body: HTTPRequest.Body, _ digest: ContentDigest, to repository: String) throws(PackFailure) {
    var head = try request("\(repository)/blobs/\(digest)")
    head.method = "HEAD"
    if try send(head, scope: push(repository)).head.isSuccess { return }
    var start = try request("\(repository)/blobs/uploads/")
    start.method = "POST"
    start.body = .text("", type: "application/octet-stream")
    let begun = try send(start, scope: push(repository))
    guard begun.status == 202, let location = begun.head["location"],
      let place = WebAddress(location, relativeTo: begun.address)?.adding(query: [("digest", digest.description)])
    else { throw failure(begun) }
    let upload = HTTPRequest(method: "PUT", address: place, body: body)
    let answer = try send(upload, scope: push(repository))
    if !answer.head.isSuccess { throw failure(answer) }
  }

  /// Stores a manifest under a tag.
  func push(_ manifest: OCIManifest, tag: String, to repository: String) throws(PackFailure) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(manifest) else { return }
    var request = try request("\(repository)/manifests/\(tag)")
    request.method = "PUT"
    request.body = .text(String(decoding: data, as: UTF8.self), type: OCIManifest.mediaType)
    let answer = try send(request, scope: push(repository))
    if !answer.head.isSuccess { throw failure(answer) }
  }

  // MARK: - Asking

  private func pull(_ repository: String) -> String { "repository:\(repository):pull" }
  private func push(_ repository: String) -> String { "repository:\(repository):pull,push" }

  private func address(_ path: String) throws(PackFailure) -> WebAddress {
    if let address = WebAddress(root.description + path) { return address }
    throw PackFailure(PackDiagnostics.badAddress(path, expected: OCILocation.form))
  }

  private func request(_ path: String) throws(PackFailure) -> HTTPRequest { HTTPRequest(address: try address(path)) }

  private func send(_ request: HTTPRequest, scope: String) throws(PackFailure) -> HTTPAnswer {
    try authenticator.send(request, scope: scope) { request throws(PackFailure) in
      try client.answer(to: request, limit: Self.longestAnswer)
    }
  }

  private func ask(_ path: String, scope: String) throws(PackFailure) -> HTTPAnswer {
    try send(try request(path), scope: scope)
  }

  /// Everything in a list that comes in pages.
  ///
  /// - Parameter refusals: statuses that mean that there is no such list for this user, which gives nil.
  private func pages<Page: Decodable>(
    _ path: String, scope: String, refusals: Set<Int>, as type: Page.Type, _ items: (Page) -> [String]
  ) throws(PackFailure) -> [String]? {
    var result: [String] = []
    var next: WebAddress? = try address(path)
    var seen: Set<WebAddress> = []
    while let address = next {
      guard seen.insert(address).inserted, seen.count <= Self.mostPages else {
        throw PackFailure(PackDiagnostics.badManifest(address, reason: "the list has no end"))
      }
      let answer = try send(HTTPRequest(address: address), scope: scope)
      if refusals.contains(answer.status) { return nil }
      guard answer.head.isSuccess else { throw failure(answer) }
      guard let page = try? JSONDecoder().decode(type, from: Data(answer.body)) else {
        throw PackFailure(PackDiagnostics.badManifest(address, reason: "it is not a list of an OCI registry"))
      }
      result += items(page)
      next = Self.nextPage(answer)
    }
    return result
  }

  /// The target of `Link: <…>; rel="next"` (RFC 8288), on the same server only.
  private static func nextPage(_ answer: HTTPAnswer) -> WebAddress? {
    guard let link = answer.head["link"], link.hasPrefix("<"), link.contains("rel=\"next\""),
      let end = link.firstIndex(of: ">")
    else { return nil }
    let next = WebAddress(String(link[link.index(after: link.startIndex)..<end]), relativeTo: answer.address)
    return next.flatMap { $0.hasOrigin(of: answer.address) ? $0 : nil }
  }

  private struct Refusal: Decodable {
    struct Reason: Decodable {
      let code: String?
      let message: String?
    }
    let errors: [Reason]
  }

  private func failure(_ answer: HTTPAnswer) -> PackFailure {
    let decoded = try? JSONDecoder().decode(Refusal.self, from: Data(answer.body))
    let reason = decoded?.errors.first.map { $0.message ?? $0.code ?? "" }
    return PackFailure(PackDiagnostics.status(answer, login: root.hostAndPort, reason: reason))
  }
}
