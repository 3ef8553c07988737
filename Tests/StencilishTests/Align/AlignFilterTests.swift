import GoldenTesting
import Testing

@testable import Stencilish

@Suite struct AlignFilterTests {
  @Test(arguments: [
    ("", ""), ("\n", "\n"), ("a", "a"), ("a\tb", "a b"), ("a\tb\n", "a b\n"), ("\ta\tb\n", "\ta b\n"),
    ("a\tb\nccc\td\n", "a   b\nccc d\n"), ("a\tb\n\nccc\td\n", "a b\n\nccc d\n"),
    ("a\tb\nx\nccc\td\n", "a b\nx\nccc d\n"), ("a\tb\n\tccc\td\n", "a b\n\tccc d\n"),
    ("a\tb\r\nccc\td\r\n", "a   b\r\nccc d\r\n"), ("a\tb\t\nccc\td\te\n", "a   b\nccc d e\n"),
    ("größe\tb\na\tb\n", "größe b\na     b\n"), ("a\t\tc\nb\t\td\n", "a c\nb d\n"),
    ("a\t\tc\nb\tx\td\n", "a   c\nb x d\n"),
    ("a\t// b\tc\n", "a // b\tc\n"), ("\t\t\n", "\n"), ("a  b\n", "a  b\n"), ("\t\t", ""),
    ("}\t// a\nlonger\t// b\n", "} // a\nlonger // b\n"),
    ("a:\t1,\nlong:\tT{\n\tb: 2,\n},\nlonger:\t3,\n", "a: 1,\nlong: T{\n\tb: 2,\n},\nlonger: 3,\n"),
    ("case x:\t// a\nlonger:\t// b\n", "case x: // a\nlonger: // b\n"),
  ])
  func examples(text: String, expected: String) {
    #expect(applied(text, AlignFilter.align) == expected)
  }

  @Test func onlyTabsChangeAndColumnsAreStraight() {
    var random = SeededGenerator(seed: 11)
    let pieces = [
      "a", "bc", "é", "\t", "\t", "\n", "\n\t", "x:", ",", "//", "{", "}", "\"", "\\", "`", "\r\n", "long word",
    ]
    for _ in 0..<5000 {
      let text = random.text(of: pieces, upTo: 30)
      let aligned = applied(text, AlignFilter.align)
      let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" }
      #expect(text.unicodeScalars.filter { !isBlank($0) } == aligned.unicodeScalars.filter { !isBlank($0) })
      #expect(applied(aligned, AlignFilter.align) == aligned || aligned.contains("//"), "\(text)")
    }
  }

  @Test func hostileTextTakesLinearWork() {
    for unit in ["\t", "a\t", "a:\t1,\n", "{\n\t", "\"", "a\tb\n", "//\t", "(,"] {
      _ = applied(String(repeating: unit, count: 50_000), AlignFilter.align)
    }
  }
}
