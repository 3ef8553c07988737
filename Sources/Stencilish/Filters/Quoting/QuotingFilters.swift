/// The filters that quote text for a language; what they write reads back as the same text.
enum QuotingFilters {
  /// A double-quoted literal that is valid both in JSON (RFC 8259) and as a Go interpreted string, and means the same.
  ///
  /// Escaped are quotes, backslashes, controls (C0, DEL, C1), line and paragraph separators, the byte order
  /// mark (which Go's source text may not hold) and the non-characters U+FFFE and U+FFFF; all else is as it is.
  static func quote(_ text: Span<UInt8>, into output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var copied = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      // Only these bytes begin a character that is escaped.
      guard
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
          || byte == 0xC2 || byte == 0xE2 || byte == 0xEF
      else {
        index += 1
        continue
      }
      let (scalar, length) = decodeScalar(text, at: index)
      if needsEscape(scalar) {
        output.append(text, copied..<index)
        appendEscape(scalar, to: &output)
        copied = index + length
      }
      index += length
    }
    output.append(text, copied..<text.count)
    output.append(UInt8(ascii: "\""))
  }

  /// A Go raw string in back quotes; where that can't hold the text (a back quote, a carriage return, a control other
  /// than tab and line feed, a byte order mark) it is ``quote(_:into:)``.
  static func goRaw(_ text: Span<UInt8>, into output: inout [UInt8]) {
    var index = 0
    while index < text.count {
      let (scalar, length) = decodeScalar(text, at: index)
      let isControl = needsEscape(scalar) && scalar != "\n" && scalar != "\t" && scalar != "\"" && scalar != "\\"
      if isControl || scalar == "`" { return quote(text, into: &output) }
      index += length
    }
    output.append(UInt8(ascii: "`"))
    output.append(text)
    output.append(UInt8(ascii: "`"))
  }

  /// A quoted SQL identifier (ISO/IEC 9075: double quotes, those within doubled), valid in SQLite and PostgreSQL.
  ///
  /// - Returns: `false`, with nothing appended, for a text with U+0000, which SQL text can't hold.
  static func sqlIdent(_ text: Span<UInt8>, into output: inout [UInt8]) -> Bool {
    sqlQuoted(text, by: UInt8(ascii: "\""), into: &output)
  }

  /// A quoted SQL string (single quotes, those within doubled); backslashes mean nothing, as the standard has it.
  ///
  /// - Returns: `false`, with nothing appended, for a text with U+0000, which SQL text can't hold.
  static func sqlString(_ text: Span<UInt8>, into output: inout [UInt8]) -> Bool {
    sqlQuoted(text, by: UInt8(ascii: "'"), into: &output)
  }

  /// The text with `& < > " '` as character references, for HTML content and quoted attributes.
  static func html(_ text: Span<UInt8>, into output: inout [UInt8]) {
    var copied = 0
    for index in 0..<text.count {
      let reference: String
      switch text[index] {
      case UInt8(ascii: "&"): reference = "&amp;"
      case UInt8(ascii: "<"): reference = "&lt;"
      case UInt8(ascii: ">"): reference = "&gt;"
      case UInt8(ascii: "\""): reference = "&quot;"
      case UInt8(ascii: "'"): reference = "&#39;"
      default: continue
      }
      output.append(text, copied..<index)
      output.append(contentsOf: reference.utf8)
      copied = index + 1
    }
    output.append(text, copied..<text.count)
  }

  /// The text percent-encoded but for the unreserved characters of RFC 3986, section 2.3: letters, digits, `-._~`.
  static func url(_ text: Span<UInt8>, into output: inout [UInt8]) {
    for index in 0..<text.count {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        output.append(byte)
      default:
        output.append(UInt8(ascii: "%"))
        output.append(hexDigit(byte >> 4, upper: true))
        output.append(hexDigit(byte & 15, upper: true))
      }
    }
  }

  // MARK: - Parts

  /// Whether a double-quoted text writes `scalar` as an escape.
  static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x22, 0x5C, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  private static func appendEscape(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\\"))
    switch scalar {
    case "\"", "\\": output.append(UInt8(truncatingIfNeeded: scalar.value))
    case "\n": output.append(UInt8(ascii: "n"))
    case "\r": output.append(UInt8(ascii: "r"))
    case "\t": output.append(UInt8(ascii: "t"))
    case "\u{8}": output.append(UInt8(ascii: "b"))
    case "\u{C}": output.append(UInt8(ascii: "f"))
    default:
      output.append(UInt8(ascii: "u"))
      for shift in [12, 8, 4, 0] as [UInt32] {
        output.append(hexDigit(UInt8(truncatingIfNeeded: scalar.value >> shift & 15), upper: false))
      }
    }
  }

  private static func hexDigit(_ value: UInt8, upper: Bool) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: upper ? "A" : "a") + value - 10
  }

  private static func sqlQuoted(_ text: Span<UInt8>, by quote: UInt8, into output: inout [UInt8]) -> Bool {
    for index in 0..<text.count where text[index] == 0 { return false }
    output.append(quote)
    for index in 0..<text.count {
      if text[index] == quote { output.append(quote) }
      output.append(text[index])
    }
    output.append(quote)
    return true
  }
}
