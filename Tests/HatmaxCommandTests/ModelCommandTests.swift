import Foundation
import GoldenTesting
import Testing

/// `hatmax template context` and `hatmax docs model`: what pack authors look up.
struct ModelCommandTests {
  private let shell: CommandLine

  init() throws {
    shell = try CommandLine()
    _ = try shell.run("init", "--template", "todo")
  }

  static let cases: [(name: String, arguments: [String])] = [
    ("root", ["--depth", "2"]),
    ("aggregate", ["services.todo.aggregates.List", "--depth", "2"]),
    ("field", ["services[0].models[0].fields.text"]),
    ("scalar", ["project.name"]),
    ("shared", ["services.todo.api.routes", "--depth", "3"]),
    ("missing", ["services.todo.agregates"]),
    ("missing-element", ["services.todo.aggregates.Lst.fields"]),
  ]

  @Test(arguments: cases.map(\.name))
  func `parts of the model`(_ name: String) throws {
    let arguments = try #require(Self.cases.first { $0.name == name }).arguments
    let result = try shell.run(["template", "context"] + arguments)
    #expect(result.status == (name.hasPrefix("missing") ? 2 : 0))
    try Golden.expect(result.output + result.messages, equals: "Goldens/context-\(name).txt")
  }

  @Test func `JSON and other files`() throws {
    let json = try shell.run("template", "context", "services.todo.aggregates", "--json").output
    #expect(try JSONSerialization.jsonObject(with: Data(json.utf8)) is [Any])
    #expect(try shell.run("template", "context", "--spec", "nowhere.yml").status == 2)
  }

  @Test func `the reference of the model is the one in docs`() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "../../docs/model.md")
    #expect(try shell.run("docs", "model").output == (try String(contentsOf: file, encoding: .utf8)))
  }
}
