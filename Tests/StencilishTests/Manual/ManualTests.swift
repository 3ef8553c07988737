import Foundation
import SourceDiagnostics
import Stencilish
import Testing

/// Runs every example of `docs/stencilish.md`.
struct ManualTests {
  struct Example: CustomStringConvertible, Sendable {
    var line: Int
    var templates: [(name: String, text: String)] = []
    var mode = TemplateMode.strict
    var data = "{}"
    var expected: String?
    var filters = FilterRegistry()

    /// Adds a filter that a pack would write, from its name and the names of its parameters.
    mutating func addFilter(_ names: [String], _ text: String, isExpression: Bool) {
      let (name, source) = (names.first ?? "", SourceText(name: "pack.yml", text: text))
      let parameters = names.dropFirst().map { FilterParameter($0) }
      if isExpression {
        filters.addExpression(name, parameters: parameters, source: source)
      } else {
        filters.addTemplate(name, parameters: parameters, source: source)
      }
    }

    var description: String { "docs/stencilish.md:\(line)" }
  }

  /// Reads fenced blocks: a template without a name begins an example, `text` or `error` ends it.
  static func examples() throws -> [Example] {
    var file = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { file.deleteLastPathComponent() }
    let text = try String(contentsOf: file.appendingPathComponent("docs/stencilish.md"), encoding: .utf8)
    var examples: [Example] = []
    var block: (info: [Substring], line: Int, lines: [Substring])?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard let open = block else {
        if line.hasPrefix("```") { block = (line.dropFirst(3).split(separator: " "), index + 1, []) }
        continue
      }
      if line == "```" {
        try add(open.info, open.lines.joined(separator: "\n"), line: open.line, to: &examples)
        block = nil
      } else {
        block?.lines.append(line)
      }
    }
    return examples
  }

  private static func add(_ info: [Substring], _ text: String, line: Int, to examples: inout [Example]) throws {
    let kind = try #require(info.first, "docs/stencilish.md:\(line): a block without a kind")
    switch kind {
    case "stencil" where info.count == 1, "mustache" where info.count == 1:
      examples.append(Example(line: line, templates: [("main", text)], mode: kind == "mustache" ? .mustache : .strict))
    case "stencil", "mustache": examples[examples.count - 1].templates.append((String(info[1]), text))
    case "filter": examples[examples.count - 1].addFilter(info.dropFirst().map(String.init), text, isExpression: false)
    case "expression":
      examples[examples.count - 1].addFilter(info.dropFirst().map(String.init), text, isExpression: true)
    case "json": examples[examples.count - 1].data = text
    case "text", "error": examples[examples.count - 1].expected = text
    default: Issue.record("docs/stencilish.md:\(line): unknown kind of block \(kind)")
    }
  }

  @Test(arguments: try examples())
  func example(_ example: Example) throws {
    let value = try JSONDecoder().decode(JSONValue.self, from: Data(example.data.utf8))
    var builder = ContextBuilder()
    let root = value.add(to: &builder, path: "")
    let context = builder.build(root: root)
    let options = TemplateOptions(mode: example.mode)
    // Partials of the manual end in a line end, as files do.
    let templates = example.templates.map { ($0.name, $0.name == "main" ? $0.text : $0.text + "\n") }
    var actual: String
    do {
      let set = try Try.set(templates, options: options, filters: example.filters)
      actual = try set.text(of: TemplateName("main"), in: context)
    } catch let error as CompileFailure {
      actual = Try.show(error.diagnostics)
    } catch let error as RenderFailure {
      actual = Try.show([error.diagnostic])
    }
    if actual.hasSuffix("\n") { actual.removeLast() }
    #expect(actual == example.expected)
  }

  @Test func `there are examples of every block`() throws {
    let all = try Self.examples().flatMap(\.templates).map(\.text).joined()
    for word in ["each", "if", "unless", "with", "let", "define", "slot", "apply", "align", "raw"] {
      #expect(all.contains("{{#" + word))
    }
  }

  @Test func `every filter is in the manual`() throws {
    let all = try Self.examples().flatMap(\.templates).map(\.text).joined()
    for name in FilterRegistry().names where !all.contains("| " + name) { Issue.record("no example of \(name)") }
  }
}
