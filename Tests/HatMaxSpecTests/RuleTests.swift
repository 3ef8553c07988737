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

  /// The table of a read model has a revision and the number of a rebuild behind its name: cut off, they would be one table.
  @Test func longNamesOfReadModels() throws {
    func said(_ length: Int) -> [Diagnostic] {
      let projection = "P" + String(repeating: "p", count: length - 1)
      let table = String(repeating: "t", count: length)
      return read(
        """
        version: 1
        package: example.com/shop
        services:
          shop:
            repo_impl: postgres
            packs: [event-sourcing]
            aggregates:
              Order:
                persistence: events
                table: \(table)
                fields: {note: string}
                commands: {Place: {creates: true, input: {note: string}, emits: OrderPlaced}}
                events: {OrderPlaced: {fields: {note: string}, sets: {note: $note}}}
            projections:
              \(projection): {key: {note: string}, fields: {times: int}, on: {OrderPlaced: {increment: {times: 1}}}}
            queries:
              Orders: {of: Order}
        """
      ).said.filter { $0.code == "SP0212" }
    }
    #expect(said(43).isEmpty)
    try Golden.expect(shown(said(44)), equals: "Fixtures/diagnostics/SP0212-read-models.txt")
  }

  /// Nothing that is generated would check the choices.
  @Test func decimalsHaveNoChoices() throws {
    func said(_ type: String) -> [Diagnostic] {
      read(
        """
        version: 1
        name: shop
        package: example.com/shop
        services:
          tax:
            aggregates:
              Rate: {fields: {percent: {type: \(type), validations: [{one_of: [7, 19]}]}}}
        """
      ).said
    }
    #expect(said("int").isEmpty && said("float").isEmpty)
    try Golden.expect(shown(said("decimal")), equals: "Fixtures/diagnostics/SP0313-decimal.txt")
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
