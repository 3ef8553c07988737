import GoldenTesting
import SourceDiagnostics
import Testing

struct DiagnosticRendererTests {
  private static let spec = SourceText(
    name: "hatmax.yml", text: "services:\n  todo:\n\tfeilds: {näme: string}\n    päck: true\u{1}\n")

  private static let samples: [Diagnostic] = [
    Diagnostic(
      "SP0102", .error, "unknown key `feilds`",
      labels: [Label(spec, SourceSpan(start: 19, end: 25), "expected `fields`")],
      notes: ["keys of an aggregate are listed in docs/spec.md"],
      help: [Suggestion.help(for: "feilds", among: ["fields"]) ?? ""]),
    Diagnostic(
      "SP0103", .warning, "`päck` is defined twice",
      labels: [
        Label(spec, SourceSpan(start: 47, end: 52)), Label(spec, SourceSpan(start: 12, end: 16), "first defined here"),
      ]),
    Diagnostic("CL0001", .error, "no `hatmax.yml` here", help: ["run `hatmax init`\nor name a folder with `-C DIR`"]),
    Diagnostic(
      "YA0001", .note, "the file is empty",
      labels: [Label(SourceText(name: "empty.yml", text: ""), SourceSpan(start: 0, end: 0))]),
  ]

  @Test func `as text`() throws {
    try Golden.expect(DiagnosticRenderer().render(DiagnosticBag(Self.samples)), equals: "Goldens/samples.txt")
  }

  @Test func `with colour`() throws {
    try Golden.expect(
      DiagnosticRenderer(color: true).render(DiagnosticBag(Self.samples)), equals: "Goldens/samples-color.txt")
  }

  @Test func `as JSON`() throws {
    try Golden.expect(DiagnosticJSON.render(Self.samples), equals: "Goldens/samples.json")
  }

  @Test func `a long line is cut around the span`() {
    let text = SourceText(
      name: "long", text: String(repeating: "a", count: 500) + "X" + String(repeating: "b", count: 500))
    let shown = DiagnosticRenderer().render(
      Diagnostic("ST0001", .error, "m", labels: [Label(text, SourceSpan(start: 500, end: 501))]))
    let lines = shown.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count < 180 })
    #expect(lines[3].contains("aXb"))
  }
}

struct SuggestionTests {
  @Test(arguments: [
    ("feilds", "fields"), ("sevices", "services"), ("repoImpl", "repo_impl"), ("repo-impl", "repo_impl"), ("x", nil),
    ("SERVICES", "services"),
  ])
  func closest(_ name: String, _ expected: String?) {
    #expect(Suggestion.closest(to: name, among: ["fields", "services", "repo_impl", "children"]) == expected)
  }
}
