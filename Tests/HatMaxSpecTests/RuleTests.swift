import GoldenTesting
import SourceDiagnostics
import Testing

@testable import HatMaxSpec

/// Every rule: its wrong example has the problem, its right example hasn't, and the message reads as it should.
@Suite struct RuleTests {
  @Test(arguments: SpecRules.all.map(\.explanation.code.description))
  func examples(_ code: String) throws {
    let rule = try #require(SpecRules.all.first { $0.explanation.code.description == code })
    let wrong = code == "SP0411" ? tooManyCollections : rule.document(rule.explanation.wrong)
    let said = read(wrong).said
    let own = said.filter { $0.code == rule.explanation.code }
    #expect(!own.isEmpty, "the wrong example has other problems:\n\(shown(said))")
    #expect(own.allSatisfy { $0.severity == rule.severity })
    #expect(said.allSatisfy { !$0.code.description.hasPrefix("YA") }, "\(shown(said))")
    try Golden.expect(shown(own), equals: "Fixtures/diagnostics/\(code).txt")

    let right = read(rule.document(rule.explanation.right)).said
    #expect(shown(right.filter { $0.severity == .error || $0.code == rule.explanation.code }) == "")
  }

  @Test func codesAreUniqueAndInOrder() {
    let codes = SpecRules.all.map(\.explanation.code)
    #expect(codes.count == Set(codes).count)
  }

  private var tooManyCollections: String {
    let children = (0..<40).map { "c\($0): {of: A}" }.joined(separator: ", ")
    let inner = (0..<40).map { "d\($0): {of: B}" }.joined(separator: ", ")
    return """
      version: 1
      package: example.com/shop
      services:
        shop:
          models:
            B: {fields: {name: string}}
            A: {fields: {name: string}, children: {\(inner)}}
          aggregates:
            Order: {children: {\(children)}}
      """
  }
}
