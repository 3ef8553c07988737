extension QuotingFilters {
  /// A YAML scalar that reads as this string everywhere: plain where readers of YAML 1.1 and of 1.2 agree that it is a
  /// string, in block and in flow context, as value and as key; else double-quoted.
  ///
  /// Plain are texts of letters, digits, single blanks and `_ - . / + ( ) '` that begin with a letter, `_` or `/`, end in
  /// no blank and are no word for null, true or false in either version (YAML 1.1's `y`, `no`, `off`, … included).
  static func yaml(_ text: Span<UInt8>, into output: inout [UInt8]) {
    if isPlainInYAML(text) { output.append(text) } else { quote(text, into: &output) }
  }

  private static func isPlainInYAML(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0, text[text.count - 1] != UInt8(ascii: " ") else { return false }
    var index = 0
    var isAfterBlank = false
    while index < text.count {
      let (scalar, length) = decodeScalar(text, at: index)
      switch scalar {
      case "a"..."z", "A"..."Z", "_", "/": break
      case "0"..."9", "-", ".", "+", "(", ")", "'": if index == 0 { return false }
      case " ": if index == 0 || isAfterBlank { return false }
      default:
        // U+FFFD also stands for bytes that are not UTF-8.
        guard scalar.value >= 0xA0, scalar.properties.isAlphabetic else { return false }
      }
      isAfterBlank = scalar == " "
      index += length
    }
    return reservedWords.index(ofWordIn: text, 0..<text.count) == nil
  }

  private static let reservedWords = WordList(["null", "true", "false", "yes", "no", "on", "off", "y", "n"])
}
