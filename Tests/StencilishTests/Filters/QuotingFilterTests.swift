import Foundation
import GoldenTesting
import Testing

@testable import Stencilish

@Suite struct QuotingFilterTests {
  static let hostile: [String] = [
    "a", "é", "用", "😀", " ", "\"", "'", "`", "\\", "\n", "\r", "\t", "\u{0}", "\u{1}", "\u{8}", "\u{C}", "\u{7F}",
    "\u{85}",
    "\u{A0}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}", "${x}", "%s", ":", "#", "- ", "&", "<", ">",
    "/",
    "0", "1e3", "true", "null", "{", "]", ",", "\u{301}",
  ]

  private func forEachHostileText(seed: UInt64, _ body: (String) throws -> Void) rethrows {
    var random = SeededGenerator(seed: seed)
    for text in Self.hostile { try body(text) }
    for _ in 0..<3000 { try body(random.text(of: Self.hostile, upTo: 6)) }
  }

  @Test func examples() {
    #expect(applied("a\"b\\\n\u{1}é\u{2028}", QuotingFilters.quote) == #""a\"b\\\n\u0001é\u2028""#)
    #expect(applied("a\\b\"\n\tc", QuotingFilters.goRaw) == "`a\\b\"\n\tc`")
    #expect(applied("a`b", QuotingFilters.goRaw) == "\"a`b\"")
    #expect(applied("a\r\n", QuotingFilters.goRaw) == #""a\r\n""#)
    #expect(applied("a&b<c>\"d\"'e'", QuotingFilters.html) == "a&amp;b&lt;c&gt;&quot;d&quot;&#39;e&#39;")
    #expect(applied("a b/é~-._", QuotingFilters.url) == "a%20b%2F%C3%A9~-._")
    #expect(applied("or\"der") { _ = QuotingFilters.sqlIdent($0, into: &$1) } == "\"or\"\"der\"")
    #expect(applied("it's\\") { _ = QuotingFilters.sqlString($0, into: &$1) } == "'it''s\\'")
  }

  @Test func sqlRefusesNUL() {
    var output: [UInt8] = []
    let bytes: [UInt8] = [0x61, 0]
    #expect(!QuotingFilters.sqlIdent(bytes.span, into: &output) && !QuotingFilters.sqlString(bytes.span, into: &output))
    #expect(output.isEmpty)
  }

  @Test func quotesReadBackAsJSON() throws {
    try forEachHostileText(seed: 6) { text in
      let quoted = applied(text, QuotingFilters.quote)
      let read = try JSONSerialization.jsonObject(with: Data(quoted.utf8), options: .fragmentsAllowed) as? String
      #expect(read.map { Array($0.utf8) } == Array(text.utf8))
      #expect(goInterpreted(quoted).map { Array($0.utf8) } == Array(text.utf8))
    }
  }

  @Test func rawStringsReadBack() {
    forEachHostileText(seed: 7) { text in
      let quoted = applied(text, QuotingFilters.goRaw)
      if quoted.utf8.first == UInt8(ascii: "`") {
        let content = quoted.utf8.dropFirst().dropLast()
        #expect(content.elementsEqual(text.utf8))
        // The compiler drops carriage returns, and a back quote would end the string.
        #expect(!content.contains(UInt8(ascii: "`")) && !content.contains(UInt8(ascii: "\r")) && !content.contains(0))
        #expect(!text.unicodeScalars.contains("\u{FEFF}"))
      } else {
        #expect(quoted == applied(text, QuotingFilters.quote))
      }
    }
  }

  @Test func otherQuotesReadBack() {
    forEachHostileText(seed: 8) { text in
      let url = applied(text, QuotingFilters.url)
      #expect(percentDecoded(url) == Array(text.utf8))
      var html = applied(text, QuotingFilters.html)
      #expect(!html.contains("<") && !html.contains(">") && !html.contains("\"") && !html.contains("'"))
      for (reference, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        html = html.replacingOccurrences(of: reference, with: character, options: .literal)
      }
      #expect(html.utf8.elementsEqual(text.utf8))
      guard !text.unicodeScalars.contains("\u{0}") else { return }
      for (quote, filter) in [("'", QuotingFilters.sqlString), ("\"", QuotingFilters.sqlIdent)] {
        let quoted = applied(text) { _ = filter($0, &$1) }
        let inner = String(quoted.unicodeScalars.dropFirst().dropLast())
        #expect(
          inner.replacingOccurrences(of: quote + quote, with: quote, options: .literal).utf8.elementsEqual(text.utf8))
      }
    }
  }

  private func percentDecoded(_ text: String) -> [UInt8] {
    var rest = Array(text.utf8)[...]
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  /// The value of a Go interpreted string literal with the escapes that `quote` writes; `nil` if it is not one.
  private func goInterpreted(_ literal: String) -> String? {
    var scalars = literal.unicodeScalars.dropFirst().dropLast()[...]
    guard literal.unicodeScalars.first == "\"", literal.unicodeScalars.last == "\"" else { return nil }
    let simple: [Unicode.Scalar: Unicode.Scalar] = [
      "n": "\n", "r": "\r", "t": "\t", "b": "\u{8}", "f": "\u{C}", "\"": "\"", "\\": "\\",
    ]
    var value = String.UnicodeScalarView()
    while let scalar = scalars.popFirst() {
      guard scalar == "\\" else {
        guard scalar != "\"", scalar != "\n", scalar != "\u{0}", scalar != "\u{FEFF}" else { return nil }
        value.append(scalar)
        continue
      }
      guard let escape = scalars.popFirst() else { return nil }
      if escape == "u" {
        let digits = String(String.UnicodeScalarView(scalars.prefix(4)))
        guard digits.count == 4, let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) else {
          return nil
        }
        value.append(scalar)
        scalars = scalars.dropFirst(4)
      } else if let scalar = simple[escape] {
        value.append(scalar)
      } else {
        return nil
      }
    }
    return String(value)
  }
}
