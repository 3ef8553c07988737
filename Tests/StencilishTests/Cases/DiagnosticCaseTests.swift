import Foundation
import GoldenTesting
import SourceDiagnostics
import Stencilish
import Testing

/// Every message, as text, in colour and as JSON.
///
/// A case of `Fixtures/Errors` is compiled and, if that works, rendered.
struct DiagnosticCaseTests {
  private static func diagnostics(of test: CaseFile) throws -> [Diagnostic] {
    do {
      let set = try TemplateSet(test.sources, filters: test.filters)
      if !set.warnings.isEmpty { return set.warnings }
      let first = test.parts("render").first?.name ?? test.sources.first?.name.text ?? ""
      let text = try set.text(of: TemplateName(first), in: test.context(), slots: FailingFiller(), limits: test.limits)
      Issue.record("\(test) gave no diagnostic but \(text)")
      return []
    } catch let error as CompileFailure {
      return error.diagnostics
    } catch let error as RenderFailure {
      return [error.diagnostic]
    }
  }

  private struct FailingFiller: SlotFiller {
    func fill(_ slot: SlotRequest, with renderer: SlotRenderer) throws(RenderFailure) -> SlotContent? {
      .lines(try renderer.render(TemplateName(slot.name)))
    }
  }

  @Test(arguments: try CaseFile.all(in: "Errors"))
  func golden(_ test: CaseFile) throws {
    let bag = DiagnosticBag(try Self.diagnostics(of: test))
    let shown = [
      DiagnosticRenderer().render(bag), DiagnosticRenderer(color: true).render(bag), DiagnosticJSON.render(bag.sorted),
    ]
    try Golden.expect(shown.joined(separator: "\n") + "\n", equals: "../Fixtures/\(test.path).golden")
    let code = test.path.split(separator: "/").last?.prefix(6) ?? ""
    #expect(bag.diagnostics.contains { $0.code.description == code }, "\(test) doesn't show its code")
  }

  @Test func `every code has a case`() throws {
    let cases = Set(
      try (CaseFile.all(in: "Errors") + CaseFile.all(in: "Check")).map {
        String($0.path.split(separator: "/").last?.prefix(6) ?? "")
      })
    // A template of more than 64 MiB is no file for a repository; it has a test of its own.
    let missing = StencilishCodes.all.map(\.description).filter { !cases.contains($0) && $0 != "ST0305" }
    #expect(missing.isEmpty)
  }
}
