import Foundation
import TestServers
import Testing

/// Registries on the network, from publishing to generating, with signatures by OpenSSH keys.
@Suite(
  .enabled(if: LoopbackServer.isPossible && Tool("ssh-keygen") != nil, "skipped: no python3 or no ssh-keygen here"))
struct RegistryJourneyTests {
  private let shell: CommandLine

  init() throws { shell = try CommandLine() }

  /// Publishes, installs, updates, and refuses what is signed by nobody or by somebody else.
  ///
  /// - Parameters:
  ///   - registry: what `hatmax.yml` names.
  ///   - place: what is published to.
  private func journey(_ registry: String, publishingTo place: String, _ environment: [String: String] = [:]) throws {
    func hatmax(_ arguments: String...) throws -> CommandLine.Result {
      try shell.run(arguments, environment: environment)
    }
    let (ours, theirs) = (try shell.key("ours"), try shell.key("theirs"))
    let publicKey = try #require(shell.read("ours.pub"))
    try shell.write("acme/* namespaces=\"hatmax-pack\" \(publicKey)", to: "project/allowed_signers")
    try shell.project(registry: registry, trust: true)

    try shell.publish("1.0.0", to: place, key: ours)
    let first = try hatmax("generate")
    try #require(first.status == 0, "\(first.messages)")
    #expect(shell.read("project/services/notes/AUDIT.md") == "audited by nobody notes \n")
    let lock = try #require(shell.read("project/hatmax.lock"))
    #expect(lock.contains("acme/audit 1.0.0 acme sha256:"))
    #expect(!lock.contains("://"))
    #expect(try hatmax("generate", "--frozen").status == 0)

    try shell.publish("1.1.0", to: place, key: theirs, note: "by others")
    let wrongKey = try hatmax("pack", "update")
    #expect(wrongKey.status == 4)
    #expect(wrongKey.messages.contains("error[PK0703]"), "\(wrongKey.messages)")
    #expect(shell.read("project/hatmax.lock") == lock)
    #expect(try !hatmax("pack", "list").output.contains("1.1.0"))
    #expect(try hatmax("generate").status == 0)

    try shell.publish("1.2.0", to: place, note: "by nobody")
    let unsigned = try hatmax("pack", "update", "--json")
    #expect(unsigned.status == 4)
    #expect(unsigned.output.contains("\"PK0701\""))

    try shell.publish("1.3.0", to: place, key: ours, note: "again")
    let updated = try hatmax("pack", "update")
    #expect(updated.status == 0, "\(updated.messages)")
    #expect(try hatmax("generate").status == 0)
    #expect(shell.read("project/services/notes/AUDIT.md") == "audited by nobody notes again\n")
    #expect(try hatmax("pack", "verify").status == 0)
    #expect(try hatmax("pack", "search", "audit").output.contains("acme/audit 1.3.0"))

    // What is installed and locked needs no registry; what isn't, needs one.
    #expect(try hatmax("pack", "remove", "go-service").status == 2)
    #expect(try hatmax("generate", "--offline").status == 0)
  }

  @Test func `a static index over HTTP`() throws {
    let server = try LoopbackServer()
    let folder = server.folder.path + "/root"
    #expect(try shell.run("pack", "index", folder).status == 0)
    try journey(server.root + "/plain", publishingTo: folder)
  }

  @Test(.enabled(if: TestCertificate.isPossible, "\(TestCertificate.condition)"))
  func `a static index over HTTPS, certified by an authority of one's own`() throws {
    let certificate = try TestCertificate()
    let server = try LoopbackServer(certificate)
    let folder = server.folder.path + "/root"
    #expect(try shell.run("pack", "index", folder).status == 0)
    try shell.project(registry: server.root + "/plain")
    let refused = try shell.run("pack", "install")
    #expect(refused.status == 5)
    #expect(refused.messages.contains("its certificate is not trusted"), "\(refused.messages)")
    try journey(server.root + "/plain", publishingTo: folder, ["SSL_CERT_FILE": certificate.authority])
  }

  @Test(.enabled(if: TestRegistry.isPossible, "\(TestRegistry.condition)"))
  func `an OCI registry`() throws {
    let registry = try TestRegistry()
    let place = "oci://\(registry.host)/team"
    try journey(place, publishingTo: place)
    let direct = try shell.run("pack", "install", "\(place)/acme/audit:1.3.0", "--json")
    #expect(direct.status == 0, "\(direct.output)")
    let newest = try shell.run("pack", "install", "oci://\(registry.host)/team/acme/audit")
    #expect(newest.status == 0, "\(newest.messages)")
  }

  @Test(.enabled(if: TestRegistry.isPossible, "\(TestRegistry.condition)"))
  func `a registry that asks who is there`() throws {
    let registry = try TestRegistry(.basic)
    let place = "oci://\(registry.host)/team"
    #expect(try shell.run("pack", "build", try shell.audit("1.0.0"), "-o", shell.folder + "/dist").status == 0)
    let archive = shell.folder + "/dist/audit-1.0.0.hatpack"
    let refused = try shell.run("pack", "publish", archive, "--to", place)
    #expect(refused.status == 5)
    #expect(refused.messages.contains("hatmax login \(registry.host)"), "\(refused.messages)")
    let wrong = try shell.run(["login", registry.host], input: "user:wrong\n")
    #expect(wrong.status == 5)
    #expect(shell.files(".config").isEmpty)
    #expect(try shell.run(["login", registry.host, "--user", "user"], input: "secret\n").status == 0)
    let stored = shell.folder + "/.config/hatmax/credentials.json"
    #expect(try FileManager.default.attributesOfItem(atPath: stored)[.posixPermissions] as? Int == 0o600)
    #expect(try shell.run("pack", "publish", archive, "--to", place).status == 0)
    try shell.project(registry: place)
    #expect(try shell.run("generate").status == 0)
    let variable = "HATMAX_AUTH_" + registry.host.replacing(/[.:]/, with: "_")
    #expect(try shell.run("logout", registry.host).status == 0)
    #expect(try shell.run("pack", "update").status == 5)
    #expect(try shell.run(["pack", "update"], environment: [variable: "user:secret"]).status == 0)
    #expect(try shell.run(["login", "127.0.0.1:1"], input: "token\n").messages.contains("was not checked"))
    #expect(try shell.run(["login", "no/host"], input: "token\n").status == 64)
    #expect(try shell.run(["login", registry.host], input: "").status == 64)
  }

  @Test func `an archive from an address, and servers that fail`() throws {
    let server = try LoopbackServer()
    let folder = server.folder.path + "/root"
    try shell.publish("1.0.0", to: folder, key: try shell.key("ours"))
    let address = server.root + "/plain/acme/audit-1.0.0.hatpack"
    #expect(try shell.run("pack", "install", address).status == 0)
    #expect(try shell.run("pack", "show", "acme/audit").output.contains("SHA256:"))
    for fault in ["status/404", "status/403", "cut"] {
      let result = try shell.run("pack", "install", "\(server.root)/\(fault)/acme/audit-1.0.0.hatpack")
      #expect(result.status == 5, "\(fault): \(result.messages)")
    }
    try shell.project(registry: server.root + "/status/500")
    #expect(try shell.run("pack", "install").status == 5)
    #expect(try shell.run("pack", "verify").status == 0)
  }
}
