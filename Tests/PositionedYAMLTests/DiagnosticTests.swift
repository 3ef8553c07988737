import GoldenTesting
import PositionedYAML
import SourceDiagnostics
import Testing

/// Every code, rendered.
@Suite struct DiagnosticTests {
  /// Texts that show a code; the file of a golden is named after the code and the words.
  static let texts: [(String, String)] = [
    ("YA0010-block", "a:\n  - 1\n b: 2\n"),
    ("YA0010-escape", "a: \"\\q\"\n"),
    ("YA0011-tab", "a:\n\tb: 1\n"),
    ("YA0012-quote", "name: \"todo\npackage: x\n"),
    ("YA0013-bracket", "a: [1, 2\nb: 3\n"),
    ("YA0014-colon", "description: note: this\n"),
    ("YA0015-control", "a: \u{07}\n"),
    ("YA0016-start", "a: @home\n"),
    ("YA0005-documents", "a: 1\n---\nb: 2\n"),
    ("YA0020-duplicate", "name: a\nkind: b\nname: c\n"),
    ("YA0021-undefined", "a: &base {x: 1}\nb: *bsae\n"),
    ("YA0022-recursive", "a: &x [1, *x]\n"),
    ("YA0023-merge", "a: {<<: 1}\n"),
    ("YA0024-tag", "a: !secret 1\n"),
    ("YA0025-mismatch", "a: !!int x\n"),
    ("YA0030-older", "a: no\nb: 010\nc: 1_000\nd: 12:30\n"),
  ]

  @Test(arguments: texts)
  func showsSyntax(_ row: (name: String, text: String)) throws {
    try check(parse(row.text).said, row.name)
  }

  @Test func limits() throws {
    try check(parse("[[[[1]]]]", limits: YAMLLimits(maximumDepth: 3)).said, "YA0003-depth")
    try check(parse("a: &x [1, 2]\nb: [*x, *x]\n", limits: YAMLLimits(maximumNodes: 8)).said, "YA0004-nodes")
    try check(parse("name: something\n", limits: YAMLLimits(maximumBytes: 8)).said, "YA0002-size")
    try check([UInt8]("name: caf".utf8) + [0xE9, 0x0A], "YA0001-latin1")
    try check([0xFF, 0xFE, 0x61, 0x00], "YA0001-utf16")
    let many = parse(String(repeating: "a: no\n", count: 200)).said.filter { $0.code == "YA0006" }
    try check(many, "YA0006-many")
  }

  @Test func mappingReader() throws {
    try read("nmae: x\nextra: 1\n", "YA0101-unknown") { map, bag in
      _ = map.string("name", into: &bag)
      _ = map.string("kind", into: &bag)
      map.finish(into: &bag)
    }
    try read("kind: x\n", "YA0102-missing") { map, bag in _ = map.requiredString("name", into: &bag) }
    try read("a: [1]\nb: 3\nc: {x: 1}\nd: text\ne: true\n", "YA0103-kinds") { map, bag in
      _ = map.string("a", into: &bag)
      _ = map.bool("b", into: &bag)
      _ = map.int("c", into: &bag)
      _ = map.strings("d", into: &bag)
      _ = map.entries("e", into: &bag)
    }
    try read("mode: scafold\n", "YA0104-choice") { map, bag in
      _ = map.choice("mode", "a mode", of: Mode.self, into: &bag)
    }
    try read("a: 7\nb: 99999999999999999999\n", "YA0105-range") { map, bag in
      _ = map.int("a", in: 1...5, into: &bag)
      _ = map.int("b", into: &bag)
    }
  }

  private enum Mode: String, CaseIterable { case generated, scaffold }

  private func read(
    _ text: String, _ golden: String, body: (inout MappingReader, inout DiagnosticBag) -> Void
  ) throws {
    var bag = DiagnosticBag()
    let node = try #require(parse(text).node)
    var reader = try #require(MappingReader(node, "a sample", into: &bag))
    body(&reader, &bag)
    try check(bag.sorted, golden)
  }

  private func check(_ bytes: [UInt8], _ golden: String) throws {
    try check(parse(bytes).said, golden)
  }

  private func check(_ said: [Diagnostic], _ golden: String) throws {
    #expect(Set(said.map(\.code.description)) == [String(golden.prefix(6))])
    let text = said.map(DiagnosticRenderer().render).joined(separator: "\n")
    try Golden.expect(text, equals: "Fixtures/diagnostics/\(golden).txt")
  }
}
