import Foundation
import GoldenTesting
import Testing

@testable import Stencilish

@Suite struct YAMLQuotingTests {
  @Test(arguments: ["order", "Order item", "a.b-c/d_e", "don't", "größe", "v1.2", "x (y)", "/path/to", "yess", "用户"])
  func plain(text: String) {
    #expect(applied(text, QuotingFilters.yaml) == text)
  }

  @Test(arguments: [
    "", " ", "a ", " a", "a  b", "~", "null", "Null", "NULL", "true", "False", "yes", "No", "ON", "off", "y", "N", "1",
    "1_000", "0x1F", "0o7", "1e3", "-1", "+1", ".5", ".inf", "-.INF", ".nan", "12:30", "12:30:45", "2001-12-14",
    "2001-12-14t21:59:43Z", "<<", "=", "- a", "-", "--- a", "...", "? a", "a: b", "a:b", "a #b", "#a", "[a]", "{a}",
    "a,b",
    "&a", "*a", "!a", "|", ">", "%a", "@a", "`a`", "'a'", "\"a\"", "a\nb", "a\tb", "\u{85}", "a\u{2028}", "\u{FEFF}a",
    "a\u{A0}b",
    "10.0.0.1", "http://x", "C:\\x",
  ])
  func quoted(text: String) {
    #expect(applied(text, QuotingFilters.yaml) == applied(text, QuotingFilters.quote))
  }

  /// What the plain scalars of YAML 1.1 (yaml.org/type) and of 1.2's core schema mean, if not a string.
  private static let tagged = [
    "~|null|Null|NULL", "y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF",
    "[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+|0o[0-7]+",
    "[-+]?([0-9][0-9_]*)?\\.[0-9.]*([eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\\.[0-9_]*|[-+]?\\.(inf|Inf|INF)",
    "\\.(nan|NaN|NAN)|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?",
    "[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?([Tt]|[ \\t]+).*|[0-9]{4}-[0-9][0-9]-[0-9][0-9]", "<<|=",
  ].map { "^(\($0))$" }

  @Test func whatIsPlainIsAString() throws {
    var random = SeededGenerator(seed: 9)
    let expressions = try Self.tagged.map { try NSRegularExpression(pattern: $0) }
    let pieces =
      QuotingFilterTests.hostile + ["y", "No", "on", ".inf", "e", "0x", "b", "_", "+", "-", ".", "(", "~", "="]
    for _ in 0..<5000 {
      let text = random.text(of: pieces, upTo: 4)
      let quoted = applied(text, QuotingFilters.yaml)
      if quoted.utf8.first == UInt8(ascii: "\"") { continue }
      #expect(quoted.utf8.elementsEqual(text.utf8))
      let range = NSRange(text.startIndex..., in: text)
      for expression in expressions { #expect(expression.firstMatch(in: text, range: range) == nil, "\(text)") }
      // Nothing of what ends, begins or tags a plain scalar.
      #expect(!text.unicodeScalars.contains { ":#,[]{}&*!|>\"%@`\n\r\t".unicodeScalars.contains($0) })
      #expect(!text.hasPrefix("'"))
      #expect(!text.hasPrefix(" ") && !text.hasSuffix(" ") && !text.hasPrefix("-") && !text.hasPrefix("?"))
    }
  }
}
