import SourceDiagnostics
import Stencilish
import Testing

/// Which line of which template wrote each line of the output.
struct LineTraceTests {
  /// Every line of the output behind the place and the value that it came from.
  private func trace(
    _ template: String, partials: [(String, String)] = [], slots: (any SlotFiller)? = nil
  ) throws -> String {
    var builder = ContextBuilder()
    func record(_ name: String, _ path: String) -> NodeID {
      builder.record([("name", builder.string(name))], origin: Origin(path: path))
    }
    let fields = builder.list([record("id", "Order.id"), record("customer_name", "Order.customer_name")])
    let root = builder.record(
      [("name", builder.string("Order")), ("fields", fields), ("text", builder.string("one\ntwo"))],
      origin: Origin(path: "Order"))
    let context = builder.build(root: root)
    let set = try Try.set([("main", template)] + partials)
    var output: [UInt8] = []
    let origins = try set.trace(TemplateName("main"), in: context, slots: slots, into: &output)
    #expect(output == Array(try set.text(of: TemplateName("main"), in: context, slots: slots).utf8))
    let lines = String(decoding: output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(origins.count == lines.count - (lines.last == "" ? 1 : 0))
    return zip(origins, lines).map { origin, line in
      let position = origin.place.source.position(of: origin.place.span.start)
      return "\(origin.place.source.name):\(position.line) \(origin.value?.path ?? "-") |\(line)"
    }.joined(separator: "\n")
  }

  @Test func `text, tags and loops`() throws {
    let shown = try trace(
      """
      type {{ name }} struct {
      {{#each fields as field}}
        // {{ field.name }}

        {{ field.name | pascal }} string
      {{/each}}
      }
      {{! nothing }}

      // the end: {{ name }}
      """)
    #expect(
      shown == """
        main:1 Order |type Order struct {
        main:3 Order.id |  // id
        main:4 Order.id |
        main:5 Order.id |  Id string
        main:3 Order.customer_name |  // customer_name
        main:4 Order.customer_name |
        main:5 Order.customer_name |  CustomerName string
        main:7 Order |}
        main:9 Order |
        main:10 Order |// the end: Order
        """)
  }

  @Test func `a line belongs to whoever began it`() throws {
    #expect(
      try trace("a {{#each fields as field sep=', '}}{{ field.name }}{{/each}}\n{{ text }} b\n") == """
        main:1 Order |a id, customer_name
        main:2 Order |one
        main:2 Order |two b
        """)
  }

  @Test func `partials with indentation`() throws {
    let partial = "a {{ name }}\nb\n"
    #expect(
      try trace("x\n  {{> part name=\"n\" }}\ny\n", partials: [("part", partial)]) == """
        main:1 Order |x
        part:1 Order |  a n
        part:2 Order |  b
        main:3 Order |y
        """)
  }

  @Test func `columns keep their lines`() throws {
    let shown = try trace(
      "{{#align}}\n{{#each fields as field}}\n{{ field.name }}\tstring\t// c\n{{/each}}\n{{/align}}\nend\n")
    #expect(
      shown == """
        main:3 Order.id |id            string // c
        main:3 Order.customer_name |customer_name string // c
        main:6 Order |end
        """)
  }

  @Test func `text that a block changes keeps the lines that are the same`() throws {
    let shown = try trace("a\n{{#apply trim}}\n  first\n  {{ name }}\n{{/apply}}\n\nend\n")
    #expect(
      shown == """
        main:1 Order |a
        main:3 Order |first
        main:4 Order |  Order
        main:7 Order |end
        """)
  }

  @Test func `slots show who filled them`() throws {
    let template = "import (\n  {{#slot imports type=imports}}\n  \"b\"\n  {{/slot}}\n)\n{{#slot body}}\n{{/slot}}\n}\n"
    let partials = [("contribution", "\"c\"\n\"a\"\n"), ("block", "if {{ name }} {\n}\n")]
    let shown = try trace(template, partials: partials, slots: Filler())
    #expect(
      shown == """
        main:1 Order |import (
        contribution:2 Order |  "a"
        main:3 Order |  "b"
        contribution:1 Order |  "c"
        main:5 Order |)
        block:1 Order |if Order {
        block:2 Order |}
        block:1 Order |if Order {
        block:2 Order |}
        main:8 Order |}
        """)
  }

  /// Sorts the lines of a slot `imports`, and fills others with a block twice.
  private struct Filler: SlotFiller {
    func fill(_ slot: SlotRequest, with renderer: SlotRenderer) throws(RenderFailure) -> SlotContent? {
      guard slot.type == "imports" else {
        let block = try renderer.render(TemplateName("block"), indented: true)
        return .indented(block + block)
      }
      let lines = slot.body + (try renderer.render(TemplateName("contribution")))
      let sorted = String(decoding: lines, as: UTF8.self).split(separator: "\n").map {
        String($0.drop { $0 == " " })
      }.sorted()
      return .lines(Array(sorted.joined(separator: "\n").utf8))
    }
  }
}
