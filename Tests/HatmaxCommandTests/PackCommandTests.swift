import Foundation
import GoldenTesting
import TestServers
import Testing

/// The commands of `hatmax pack`, as people and programs see them.
struct PackCommandTests {
  private let shell: CommandLine

  init() throws { shell = try CommandLine() }

  private static let commands = [
    ["pack", "install"], ["pack", "remove"], ["pack", "update"], ["pack", "outdated"], ["pack", "list"],
    ["pack", "search"], ["pack", "show"], ["pack", "verify"], ["pack", "cache", "clean"], ["pack", "build"],
    ["pack", "new"], ["pack", "lint"], ["pack", "test"], ["pack", "sign"], ["pack", "publish"], ["pack", "index"],
    ["login"], ["logout"],
  ]

  @Test(arguments: commands) func `help has examples, exit codes and JSON`(_ command: [String]) throws {
    let help = try shell.run(command + ["--help"])
    #expect(help.status == 0)
    #expect(help.output.contains("EXAMPLES:\n  hatmax \(command.joined(separator: " "))"))
    #expect(help.output.contains("EXIT CODES: 0"))
    #expect(help.output.contains("--json"))
  }

  @Test func `a pack from its folder to a registry and into a project`() throws {
    try shell.project(registry: shell.folder + "/public")
    var transcript = Transcript(shell)
    let folder = try shell.audit("1.0.0")
    try transcript.run("pack", "build", folder, "-o", "dist")
    try transcript.run("pack", "build", folder, "-o", "dist", "--json")
    try transcript.run("pack", "sign", "dist/audit-1.0.0.hatpack", "--statement")
    try transcript.run("pack", "publish", "dist/audit-1.0.0.hatpack", "--to", shell.folder + "/public")
    try transcript.run("pack", "publish", "dist/audit-1.0.0.hatpack", "--to", "acme", "--json")
    try transcript.run("pack", "index", shell.folder + "/public")
    try transcript.run("pack", "index", shell.folder + "/public", "--json")
    try transcript.run("pack", "search", "audit", "compl")
    try transcript.run("pack", "show", "acme/audit")
    try transcript.run("pack", "list")
    try transcript.run("pack", "install", "acme/audit")
    try transcript.run("pack", "show", "acme/audit")
    try transcript.run("pack", "show", "acme/audit", "--json")
    try transcript.run("pack", "search", "--json", "auditors")
    try shell.audit("1.1.0")
    try transcript.run("pack", "build", folder, "-o", shell.folder + "/public/acme", "--quiet")
    try transcript.run("pack", "outdated")
    try transcript.run("pack", "outdated", "--check", "--json")
    try transcript.run("pack", "update", "acme/audit")
    try transcript.run("pack", "update", "--json")
    try transcript.run("pack", "outdated")
    try transcript.run("pack", "remove", "acme/audit")
    try transcript.run("pack", "remove", "acme/audit@1.0.0", "--json")
    try transcript.run("pack", "remove", "acme/audti", "--json")
    try transcript.run("pack", "verify")
    let text = transcript.text.replacing(/sha256:[0-9a-f]{64}/, with: "sha256:…")
      // The official packs change more often than this test.
      .replacing(/(?m)^(go-service [0-9.]+ ).*$/) { "\($0.output.1)…" }
    try Golden.expect(text, equals: "Goldens/pack-journey.txt")
  }

