import Foundation
import GoldenTesting
import SourceDiagnostics
import TestServers
import Testing

@testable import HatMaxPacks

@Suite(.enabled(if: LoopbackServer.isPossible, Comment(rawValue: LoopbackServer.condition)))
struct HTTPClientTests {
  let server: LoopbackServer
  let client = HTTPClient(.impatient())
  let content = (0..<5_000).map { "line \($0)\n" }.joined()

  init() throws {
    server = try LoopbackServer()
    try server.folder.write(content, to: "root/file")
  }

  private func get(_ path: String, limit: Int = 1 << 20) throws -> HTTPAnswer {
    try client.answer(to: HTTPRequest(address: server.address(path)), limit: limit)
  }

  private func fetch(_ path: String, content: String? = nil, size: Int?? = nil, client: HTTPClient? = nil) throws
    -> HTTPAnswer
  {
    let bytes = Array((content ?? self.content).utf8)
    let download = HTTPDownload(
      to: server.folder.path + "/result", cache: server.folder.path + "/cache", digest: ContentDigest(of: bytes),
      size: size ?? bytes.count, limit: 1 << 20)
    return try (client ?? self.client).download(HTTPRequest(address: server.address(path)), download)
  }

  private var isWhole: Bool { (try? server.folder.read("result")) == content }

