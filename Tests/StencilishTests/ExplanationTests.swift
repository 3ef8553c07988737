import SourceDiagnostics
import Stencilish
import Testing

/// What `hatmax explain` says about the codes of templates is true: the bad example has the problem, the good one has none.
struct ExplanationTests {
  /// Codes whose problem is not in the text of one template: two templates or filters of a name, what a host does, sizes.
  private static let withoutExample: Set<String> = [
    "ST0025", "ST0108", "ST0110", "ST0111", "ST0219", "ST0220", "ST0302", "ST0303", "ST0304", "ST0305",
  ]

  private static let data: DataValue = [
    "name": "order", "note": .null, "count": 3, "items": [["name": "pen"]],
  ]

  private static let schema = Schema(
    root: .record("Order"),
    records: [
      "Order": [
        .init("name", .string), .init("note", .optional(.string)), .init("count", .int),
        .init("items", .list(.record("Item"))),
      ],
      "Item": [.init("name", .string)],
    ])

  @Test func `every code has one, in order`() {
    #expect(StencilishExplanations.all.map(\.code) == StencilishCodes.all)
    for explanation in StencilishExplanations.all {
      #expect(!explanation.title.isEmpty && !explanation.text.isEmpty)
      #expect(explanation.wrong.isEmpty == Self.withoutExample.contains(explanation.code.description))
    }
  }

  @Test(arguments: StencilishExplanations.all.filter { !$0.wrong.isEmpty })
  func `the examples show it`(_ explanation: CodeExplanation) {
    #expect(Self.codes(of: explanation.wrong, explanation.code) == [explanation.code.description])
    #expect(Self.codes(of: explanation.right, explanation.code) == [])
  }

  /// The codes of what compiling, rendering or, for codes of the check, checking says about a template.
  private static func codes(of template: String, _ code: DiagnosticCode) -> Set<String> {
    var filters = FilterRegistry()
    filters.addTable("sql_type", entries: [("uuid", "TEXT")])
    var diagnostics: [Diagnostic] = []
    do {
      let set = try Try.set([("main", template), ("page", "{{$ title}}{{/ title}}")], filters: filters)
      let main = TemplateName("main")
      if code.description.hasPrefix("ST04") {
        diagnostics = set.check(
          [CheckedTemplate(main)], against: schema, slots: ["head": [("order", .string)]])
      } else {
        diagnostics = set.warnings
        _ = try set.text(of: main, in: Context(data))
      }
    } catch let error as CompileFailure {
      diagnostics = error.diagnostics
    } catch let error as RenderFailure {
      diagnostics = [error.diagnostic]
    } catch {
      return ["\(error)"]
    }
    return Set(diagnostics.map(\.code.description))
  }
}
