/// The filters that make names for Go.
enum GoNames {
  /// The name as Go writes it: words capitalised and joined, initialisms in one case (`user_id` gives `UserID`, plural
  /// ones too: `user_ids` gives `UserIDs`), names with a spelling of their own as they are (`oauth_token` gives
  /// `OAuthToken`).
  ///
  /// - Parameter exported: whether the name begins with a capital; if not, its first word is lowered whole (`URLPath`
  ///   gives `urlPath`).
  static func goName(_ text: Span<UInt8>, exported: Bool = true, into output: inout [UInt8]) {
    var isFirst = true
    var scanner = WordScanner()
    while let word = scanner.next(in: text) {
      if isFirst, !exported {
        CaseFilters.appendLower(text, word.range, to: &output)
      } else {
        appendExported(text, word.range, to: &output)
      }
      isFirst = false
    }
  }

  private static func appendExported(_ text: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
    if Initialisms.contains(text, range) {
      CaseMapping.appendUpper(text, range, to: &output)
      return
    }
    let stem = range.lowerBound..<stemEnd(text, range)
    if Initialisms.contains(text, stem) {
      CaseMapping.appendUpper(text, stem, to: &output)
      CaseMapping.appendLower(text, stem.upperBound..<range.upperBound, to: &output)
    } else if let spelling = CompoundWords.spelling(of: text, stem) {
      let start = output.count
      output.append(contentsOf: spelling)
      output[start] = output[start].asciiUppercased
      CaseMapping.appendLower(text, stem.upperBound..<range.upperBound, to: &output)
    } else {
      CaseFilters.appendCapitalized(text, range, to: &output)
    }
  }

  /// The end of the word without the plural `s` and the digits that may follow an initialism: `ids`, `http2`.
  private static func stemEnd(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, text[end - 1] &- UInt8(ascii: "0") < 10 { end -= 1 }
    // IPv4 and UTF8 have their digit in the name.
    if end < range.upperBound {
      let whole = range.lowerBound..<(end + 1)
      if Initialisms.contains(text, whole) || CompoundWords.spelling(of: text, whole) != nil { return end + 1 }
    }
    let isPlural = end - range.lowerBound > 2 && text[end - 1].asciiLowercased == UInt8(ascii: "s")
    return isPlural && Initialisms.contains(text, range.lowerBound..<(end - 1)) ? end - 1 : end
  }

  /// A Go identifier made of `text` that may be declared anywhere.
  ///
  /// The rule: every run of characters that Go allows in no identifier (anything but letters, decimal digits and `_`)
  /// becomes one `_`; a leading digit gets a `_` before it; the empty name, the blank identifier `_`, a keyword
  /// and a predeclared identifier (`type`, `len`, `string`, `nil`, …) get a `_` after it. Any other text is unchanged.
  static func goIdent(_ text: Span<UInt8>, into output: inout [UInt8]) {
    let start = output.count
    var index = 0
    var isInGap = false
    while index < text.count {
      let byte = text[index]
      if byte.isASCIILetter || byte == UInt8(ascii: "_") {
        output.append(byte)
        index += 1
        isInGap = false
        continue
      }
      let (scalar, length) = decodeScalar(text, at: index)
      switch GoCharacter(scalar) {
      case .letter, .digit:
        if output.count == start, GoCharacter(scalar) == .digit { output.append(UInt8(ascii: "_")) }
        output.append(text, index..<(index + length))
        isInGap = false
      case .other:
        if !isInGap { output.append(UInt8(ascii: "_")) }
        isInGap = true
      }
      index += length
    }
    if output.count == start || reservedWords.contains(output.span, start..<output.count) {
      output.append(UInt8(ascii: "_"))
    }
    if output.count == start + 1, output[start] == UInt8(ascii: "_") { output.append(UInt8(ascii: "_")) }
  }

  private enum GoCharacter {
    case letter, digit, other

    init(_ scalar: Unicode.Scalar) {
      switch scalar {
      case "a"..."z", "A"..."Z", "_": self = .letter
      case "0"..."9": self = .digit
      case "\u{0}"..."\u{7F}", "\u{FFFD}": self = .other
      default:
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: self = .letter
        case .decimalNumber: self = .digit
        default: self = .other
        }
      }
    }
  }

  /// The keywords and the predeclared identifiers of the Go specification (Go 1.27).
  static let reserved: [String] = [
    "break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for", "func", "go",
    "goto",
    "if", "import", "interface", "map", "package", "range", "return", "select", "struct", "switch", "type", "var",
    "any", "bool", "byte", "comparable", "complex64", "complex128", "error", "float32", "float64", "int", "int8",
    "int16", "int32", "int64", "rune", "string", "uint", "uint8", "uint16", "uint32", "uint64", "uintptr",
    "true", "false", "iota", "nil",
    "append", "cap", "clear", "close", "complex", "copy", "delete", "imag", "len", "make", "max", "min", "new", "panic",
    "print", "println", "real", "recover",
  ]
  private static let reservedWords = WordList(reserved)
}