  private var leftovers: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: server.folder.path + "/cache/downloads")) ?? []
  }

  // MARK: - Answers

  @Test func anAnswerHasStatusHeadersAndContent() throws {
    let answer = try get("plain/file")
    #expect(answer.status == 200)
    #expect(answer.head["content-length"] == "\(content.utf8.count)")
    #expect(String(decoding: answer.body, as: UTF8.self) == content)
  }

  @Test(arguments: [401, 403, 404, 410, 418]) func aLastingRefusalIsAskedForOnce(status: Int) throws {
    #expect(try get("status/\(status)/file").status == status)
    #expect(try server.requests().count == 1)
  }

  @Test(arguments: [408, 429, 500, 502, 503, 504]) func aPassingRefusalIsAskedForAgain(status: Int) throws {
    #expect(try get("status/\(status)/file").status == status)
    #expect(try server.requests().count == 3)
    #expect(try get("once/\(status)/file").status == 200)
  }

  @Test func aServerThatAsksForTooMuchPatienceIsNotWaitedFor() throws {
    #expect(try get("wait/file").status == 429)
    #expect(try server.requests().count == 1)
  }

  @Test func redirectsAreFollowed() throws {
    let answer = try get("redirect/file")
    #expect(answer.body.count == content.utf8.count)
    #expect(answer.address.description.hasSuffix("/plain/file"))
  }

  @Test func credentialsAreNotShownToAnotherOrigin() throws {
    let other = try LoopbackServer()
    try other.folder.write("there", to: "root/file")
    var request = HTTPRequest(address: try server.address("away/\(other.port)/file"))
    request.authorization = "Basic dXNlcjpzZWNyZXQ="
    #expect(try client.answer(to: request, limit: 100).body == Array("there".utf8))
    #expect(try server.requests().map(\.headers["authorization"]) == ["Basic dXNlcjpzZWNyZXQ="])
    #expect(try other.requests().map(\.headers["authorization"]) == [nil])
  }

  @Test func credentialsAreNotSentInTheOpen() throws {
    var request = HTTPRequest(address: try #require(WebAddress("http://packs.example/index.json")))
    request.authorization = "Basic dXNlcjpzZWNyZXQ="
    let refused = failure { _ = try client.answer(to: request, limit: 100) }
    #expect(refused?.codes == ["PK0408"])
  }

  @Test func aHeaderCannotBringAnother() throws {
    var request = HTTPRequest(address: try server.address("plain/file"))
    request.authorization = "Bearer a\r\nX-Injected: yes\nX-More: \"yes\""
    _ = try client.answer(to: request, limit: 1 << 20)
    let headers = try #require(try server.requests().first?.headers)
    #expect(headers["authorization"] == "Bearer aX-Injected: yesX-More: \"yes\"")
    #expect(headers["x-injected"] == nil && headers["x-more"] == nil)
  }

  @Test func aProxyIsUsed() throws {
    let proxied = HTTPClient(.impatient(["http_proxy": server.root]))
    let request = HTTPRequest(address: try #require(WebAddress("http://packs.example/index.json")))
    let answer = try proxied.answer(to: request, limit: 1_000)
    #expect(String(decoding: answer.body, as: UTF8.self) == "proxied http://packs.example/index.json")
    let direct = HTTPClient(.impatient(["http_proxy": "http://127.0.0.1:1", "no_proxy": "127.0.0.1"]))
    #expect(try direct.answer(to: HTTPRequest(address: server.address("plain/file")), limit: 1 << 20).status == 200)
  }

  @Test func whatIsTooLargeIsStopped() throws {
    #expect(failure { _ = try get("plain/file", limit: 100) }?.codes == ["PK0406"])
    #expect(failure { _ = try get("endless/file") }?.codes == ["PK0406"])
  }

  @Test(arguments: ["cut", "wrong-length", "nothing", "garbage", "loop", "elsewhere", "slow", "silent"])
  func noAnswerIsUnreachable(fault: String) throws {
    let refused = failure { _ = try get("\(fault)/file") }
    #expect(refused?.codes == ["PK0403"])
    #expect(refused?.category == .unreachable)
  }

  @Test func nobodyListens() throws {
    let free = try LoopbackServer()
    let address = try free.address("file")
    withExtendedLifetime(free) {}
    let refused = failure {
      _ = try client.answer(to: HTTPRequest(address: closedPort(like: address)), limit: 100)
    }
    #expect(refused?.codes == ["PK0403"])
  }

  /// Port 1 of this machine, where nothing listens.
  private func closedPort(like address: WebAddress) throws -> WebAddress {
    try #require(WebAddress("http://\(address.host):1/file"))
  }

  @Test func withoutCurl() throws {
    let without = HTTPClient(HTTPSettings(environment: ["PATH": server.folder.path]))
    let refused = failure { _ = try without.answer(to: HTTPRequest(address: server.address("plain/file")), limit: 1) }
    #expect(refused?.codes == ["PK0403"])
    #expect(refused?.shown.contains("install it") == true)
  }

  // MARK: - Downloads

  @Test func aDownloadIsPutInPlace() throws {
    #expect(try fetch("plain/file").head.isSuccess)
    #expect(isWhole)
    #expect(leftovers.isEmpty)
  }

  @Test func aCutDownloadGoesOnWhereItStopped() throws {
    #expect(try fetch("cut-once/file").head.isSuccess)
    #expect(isWhole)
    let ranges = try server.requests().map(\.headers["range"])
    #expect(ranges == [nil, "bytes=\(content.utf8.count / 2)-"])
  }

  @Test func anotherRunGoesOnWhereOneStopped() throws {
    #expect(failure { _ = try fetch("cut/file") }?.codes == ["PK0403"])
    #expect(leftovers.count == 1)
    #expect(try fetch("plain/file").head.isSuccess)
    #expect(isWhole)
    #expect(try server.requests().last?.headers["range"] == "bytes=\(content.utf8.count / 2)-")
  }

  @Test(arguments: ["cut-no-ranges", "wrong-range"]) func aServerWithoutUsableRangesBeginsAnew(fault: String) throws {
    #expect(try fetch("\(fault)/file").head.isSuccess)
    #expect(isWhole)
  }

  @Test(arguments: ["something else", "", "longer"]) func aBeginningOfSomethingElseIsThrownAway(kind: String) throws {
    let digest = ContentDigest(of: Array(content.utf8))
    let stale = kind == "longer" ? content + content : kind
    try server.folder.write(stale, to: "cache/downloads/\(digest.hex).part")
    #expect(try fetch("plain/file").head.isSuccess)
    #expect(isWhole)
  }

  @Test(arguments: ["wrong-digest", "longer", "shorter", "endless"]) func otherContentIsRefused(fault: String) throws {
    let refused = failure { _ = try fetch("\(fault)/file") }
    #expect(refused?.codes == ["PK0406"])
    #expect(refused?.category == .refused)
    #expect(!FileManager.default.fileExists(atPath: server.folder.path + "/result"))
    #expect(failure { _ = try fetch("\(fault)/file", size: .some(nil)) }?.codes == ["PK0406"])
  }

  @Test func theDigestDecidesWhenTheLengthIsWrong() throws {
    #expect(try fetch("wrong-length/file").head.isSuccess)
    #expect(isWhole)
    try FileManager.default.removeItem(atPath: server.folder.path + "/result")
    #expect(failure { _ = try fetch("wrong-length/file", content: content + "0123456789") }?.codes == ["PK0403"])
  }

  @Test func aRefusedDownloadLeavesNothing() throws {
    let answer = try fetch("status/403/file")
    #expect(answer.status == 403)
    #expect(!FileManager.default.fileExists(atPath: server.folder.path + "/result"))
  }

  @Test func severalProcessesMayWantTheSame() async throws {
    let server = server
    let content = content
    let port = server.port
    let folder = server.folder.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<4 {
        group.addTask {
          let bytes = Array(content.utf8)
          let download = HTTPDownload(
            to: "\(folder)/result-\(number)", cache: folder + "/cache", digest: ContentDigest(of: bytes),
            size: bytes.count, limit: 1 << 20)
          let address = try #require(WebAddress("http://127.0.0.1:\(port)/plain/file"))
          _ = try HTTPClient(.impatient()).download(HTTPRequest(address: address), download)
        }
      }
      try await group.waitForAll()
    }
    for number in 0..<4 { #expect(try server.folder.read("result-\(number)") == content) }
  }

  @Test func progressIsTold() throws {
    let steps = Steps()
    var settings = HTTPSettings.impatient()
    settings.progress = { _, received, whole in steps.add(received, whole) }
    _ = try fetch("plain/file", client: HTTPClient(settings))
    #expect(steps.last?.received == content.utf8.count)
    #expect(steps.last?.whole == content.utf8.count)
  }

  // MARK: - Words

  @Test func whatPeopleAreTold() throws {
    let statuses = try [401, 403, 404, 429, 500, 418].map { status in
      PackDiagnostics.status(try get("status/\(status)/file"), login: "packs.example")
    }
    let address = try #require(WebAddress("https://packs.example/index.json"))
    let codes: [Int32] = [5, 6, 7, 18, 28, 35, 52, 60, 77, 97, 99]
    let transfers = codes.map {
      PackDiagnostics.transfer(.curl(status: $0, message: "curl: (\($0)) what curl says\n"), address)
    }
    let digest = ContentDigest(of: [])
    let rest = [
      PackDiagnostics.transfer(.notHTTP, address), PackDiagnostics.noCurl(address),
      PackDiagnostics.tooManyRedirects(address), PackDiagnostics.badRedirect(from: address, to: "file:///etc/passwd"),
      PackDiagnostics.answerTooLarge(address, limit: 100), PackDiagnostics.downloadTooLarge(address, limit: 100),
      PackDiagnostics.badDownload(address, expected: digest, found: ContentDigest(of: [1]), size: 1, 0),
      PackDiagnostics.badAddress("https://me:secret@packs.example", expected: "an address is `https://HOST/FOLDER`"),
      PackDiagnostics.unencryptedCredentials(address),
    ]
    let text = (statuses + transfers + rest).map { DiagnosticRenderer().render($0) }.joined(separator: "\n")
      .replacing("127.0.0.1:\(server.port)", with: "packs.example")
    try Golden.expect(text, equals: "../Fixtures/HTTP/problems.txt")
  }
}

/// Collects what a download says about its progress.
private final class Steps: @unchecked Sendable {
  private let lock = NSLock()
  private var steps: [(received: Int, whole: Int?)] = []

  func add(_ received: Int, _ whole: Int?) { lock.withLock { steps.append((received, whole)) } }

  var last: (received: Int, whole: Int?)? { lock.withLock { steps.last } }
}
