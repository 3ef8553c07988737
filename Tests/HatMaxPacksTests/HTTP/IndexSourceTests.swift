import Foundation
import GoldenTesting
import TestServers
import Testing

@testable import HatMaxPacks

@Suite(.enabled(if: LoopbackServer.isPossible, Comment(rawValue: LoopbackServer.condition)))
struct IndexSourceTests {
  let server: LoopbackServer
  let pack = TestPack(name: "acme/base", version: "1.2.0", requires: ["go-service": "^1.0"])
  let archive: String
  let signature: [UInt8]

  init() throws {
    server = try LoopbackServer()
    archive = try pack.archive(in: server.folder)
    signature = try pack.sign(archive)
    try TestPack(name: "plain", version: "0.1.0+b.1").archive(in: server.folder)
    _ = try PackIndexer.index(server.folder.path + "/root")
  }

  private func source(_ fault: String = "plain", _ environment: [String: String] = [:]) throws -> IndexSource {
    try IndexSource(
      "\(server.root)/\(fault)", client: HTTPClient(.impatient()),
      credentials: Credentials(environment: environment, store: nil), cache: server.folder.path + "/cache")
  }

  private func fetch(_ source: IndexSource, _ pack: TestPack? = nil) throws -> FetchedArchive {
    let identity = try (pack ?? self.pack).identity
    let release = try #require(try source.releases(of: identity.name).first { $0.identity == identity })
    return try source.fetch(release, into: server.folder.path + "/fetched")
  }

  private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

  // MARK: - What it has

  @Test func packsAreListedAndFetched() throws {
    let source = try source()
    #expect(try source.names().map(\.description) == ["acme/base", "plain"])
    let release = try #require(try source.releases(of: pack.identity.name).first)
    #expect(try source.requirements(of: release).map(\.range.description) == ["^1.0"])
    let fetched = try fetch(source)
    #expect(try bytes(fetched.path) == bytes(archive))
    #expect(fetched.signature == signature)
    #expect(try fetch(source, TestPack(name: "plain", version: "0.1.0+b.1")).signature == nil)
    #expect(try source.releases(of: TestPack(name: "nothing", version: "1.0.0").identity.name).isEmpty)
    #expect(try server.requests().count { $0.path.hasSuffix("index.json") } == 1)
  }

  @Test func readmesAreSearchedAndAskedForOnce() throws {
    try TestPack(name: "later", version: "1.0.0", content: "Makes ledgers.").archive(in: server.folder)
    _ = try PackIndexer.index(server.folder.path + "/root")
    let store = PackStore(home: server.folder.path + "/home")
    func search(_ words: String..., from alias: String = "shop", isOffline: Bool = false) throws -> [String] {
      let registries = Registries([.init(alias: alias, source: try source())])
      return try SearchOperation(store: store, registries: registries, isOffline: isOffline).run(words).map {
        "\($0.registry)/\($0.identity)"
      }
    }
    #expect(try search("ledger") == ["shop/later 1.0.0"])
    #expect(try search("hello").count == 2)
    #expect(try search("ledger", from: "other") == ["other/later 1.0.0"], "an alias is the project's")
    #expect(try server.requests().allSatisfy { $0.path.hasSuffix("index.json") })
    #expect(try search("ledger", isOffline: true) == ["shop/later 1.0.0"])
    let elsewhere = SearchOperation(store: store, registries: Registries([]))
    #expect(try elsewhere.run(["ledger"]).isEmpty, "not of this project")
    try TestPack(name: "later", version: "1.1.0", content: "Makes notes.").archive(in: server.folder)
    _ = try PackIndexer.index(server.folder.path + "/root")
    #expect(try search("ledger").isEmpty)
    #expect(try search("notes") == ["shop/later 1.1.0"])
  }

  @Test func theAddressOfTheFileWillDoToo() throws {
    #expect(try source("plain/index.json").names().count == 2)
  }

  @Test func anUnchangedIndexIsNotSentAgain() throws {
    _ = try source().names()
    #expect(try source().names().count == 2)
    let tags = try server.requests().map { $0.headers["if-none-match"] }
    #expect(tags.count == 2 && tags[0] == nil && tags[1] != nil)
  }

  @Test func aChangedIndexIsSeen() throws {
    _ = try source().names()
    try TestPack(name: "new", version: "1.0.0").archive(in: server.folder)
    _ = try PackIndexer.index(server.folder.path + "/root")
    #expect(try source().names().count == 3)
  }

  @Test func aDamagedCacheIsNotBelieved() throws {
    _ = try source().names()
    let folder = server.folder.path + "/cache/http"
    let file = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
    let text = try server.folder.read("cache/http/\(file)").replacingOccurrences(of: "acme", with: "evil")
    try server.folder.write(text, to: "cache/http/\(file)")
    #expect(try source().names().map(\.description) == ["acme/base", "plain"])
  }

