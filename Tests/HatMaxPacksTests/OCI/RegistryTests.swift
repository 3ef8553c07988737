import Foundation
import TestServers
import Testing

@testable import HatMaxPacks

/// Packs in the CNCF distribution registry.
@Suite(.enabled(if: TestRegistry.isPossible, Comment(rawValue: TestRegistry.condition)))
struct RegistryTests {
  let folder: ScratchFolder
  let pack = TestPack(name: "acme/base", version: "1.2.0-rc.1+build.5", requires: ["go-service": "^1.0"])
  let archive: String
  let signature: [UInt8]

  init() throws {
    folder = try ScratchFolder()
    archive = try pack.archive(in: folder)
    signature = try pack.sign(archive)
  }

  private func fetch(_ source: OCISource) throws -> FetchedArchive {
    let release = try #require(try source.releases(of: pack.identity.name).first)
    return try source.fetch(release, into: folder.path + "/fetched")
  }

  private func isWhole(_ fetched: FetchedArchive) throws -> Bool {
    try Data(contentsOf: URL(fileURLWithPath: fetched.path)) == Data(contentsOf: URL(fileURLWithPath: archive))
  }

  // MARK: - Publishing and fetching

  @Test func whatWasPublishedIsFetched() throws {
    let registry = try TestRegistry()
    #expect(try registry.source("packs/test").publish(archive, signature: signature) == .published)
    let source = try registry.source("packs/test")
    #expect(try source.names() == [pack.identity.name])
    let release = try #require(try source.releases(of: pack.identity.name).first)
    #expect(release.identity == (try pack.identity))
    #expect(try source.requirements(of: release).map(\.name.description) == ["go-service"])
    let fetched = try fetch(source)
    #expect(try isWhole(fetched))
    #expect(fetched.signature == signature)
  }

  @Test func whatWasPublishedIsDescribedAndFoundByItsReadme() throws {
    let registry = try TestRegistry()
    var pack = pack
    pack.content = "Makes ledgers.\n"
    _ = try registry.source("packs/test").publish(try pack.archive(in: folder, below: "described"), signature: nil)
    let source = try registry.source("packs/test")
    let release = try #require(try source.releases(of: pack.identity.name).first)
    let expected = PackSummary(
      description: "A pack \"for tests\", with ümlauts", keywords: ["test", "tiny"], readme: "Makes ledgers.\n")
    #expect(try source.describe(release) == expected)
    let search = SearchOperation(
      store: PackStore(home: folder.path + "/search"), registries: Registries([.init(alias: "team", source: source)]))
    #expect(try search.run(["ledger"]).map(\.registry) == ["team"])
  }

  @Test func whatIsNotThereIsNotOffered() throws {
    let registry = try TestRegistry()
    let source = try registry.source()
    #expect(try source.releases(of: TestPack(name: "nothing", version: "1.0.0").identity.name).isEmpty)
    #expect(try source.names().isEmpty)
    let release = PackRelease(try pack.identity)
    #expect(failure { _ = try source.requirements(of: release) }?.codes == ["PK0403"])
  }

  @Test func aPublishedVersionKeepsItsContent() throws {
    let registry = try TestRegistry()
    var pack = pack
    #expect(try registry.source().publish(archive, signature: nil) == .published)
    #expect(try registry.source().publish(archive, signature: nil) == .alreadyThere)
    #expect(try registry.source().publish(archive, signature: signature) == .signed)
    #expect(try registry.source().publish(archive, signature: signature) == .alreadyThere)
    #expect(try registry.source().publish(archive, signature: nil) == .alreadyThere)
    #expect(try fetch(registry.source()).signature == signature)
    pack.content = "other\n"
    let other = try pack.archive(in: folder, below: "other")
    let refused = failure { _ = try registry.source().publish(other, signature: nil) }
    #expect(refused?.codes == ["PK0409"])
    #expect(refused?.category == .refused)
    #expect(try isWhole(fetch(registry.source())))
  }

  @Test func aDamagedBlobIsRefused() throws {
    let registry = try TestRegistry()
    _ = try registry.source().publish(archive, signature: nil)
    let digest = ContentDigest(of: Array(try Data(contentsOf: URL(fileURLWithPath: archive)))).hex
    let blob = "storage/docker/registry/v2/blobs/sha256/\(digest.prefix(2))/\(digest)/data"
    let size = try Data(contentsOf: URL(fileURLWithPath: archive)).count
    try registry.folder.write(String(repeating: "x", count: size), to: blob)
    let refused = failure { _ = try fetch(registry.source()) }
    #expect(refused?.codes == ["PK0406"])
    #expect(refused?.category == .refused)
  }

