import Foundation
import Testing

/// `hatmax pack dev`, which runs until it is stopped.
struct PackDevTests {
  private let shell: CommandLine

  init() throws {
    shell = try CommandLine()
    try #require(shell.run("pack", "new", "acme/greeting").status == 0)
  }

  private static let template = "project/greeting/templates/middleware.go.stencil"
  private static let command = ["pack", "dev", "greeting", "greeting/tests/basic/spec.yml", "-o", "out"]

  private func edit(_ path: String, _ old: String, _ new: String) throws {
    let text = try #require(shell.read(path))
    #expect(text.contains(old))
    try shell.write(text.replacing(old, with: new), to: path)
  }

  @Test func `shows what every change of a template or of the specification changes`() throws {
    let terminal = try shell.terminal(Self.command + ["--color=never"])
    #expect(try terminal.read(until: " changed").contains("files, 0 changed"))

    try edit(Self.template, "Middleware sets the header", "Middleware puts in the header")
    let changed = try terminal.read(until: "1 changed")
    #expect(changed.contains("-// Middleware sets the header"))
    #expect(changed.contains("+// Middleware puts in the header"))

    try edit(Self.template, "options.header", "options.heder")
    #expect(try terminal.read(until: "did you mean `header`?").contains("ST0202"))
    try edit(Self.template, "options.heder", "options.header")
    _ = try terminal.read(until: " changed")

    try edit("project/greeting/tests/basic/spec.yml", "Note:", "Remark:")
    #expect(try terminal.read(until: "Remark stored").contains("+"))
  }

  @Test func `a round for programs is a line of JSON`() throws {
    let result = try shell.run(Self.command + ["--once", "--json"])
    #expect(result.status == 0 && result.messages == "")
    let round = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect((round["files"] as? Int ?? 0) > 0)
    #expect((round["diagnostics"] as? [Any])?.isEmpty == true)
    #expect(result.output.split(separator: "\n").count == 1)
  }
}
