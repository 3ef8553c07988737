import GoldenTesting
import PositionedYAML
import SourceDiagnostics
import Testing

@testable import HatMaxSpec

/// The diagnostics of the structure, and the table of explanations.
@Suite struct StructureTests {
  private static let head = """
    version: 1
    package: example.com/shop
    services:
      shop:
        aggregates:
          Order:
            fields:

    """

  static let rows: [(String, String)] = [
    ("SP0001", "first-name: string"),
    ("SP0002", "status: {type: enum, values: []}"),
    ("SP0003", "quantity: {type: int, validations: [{min: 1, max: 9}]}"),
    ("SP0004", "tags: [string, int]"),
    ("SP0005", "status: {type: enum}"),
    ("SP0006", "name: {type: string, values: [a, b]}"),
    ("YA0101", "name: {tpye: string, type: string}"),
    ("YA0102", "name: {required: true}"),
    ("YA0103", "name: {type: string, required: sure, description: 12, validations: }"),
    ("YA0104", "name: {type: string, validations: [requird]}"),
    ("YA0105", "name: {type: string, validations: [{max_length: -1}]}"),
  ]

  @Test(arguments: rows)
  func showsStructure(_ row: (code: String, field: String)) throws {
    let said = read(Self.head + "          " + row.field + "\n").said
    let own = said.filter { $0.severity == .error }
    #expect(Set(own.map(\.code.description)) == [row.code])
    try Golden.expect(shown(own), equals: "Fixtures/diagnostics/structure-\(row.code).txt")
  }

  @Test func allProblemsAreReportedAtOnce() throws {
    let said = read(try contents("Tests/HatMaxSpecTests/Fixtures/specs/broken.yml")).said
    try Golden.expect(shown(said), equals: "Fixtures/diagnostics/broken.txt")
  }

  @Test func everyCodeIsExplainedOnce() {
    let all = YAMLExplanations.all + SpecExplanations.all
    #expect(all.count == Set(all.map(\.code)).count)
    #expect(all.allSatisfy { !$0.title.isEmpty && !$0.text.isEmpty && !$0.right.isEmpty })
  }

  @Test func problemsOfAHostileFileAreBounded() {
    let fields = (0..<600).map { "          f\($0): {type: strng, nope: 1}\n" }.joined()
    #expect(read(Self.head + fields).said.count < 1000)
  }
}