  // MARK: - Who asks

  @Test func basicAuthentication() throws {
    let registry = try TestRegistry(.basic)
    #expect(failure { _ = try registry.source().publish(archive, signature: nil) }?.codes == ["PK0404"])
    #expect(failure { try registry.source().check() }?.category == .unreachable)
    let environment = [registry.variable: "user:secret"]
    try registry.source("acme", environment).check()
    #expect(try registry.source("acme", environment).publish(archive, signature: nil) == .published)
    #expect(try isWhole(fetch(registry.source("acme", environment))))
    let wrong = [registry.variable: "user:wrong"]
    #expect(failure { _ = try fetch(registry.source("acme", wrong)) }?.codes == ["PK0404"])
    #expect(try registry.source("acme").names().isEmpty)
  }

  @Test func credentialsOfALogin() throws {
    let registry = try TestRegistry(.basic)
    let store = CredentialStore(path: folder.path + "/home/credentials.json")
    try store.login(registry.host, .password(user: "user", password: "secret"))
    try registry.source("acme", store: store).check()
    #expect(try store.logout(registry.host))
    #expect(failure { try registry.source("acme", store: store).check() }?.codes == ["PK0404"])
  }

  @Test func credentialsOfDocker() throws {
    let registry = try TestRegistry(.basic)
    try folder.write("{\"auths\": {\"\(registry.host)\": {\"auth\": \"dXNlcjpzZWNyZXQ=\"}}}", to: "docker/config.json")
    try registry.source("acme", ["DOCKER_CONFIG": folder.path + "/docker"]).check()
  }

  @Test(.enabled(if: TokenServer.isPossible, Comment(rawValue: TokenServer.condition)))
  func tokenAuthentication() throws {
    let registry = try TestRegistry(.token(server: TokenServer()))
    #expect(failure { _ = try registry.source().publish(archive, signature: nil) }?.codes == ["PK0404"])
    let user = [registry.variable: "user:secret"]
    #expect(try registry.source("acme", user).publish(archive, signature: nil) == .published)
    let identity = [registry.variable: "identity"]
    #expect(try registry.source("acme", identity).publish(archive, signature: signature) == .signed)
    #expect(failure { try registry.source("acme", [registry.variable: "user:wrong"]).check() }?.codes == ["PK0404"])
    #expect(failure { try registry.source("acme", [registry.variable: "forged"]).check() }?.codes == ["PK0404"])
    // Anybody may pull.
    #expect(try fetch(registry.source()).signature == signature)
  }

  // MARK: - Other tools

  @Test(
    .enabled(if: TestRegistry.tool("skopeo") != nil, "skipped: no skopeo; scripts/install-test-tools.sh gets it"))
  func skopeoReadsListsAndCopies() throws {
    let skopeo = try #require(TestRegistry.tool("skopeo"))
    let registry = try TestRegistry()
    _ = try registry.source().publish(archive, signature: signature)
    let repository = "docker://\(registry.host)/acme/acme/base"
    let tag = ":1.2.0-rc.1_build.5"

    let raw = try skopeo.run(["inspect", "--tls-verify=false", "--raw", repository + tag])
    let manifest = try JSONDecoder().decode(OCIManifest.self, from: Data(raw.output.utf8))
    #expect(manifest.artifactType == "application/vnd.hatmax.pack.v1", "\(raw.message)")
    #expect(manifest.layers.map(\.mediaType) == [OCIMediaType.archive, OCIMediaType.signature])

    let tags = try skopeo.run(["list-tags", "--tls-verify=false", repository])
    #expect(tags.output.contains("\"1.2.0-rc.1_build.5\""), "\(tags.message)")

    let copy = "docker://\(registry.host)/mirror/acme/base"
    let copied = try skopeo.run(
      ["--insecure-policy", "copy", "--src-tls-verify=false", "--dest-tls-verify=false", repository + tag, copy + tag])
    #expect(copied.status == 0, "\(copied.message)")
    let fetched = try fetch(registry.source("mirror"))
    #expect(try isWhole(fetched))
    #expect(fetched.signature == signature)

    let layout = "oci:\(folder.path)/layout:base"
    for (from, to) in [(repository + tag, layout), (layout, "docker://\(registry.host)/offline/acme/base" + tag)] {
      let result = try skopeo.run(
        ["--insecure-policy", "copy", "--src-tls-verify=false", "--dest-tls-verify=false", from, to])
      #expect(result.status == 0, "\(result.message)")
    }
    #expect(try isWhole(fetch(registry.source("offline"))))
  }
}