  @Test func credentialsAreShownToTheIndexAndItsArchives() throws {
    let variable = "HATMAX_AUTH_127_0_0_1_\(server.port)"
    #expect(try fetch(source("auth", [variable: "user:secret"])).signature == signature)
    let refused = failure { _ = try source("auth").names() }
    #expect(refused?.codes == ["PK0404"])
    #expect(failure { _ = try source("auth", [variable: "user:wrong"]).names() }?.codes == ["PK0404"])
    #expect(refused?.category == .unreachable)
  }

  // MARK: - Faults

  @Test(arguments: [
    ("cut", "PK0403"), ("wrong-length", "PK0403"), ("endless", "PK0406"), ("slow", "PK0403"), ("silent", "PK0403"),
    ("garbage", "PK0403"), ("nothing", "PK0403"), ("status/401", "PK0404"), ("status/403", "PK0404"),
    ("status/404", "PK0403"), ("status/429", "PK0403"), ("status/500", "PK0403"), ("longer", "PK0405"),
    ("shorter", "PK0405"),
  ])
  func aFaultWithTheIndex(fault: String, code: String) throws {
    let refused = failure { _ = try source(fault).names() }
    #expect(refused?.codes.first == code)
    #expect(refused?.category == (code == "PK0406" ? .refused : .unreachable))
  }

  @Test(
    arguments: [
      ("cut", "PK0403"), ("wrong-digest", "PK0406"), ("longer", "PK0406"), ("shorter", "PK0406"),
      ("slow", "PK0403"), ("status/401", "PK0404"), ("status/403", "PK0404"), ("status/404", "PK0403"),
      ("status/429", "PK0403"), ("status/500", "PK0403"), ("once/503", nil), ("cut-once", nil), ("redirect", nil),
    ] as [(String, String?)])
  func aFaultWithAnArchive(fault: String, code: String?) throws {
    try changeIndex { $0.release.archive = "/\(fault)/" + $0.release.archive }
    let result = Result { try fetch(source()) }
    switch (result, code) {
    case (.success(let fetched), nil):
      #expect(try bytes(fetched.path) == bytes(archive))
      #expect(fetched.signature == signature)
    case (.failure(let failure as PackFailure), let code?):
      #expect(failure.codes == [code])
      #expect(!FileManager.default.fileExists(atPath: server.folder.path + "/fetched/acme/base-1.2.0.hatpack"))
    default: Issue.record("\(result)")
    }
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://packs.example/x", "http://user:secret@packs.example/x", "a b"])
  func archivesAreOnTheWeb(address: String) throws {
    try changeIndex { $0.release.archive = address }
    #expect(failure { _ = try fetch(source()) }?.codes == ["PK0405"])
  }

  @Test(arguments: ["", "packs", "ftp://packs.example", "https://user:secret@packs.example"])
  func whatIsNoAddressOfAnIndex(location: String) throws {
    let refused = failure {
      _ = try IndexSource(
        location, client: HTTPClient(.impatient()), credentials: Credentials(environment: [:], store: nil), cache: "c")
    }
    #expect(refused?.codes == ["PK0408"])
    #expect(refused?.shown.contains("secret") == false)
  }

  private func changeIndex(_ change: (inout PackIndex.Entry) -> Void) throws {
    let entries = try PackIndexer.index(server.folder.path + "/root").index.entries.map { entry in
      var entry = entry
      change(&entry)
      return entry
    }
    try server.folder.write(PackIndex(entries).text, to: "root/index.json")
  }

  // MARK: - Words

  @Test func whatPeopleAreTold() throws {
    try server.folder.write("{\"format\": 1, \"packs\": {\"base\": [{\"version\": \"1\"}]}}", to: "root/index.json")
    let address = try #require(WebAddress("https://packs.example/index.json"))
    let release = PackRelease(try pack.identity, archive: "file:///etc/passwd")
    let (old, new) = (ContentDigest(of: []), ContentDigest(of: [1]))
    let problems = [
      PackDiagnostics.noIndex(address), PackDiagnostics.notInIndex(try pack.identity, "https://packs.example"),
      PackDiagnostics.badArchiveAddress(release, "https://packs.example"),
      PackDiagnostics.republished(try pack.identity, published: old, offered: new),
    ]
    let bad = try #require(failure { _ = try source().names() })
    let text = (problems.map { PackFailure($0).shown } + [bad.shown]).joined(separator: "\n")
    try Golden.expect(
      text.replacing("127.0.0.1:\(server.port)", with: "packs.example"), equals: "../Fixtures/HTTP/index_problems.txt")
  }
}
