/// What a character means to the division of a name into words.
enum LetterClass {
  case lower
  case upper
  case digit
  /// Belongs to the letter before it: a combining mark.
  case mark
  /// Between two letters part of the word, though not of an identifier: `user's`.
  case apostrophe
  case separator

  /// The class of the character at `index`, and how many bytes it takes.
  @inline(__always)
  static func read(_ text: Span<UInt8>, at index: Int) -> (letter: LetterClass, length: Int) {
    let byte = text[index]
    if byte < 0x80 { return (LetterClass(ascii: byte), 1) }
    let (scalar, length) = decodeScalar(text, at: index)
    return (LetterClass(nonASCII: scalar), length)
  }

  /// Letters without case (`用`, `ª`) count as lower case, so that an upper-case letter after them begins a word.
  init(_ scalar: Unicode.Scalar) {
    self =
      scalar.value < 0x80 ? LetterClass(ascii: UInt8(truncatingIfNeeded: scalar.value)) : LetterClass(nonASCII: scalar)
  }

  @inline(__always)
  private init(ascii byte: UInt8) {
    if byte.isASCIILetter {
      self = byte & 0x20 != 0 ? .lower : .upper
    } else if byte &- UInt8(ascii: "0") < 10 {
      self = .digit
    } else {
      self = byte == UInt8(ascii: "'") ? .apostrophe : .separator
    }
  }

  private init(nonASCII scalar: Unicode.Scalar) {
    if scalar == "\u{2019}" {
      self = .apostrophe
      return
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter: self = .upper
    case .lowercaseLetter, .otherLetter, .modifierLetter: self = .lower
    case .decimalNumber, .letterNumber, .otherNumber: self = .digit
    case .nonspacingMark, .spacingMark, .enclosingMark: self = .mark
    default: self = .separator
    }
  }
}
