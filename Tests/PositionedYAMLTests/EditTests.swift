import PositionedYAML
import SourceDiagnostics
import Testing

/// Edits change what they are asked to and nothing else.
@Suite struct EditTests {
  private func edited(_ text: String, _ edits: (Node) -> [SourceEdit]?) throws -> String? {
    let node = try #require(parse(text).node)
    return edits(node).flatMap { SourceEdit.apply($0, to: node.source) }.map {
      String(decoding: $0.bytes, as: UTF8.self)
    }
  }

  @Test func editsApplyInAnyOrder() {
    let source = SourceText(name: "x", text: "abcdef")
    let edits = [
      SourceEdit(at: 6, "!"), SourceEdit(SourceSpan(start: 1, end: 3), "X"), SourceEdit(at: 0, ">"),
      SourceEdit(at: 0, ">"),
    ]
    #expect(SourceEdit.apply(edits, to: source)?.bytes == Array(">>aXdef!".utf8))
  }

  @Test func overlappingEditsAreRefused() {
    let source = SourceText(name: "x", text: "abcdef")
    let edits = [SourceEdit(SourceSpan(start: 0, end: 3), ""), SourceEdit(SourceSpan(start: 2, end: 4), "")]
    #expect(SourceEdit.apply(edits, to: source) == nil)
    #expect(SourceEdit.apply([SourceEdit(SourceSpan(start: 5, end: 9), "")], to: source) == nil)
  }

  /// Text, the key whose mapping gets `new: [1, x]` appended, and the text afterwards.
  static let appends: [(String, String, String)] = [
    ("a:\n  b: 1\n", "a", "a:\n  b: 1\n  new: [1, x]\n"),
    ("a:\n    b: 1 # keep\n\n# tail\nc: 2\n", "a", "a:\n    b: 1 # keep\n    new: [1, x]\n\n# tail\nc: 2\n"),
    ("a: {b: 1}\n", "a", "a: {b: 1, new: [1, x]}\n"),
    ("a: {}\n", "a", "a: {new: [1, x]}\n"),
    ("a: { b: 1 }\n", "a", "a: { b: 1, new: [1, x] }\n"),
    ("a: # what\nc: 2\n", "a", "a: # what\n  new: [1, x]\nc: 2\n"),
    ("a:", "a", "a:\n  new: [1, x]"),
    ("z: {a: , b: 1}\n", "z.a", "z: {a: {new: [1, x]}, b: 1}\n"),
    ("a:\r\n  b: 1\r\nc: 2\r\n", "a", "a:\r\n  b: 1\r\n  new: [1, x]\r\nc: 2\r\n"),
    ("a:\n  b: |\n    text\n    more\n\nc: 1\n", "a", "a:\n  b: |\n    text\n    more\n  new: [1, x]\n\nc: 1\n"),
    ("a:\n  b:\n    - 1\n    - {x: y}\nc: 1\n", "a", "a:\n  b:\n    - 1\n    - {x: y}\n  new: [1, x]\nc: 1\n"),
    ("ü: ä\na:\n  é: ñ\n", "a", "ü: ä\na:\n  é: ñ\n  new: [1, x]\n"),
    ("a: {\n  b: 1,\n}\n", "a", "a: {\n  b: 1, new: [1, x],\n}\n"),
  ]

  @Test(arguments: appends)
  func appendsAnEntry(_ row: (text: String, path: String, after: String)) throws {
    let value = YAMLValue.list([.int(1), .text("x")])
    let after = try edited(row.text) { root in
      var node = root
      var owner: Node?
      for key in row.path.split(separator: ".") {
        guard let entry = node.entry(String(key)) else { return nil }
        (node, owner) = (entry.value, entry.key)
      }
      return MappingEdit.append("new", value, to: node, below: owner)
    }
    #expect(after == row.after)
  }

