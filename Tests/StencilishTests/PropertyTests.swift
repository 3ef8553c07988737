import GoldenTesting
import SourceDiagnostics
import Stencilish
import Testing

/// What holds for every template, valid or not.
struct PropertyTests {
  private static let pieces = [
    "{{", "}}", "{{{", "}}}", "{{#if a}}", "{{else}}", "{{else if b}}", "{{/if}}", "{{#each xs as x, i sep=','}}",
    "{{/each}}",
    "{{ x }}", "{{ a.b | upper }}", "{{#with a as c}}", "{{/with}}", "{{> p}}", "{{> p a=1}}", "{{> *n}}",
    "{{#define f(a, b=1)}}",
    "{{/define}}", "{{< p}}", "{{/ p}}", "{{$ b}}", "{{/ b}}", "{{#slot s}}", "{{/slot}}",
    "{{#apply upper | indent(2)}}", "{{/apply}}",
    "{{#align}}", "{{/align}}", "{{#raw}}", "{{/raw}}", "{{! c }}", "{{!-- c --}}", "{{=<% %>=}}", "<% x %>",
    "<%={{ }}=%>", "{{~ x ~}}",
    "\n", "  ", "\t", "text", "\r\n", "é", "\u{1F600}", "\"", "'", "{{fail 'x'}}", "{{#xs}}", "{{/xs}}", "{{^a}}",
    "{{/a}}", "{{ 1 + ",
    "{{ [1, 2][0] ?? -3 }}", "{{#let y=1}}", "{{/let}}", "{{ @index }}", "{{ 'a' in m }}", "{{ not a and (b or c) }}",
  ]

  private static func template(_ generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 1...25, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  }

  private static let data: DataValue = [
    "a": ["b": "v"], "b": true, "xs": [1, "two", ["n": 3]], "m": ["k": "v"], "n": "p", "x": "X", "c": nil,
  ]

  @Test(arguments: 0..<8)
  func `any text compiles or is explained`(_ block: Int) {
    for seed in 0..<250 {
      var generator = SeededGenerator(seed: UInt64(block * 1000 + seed))
      let text = Self.template(&generator)
      for mode in TemplateMode.allCases {
        let options = TemplateOptions(mode: mode)
        let source = TemplateSource(
          name: TemplateName("main"), source: SourceText(name: "main", text: text), options: options)
        // The tree of a broken template is complete too.
        let opened = TemplateInspection.tree(of: source)
        #expect(!opened.isEmpty || text.isEmpty || text.contains("{{"))
        let first = Try.render(text, Self.data, partials: [("p", "[{{ a }}]")], options: options)
        let second = Try.render(text, Self.data, partials: [("p", "[{{ a }}]")], options: options)
        #expect(first == second, "\(text)")
      }
    }
  }

  @Test func `text without tags is written as it is`() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<200 {
      let text = (0..<40).map { _ in
        ["a", "\n", " ", "{", "}", "\r\n", "\t", "ü"].randomElement(using: &generator) ?? ""
      }
      .joined().replacing("{{", with: "")
      guard !text.contains("{{") else { continue }
      #expect(Try.render(text) == text)
    }
  }

  /// Numbers of all sizes read back as they were written.
  @Test func `decimals are written in their shortest form`() throws {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<500 {
      let value = Double(bitPattern: UInt64.random(in: .min ... .max, using: &generator))
      guard value.isFinite else { continue }
      let text = Try.render("{{ x }}", ["x": .decimal(value)])
      #expect(Double(text) == value)
      #expect(text == value.description)
    }
  }

  @Test func `nesting of any depth ends without a crash`() {
    let deep = 4_000
    let blocks = String(repeating: "{{#if a}}", count: deep) + "x" + String(repeating: "{{/if}}", count: deep)
    #expect(Try.render(blocks, ["a": true]) == "x")
    #expect(Try.codes(String(repeating: "{{#each a}}", count: deep)).contains("ST0003"))
    #expect(Try.codes("{{ " + String(repeating: "(", count: deep) + " }}").contains("ST0016"))
    #expect(Try.codes("{{ " + String(repeating: "-", count: deep) + "1 }}").contains("ST0016"))
    #expect(Try.codes("{{ " + String(repeating: "not ", count: deep) + "1 }}").contains("ST0016"))
    #expect(Try.codes("{{ " + String(repeating: "[", count: deep) + " }}").contains("ST0016"))
    let sum = "{{ " + Array(repeating: "1", count: deep).joined(separator: " + ") + " }}"
    #expect(Try.render(sum) == "\(deep)")
    let path = "{{ a" + String(repeating: ".b", count: deep) + " }}"
    #expect(Try.codes(path, ["a": ["b": 1]]).contains("ST0203"))
    let filters = "{{ 'a'" + String(repeating: " | upper", count: deep) + " }}"
    #expect(Try.render(filters) == "A")
    let mustache = TemplateOptions(mode: .mustache)
    let sections = String(repeating: "{{#a}}", count: deep) + "x" + String(repeating: "{{/a}}", count: deep)
    #expect(Try.render(sections, ["a": true], options: mustache) == "x")
    #expect(Try.codes("{{> main}}", options: mustache).contains("ST0301"))
  }

  @Test func `deep templates are checked and shown without a crash`() throws {
    let deep = 2_000
    let text =
      String(repeating: "{{#with a as b}}", count: deep) + "{{ b }}" + String(repeating: "{{/with}}", count: deep)
    let set = try Try.set([("main", text)])
    let schema = try Schema(["root": ["a": "string?"]])
    #expect(set.check([CheckedTemplate(TemplateName("main"))], against: schema).isEmpty)
    #expect(!TemplateInspection.program(of: set).isEmpty)
  }

  @Test func `a template that is too large is refused`() {
    let huge = SourceText(name: "huge", bytes: Array(repeating: 0x20, count: 64 << 20 + 1))
    let failure = #expect(throws: CompileFailure.self) {
      try TemplateSet([TemplateSource(name: TemplateName("huge"), source: huge)])
    }
    #expect(failure?.diagnostics.first?.code == "ST0305")
  }
}
