import PositionedYAML
import SourceDiagnostics
import Testing

/// Documents made to hurt: each is refused with a code, or read, in bounded time and space.
@Suite struct HostileTests {
  private func codes(_ text: String, limits: YAMLLimits = YAMLLimits()) -> [String] {
    parse(text, limits: limits).said.map(\.code.description)
  }

  @Test func billionLaughs() {
    var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for level in 1...12 {
      let last = "*a\(level - 1)"
      text += "a\(level): &a\(level) [\(Array(repeating: last, count: 9).joined(separator: ", "))]\n"
    }
    let (node, said) = parse(text)
    #expect(node == nil)
    #expect(said.map(\.code) == ["YA0004"])
  }

  @Test func billionLaughsByMergeKeys() {
    var text = "a0: &a0 {" + (0..<1000).map { "k\($0): 1" }.joined(separator: ", ") + "}\n"
    for level in 1...3000 { text += "a\(level): &a\(level) {<<: *a\(level - 1)}\n" }
    #expect(codes(text) == ["YA0004"])
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func deepNesting(_ open: String) {
    let (node, said) = parse(String(repeating: open, count: 10_000))
    #expect(node == nil)
    #expect(said.first?.code == "YA0003")
  }

  @Test func depthHiddenBehindAliases() {
    var text = ""
    for level in 0..<50 {
      text += "a\(level): &a\(level) [[[[[\(level == 0 ? "x" : "*a\(level - 1)")]]]]]\n"
    }
    #expect(codes(text) == ["YA0003"])
  }

  @Test func sixtyFourMebibytesOfKeys() {
    let line = Array("key: value\n".utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(64 << 20)
    while bytes.count < 64 << 20 { bytes += line }
    #expect(parse(bytes).said.map(\.code) == ["YA0002"])
  }

  @Test func manyKeysInOneMapping() throws {
    let text = (0..<100_000).map { "key\($0): 1\n" }.joined()
    let (node, said) = parse(text)
    #expect(said == [])
    #expect(node?.entries.count == 100_000)
  }

  @Test func manyProblemsAreCounted() {
    let said = parse(String(repeating: "a: no\n", count: 5000)).said
    #expect(said.count == 101)
    #expect(said.contains { $0.code == "YA0006" })
  }

  @Test func tooManyNodes() {
    #expect(codes("[" + String(repeating: "1,", count: 200) + "]", limits: YAMLLimits(maximumNodes: 100)) == ["YA0004"])
  }

  @Test(
    arguments: [
      [0x61, 0x3A, 0x20, 0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x61, 0xE2, 0x82], [0x80],
      [0xF8, 0x88, 0x80, 0x80, 0x80], [0xC3],
    ] as [[UInt8]])
  func invalidUTF8(_ bytes: [UInt8]) {
    let (node, said) = parse(bytes)
    #expect(node == nil)
    #expect(said.map(\.code) == ["YA0001"])
  }

  @Test(
    arguments: [
      [0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61], [0x61, 0x00, 0x62, 0x00], [0x00, 0x61, 0x00, 0x62],
    ] as [[UInt8]])
  func utf16(_ bytes: [UInt8]) {
    #expect(parse(bytes).said.map(\.code) == ["YA0001"])
  }

  @Test(arguments: ["a:\n\tb: 1\n", "\ta: 1\n", "a:\n  b: 1\n\tc: 2\n"])
  func tabs(_ text: String) {
    #expect(codes(text) == ["YA0011"])
  }

  @Test(arguments: ["a: \u{07}\n", "a\u{0}b\n", "x: \"\u{1B}\"\n"])
  func controlCharacters(_ text: String) {
    #expect(codes(text) == ["YA0015"])
  }

  @Test func aliasInsideItself() {
    #expect(codes("a: &x [1, *x]\n") == ["YA0022"])
    #expect(codes("&x {<<: *x}\n") == ["YA0022", "YA0023"])
  }

  @Test func theTreeSurvivesErrorsThatLeaveOne() {
    #expect(parse("a: 1\na: 2\nb: *no\n").node.map(meaning) == #"{"a": 1, "a": 2, "b": null}"#)
  }
}