  @Test func `a file, a folder and nothing that can be installed`() throws {
    let folder = try shell.audit("1.0.0")
    #expect(try shell.run("pack", "build", folder, "-o", "dist").status == 0)
    var transcript = Transcript(shell)
    try transcript.run("pack", "install", "dist/audit-1.0.0.hatpack")
    try transcript.run("pack", "list")
    try transcript.run("pack", "list", "--json")
    try shell.audit("1.0.0", note: "changed")
    #expect(try shell.run("pack", "build", folder, "-o", "changed").status == 0)
    try transcript.run("pack", "install", "changed/audit-1.0.0.hatpack")
    try transcript.run("pack", "install", folder, "--json")
    try transcript.run("pack", "install", "./nothing")
    try transcript.run("pack", "install", "./nothing.hatpack", "--json")
    try transcript.run("pack", "install", "ftp://packs.example/audit-1.0.0.hatpack")
    try transcript.run("pack", "install", "https://packs.example/audit-1.0.0.hatpack", "--offline")
    try transcript.run("pack", "publish", "dist/audit-1.0.0.hatpack", "--to", "https://packs.example/acme")
    try transcript.run("pack", "show", "audit")
    try transcript.run("pack", "cache", "clean")
    try transcript.run("pack", "cache", "clean", "--json")
    try Golden.expect(
      transcript.text.replacing(/sha256:[0-9a-f]{64}/, with: "sha256:…"), equals: "Goldens/pack-places.txt")
    try shell.project(registry: shell.folder + "/empty", packs: "[acme/audit]")
    try FileManager.default.createDirectory(atPath: shell.folder + "/empty", withIntermediateDirectories: true)
    let generated = try shell.run("generate")
    #expect(generated.status == 0, "\(generated.messages)")
    #expect(shell.read("project/services/notes/AUDIT.md") == "audited by nobody notes changed\n")
    #expect(shell.read("project/hatmax.lock")?.contains("acme/audit 1.0.0 file sha256:") == true)
  }

  @Test func `registries and trust that make no sense`() throws {
    var transcript = Transcript(shell)
    for registry in ["ftp://packs.example", "https://user:secret@packs.example/acme", "oci://packs.example/ACME"] {
      try shell.project(registry: registry)
      try transcript.run("generate")
    }
    try shell.project(registry: shell.folder + "/public", trust: true)
    try transcript.run("generate")
    try shell.write("acme/* ssh-rsa AAAA\n", to: "project/allowed_signers")
    try transcript.run("pack", "install", "--json")
    let text = (shell.read("project/hatmax.yml") ?? "").replacing("{acme:", with: "{builtin:")
    try shell.write(text, to: "project/hatmax.yml")
    try transcript.run("pack", "install")
    try Golden.expect(transcript.text, equals: "Goldens/pack-registries.txt")
    #expect(shell.files("project").sorted() == ["allowed_signers", "hatmax.yml"])
  }

  @Test func `the user's configuration follows the project's registries`() throws {
    try shell.publish("1.0.0", to: shell.folder + "/own")
    try shell.write("registries: {own: ../../own}\n", to: ".config/hatmax/config.yml")
    #expect(try shell.run("pack", "install", "acme/audit").status == 0)
    #expect(try shell.run("pack", "list").output.contains("acme/audit 1.0.0  own"))
    try shell.write("registries: {own: ../../own}\ntrust: {require: signed}\n", to: ".config/hatmax/config.yml")
    let refused = try shell.run("pack", "install", "acme/audit")
    #expect(refused.status == 4)
    #expect(refused.messages.contains("error[PK0701]"))
    try shell.write("registrys: {own: ../../own}\n", to: ".config/hatmax/config.yml")
    let wrong = try shell.run("pack", "search", "audit")
    #expect(wrong.status == 2)
    #expect(wrong.messages.contains("TMP/.config/hatmax/config.yml:1:1"))
  }

  @Test func `verify sees what was changed`() throws {
    let folder = try shell.audit("1.0.0")
    #expect(try shell.run("pack", "install", folder).status == 0)
    let file = shell.folder + "/home/packs/acme/audit/1.0.0/README.md"
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
    try Data("changed".utf8).write(to: URL(fileURLWithPath: file))
    var transcript = Transcript(shell)
    try transcript.run("pack", "verify")
    try transcript.run("pack", "verify", "--json")
    try transcript.run("pack", "remove", "acme/audit@1.0.0")
    try transcript.run("pack", "verify")
    try Golden.expect(transcript.text, equals: "Goldens/pack-verify.txt")
  }
}
