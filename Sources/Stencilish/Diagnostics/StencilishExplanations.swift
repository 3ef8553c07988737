package import SourceDiagnostics

/// The long form of every code of this library, for `hatmax explain CODE`.
///
/// The examples are templates over an order: `{"name": "order", "note": null, "count": 3, "items": [{"name": "pen"}]}`.
package enum StencilishExplanations {
  /// In the order of the codes.
  package static let all: [CodeExplanation] = (tags + expressions + names + rendering + bounds + checks).sorted {
    $0.code < $1.code
  }

  private static let tags = [
    CodeExplanation(
      "ST0001", "a tag that is not closed",
      "A tag ends with the closing delimiter, `}}` unless the template sets another. Where the next tag begins first, or the "
        + "file ends, it was forgotten. A quote that has no partner swallows the delimiter too.",
      wrong: "{{ name }\n{{ count }}", right: "{{ name }}\n{{ count }}"),
    CodeExplanation(
      "ST0002", "an empty tag",
      "A tag holds a value, a block or a comment. Two braces for their own sake stand in a string.",
      wrong: "{{ }}", right: "{{ \"{{ }}\" }}"),
    CodeExplanation(
      "ST0003", "a block that is not closed", "Every `{{#block}}` has its `{{/block}}`, in the same file.",
      wrong: "{{#if note}}{{ note }}", right: "{{#if note}}{{ note }}{{/if}}"),
    CodeExplanation(
      "ST0004", "a closing tag that fits nothing",
      "A closing tag names the innermost open block. Blocks nest; they don't overlap.",
      wrong: "{{#if note}}{{ note }}{{/if}}{{/with}}", right: "{{#if note}}{{ note }}{{/if}}"),
    CodeExplanation(
      "ST0005", "an `else` outside of a block",
      "`{{else}}` divides `if`, `unless`, `each`, `with` and sections; a `let` or `apply` has one part.",
      wrong: "{{ name }}{{else}}none", right: "{{#if name}}{{ name }}{{else}}none{{/if}}"),
    CodeExplanation(
      "ST0006", "a second `else`", "A block has one `{{else}}`, after which no other branch can be taken.",
      wrong: "{{#if note}}a{{else}}b{{else}}c{{/if}}", right: "{{#if note}}a{{else if count}}b{{else}}c{{/if}}"),
    CodeExplanation(
      "ST0007", "an `else if` in another block than `if`",
      "`{{else if}}` continues `{{#if}}`. In other blocks an `if` goes inside of the `{{else}}`.",
      wrong: "{{#each items as i}}{{ i.name }}{{else if note}}-{{/each}}",
      right: "{{#each items as i}}{{ i.name }}{{else}}{{#if note}}-{{/if}}{{/each}}"),
    CodeExplanation(
      "ST0008", "an expression where a section takes a path",
      "`{{# path }}` is a section of Mustache. Conditions and loops over expressions have blocks of their own.",
      wrong: "{{#count > 2}}many{{/count}}", right: "{{#if count > 2}}many{{/if}}"),
    CodeExplanation(
      "ST0009", "delimiters that can't be set",
      "`{{=<% %>=}}` sets two marks with white space between them; neither may hold white space or `=`.",
      wrong: "{{=<%=}}", right: "{{=<% %>=}}"),
    CodeExplanation(
      "ST0010", "a `{{{` that is not closed by `}}}`",
      "Three braces open a value that is not escaped, and three close it.", wrong: "{{{ name }}", right: "{{& name }}"),
    CodeExplanation(
      "ST0011", "a `{{{` where nothing is escaped",
      "In source code three braces are nearly always a brace beside a tag, so they are refused where the output has no escape "
        + "mode: `{ {{ name }} }` writes the braces, `{{& name }}` a value that is never escaped.",
      wrong: "{{{ name }}}", right: "{ {{ name }} }"),
    CodeExplanation(
      "ST0024", "text in a parent tag",
      "`{{< parent}}` holds the blocks that replace the parent's. Other text would be lost, so it is an error.",
      wrong: "{{< page}}Hello{{/ page}}", right: "{{< page}}{{$ title}}Hello{{/ title}}{{/ page}}"),
    CodeExplanation(
      "ST0025", "more errors than are shown",
      "After 200 errors of one file the rest is only counted. Repair some and look again.",
      wrong: "", right: ""),
  ]

  private static let expressions = [
    CodeExplanation(
      "ST0012", "something else was expected", "The message says what could stand at this place of the tag.",
      wrong: "{{ name name }}", right: "{{ name }} {{ name }}"),
    CodeExplanation(
      "ST0013", "a string that is not closed", "A string ends with the quote that it began with, on the same line.",
      wrong: "{{ name + \"! }}", right: "{{ name + \"!\" }}"),
    CodeExplanation(
      "ST0014", "an unknown escape",
      "Strings know `\\n \\r \\t \\0 \\\\ \\/ \\\" \\'`, `\\uXXXX` and `\\u{X}`. A backslash is written twice.",
      wrong: "{{ \"C:\\work\" }}", right: "{{ \"C:\\\\work\" }}"),
    CodeExplanation(
      "ST0015", "a number that is too large", "Integers have 64 bits, decimals are of double precision.",
      wrong: "{{ 9223372036854775808 }}", right: "{{ \"9223372036854775808\" }}"),
    CodeExplanation(
      "ST0016", "an expression that nests too deep", "Parentheses, brackets and arguments nest up to 100 levels deep.",
      wrong: "{{ " + String(repeating: "(", count: 101) + "count" + String(repeating: ")", count: 101) + " }}",
      right: "{{ (count) }}"),
    CodeExplanation(
      "ST0017", "comparisons in a chain",
      "`a < b < c` would compare a boolean with `c`. Two comparisons are joined by `and`.",
      wrong: "{{ 1 < count < 5 }}", right: "{{ 1 < count and count < 5 }}"),
    CodeExplanation(
      "ST0018", "a filter after an operator",
      "A filter binds tighter than operators: `a + b | upper` is `a + (b | upper)`. Parentheses say which one is meant.",
      wrong: "{{ name + name | upper }}", right: "{{ (name + name) | upper }}"),
    CodeExplanation(
      "ST0019", "an operator where a value belongs",
      "`and`, `or`, `in` and `not` are operators, never names of values.",
      wrong: "{{ or }}", right: "{{ count or name }}"),
    CodeExplanation(
      "ST0020", "an unknown loop variable",
      "Loops have `@index`, `@number`, `@first`, `@last`, `@key` and `@length`; `@outer.index` belongs to the loop around, "
        + "and `@root` is the whole context.",
      wrong: "{{#each items as i}}{{ @count }}{{/each}}", right: "{{#each items as i}}{{ @length }}{{/each}}"),
    CodeExplanation(
      "ST0021", "a reserved name",
      "`this`, `true`, `false`, `null` and the operators can't be bound: nothing could read the value.",
      wrong: "{{#each items as this}}{{ name }}{{/each}}", right: "{{#each items as item}}{{ name }}{{/each}}"),
    CodeExplanation(
      "ST0022", "something given twice", "Each argument, binding or parameter of a tag is given once.",
      wrong: "{{#let a=1 a=2}}{{ a }}{{/let}}", right: "{{#let a=1 b=2}}{{ a }}{{ b }}{{/let}}"),
    CodeExplanation(
      "ST0023", "a slot type that is not a word",
      "The type of a slot tells the host how to merge what goes into it, so it is known before anything is rendered.",
      wrong: "{{#slot head type=name + \"s\"}}{{/slot}}", right: "{{#slot head type=imports}}{{/slot}}"),
  ]

  private static let names = [
    CodeExplanation(
      "ST0101", "an unknown filter",
      "Filters are built in, or tables and filters of the pack; those of another pack are written `pack::name`.",
      wrong: "{{ name | uper }}", right: "{{ name | upper }}"),
    CodeExplanation(
      "ST0102", "too many arguments", "The filter takes fewer arguments. The manual lists them.",
      wrong: "{{ name | upper(1) }}", right: "{{ name | upper }}"),
    CodeExplanation(
      "ST0103", "an unknown argument", "The filter has no argument of this name.",
      wrong: "{{ name | pad(length=9) }}", right: "{{ name | pad(width=9) }}"),
    CodeExplanation(
      "ST0104", "a missing argument", "The filter can't work without the argument.",
      wrong: "{{ name | replace(\"a\") }}", right: "{{ name | replace(\"a\", \"b\") }}"),
    CodeExplanation(
      "ST0105", "an unknown partial",
      "A partial is a template of the same pack, with or without `partials/` and the file's suffix, one that the file defines, "
        + "or `pack::name`.",
      wrong: "{{> pgae}}", right: "{{> page}}"),
    CodeExplanation(
      "ST0106", "an unknown parameter", "`{{#define}}` lists all parameters, so others are mistakes.",
      wrong: "{{#define row(a)}}{{ a }}{{/define}}{{> row a=1 b=2}}",
      right: "{{#define row(a, b)}}{{ a }}{{ b }}{{/define}}{{> row a=1 b=2}}"),
    CodeExplanation(
      "ST0107", "a missing parameter", "A parameter without a default is given in every call.",
      wrong: "{{#define row(a, b)}}{{ a }}{{ b }}{{/define}}{{> row a=1}}",
      right: "{{#define row(a, b=2)}}{{ a }}{{ b }}{{/define}}{{> row a=1}}"),
    CodeExplanation(
      "ST0108", "two templates of one name", "Partials find templates by name, so a set holds one of each.", wrong: "",
      right: ""),
    CodeExplanation(
      "ST0109", "a definition twice", "A file defines a name once; definitions may be used before they are written.",
      wrong: "{{#define a}}1{{/define}}{{#define a}}2{{/define}}",
      right: "{{#define a}}1{{/define}}{{#define b}}2{{/define}}"),
    CodeExplanation(
      "ST0110", "a filter twice", "Tables and filters of a pack share their names, so that a use means one of them.",
      wrong: "", right: ""),
    CodeExplanation(
      "ST0111", "`@root` in a filter",
      "The result of a filter depends on its value and arguments alone, so that it can be remembered. What it needs is given to it.",
      wrong: "", right: ""),
    CodeExplanation(
      "ST0112", "a loop variable outside of a loop", "`@index` and its kin belong to a loop of the same template.",
      wrong: "{{ @index }}", right: "{{#each items as i}}{{ @index }}{{/each}}"),
  ]

  private static let rendering = [
    CodeExplanation(
      "ST0201", "an unknown name",
      "A name is a bound one, a field of `.` or a field of what was `.` around it. A partial sees its arguments, `.` and `@root`, "
        + "nothing else of its caller.",
      wrong: "{{ nmae }}", right: "{{ name }}"),
    CodeExplanation(
      "ST0202", "an unknown field", "The record has no such field; the message lists those that it has.",
      wrong: "{{ items[0].nmae }}", right: "{{ items[0].name }}"),
    CodeExplanation(
      "ST0203", "a field of something that has none",
      "Records have fields. What may be null is guarded by `{{#if}}` or `{{#with}}`.",
      wrong: "{{ note.text }}", right: "{{#with note as n}}{{ n.text }}{{/with}}"),
    CodeExplanation(
      "ST0204", "a list or map that can't be written",
      "Text is made of strings, numbers and booleans. A list is joined or repeated, of a record a field is written.",
      wrong: "{{ items }}", right: "{{ items | map(\"name\") | join(\", \") }}"),
    CodeExplanation(
      "ST0205", "a value that can't be repeated", "`{{#each}}` takes a list or a map; null counts as an empty one.",
      wrong: "{{#each name as n}}{{ n }}{{/each}}", right: "{{#each [name] as n}}{{ n }}{{/each}}"),
    CodeExplanation(
      "ST0206", "operands that don't go together",
      "Nothing is converted on its own: `+` takes two numbers or two strings. `pad`, `join` and partials make text of numbers.",
      wrong: "{{ name + count }}", right: "{{ name }}{{ count }}"),
    CodeExplanation(
      "ST0207", "a division by zero", "Integers and decimals alike can't be divided by zero.",
      wrong: "{{ 1 / (count - 3) }}", right: "{{#if count != 3}}{{ 1 / (count - 3) }}{{/if}}"),
    CodeExplanation(
      "ST0208", "a result that is too large", "Integers have 64 bits; results don't wrap around.",
      wrong: "{{ 9223372036854775807 + count }}", right: "{{ 9223372036854775807.0 + count }}"),
    CodeExplanation(
      "ST0209", "an element that isn't there",
      "Elements are counted from 0. `first` and `last` give null for an empty list.",
      wrong: "{{ items[1].name }}", right: "{{ items[0].name }}"),
    CodeExplanation(
      "ST0210", "a key that isn't there",
      "`map[\"key\"]` needs the key. `lookup` with a default is for keys that may be missing.",
      wrong: "{{ this[\"title\"] }}", right: "{{ \"title\" | lookup(this, \"none\") }}"),
    CodeExplanation(
      "ST0211", "an index of the wrong kind", "Lists are indexed by integers, maps by strings.",
      wrong: "{{ items[\"0\"] }}", right: "{{ items[0].name }}"),
    CodeExplanation(
      "ST0212", "a value that the filter doesn't take", "The message says what it takes.",
      wrong: "{{ items | upper }}", right: "{{ items[0].name | upper }}"),
    CodeExplanation(
      "ST0213", "an argument that the filter doesn't take", "The message says what the argument is.",
      wrong: "{{ name | pad(\"9\") }}", right: "{{ name | pad(9) }}"),
    CodeExplanation(
      "ST0214", "a filter without a result", "The filter can't work with this value; the message says why.",
      wrong: "{{ [items] | join(\",\") }}", right: "{{ [name] | join(\",\") }}"),
    CodeExplanation(
      "ST0215", "a key that the table lacks",
      "A table of a pack lists its keys, and a key that it doesn't list is an error unless it has a `default`.",
      wrong: "{{ \"email\" | sql_type }}", right: "{{ \"uuid\" | sql_type }}"),
    CodeExplanation(
      "ST0216", "a template that gave up",
      "The template's author stopped the render with `{{fail}}`; the message is the author's.",
      wrong: "{{fail \"an order needs a customer\"}}",
      right: "{{#if count < 1}}{{fail \"an order needs an item\"}}{{/if}}"),
    CodeExplanation(
      "ST0217", "a partial that the name doesn't find",
      "The name of a dynamic partial was computed, and no template has it.",
      wrong: "{{> *name}}", right: "{{> *\"page\"}}"),
    CodeExplanation(
      "ST0218", "the name of a partial that is no text", "`{{> *expression}}` needs a string.", wrong: "{{> *count}}",
      right: "{{> *\"page\"}}"),
    CodeExplanation(
      "ST0219", "a lambda in strict mode",
      "Lambdas are functions of the host that Mustache mode calls. Strict mode has filters.",
      wrong: "", right: ""),
    CodeExplanation(
      "ST0220", "an unknown template", "The program asked for a template that the set doesn't have.", wrong: "",
      right: ""),
  ]

  private static let bounds = [
    CodeExplanation(
      "ST0301", "partials that nest too deep", "A partial that calls itself needs a condition that ends it.",
      wrong: "{{#define again}}{{> again}}{{/define}}{{> again}}",
      right: "{{#define again(n)}}{{#if n > 0}}{{> again n=n - 1}}{{/if}}{{/define}}{{> again n=3}}"),
    CodeExplanation(
      "ST0302", "too many turns", "All loops of a render together take ten million turns at most.", wrong: "", right: ""
    ),
    CodeExplanation("ST0303", "too much output", "One render writes 256 MiB at most.", wrong: "", right: ""),
    CodeExplanation(
      "ST0304", "too much memory", "The values that filters and operators of one render make take 1 GiB at most.",
      wrong: "",
      right: ""),
    CodeExplanation("ST0305", "a template that is too large", "A template has 64 MiB at most.", wrong: "", right: ""),
  ]

  private static let checks = [
    CodeExplanation(
      "ST0401", "a value that may be null",
      "The schema calls the value optional. It is guarded where it is used, or another value takes its place.",
      wrong: "{{ note | upper }}", right: "{{#if note}}{{ note | upper }}{{/if}}"),
    CodeExplanation(
      "ST0402", "a branch that is never reached", "The conditions around it decide this one.",
      wrong: "{{#if name}}{{#unless name}}never{{/unless}}{{/if}}", right: "{{#if name}}always{{/if}}"),
    CodeExplanation(
      "ST0403", "values that are never equal", "By their types, the two sides have no value in common.",
      wrong: "{{#if count == \"3\"}}three{{/if}}", right: "{{#if count == 3}}three{{/if}}"),
    CodeExplanation(
      "ST0404", "an argument of a slot that doesn't fit", "The pack declares what its slots give to contributions.",
      wrong: "{{#slot head order=count}}{{/slot}}", right: "{{#slot head order=name}}{{/slot}}"),
  ]
}
