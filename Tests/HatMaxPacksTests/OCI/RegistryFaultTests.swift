import GoldenTesting
import TestServers
import Testing

@testable import HatMaxPacks

/// Answers that no honest registry gives, from the server with faults.
@Suite(.enabled(if: LoopbackServer.isPossible, Comment(rawValue: LoopbackServer.condition)))
struct RegistryFaultTests {
  let server: LoopbackServer
  let name: PackName
  let release: PackRelease

  init() throws {
    server = try LoopbackServer()
    name = try TestPack(name: "base", version: "1.0.0").identity.name
    release = PackRelease(PackVersion(name, Version(1, 0, 0)))
  }

  private func source(_ prefix: String) throws -> OCISource {
    try OCISource(
      "oci://127.0.0.1:\(server.port)/\(prefix)", client: HTTPClient(.impatient()),
      credentials: Credentials(environment: [:], store: nil), cache: server.folder.path + "/cache")
  }

  private func manifest(_ text: String, _ prefix: String) throws {
    try server.folder.write(text, to: "root/\(prefix).json")
  }

  @Test func tagsComeInPagesAndOthersThanVersionsAreSkipped() throws {
    let versions = try source("paged").releases(of: name).map(\.identity.version.description)
    #expect(versions == ["1.0.0", "1.1.0", "2.0.0-rc.1+build.5"])
  }

  @Test func pagesAreNotLookedForElsewhereNorForEver() throws {
    #expect(try source("away").releases(of: name).count == 1)
    #expect(failure { _ = try source("endless").releases(of: name) }?.codes == ["PK0405"])
  }

  @Test func aRegistrySaysWhyItRefuses() throws {
    let refused = failure { _ = try source("denied").releases(of: name) }
    #expect(refused?.codes == ["PK0404"])
    #expect(refused?.shown.contains("requested access to the resource is denied") == true)
  }

  @Test(arguments: ["", "{}", "[1]", "<html>", "{\"schemaVersion\":1,\"config\":{},\"layers\":[]}"])
  func whatIsNoManifestIsRefused(text: String) throws {
    try manifest(text, "broken")
    #expect(failure { _ = try source("broken").requirements(of: release) }?.codes == ["PK0405"])
  }

  private func artifact(_ record: String, type: String = OCIMediaType.release, digest: ContentDigest? = nil) -> String {
    let bytes = Array(record.utf8)
    var config = OCIDescriptor(type, digest ?? ContentDigest(of: bytes), size: bytes.count)
    config.embed(bytes)
    let layer = OCIDescriptor(OCIMediaType.archive, ContentDigest(of: []), size: 10)
    let pairs = [(config, "config"), (layer, "layer")].map { descriptor, _ in
      "{\"mediaType\":\"\(descriptor.mediaType)\",\"digest\":\"\(descriptor.digest)\",\"size\":\(descriptor.size)"
        + (descriptor.data.map { ",\"data\":\"\($0)\"" } ?? "") + "}"
    }
    return "{\"schemaVersion\":2,\"config\":\(pairs[0]),\"layers\":[\(pairs[1])]}"
  }

  private func record(_ name: String = "base", _ version: String = "1.0.0") -> String {
    "{\"name\":\"\(name)\",\"version\":\"\(version)\",\"digest\":\"\(ContentDigest(of: []))\",\"requires\":{\"x\":\"*\"}}"
  }

  @Test func theRecordIsOfThePackThatWasAskedFor() throws {
    try manifest(artifact(record()), "good")
    #expect(try source("good").requirements(of: release).map(\.name.description) == ["x"])
    try manifest(artifact(record("other")), "named")
    #expect(failure { _ = try source("named").requirements(of: release) }?.codes == ["PK0211"])
    try manifest(artifact(record("base", "0.9.0")), "older")
    #expect(failure { _ = try source("older").requirements(of: release) }?.codes == ["PK0211"])
    try manifest(artifact("{\"name\":\"base\"}"), "empty")
    #expect(failure { _ = try source("empty").requirements(of: release) }?.codes.first == "PK0405")
  }

  @Test func anImageIsNotAPack() throws {
    try manifest(artifact("{}", type: "application/vnd.oci.image.config.v1+json"), "image")
    #expect(failure { _ = try source("image").requirements(of: release) }?.codes == ["PK0405"])
  }

  @Test func contentThatIsNotWhatItsDigestSays() throws {
    // Neither the embedded record nor the blob has the digest, so neither is believed.
    try manifest(artifact(record(), digest: ContentDigest(of: [1])), "forged")
    #expect(failure { _ = try source("forged").requirements(of: release) }?.codes == ["PK0406"])
    try manifest(artifact(record()), "good")
    #expect(failure { _ = try source("good").fetch(release, into: server.folder.path) }?.codes == ["PK0406"])
  }

  @Test func whatPeopleAreTold() throws {
    let address = try #require(WebAddress("https://packs.example/v2/base/manifests/1.0.0"))
    let problems = [
      PackDiagnostics.badTokenServer("http://tokens.example", registry: "packs.example"),
      PackDiagnostics.badManifest(address, reason: "it is not an OCI manifest"),
      PackDiagnostics.noArtifact(release.identity, "oci://packs.example/acme"),
      PackDiagnostics.notAPack("packs.example/acme/base:1.0.0", artifact: "application/vnd.cncf.helm.config.v1+json"),
      PackDiagnostics.versionTooLong(release.identity),
      PackDiagnostics.badCredentials("config.json", help: "`docker login` writes it"),
      PackDiagnostics.noCredentialHelper("docker-credential-pass", config: "config.json"),
      PackDiagnostics.credentialHelper("docker-credential-pass", "packs.example", reason: "pass not initialized\n"),
      PackDiagnostics.badAddress("oci://packs.example/Acme", expected: OCILocation.form),
    ]
    try Golden.expect(
      problems.map { PackFailure($0).shown }.joined(separator: "\n"), equals: "../Fixtures/OCI/problems.txt")
  }
}