  @Test func nestedValuesAreWrittenInBlockStyle() throws {
    let value = YAMLValue.mapping([
      .init("x", .mapping([.init("deep", .text("yes"))])),
      .init("l", .list([.mapping([.init("k", .int(1)), .init("m", .null)])])),
    ])
    let after = try edited("a:\n  b: 1\n") { MappingEdit.append("new", value, to: $0, below: nil) }
    #expect(after == "a:\n  b: 1\nnew:\n  x:\n    deep: \"yes\"\n  l:\n    - k: 1\n      m: null\n")
  }

  @Test func prepends() throws {
    let value = YAMLValue.text("old")
    #expect(
      try edited("a:\n  b: 1\n") { MappingEdit.prepend("was", value, to: $0["a"] ?? $0, below: nil) }
        == "a:\n  was: old\n  b: 1\n")
    #expect(
      try edited("a: {b: 1}\n") { MappingEdit.prepend("was", value, to: $0["a"] ?? $0, below: nil) }
        == "a: {was: old, b: 1}\n")
  }

  @Test func aliasesAreLeftAlone() throws {
    #expect(
      try edited("a: &x {b: 1}\nc: *x\n") { MappingEdit.append("new", .null, to: $0["c"] ?? $0, below: nil) } == nil)
  }

  @Test func mergedEntriesAreNotTakenForOwnOnes() throws {
    let text = "a: &x {k: 1}\nb:\n  z: 0\n  <<: *x\nc: 1\n"
    let after = try edited(text) { MappingEdit.append("new", .null, to: $0["b"] ?? $0, below: nil) }
    #expect(after == "a: &x {k: 1}\nb:\n  z: 0\n  new: null\n  <<: *x\nc: 1\n")
  }

  @Test func replacesScalars() throws {
    #expect(try edited("a: b # c\n") { $0["a"].flatMap { MappingEdit.replace($0, with: "new") } } == "a: new # c\n")
    #expect(try edited("a: 'b'\n") { $0["a"].flatMap { MappingEdit.replace($0, with: "it's") } } == "a: 'it''s'\n")
    #expect(try edited("a: \"b\"\n") { $0["a"].flatMap { MappingEdit.replace($0, with: "new") } } == "a: \"new\"\n")
  }

  static let texts = [
    "", "plain", "two words", "yes", "no", "null", "~", "1", "1.5", "0x1F", "1_000", "010", "12:30", "true", "- a",
    "a: b", "a:", "a #b",
    "a#b", "'q'", "\"q\"", "[x]", "{x}", "x, y", "*a", "&a", "!t", "|", ">", "%d", "@x", "`x`", "\\", "line\nbreak",
    "tab\t", " lead", "trail ",
    "é", "日本", "\u{7}", "\u{85}", "\u{2028}", "\u{FEFF}", "$x", "^1.0", "/path", "2024-01-01", "github.com/a/b", "?",
    "=", "<<", ".inf", "....",
  ]

  @Test(arguments: texts)
  func textsSurviveWritingAndReading(_ text: String) throws {
    for value in [YAMLValue.text(text), .list([.text(text)]), .mapping([.init(text, .text(text))])] {
      for written in [YAMLWriter.flow(value), YAMLWriter.block(value)] {
        let (node, said) = parse(written)
        #expect(said == [])
        let expected =
          switch value {
          case .text: DiagnosticJSON.quote(text)
          case .list: "[\(DiagnosticJSON.quote(text))]"
          default: "{\(DiagnosticJSON.quote(text)): \(DiagnosticJSON.quote(text))}"
          }
        #expect(node.map(meaning) == expected, "\(written)")
      }
    }
  }

  @Test func canonicalForm() {
    let value = YAMLValue.mapping([
      .init(
        "list",
        .list([
          .list([.int(1), .list([.int(2)])]),
          .mapping([.init("a", .bool(true)), .init("b", .mapping([.init("c", .null)]))]),
        ])),
      .init("empty", .list([])), .init("none", .mapping([])), .init("1", .text("1")),
    ])
    #expect(
      YAMLWriter.block(value) == """
        list:
          -
            - 1
            - [2]
          - a: true
            b:
              c: null
        empty: []
        none: {}
        "1": "1"

        """)
  }
}
