import SourceDiagnostics
import Stencilish
import Testing

/// What a host does besides rendering: expressions, bindings, slots, filters.
struct HostTests {
  private static let context = Context([
    "services": [["name": "orders", "repo_impl": ["sqlite"], "aggregates": [["name": "Order"], ["name": "Line"]]]]
  ])

  private func expression(
    _ text: String, namespace: String = "", filters: FilterRegistry = FilterRegistry(), allowsNames: Bool = false
  ) throws -> CompiledExpression {
    try CompiledExpression(
      SourceText(name: "pack.yml", text: text), filters: filters, namespace: namespace, allowsNames: allowsNames)
  }

  @Test func `an expression is evaluated with bindings`() throws {
    let service = try #require(Self.context.root["services"]?.elements.first)
    let when = try expression("\"sqlite\" in service.repo_impl")
    #expect(try when.isTrue(in: Self.context, bindings: [("service", service)]))
    let loop = try expression("service.aggregates as aggregate, i", allowsNames: true)
    #expect(loop.boundNames == ["aggregate", "i"])
    let elements = try loop.evaluate(in: Self.context, bindings: [("service", service)]).elements
    #expect(elements.compactMap { $0["name"]?.string } == ["Order", "Line"])
  }

  @Test func `values of an expression outlive it`() throws {
    var nodes: [Node] = []
    for index in 0..<50 {
      let node = try expression("['a' + \"\(index)\", 'b' | upper]").evaluate(in: Context(DataValue.null))
      nodes.append(node)
    }
    let texts = nodes.map { $0.elements.compactMap(\.string).joined() }
    #expect(texts == (0..<50).map { "a\($0)B" })
  }

