import Foundation
import Testing

/// The commands of every day, with the official packs of this checkout.
struct EverydayTests {
  private let shell: CommandLine

  init() throws {
    shell = try CommandLine()
    try shell.write(
      """
      # the smallest service
      version: 1
      name: notes
      package: example.com/notes
      services:
        notes:
          aggregates:
            Note: {fields: {text: {type: text}}}
      """, to: "project/hatmax.yml")
  }

  @Test func version() throws {
    let result = try shell.run("--version")
    #expect(result.status == 0)
    #expect(result.output.contains("0.1.0"))
  }

  @Test func `help names every exit code`() throws {
    let help = try shell.run("--help").output
    for code in [0, 1, 2, 3, 4, 5, 64, 70] { #expect(help.contains("\n    \(code)") || help.contains("\n  \(code)")) }
  }

  @Test func `preview, generate, check, undo`() throws {
    let preview = try shell.run("generate", "--dry-run")
    #expect(preview.status == 0)
    #expect(preview.output.contains("+ go.mod"))
    #expect(shell.files("project") == ["hatmax.yml"])
    #expect(try shell.run("generate", "--check").status == 1)

    let generated = try shell.run("generate")
    #expect(generated.status == 0)
    #expect(generated.output == "", "what was done is said on standard error")
    #expect(generated.messages.contains("created"))
    #expect(shell.read("project/go.mod")?.hasPrefix("module example.com/notes") == true)
    #expect(try shell.run("generate", "--check").status == 0)
    #expect(try shell.run("generate", "--quiet").messages == "")

    #expect(try shell.run("undo").status == 0)
    #expect(shell.files("project").filter { !$0.hasPrefix(".hatmax") } == ["hatmax.lock", "hatmax.yml"])
    #expect(try shell.run("undo").status == 0)
    #expect(try shell.run("generate", "--check").status == 0)
  }

  @Test func `JSON for tools`() throws {
    let result = try shell.run("generate", "--json")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(json["applied"] as? Bool == true)
    #expect((json["files"] as? [[String: Any]])?.contains { $0["path"] as? String == "go.mod" } == true)
    try shell.write("version: 1\nnonsense: 1\n", to: "project/hatmax.yml")
    let bad = try shell.run("generate", "--json")
    #expect(bad.status == 2)
    let errors = try #require(try JSONSerialization.jsonObject(with: Data(bad.output.utf8)) as? [String: Any])
    #expect((errors["diagnostics"] as? [[String: Any]])?.isEmpty == false)
  }

  @Test func `an edit survives, a conflict stops with exit code 3`() throws {
    _ = try shell.run("generate")
    let path = "project/go.mod"
    try shell.write((shell.read(path) ?? "") + "\nreplace example.com/x => ../x\n", to: path)
    #expect(try shell.run("generate").status == 0)
    #expect(shell.read(path)?.contains("replace example.com/x => ../x") == true)
    try FileManager.default.removeItem(atPath: shell.folder + "/project/.hatmax")
    let readme = "project/README.md"
    try shell.write("mine\n", to: readme)
    let result = try shell.run("generate")
    #expect(result.status == 3)
    #expect(result.messages.contains("GE0303"))
    #expect(shell.read(readme) == "mine\n")
  }

  @Test func `packs: install, list, verify, add`() throws {
    let installed = try shell.run("pack", "install", "go-service", "sqlite-repo")
    #expect(installed.status == 0)
    #expect(installed.messages.contains("installed sqlite-repo"))
    #expect(installed.messages.contains("note[GE0106]"))
    #expect(try shell.run("pack", "list").output.contains("sqlite-repo"))
    #expect(try shell.run("pack", "verify").output.contains("whole"))
    #expect(try shell.run("add", "pack", "sqlite-repo").status == 0)
    #expect(shell.read("project/hatmax.yml")?.hasPrefix("# the smallest service\n") == true)
    #expect(try shell.run("generate").status == 0)
    #expect(shell.files("project/services/notes/internal").contains("sqlite"))
    #expect(try shell.run("pack", "install", "no-such-pack").status == 2)
  }

  @Test func doctor() throws {
    let result = try shell.run("doctor")
    #expect(result.status == 0)
    for subject in ["Go", "git", "official packs", "store", "project"] { #expect(result.output.contains(subject)) }
  }

  @Test func `colour only where it is wanted`() throws {
    try shell.write("", to: "project/hatmax.yml")
    #expect(try !shell.run("generate").messages.contains("\u{1B}["))
    #expect(try shell.run("generate", "--color=always").messages.contains("\u{1B}["))
    #expect(try !shell.run("generate", environment: ["NO_COLOR": "1"]).messages.contains("\u{1B}["))
  }
}
