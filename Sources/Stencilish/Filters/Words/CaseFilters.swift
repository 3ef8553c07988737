/// The filters that write a name in another style; ``WordScanner`` says what a word is.
///
/// Each takes the UTF-8 bytes of a name and appends the result; all run in linear time. Case follows Unicode's full
/// mapping, whatever the language.
enum CaseFilters {
  /// `orderItem`.
  static func camel(_ text: Span<UInt8>, into output: inout [UInt8]) {
    var isFirst = true
    forEachWord(of: text) { text, word in
      if isFirst {
        appendLower(text, word.range, to: &output)
      } else {
        appendCapitalized(text, word.range, to: &output)
      }
      isFirst = false
    }
  }

  /// `OrderItem`.
  static func pascal(_ text: Span<UInt8>, into output: inout [UInt8]) {
    forEachWord(of: text) { text, word in appendCapitalized(text, word.range, to: &output) }
  }

  /// `order_item`.
  static func snake(_ text: Span<UInt8>, into output: inout [UInt8]) {
    joined(text, by: UInt8(ascii: "_"), into: &output) { text, word, output in
      appendLower(text, word.range, to: &output)
    }
  }

  /// `ORDER_ITEM`.
  static func screaming(_ text: Span<UInt8>, into output: inout [UInt8]) {
    joined(text, by: UInt8(ascii: "_"), into: &output) { text, word, output in
      CaseMapping.appendUpper(text, word.range, droppingApostrophes: true, to: &output)
    }
  }

  /// `order-item`.
  static func kebab(_ text: Span<UInt8>, into output: inout [UInt8]) {
    joined(text, by: UInt8(ascii: "-"), into: &output) { text, word, output in
      appendLower(text, word.range, to: &output)
    }
  }

  /// `Order Item`, for people: an acronym (`HTTPServer`) or a name with capitals of its own (`iOS`) keeps them.
  static func title(_ text: Span<UInt8>, into output: inout [UInt8]) {
    joined(text, by: UInt8(ascii: " "), into: &output) { text, word, output in
      if word.isFromMixedCase, hasInnerCapital(text, word.range) {
        output.append(text, word.range)
      } else {
        let rest = CaseMapping.appendTitle(text, word.range, to: &output)
        CaseMapping.appendLower(text, rest..<word.range.upperBound, to: &output)
      }
    }
  }

  /// The text with its first character in title case and the rest as it is.
  static func capitalize(_ text: Span<UInt8>, into output: inout [UInt8]) {
    let rest = CaseMapping.appendTitle(text, 0..<text.count, to: &output)
    output.append(text, rest..<text.count)
  }

  /// The text in lower case, its words as they are.
  static func lower(_ text: Span<UInt8>, into output: inout [UInt8]) {
    CaseMapping.appendLower(text, 0..<text.count, to: &output)
  }

  /// The text in upper case, its words as they are.
  static func upper(_ text: Span<UInt8>, into output: inout [UInt8]) {
    CaseMapping.appendUpper(text, 0..<text.count, to: &output)
  }

  // MARK: - Words

  static func forEachWord(of text: Span<UInt8>, _ body: (Span<UInt8>, WordScanner.Word) -> Void) {
    var scanner = WordScanner()
    while let word = scanner.next(in: text) { body(text, word) }
  }

  /// Appends a word in lower case, without apostrophes.
  static func appendLower(_ text: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
    CaseMapping.appendLower(text, range, droppingApostrophes: true, to: &output)
  }

  /// Appends a word in lower case with a capital, without apostrophes.
  static func appendCapitalized(_ text: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
    let rest = CaseMapping.appendTitle(text, range, to: &output)
    appendLower(text, rest..<range.upperBound, to: &output)
  }

  private static func joined(
    _ text: Span<UInt8>, by separator: UInt8, into output: inout [UInt8],
    _ append: (Span<UInt8>, WordScanner.Word, inout [UInt8]) -> Void
  ) {
    var isFirst = true
    var scanner = WordScanner()
    while let word = scanner.next(in: text) {
      if !isFirst { output.append(separator) }
      isFirst = false
      append(text, word, &output)
    }
  }

  private static func hasInnerCapital(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var index = range.lowerBound + LetterClass.read(text, at: range.lowerBound).length
    while index < range.upperBound {
      let (letter, length) = LetterClass.read(text, at: index)
      if letter == .upper { return true }
      index += length
    }
    return false
  }
}