  @Test func `a template in a part of a text points into that text`() throws {
    let text = SourceText(name: "pack.yml", text: "path: \"x/{{ nme }}\"\n")
    let source = TemplateSource(name: TemplateName("path"), source: text, span: SourceSpan(start: 7, end: 18))
    let set = try TemplateSet([source])
    let failure = #expect(throws: RenderFailure.self) {
      try set.text(of: TemplateName("path"), in: Context(["name": "a"]))
    }
    let diagnostic = try #require(failure?.diagnostic)
    #expect(diagnostic.labels.first?.span == SourceSpan(start: 12, end: 15))
    #expect(diagnostic.help == ["did you mean `name`?"])
  }

  @Test func `partials of a namespace are found by their paths in it`() {
    let partials = [
      ("pack::partials/a.stencil", "A{{> b }}{{> other::c }}"), ("pack::b.stencil", "B"), ("other::partials/c", "C"),
    ]
    #expect(Try.render("{{> pack::a }}", partials: partials) == "ABC")
  }

  @Test func `bindings are for the template alone`() {
    let shown = Try.render(
      "{{ x }}{{> p }}", partials: [("p", "{{ x }}")], bindings: [("x", Node("1"))])
    #expect(shown.contains("unknown name `x`"))
  }

  @Test func `tables, filter templates and host filters`() throws {
    var filters = FilterRegistry()
    filters.addTable("go_type", namespace: "pack", entries: [("uuid", "uuid.UUID"), ("text", "string")])
    filters.addTemplate(
      "repo_name", namespace: "pack", source: SourceText(name: "pack.yml", text: "{{ . | pascal }}Repo"))
    filters.add("twice", parameters: [FilterParameter("by", default: ", ")]) { input, arguments throws(FilterFailure) in
      guard case .string(let text) = input, case .string(let by) = arguments[0] else { throw FilterFailure("no text") }
      return .string(text + by + text)
    }
    let template = "{{ 'uuid' | go_type }} {{ 'user_order' | repo_name | lower }} {{ 'a' | twice('-') }}"
    let source = TemplateSource(name: TemplateName("pack::t"), source: SourceText(name: "t", text: template))
    let set = try TemplateSet([source], filters: filters)
    let text = try set.text(of: TemplateName("pack::t"), in: Context(DataValue.null))
    #expect(text == "uuid.UUID userorderrepo a-a")
    #expect(
      Try.render("{{ 'x' | pack::go_type }}", filters: filters).contains(
        "the table `go_type` of `pack` has no entry `x`"))
  }

  @Test func `filters written with parameters and as expressions`() throws {
    var filters = FilterRegistry()
    func source(_ text: String) -> SourceText { SourceText(name: "pack.yml", text: text) }
    filters.addTemplate(
      "encoded", parameters: [FilterParameter("from"), FilterParameter("owner", default: "me")],
      source: source("{{ owner | pascal }}({{ from }}.{{ . | go_name }})"))
    filters.addExpression("is_text", source: source("type in [\"string\", \"text\"]"))
    filters.addExpression("longer", parameters: [FilterParameter("than")], source: source("(. | length) > than"))
    filters.addExpression(
      "texts", parameters: [FilterParameter("key")], source: source(". | where(\"type\", \"text\") | map(key)"))
    filters.addExpression("none", source: source("null"))
    let fields: DataValue = [["type": "text", "name": "a"], ["type": "int", "name": "b"]]
    func show(_ template: String) -> String {
      Try.render(template, ["fields": fields, "n": "user_id"], filters: filters)
    }
    #expect(
      show("{{ n | encoded('row') }} {{ n | encoded(owner='you', from=n) }}") == "Me(row.UserID) You(user_id.UserID)")
    #expect(show("{{#each fields as f}}{{#if f | is_text}}{{ f.name }}{{/if}}{{/each}}") == "a")
    #expect(
      show("{{ n | longer(3) }} {{ n | longer(than=10) }} {{ (n | longer(3)) and not (n | longer(7)) }}")
        == "true false true")
    #expect(show("{{ fields | texts('name') | join(',') }}|{{ n | none ?? 'x' }}") == "a|x")
    #expect(show("{{#each [1, 2, 3] as i}}{{ 'x' | encoded('' + (i | json)) }}{{/each}}") == "Me(1.X)Me(2.X)Me(3.X)")
    #expect(show("{{ n | encoded }}").contains("`encoded` needs the argument `from`"))
    #expect(show("{{ n | longer(1, 2) }}").contains("`longer` takes at most 1 argument"))
    #expect(show("{{ 1 | longer(1) }}").contains("in `::| longer`, called at main:1:8"))
  }

  private struct Filler: SlotFiller {
    func fill(_ slot: SlotRequest, with renderer: SlotRenderer) throws(RenderFailure) -> SlotContent? {
      switch slot.type {
      case "lines": return .lines(Array("one\ntwo".utf8))
      case "text":
        return .indented(
          try renderer.render(TemplateName("p"), bindings: slot.arguments.map { ($0.name, $0.value) }, indented: true))
      default: return nil
      }
    }
  }

  @Test func `slots are filled by the host`() {
    let template = """
      {
        {{#slot a type=lines}}
        default
        {{/slot}}
        {{#slot b v=x + "!"}}{{/slot}}
        {{#slot c type=none}}
        default
        {{/slot}}
      }

      """
    let shown = Try.render(template, ["x": "1\n2"], partials: [("p", "v:\n{{ v }}\n")], slots: Filler())
    #expect(shown == "{\n  one\n  two\n  v:\n  1\n2!\n  default\n}\n")
  }

  @Test func `renders run at once`() async throws {
    let set = try Try.set([("main", "{{#each xs as x}}{{ x | pascal }}{{/each}}")])
    await withTaskGroup(of: Bool.self) { group in
      for index in 0..<64 {
        group.addTask {
          let name = "name_\(index)"
          let text = try? set.text(
            of: TemplateName("main"), in: Context(["xs": .list(Array(repeating: .string(name), count: 100))]))
          return text == String(repeating: "Name\(index)", count: 100)
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
