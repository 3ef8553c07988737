import Foundation
import TestServers
import Testing

@testable import HatMaxPacks

@Suite struct CredentialsTests {
  let folder: ScratchFolder
  let store: CredentialStore

  init() throws {
    folder = try ScratchFolder()
    store = CredentialStore(path: folder.path + "/home/credentials.json")
  }

  private func docker(_ config: String, host: String = "packs.example", path: String? = nil) throws -> Credential? {
    try folder.write(config, to: "docker/config.json")
    let environment = ["DOCKER_CONFIG": folder.path + "/docker", "PATH": path ?? folder.path + "/bin:/usr/bin:/bin"]
    return try Credentials(environment: environment, store: nil).credential(for: host)
  }

  private func helper(_ body: String) throws {
    try folder.write("#!/bin/sh\nread host\n\(body)\n", to: "bin/docker-credential-test", mode: 0o755)
  }

  @Test func theEnvironmentComesFirstThenTheLoginThenDocker() throws {
    let config = "{\"auths\": {\"packs.example:5000\": {\"auth\": \"ZG9ja2VyOmE6Yg==\"}}}"
    try folder.write(config, to: ".docker/config.json")
    var environment = ["HOME": folder.path]
    func found() throws -> Credential? {
      try Credentials(environment: environment, store: store).credential(for: "packs.example:5000")
    }
    #expect(try found() == .password(user: "docker", password: "a:b"))
    try store.login("Packs.Example:5000", .token("stored"))
    #expect(try found() == .token("stored"))
    environment["HATMAX_AUTH_PACKS_EXAMPLE_5000"] = "env:a:b\n"
    #expect(try found() == .password(user: "env", password: "a:b"))
    environment["HATMAX_AUTH_PACKS_EXAMPLE_5000"] = ""
    #expect(try found() == .token("stored"))
  }

  @Test func loginsAreKeptForTheirOwnerAlone() throws {
    try store.login("b.example", .password(user: "user", password: "secret"))
    try store.login("a.example", .token("token"))
    #expect(try store.hosts() == ["a.example", "b.example"])
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/home/credentials.json")
    #expect(mode[.posixPermissions] as? Int == 0o600)
    #expect(try store.logout("b.example"))
    #expect(try !store.logout("b.example"))
    #expect(try store.hosts() == ["a.example"])
  }

  @Test func aDamagedFileIsNotOverwritten() throws {
    try folder.write("{", to: "home/credentials.json")
    #expect(failure { try store.login("a.example", .token("t")) }?.codes == ["PK0404"])
    #expect(try folder.read("home/credentials.json") == "{")
    #expect(failure { _ = try docker("[") }?.codes == ["PK0404"])
  }

  @Test func keysOfDocker() throws {
    #expect(try docker("{\"auths\": {\"https://packs.example/v1/\": {\"auth\": \"dXNlcjpzZWNyZXQ=\"}}}") != nil)
    #expect(try docker("{\"auths\": {\"other.example\": {\"auth\": \"dXNlcjpzZWNyZXQ=\"}}}") == nil)
    #expect(try docker("{\"auths\": {\"packs.example\": {}}}") == nil)
    #expect(try docker("{\"auths\": {\"packs.example\": {\"auth\": \"%%%\"}}}") == nil)
    #expect(
      try docker("{\"auths\": {\"packs.example\": {\"auth\": \"dXNlcjo=\", \"identitytoken\": \"t\"}}}") == .token("t"))
    #expect(try docker("{}") == nil)
  }

  @Test func helpersOfDockerAreAsked() throws {
    try helper(
      "echo \"{\\\"ServerURL\\\":\\\"$host\\\",\\\"Username\\\":\\\"user\\\",\\\"Secret\\\":\\\"$host-secret\\\"}\"")
    let expected = Credential.password(user: "user", password: "packs.example-secret")
    #expect(try docker("{\"credsStore\": \"test\"}") == expected)
    #expect(try docker("{\"credHelpers\": {\"packs.example\": \"test\"}}") == expected)
    #expect(try docker("{\"credHelpers\": {\"other.example\": \"test\"}}") == nil)
    try helper("echo '{\"Username\":\"<token>\",\"Secret\":\"t\"}'")
    #expect(try docker("{\"credsStore\": \"test\"}") == .token("t"))
  }

  @Test func aHelperThatHasNothing() throws {
    try helper("echo 'credentials not found in native keychain'; exit 1")
    #expect(try docker("{\"credsStore\": \"test\"}") == nil)
    let both = "{\"credsStore\": \"test\", \"auths\": {\"packs.example\": {\"auth\": \"dXNlcjpzZWNyZXQ=\"}}}"
    #expect(try docker(both) == .password(user: "user", password: "secret"))
  }

  @Test(arguments: ["echo 'no keyring' >&2; exit 1", "echo rubbish", "exit 3", "kill -9 $$"])
  func aHelperThatFails(body: String) throws {
    try helper(body)
    #expect(failure { _ = try docker("{\"credsStore\": \"test\"}") }?.codes == ["PK0404"])
  }

  @Test(arguments: ["missing", "../../bin/sh", "a b"]) func aHelperThatIsNotThere(name: String) throws {
    #expect(failure { _ = try docker("{\"credsStore\": \"\(name)\"}") }?.codes == ["PK0404"])
  }

  @Test func challengesAreTakenApart() {
    let two = AuthChallenge.read(
      "Bearer realm=\"https://a.example/t?x=1,2\",service=s, scope=\"a \\\"b\\\"\" , Basic realm=r")
    #expect(two.map(\.scheme) == ["bearer", "basic"])
    #expect(two[0].parameters == ["realm": "https://a.example/t?x=1,2", "service": "s", "scope": "a \"b\""])
    #expect(two[1].parameters == ["realm": "r"])
    #expect(AuthChallenge.read("").isEmpty)
    #expect(AuthChallenge.read("Bearer realm=\"open").map(\.scheme) == ["bearer"])
    #expect(AuthChallenge.read("=,=\"").isEmpty)
    #expect(AuthChallenge.read(String(repeating: "a,", count: 10_000)).count == 10_000)
  }

  @Test(arguments: [
    "", "oci://", "oci:///acme", "oci://packs.example/Acme", "oci://packs.example/a//b", "oci://packs.example/-a",
    "oci://user:secret@packs.example/a", "oci://packs.example/a?b", "https://packs.example/a",
    "oci://packs.example/a:1",
  ])
  func whatIsNoLocationInARegistry(text: String) {
    #expect(failure { _ = try OCILocation(text) }?.codes == ["PK0408"])
  }

  @Test func versionsBecomeTagsAndBack() throws {
    for text in ["1.0.0", "1.0.0-rc.1", "1.0.0-rc.1+b-1.x", "1.0.0+5"] {
      let version = try #require(Version(text))
      #expect(OCILocation.version(ofTag: OCILocation.tag(of: version)) == version)
    }
    for tag in ["latest", "v1.0.0", "1.0", "1.0.0+5", "1.0.0_a_b"] { #expect(OCILocation.version(ofTag: tag) == nil) }
  }
}
