import SourceDiagnostics
import Stencilish
import Testing

/// A template, its data and what comes out.
struct RenderCase: CustomTestStringConvertible, Sendable {
  let template: String
  let data: DataValue
  let expected: String
  let partials: [(String, String)]

  init(_ template: String, _ data: DataValue = [:], _ expected: String, _ partials: [(String, String)] = []) {
    self.template = template
    self.data = data
    self.expected = expected
    self.partials = partials
  }

  var testDescription: String { template }
}

struct RenderTests {
  static let values: [RenderCase] = [
    RenderCase("plain text", [:], "plain text"),
    RenderCase("a {{ x }} b", ["x": "1"], "a 1 b"),
    RenderCase("{{ a.b.c }}", ["a": ["b": ["c": 7]]], "7"),
    RenderCase("{{ x }}{{ y }}{{ z }}", ["x": 1.5, "y": true, "z": .null], "1.5true"),
    RenderCase("{{ xs[1] }} {{ m[\"k-1\"] }}", ["xs": [1, 2], "m": ["k-1": "v"]], "2 v"),
    RenderCase("{{ \"a }} b\" }}", [:], "a }} b"),
    RenderCase(#"{{ 'it\'s \u00e9\u{1F600}\n' }}"#, [:], "it's é😀\n"),
    RenderCase("{{ 1 + 2 * 3 - 4 / 2 % 3 }}", [:], "5"),
    RenderCase("{{ (1 + 2) * 3 }} {{ -7 / 2 }} {{ -7 % 2 }} {{ 7 / 2.0 }}", [:], "9 -3 -1 3.5"),
    RenderCase("{{ -9223372036854775808 }}", [:], "-9223372036854775808"),
    RenderCase("{{ 0.1 + 0.2 }} {{ 1e3 }} {{ 2.50 }}", [:], "0.30000000000000004 1000.0 2.5"),
    RenderCase("{{ 'a' + 'b' }}", [:], "ab"),
    RenderCase("{{ x ?? 'none' }} {{ y ?? 'none' }}", ["x": .null, "y": "some"], "none some"),
    RenderCase("{{ 1 < 2 and 2 <= 2 and not (3 > 4) }}", [:], "true"),
    RenderCase("{{ false or 0 }} {{ '' or [] or 'last' }}", [:], "0 last"),
    RenderCase(
      "{{ 'a' in xs }} {{ 'k' in m }} {{ 'ell' in 'hello' }}", ["xs": ["a"], "m": ["j": 1]], "true false true"),
    RenderCase("{{ 1 == 1.0 }} {{ 'a' == 1 }} {{ [1, 2] == xs }}", ["xs": [1, 2]], "true false true"),
    RenderCase("{{ name | snake | upper }}", ["name": "HTTPServerID"], "HTTP_SERVER_ID"),
    RenderCase("{{ 'user_id' | go_name }} {{ 'user_id' | go_name(exported=false) }}", [:], "UserID userID"),
    RenderCase("{{ -xs | length }}", ["xs": [1, 2, 3]], "-3"),
    RenderCase("{{ 'abc' | replace('b', 'x') | pad(5) }}|", [:], "axc  |"),
    RenderCase("{{ 'abc' | replace(to='y', from='b') }}", [:], "ayc"),
    RenderCase("{{ xs | map('n') | join(', ') }}", ["xs": [["n": "a"], ["n": "b"]]], "a, b"),
    RenderCase("{{ [3, 1, 2] | sort | join('') }}{{ [3, 1] | max }}", [:], "1233"),
    RenderCase("{{& x }}", ["x": "<"], "<"),
    RenderCase(
      "{{#let a=x + x | replace('1', '2') b=x + 'b'}}{{ a }} {{ b }}{{/let}}", ["x": "1"], "12 1b"),
    RenderCase("{{ x | upper }}{{ x | upper }} {{ y | upper }}", ["x": "a", "y": "b"], "AA B"),
    RenderCase(
      "{{#each xs as x}}{{ x }}{{ x | upper }}{{#if x}}-{{/if}}{{ x }}{{/each}}", ["xs": ["a", 1]], "aA-a11-1"),
  ]

  static let blocks: [RenderCase] = [
    RenderCase(
      "{{#each xs as x}}x {{ x | plural | snake }} {{ (x | plural | title) }}{{ x | plural | upper | trim }};{{/each}}",
      ["xs": ["OrderItem", "OrderItem", "Box"]],
      "x order_items Order ItemsORDERITEMS;x order_items Order ItemsORDERITEMS;x boxes BoxesBOXES;"),
    RenderCase("{{#if a}}A{{else if b}}B{{else}}C{{/if}}", ["a": 0, "b": 1], "A"),
    RenderCase("{{#if a}}A{{else if b}}B{{else}}C{{/if}}", ["a": "", "b": 1], "B"),
    RenderCase("{{#if a}}A{{else if b}}B{{else}}C{{/if}}", ["a": [], "b": false], "C"),
    RenderCase("{{#unless a}}no{{else}}yes{{/unless}}", ["a": true], "yes"),
    RenderCase("{{#each xs as x, i sep=', '}}{{ i }}:{{ x }}{{/each}}", ["xs": ["a", "b"]], "0:a, 1:b"),
    RenderCase("{{#each xs}}{{ . }}{{else}}none{{/each}}", ["xs": []], "none"),
    RenderCase("{{#each xs}}{{ n }}{{ outer }};{{/each}}", ["xs": [["n": 1], ["n": 2]], "outer": "o"], "1o;2o;"),
    RenderCase("{{#each m as v, k sep='&'}}{{ k }}={{ v }}{{/each}}", ["m": ["a": 1, "b": 2]], "a=1&b=2"),
    RenderCase("{{#each xs as x}}{{ y }}{{ .y }}{{ this.y }}{{/each}}", ["xs": [1], "y": "Y"], "YYY"),
    RenderCase(
      "{{#each xs as x}}{{#if @first}}[{{/if}}{{ @number }}/{{ @length }}{{#if @last}}]{{/if}}{{/each}}",
      ["xs": [1, 2]],
      "[1/22/2]"),
    RenderCase(
      "{{#each xs as x}}{{#each x as y}}{{ @outer.index }}{{ @index }} {{/each}}{{/each}}", ["xs": [[1, 2], [3]]],
      "00 01 10 "),
    RenderCase("{{#with a.b as c}}{{ c.d }}{{/with}}", ["a": ["b": ["d": 1]]], "1"),
    RenderCase(
      "{{#with a}}{{ b }}{{ z }}{{/with}}{{#with n}}x{{else}}-{{/with}}", ["a": ["b": 1], "z": 2, "n": .null], "12-"),
    RenderCase("{{#let a=1 b=a + 1}}{{ a }}{{ b }}{{/let}}", [:], "12"),
    RenderCase("{{#xs}}{{ . }},{{/xs}}{{^ys}}none{{/ys}}", ["xs": [1, 2], "ys": []], "1,2,none"),
    RenderCase("{{#m}}{{ a }}{{/m}}{{#t}}{{ a }}{{else}}-{{/t}}", ["m": ["a": 1], "t": true, "a": 0], "10"),
    RenderCase("{{#each xs as x}}{{ @root.y }}{{/each}}", ["xs": [1], "y": 5], "5"),
    RenderCase("{{#raw}}{{ x }}{{#if}}{{/raw}}!", [:], "{{ x }}{{#if}}!"),
    RenderCase("{{! a }}b{{!-- }} --}}c", [:], "bc"),
    RenderCase("{{=<% %>=}}<% x %>{{ x }}<%={{ }}=%>{{ x }}", ["x": 1], "1{{ x }}1"),
    RenderCase("a \n {{~ x ~}} \n b", ["x": 1], "a1b"),
    RenderCase("{{#apply upper | pad(4)}}a{{ x }}{{/apply}}|", ["x": "b"], "AB  |"),
    RenderCase(
      "{{#align}}\n\tName\tstring\n\tIdentifier\tint\n{{/align}}\n", [:], "\tName       string\n\tIdentifier int\n"),
    RenderCase("{{> p a=1 b=x }}", ["x": 2], "1-2", [("p", "{{ a }}-{{ b }}")]),
    RenderCase("{{#with m}}{{> p }}{{/with}}", ["m": ["a": 1], "z": 3], "13", [("p", "{{ a }}{{ @root.z }}")]),
    RenderCase("{{> *x }}", ["x": "p"], "P", [("p", "P")]),
    RenderCase("{{#define f(a, b='B')}}{{ a }}{{ b }};{{/define}}{{> f a=1}}{{> f a=2 b=3}}", [:], "1B;23;"),
    RenderCase(
      "{{< p}}{{! c }} {{$ b}}mine{{/ b}}{{/ p}}", [:], "[mine|c]", [("p", "[{{$ b}}b{{/ b}}|{{$ c}}c{{/ c}}]")]),
    RenderCase("{{#slot s type=text}}default{{/slot}}", [:], "default"),
    RenderCase("{{#each xs as x}}{{#let y=x * 2}}{{ y }}{{/let}}{{/each}}", ["xs": [1, 2]], "24"),
  ]

  static let lines: [RenderCase] = [
    RenderCase("a\n  {{#if x}}\n  b\n  {{/if}}\nc\n", ["x": true], "a\n  b\nc\n"),
    RenderCase("a\r\n{{#if x}}\r\nb\r\n{{/if}}\r\nc", ["x": true], "a\r\nb\r\nc"),
    RenderCase("  {{> p}}\nz", ["v": "1\n2"], "  a\n  1\n2\n\n  b\nz", [("p", "a\n{{ v }}\n\nb\n")]),
    RenderCase("\t{{#slot s}}\n\td\n\t{{/slot}}\n.", [:], "\td\n."),
    RenderCase("\t{{#slot s}}{{/slot}}\n.", [:], "."),
    RenderCase("{{#define f()}}\nx\n{{/define}}\n  {{> f}}\ny", [:], "  x\ny"),
    RenderCase("{{! c }}\n{{=<% %>=}}\nx", [:], "x"),
    RenderCase("{{#each xs as x}}\n- {{ x }}\n{{/each}}\n", ["xs": [1, 2]], "- 1\n- 2\n"),
    RenderCase(
      "{{#each xs as x}}\n{{#if x == 1}}\none\n{{else}}\nother\n{{/if}}\n{{/each}}\n", ["xs": [1, 2]], "one\nother\n"),
  ]

  @Test(arguments: values + blocks + lines)
  func render(_ example: RenderCase) {
    #expect(Try.render(example.template, example.data, partials: example.partials) == example.expected)
  }

  @Test func `an error leaves the output as it was`() throws {
    let set = try Try.set([("main", "abc{{ nope }}")])
    var output: [UInt8] = [1, 2]
    #expect(throws: RenderFailure.self) {
      try set.render(TemplateName("main"), in: Context([:]), into: &output)
    }
    #expect(output == [1, 2])
  }
}
