import PositionedYAML
import SourceDiagnostics
import Testing

/// The constructs of YAML 1.2.2, chapters 6 to 10, one row each: text and meaning.
@Suite struct ConstructTests {
  static let rows: [(String, String)] = [
    // 6: structure
    ("a: 1\n# comment\nb: 2 # more\n", #"{"a": 1, "b": 2}"#),
    ("%YAML 1.2\n---\na: 1\n...\n", #"{"a": 1}"#),
    ("", "null"),
    ("# only a comment\n", "null"),
    ("--- text\n", #""text""#),
    ("a:\n  - 1\n  -\n  - 3\n", #"{"a": [1, null, 3]}"#),
    ("a:\n- 1\n- 2\n", #"{"a": [1, 2]}"#),
    ("- - a\n  - b\n- - c\n", #"[["a", "b"], ["c"]]"#),
    ("- a: 1\n  b: 2\n- c: 3\n", #"[{"a": 1, "b": 2}, {"c": 3}]"#),
    ("? a\n: 1\n? b\n", #"{"a": 1, "b": null}"#),
    ("? [a, b]\n: 1\n", #"{["a", "b"]: 1}"#),
    // 7: flow
    ("{a: 1, b: [x, y], c: {d: e}}", #"{"a": 1, "b": ["x", "y"], "c": {"d": "e"}}"#),
    ("{a: 1, b, c: }", #"{"a": 1, "b": null, "c": null}"#),
    ("[a, b, ]", #"["a", "b"]"#),
    ("[a: 1, b]", #"[{"a": 1}, "b"]"#),
    ("{\"a\":1}", #"{"a": 1}"#),
    ("[\n  a,\n  b\n]\n", #"["a", "b"]"#),
    ("'it''s'", #""it's""#),
    ("\"a\\n\\u00e9\\x41\\\\\"", #""a\né\u0041\\""#.replacing("\\u0041", with: "A")),
    ("\"a\n  b\n\n  c\"", #""a b\nc""#),
    ("'a\n  b'", #""a b""#),
    ("a b\n  c d\n", #""a b c d""#),
    ("a: b#c\n", #"{"a": "b#c"}"#),
    ("a: http://x.y/z\n", #"{"a": "http://x.y/z"}"#),
    ("\"\"", #""""#),
    ("''", #""""#),
    // 8: block scalars
    ("a: |\n  x\n  y\n", #"{"a": "x\ny\n"}"#),
    ("a: |-\n  x\n  y\n\nb: 1\n", #"{"a": "x\ny", "b": 1}"#),
    ("a: |+\n  x\n\nb: 1\n", #"{"a": "x\n\n", "b": 1}"#),
    ("a: >\n  x\n  y\n\n  z\n", #"{"a": "x y\nz\n"}"#),
    ("a: |2\n   x\n", #"{"a": " x\n"}"#),
    // 6.9, 7.1: anchors and aliases, merge keys
    ("a: &x {k: 1}\nb: *x\n", #"{"a": {"k": 1}, "b": {"k": 1}}"#),
    ("a: &x 1\nb: &x 2\nc: *x\n", #"{"a": 1, "b": 2, "c": 2}"#),
    ("&k key: *k\n", #"{"key": "key"}"#),
    ("a: &x {k: 1, l: 2}\nb: {<<: *x, l: 3}\n", #"{"a": {"k": 1, "l": 2}, "b": {"k": 1, "l": 3}}"#),
    (
      "a: &x {k: 1}\nb: &y {k: 2, m: 4}\nc:\n  <<: [*x, *y]\n",
      #"{"a": {"k": 1}, "b": {"k": 2, "m": 4}, "c": {"k": 1, "m": 4}}"#
    ),
    ("a: &x {k: 1}\nb:\n  z: 0\n  <<: *x\n  y: 2\n", #"{"a": {"k": 1}, "b": {"z": 0, "k": 1, "y": 2}}"#),
    ("'<<': 1\n", #"{"<<": 1}"#),
    // 10.3: core schema
    ("[null, Null, NULL, ~, nULL, '~']", #"[null, null, null, null, "nULL", "~"]"#),
    ("[true, True, TRUE, false, FALSE, tRUE]", #"[true, true, true, false, false, "tRUE"]"#),
    ("[0, -12, +7, 0o17, 0x1F, -0o7, 0o8]", #"[0, -12, 7, 15, 31, "-0o7", "0o8"]"#),
    ("[1.5, -.5, 1., 1e3, 1.5E-2, +1.0]", "[1.5, -0.5, 1.0, 1000.0, 0.015, 1.0]"),
    ("[.inf, -.INF, +.Inf, .nan]", "[inf, -inf, inf, nan]"),
    (
      "[., -, 1.2.3, 1e, e5, 12abc, --1]".replacing("-,", with: "'-',"),
      #"[".", "-", "1.2.3", "1e", "e5", "12abc", "--1"]"#
    ),
    ("[99999999999999999999]", "[99999999999999999999]"),
    ("[!!str 1, !!int 7, !!float 1, ! 2]", #"["1", 7, 1.0, "2"]"#),
    ("2001-12-14", #""2001-12-14""#),
  ]

  @Test(arguments: rows)
  func construct(_ row: (text: String, meaning: String)) throws {
    let (node, said) = parse(row.text)
    #expect(said.filter { $0.severity == .error } == [])
    #expect(node.map(meaning) == row.meaning)
  }

  @Test(arguments: [
    "a: 1\nb: [x, 'y z', \"q\"]\nc:\n  d: e f\n",
    "ä: ö\nß: [é, '日本']\n€: x\n",
    "a: 1\r\nb: [x, y]\r\nä: z\r\n",
    "\u{FEFF}a: 1\nb: ü\nc: x\n",
    "a: 1\n\n# ü\nb: x\n",
  ])
  func spansHoldTheWrittenText(_ text: String) throws {
    let node = try #require(parse(text).node)
    let scalars = writtenScalars(node)
    let expected = text.replacing("\u{FEFF}", with: "").replacing("# ü", with: "")
      .split { "\n\r:[],{}".contains($0) || $0 == "\r\n" }.map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
    #expect(scalars == expected.map(String.init))
  }

  @Test func spansOfCollections() throws {
    let text = "a:\n  b: {c: 1}  \n  d: |\n    x\n\n\n# end\ne:\n  - 1\n  -\n\nf: &n [1,\n 2] # c\n"
    let root = try #require(parse(text).node)
    #expect(root["a"].map(written) == "b: {c: 1}  \n  d: |\n    x")
    #expect(root["a"]?["b"].map(written) == "{c: 1}")
    #expect(root["e"].map(written) == "- 1\n  -")
    #expect(root["f"].map(written) == "&n [1,\n 2]")
  }

  @Test func anAliasPointsToItsUseAndItsContentToTheDefinition() throws {
    let root = try #require(parse("a: &x {k: 1}\nb: *x\n").node)
    let alias = try #require(root["b"])
    #expect(alias.isAlias)
    #expect(written(alias) == "*x")
    #expect(alias["k"].map(written) == "1")
    #expect(alias["k"]?.span.start == 10)
  }

  @Test func lineEndsMakeNoDifference() throws {
    let text = "a:\n  - x\n  - |\n    one\n    two\nb: \"c\n  d\"\n"
    let unix = try #require(parse(text).node)
    #expect(parse(text.replacing("\n", with: "\r\n")).node.map(meaning) == meaning(unix))
    #expect(parse(text.replacing("\n", with: "\r")).node.map(meaning) == meaning(unix))
  }

  @Test func keysAreNotWarnedAbout() {
    #expect(parse("on: 1\nyes: 2\n").said == [])
  }

  @Test(arguments: ["yes", "No", "ON", "off", "y", "1_000", "010", "0b11", "1:30", "190:20:30", "0x_1F", "-0_7"])
  func differencesFromOlderYAML(_ text: String) {
    #expect(parse("a: \(text)\n").said.map(\.code) == ["YA0030"])
    #expect(parse("a: '\(text)'\n").said == [])
  }

  @Test(arguments: [
    "yesterday", "0", "-0", "0.5", "10", "a_b", "1:99", "12:30x", "0o10", "0x1F", "2001-12-14", "_1", "v1:2",
  ])
  func noDifferenceFromOlderYAML(_ text: String) {
    #expect(parse("a: [\(text)]\n").said == [])
  }
}
