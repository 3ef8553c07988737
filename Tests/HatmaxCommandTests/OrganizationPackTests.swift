import Foundation
import Testing

/// `examples/org-pack` when the official pack that it extends gets a new version.
struct OrganizationPackTests {
  private let shell: CommandLine

  init() throws { shell = try CommandLine() }

  private static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  private static let file = """
    version: 1
    package: example.com/notes
    registries: {acme: ../registry}
    services:
      notes:
        packs: [acme/standard]
        aggregates:
          Note: {fields: {text: {type: text, validations: [required]}}}

    """

  private func publish(_ folder: String, _ archive: String) throws {
    #expect(try shell.run("pack", "build", folder, "-o", "../dist").status == 0)
    #expect(try shell.run("pack", "publish", "../dist/\(archive)", "--to", "../registry").status == 0)
  }

  /// Replaces a text where it stands first.
  private func edit(_ path: String, _ old: String, _ new: String) throws {
    let before = try #require(shell.read(path))
    let place = try #require(before.range(of: old))
    try shell.write(before.replacingCharacters(in: place, with: new), to: path)
  }

  @Test func `an update of the official pack arrives below the organization's`() throws {
    try FileManager.default.createDirectory(atPath: shell.folder + "/registry", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: Self.checkout + "/packs/go-service", toPath: shell.folder + "/official")
    try publish(Self.checkout + "/examples/org-pack", "standard-1.0.0.hatpack")
    try publish("../official", "go-service-1.0.0.hatpack")
    try shell.write(Self.file, to: "project/hatmax.yml")
    #expect(try shell.run("generate").status == 0)
    let note = "project/services/notes/internal/notes/note.go"
    try edit(note, "// ID returns", "// The team added this line.\n// ID returns")

    // A template that the organization takes as it is, and one that it has replaced.
    try edit("official/pack.yml", "version: 1.0.0", "version: 1.1.0")
    for template in ["domain/aggregate", "cmd/log"] {
      try edit("official/templates/\(template).go.stencil", "\npackage ", "\n// News.\npackage ")
    }
    try publish("../official", "go-service-1.1.0.hatpack")
    let update = try shell.run("pack", "update")
    #expect(update.messages.contains("+ go-service 1.1.0 acme"), "\(update)")
    let result = try shell.run("generate")
    #expect(result.status == 0)

    // The organization is told that what it replaced has changed, and by what.
    #expect(result.messages.contains("GE0213"))
    #expect(result.messages.contains("+// News."))
    let merged = try #require(shell.read(note))
    #expect(merged.hasPrefix("// Copyright Acme Inc.\n"))
    #expect(merged.contains("\n// News.\npackage notes\n"))
    #expect(merged.contains("// The team added this line.\n"))
    let log = try #require(shell.read("project/services/notes/cmd/notes/log.go"))
    #expect(log.contains("Acme's collectors") && !log.contains("News"))
    #expect(shell.read("project/services/notes/internal/httpapi/api.go")?.contains("correlation.Echo") == true)
    #expect(try shell.run("generate", "--check").status == 0)
  }
}
