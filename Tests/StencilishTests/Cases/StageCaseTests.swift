import GoldenTesting
import SourceDiagnostics
import Stencilish
import Testing

/// The stages of the templates in `Fixtures/Stages` as text: tokens, tree, program and output.
struct StageCaseTests {
  @Test(arguments: try CaseFile.all(in: "Stages"))
  func golden(_ test: CaseFile) throws {
    var shown = ""
    for source in test.sources {
      shown += "=== tokens \(source.name)\n" + TemplateInspection.tokens(of: source)
      shown += "=== tree \(source.name)\n" + TemplateInspection.tree(of: source)
    }
    let set = try TemplateSet(test.sources, filters: test.filters)
    shown += "=== program\n" + TemplateInspection.program(of: set)
    if let name = test.sources.first?.name {
      shown += "=== output\n" + (try set.text(of: name, in: test.context(), limits: test.limits))
    }
    try Golden.expect(shown, equals: "../Fixtures/\(test.path).golden")
  }
}
