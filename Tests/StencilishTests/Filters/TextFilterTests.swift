import GoldenTesting
import Testing

@testable import Stencilish

@Suite struct TextFilterTests {
  @Test func trim() {
    #expect(applied(" \t\r\n a b \u{3000}\u{A0}", TextFilters.trim) == "a b")
    #expect(applied(" \n", TextFilters.trim) == "")
    #expect(applied("é", TextFilters.trim) == "é")
  }

  @Test(arguments: [
    ("aaaa", "aa", "b", "bb"), ("aaa", "aa", "b", "ba"), ("abcabc", "bc", "", "aa"), ("abc", "", "x", "abc"),
    ("abc", "abcd", "x", "abc"), ("aabaabaaab", "aabaaab", "X", "aabX"), ("größe", "ö", "oe", "groeße"),
    ("", "a", "b", ""),
  ])
  func replace(text: String, pattern: String, replacement: String, expected: String) {
    #expect(replaced(text, pattern, replacement) == expected)
  }

  @Test func replaceAgreesWithTheObviousWay() {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<3000 {
      let text = random.text(of: ["a", "b"], upTo: 20)
      let pattern = random.text(of: ["a", "b"], upTo: 4)
      #expect(replaced(text, pattern, "<>") == replacedNaively(text, pattern, "<>"))
    }
  }

  private func wrapped(_ text: String, _ width: Int, _ prefix: String) -> String {
    let prefix = Array(prefix.utf8)
    return applied(text) { TextFilters.wrap($0, width: width, prefix: prefix.span, into: &$1) }
  }

  private func replaced(_ text: String, _ pattern: String, _ replacement: String) -> String {
    let (pattern, replacement) = (Array(pattern.utf8), Array(replacement.utf8))
    return applied(text) { TextFilters.replace($0, pattern.span, with: replacement.span, into: &$1) }
  }

  private func replacedNaively(_ text: String, _ pattern: String, _ replacement: String) -> String {
    guard !pattern.isEmpty else { return text }
    var rest = Substring(text)
    var result = ""
    while !rest.isEmpty {
      if rest.hasPrefix(pattern) {
        result += replacement
        rest = rest.dropFirst(pattern.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }

  @Test func indent() {
    #expect(applied("a\n\n  b\r\n \nc") { TextFilters.indent($0, by: 2, into: &$1) } == "  a\n\n    b\r\n \n  c")
    #expect(applied("a\n") { TextFilters.indent($0, by: -1, into: &$1) } == "a\n")
    #expect(applied("") { TextFilters.indent($0, by: 4, into: &$1) } == "")
  }

  @Test func padAndTruncateCountCharacters() {
    #expect(applied("größe") { TextFilters.pad($0, to: 7, into: &$1) } == "größe  ")
    #expect(applied("größe") { TextFilters.pad($0, to: -7, into: &$1) } == "  größe")
    #expect(applied("größe") { TextFilters.pad($0, to: 3, into: &$1) } == "größe")
    #expect(applied("größe") { TextFilters.truncate($0, to: 3, into: &$1) } == "grö")
    #expect(applied("größe") { TextFilters.truncate($0, to: 9, into: &$1) } == "größe")
    #expect(applied("größe") { TextFilters.truncate($0, to: -1, into: &$1) } == "")
    #expect(applied("a😀b") { TextFilters.truncate($0, to: 2, into: &$1) } == "a😀")
  }

  @Test func wrap() {
    let text = "An order   holds\nitems.\n\n\n  Each has a price, größer als null.  \n\n"
    #expect(
      wrapped(text, 16, "// ") == """
        // An order
        // holds items.
        //
        //
        // Each has a
        // price, größer
        // als null.
        """)
    #expect(wrapped(" \n ", 9, "# ") == "")
    #expect(wrapped("a bb", 0, "") == "a\nbb")
  }

  @Test func wrapKeepsTheWordsAndTheWidth() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<2000 {
      let text = random.text(of: ["a", "bcd", "é", " ", " ", "\n", "\n\n", "longer-word"], upTo: 30)
      let width = Int.random(in: 3...30, using: &random)
      let result = wrapped(text, width, "> ")
      let lines = result.split(separator: "\n").map { $0.dropFirst(2) }
      #expect(lines.joined(separator: " ").split(separator: " ") == text.split { $0 == " " || $0 == "\n" })
      for line in lines where line.contains(" ") { #expect(line.count + 2 <= width) }
      #expect(applied(result, TextFilters.trim) == result)
    }
  }
}
