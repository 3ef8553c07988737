import Foundation
import TestServers
import Testing

/// What all commands have in common, taken from the definitions that help is made from.
struct CommandTreeTests {
  private struct Tool: Decodable {
    let command: Command
  }

  private struct Command: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable {
        let kind: String
        let name: String

        var typed: String { (kind == "long" ? "--" : "-") + name }
      }

      let names: [Name]?
    }

    let commandName: String
    let discussion: String?
    let subcommands: [Command]?
    let arguments: [Argument]?

    var options: Set<String> { Set((arguments ?? []).flatMap { $0.names ?? [] }.map(\.typed)) }

    var children: [Command] { (subcommands ?? []).filter { $0.commandName != "help" } }

    /// The lines below `EXAMPLES:`.
    var examples: [String] {
      let lines = (discussion ?? "").split(separator: "\n", omittingEmptySubsequences: false)
      guard let title = lines.firstIndex(of: "EXAMPLES:") else { return [] }
      return lines[(title + 1)...].prefix { !$0.isEmpty }.map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// This command and those below it, with the words that call them.
    func all(_ words: [String] = []) -> [(words: [String], command: Command)] {
      let own = words + [commandName]
      return [(own, self)] + children.flatMap { $0.all(own) }
    }
  }

  private let shell: CommandLine
  private let root: Command

  init() throws {
    shell = try CommandLine()
    root = try JSONDecoder().decode(Tool.self, from: Data(shell.run("--experimental-dump-help").output.utf8)).command
  }

  @Test func `every command shows examples`() {
    for (words, command) in root.all() { #expect(!command.examples.isEmpty, "\(words.joined(separator: " "))") }
  }

  @Test func `every command that does something takes the options of all`() {
    for (words, command) in root.all() where command.children.isEmpty {
      let missing = Set(["-q", "--quiet", "-v", "--verbose", "--color", "--json"]).subtracting(command.options)
      #expect(missing.isEmpty, "\(words.joined(separator: " ")) lacks \(missing.sorted())")
    }
  }

  @Test func `examples call commands that exist with options that exist`() {
    let commands = Dictionary(root.all().map { ($0.words, $0.command) }) { first, _ in first }
    for (words, command) in root.all() {
      for call in command.examples.flatMap(Self.calls) {
        var called = root
        var path = [root.commandName]
        for word in call.dropFirst() {
          guard let next = commands[path + [word]] else { break }
          (called, path) = (next, path + [word])
        }
        #expect(called.children.isEmpty, "\(words.joined(separator: " ")): \(call.joined(separator: " "))")
        for word in call where word.hasPrefix("--") {
          let option = String(word.prefix { $0 != "=" })
          #expect(called.options.contains(option), "\(words.joined(separator: " ")): \(call.joined(separator: " "))")
        }
      }
    }
  }

  /// The calls of hatmax in a line of a shell, as words.
  private static func calls(_ line: String) -> [[String]] {
    line.split(whereSeparator: { "|>&;<(".contains($0) })
      .map { $0.split(whereSeparator: { " )".contains($0) }).map(String.init) }
      .filter { $0.first == "hatmax" }
  }

  @Test func `help says how the process can end`() throws {
    let help = try shell.run("--help").output
    for code in ["0", "1", "2", "3", "4", "5", "64", "70"] {
      #expect(help.contains(try Regex("(?m)^ +\(code)\\s+[a-z]")), "\(code)")
    }
  }

  /// Commands whose other output is a text: with `--json` all of it is one document.
  @Test(arguments: [
    ["explain"], ["explain", "SP0301"], ["explain", "SP9999"], ["spec", "schema"], ["pack", "schema"],
    ["docs", "model"], ["docs", "man"], ["docs", "man", "hatmax-undo"], ["completions", "fish"], ["undo"],
    ["migration", "renumber", "none.sql"], ["template", "check", "hello.stencil"],
    ["template", "check", "bad.stencil"], ["template", "show", "hello.stencil", "--tree"],
    ["template", "render", "hello.stencil"], ["template", "render", "hello.stencil", "-o", "hello.txt"],
  ])
  func `programs get JSON and nothing else`(_ command: [String]) throws {
    try shell.write("Hello {{ name | upper }}\n", to: "project/hello.stencil")
    try shell.write("Hello {{ name", to: "project/bad.stencil")
    let result = try shell.run(command + ["--json"])
    #expect(result.messages == "")
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    #expect(json is [String: Any] || json is [Any])
    if result.status != 0 {
      #expect((json as? [String: Any])?["diagnostics"] is [Any], "\(result.output)")
    }
  }
}
