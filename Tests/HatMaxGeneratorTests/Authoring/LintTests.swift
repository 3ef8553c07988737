import GoldenTesting
import HatMaxPacks
import SourceDiagnostics
import Testing

@testable import HatMaxGenerator

/// `hatmax pack lint` on a pack with one mistake.
struct LintTests {
  /// A change of the new pack that makes one mistake, and where it must be found.
  struct Mistake: Sendable {
    let title: String
    let file: String
    /// What is replaced; nil to write a new file.
    let old: String?
    /// What takes its place; nil to remove the file.
    let new: String?
    /// The code and the place of the finding.
    let expected: String

    init(_ title: String, _ file: String, _ old: String?, _ new: String?, _ expected: String) {
      self.title = title
      self.file = file
      self.old = old
      self.new = new
      self.expected = expected
    }
  }

  private static func findings(_ mistake: Mistake?) throws -> (shown: String, found: Set<String>) {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      name: go-service
      version: 1.0.0
      description: the pack that every service is built on
      options: {style: {type: enum, of: [short, long], default: short, description: how}}
      slots: {api.imports: {type: imports, arguments: {service: Service}}, middleware: {arguments: {service: Service}}}

      """, to: "go-service/pack.yml")
    for (path, text) in NewPackFiles.files(try #require(PackName("audit")), extending: nil) {
      guard let mistake, mistake.file == path else {
        try folder.write(text, to: "audit/" + path)
        continue
      }
      if let old = mistake.old { #expect(text.contains(old), "\(mistake.title): the text is there") }
      if let new = mistake.new {
        try folder.write(mistake.old.map { text.replacing($0, with: new) } ?? text + new, to: "audit/" + path)
      }
    }
    if let mistake, mistake.old == nil, let new = mistake.new, folder.read("audit/" + mistake.file) == nil {
      try folder.write(new, to: "audit/" + mistake.file)
    }
    let access = PackAccess(home: folder.path + "/home", builtin: nil)
    let findings = LintOperation(folder.path + "/audit", access: access).run()
    let shown = DiagnosticRenderer().render(DiagnosticBag(findings)).replacing(folder.path + "/audit/", with: "")
      .replacing(folder.path, with: "…")
    let places = findings.map { finding in
      guard let label = finding.labels.first else { return "\(finding.code)" }
      let name = label.source.name.replacing(folder.path + "/", with: "").replacing("audit/", with: "")
      return "\(finding.code) \(name):\(label.source.position(of: label.span.start).line)"
    }
    return (shown, Set(places))
  }

  @Test func `a new pack has nothing to be said of`() throws {
    #expect(try Self.findings(nil).shown == "")
  }

  @Test(arguments: SeededMistakes.all) func `a mistake is caught at its line`(_ mistake: Mistake) throws {
    let (shown, found) = try Self.findings(mistake)
    #expect(found.contains(mistake.expected), "\(mistake.title):\n\(found.sorted())\n\(shown)")
  }

  @Test func `what is said of the mistakes`() throws {
    let texts = try SeededMistakes.all.map { "# \($0.title)\n\n" + (try Self.findings($0).shown) }
    try Golden.expect(texts.joined(separator: "\n"), equals: "../Goldens/lint.txt")
  }

  @Test func `every code of the linter is explained`() {
    for code in (501...517).map({ "GE0\($0)" }) {
      #expect(Explanations.explanation(of: code) != nil, "\(code)")
    }
  }
}
