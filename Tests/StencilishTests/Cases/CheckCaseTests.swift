import Foundation
import GoldenTesting
import SourceDiagnostics
import Stencilish
import Testing

/// Templates that are checked against a schema: what `Fixtures/Check` expects to be said, and nothing else.
struct CheckCaseTests {
  static func schema(of test: CaseFile) throws -> Schema {
    let text = try #require(test.parts("schema").first?.content)
    let data = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)).data()
    return try Schema(data)
  }

  @Test(arguments: try CaseFile.all(in: "Check"))
  func golden(_ test: CaseFile) throws {
    let set = try TemplateSet(test.sources, filters: test.filters)
    let name = try #require(test.sources.first?.name)
    let diagnostics = set.check(
      [CheckedTemplate(name)], against: try Self.schema(of: test),
      slots: ["main.imports": [("service", .record("Service"))]])
    let bag = DiagnosticBag(diagnostics)
    var shown = [DiagnosticRenderer().render(bag)]
    if !diagnostics.isEmpty {
      shown += [DiagnosticRenderer(color: true).render(bag), DiagnosticJSON.render(bag.sorted)]
    }
    try Golden.expect(shown.joined(separator: "\n") + "\n", equals: "../Fixtures/\(test.path).golden")
    let code = test.path.split(separator: "/").last?.prefix(6) ?? ""
    #expect(code.hasPrefix("ST") ? diagnostics.contains { $0.code.description == code } : diagnostics.isEmpty)
  }

  @Test func `recursive partials and records end`() throws {
    let set = try Try.set([
      ("main", "{{#each services as s}}{{> tree s=s}}{{/each}}"),
      ("tree", "{{ s.name }}{{#if s.parent}}{{> tree s=s.parent}}{{/if}}"),
    ])
    let schema = try Schema(["root": ["services": "[Service]"], "Service": ["name": "string", "parent": "Service?"]])
    #expect(set.check([CheckedTemplate(TemplateName("main"))], against: schema).isEmpty)
  }

  @Test(
    arguments: [
      ["root": "x"], ["root": ["a": 1]], ["root": ["a": "[string"]], ["a": [:]], ["root": ["a": "Missing"]], "x",
    ] as [DataValue])
  func `a schema that can't be read is an error`(_ data: DataValue) {
    #expect(throws: SchemaError.self) { try Schema(data) }
  }
}
