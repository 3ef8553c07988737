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

  /// Letters without case (`用`, `ª`) count as lower case, so that an upper-case letter after them begins a word.
  init(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "a"..."z": self = .lower
    case "A"..."Z": self = .upper
    case "0"..."9": self = .digit
    case "'", "\u{2019}": self = .apostrophe
    case "\u{0}"..."\u{7F}": self = .separator
    default:
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .titlecaseLetter: self = .upper
      case .lowercaseLetter, .otherLetter, .modifierLetter: self = .lower
      case .decimalNumber, .letterNumber, .otherNumber: self = .digit
      case .nonspacingMark, .spacingMark, .enclosingMark: self = .mark
      default: self = .separator
      }
    }
  }
}
