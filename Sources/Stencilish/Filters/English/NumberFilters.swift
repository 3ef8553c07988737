import Inflection

/// The filters `plural` and `singular`: the last word of a name in any style in the other number, its style kept.
enum NumberFilters {
  /// `OrderItem` gives `OrderItems`, `user_identity` gives `user_identities`, `userID` gives `userIDs`.
  static func plural(_ text: Span<UInt8>, into output: inout [UInt8]) {
    inflect(text, into: &output, with: .plural)
  }

  /// `OrderItems` gives `OrderItem`, `USER_IDENTITIES` gives `USER_IDENTITY`, `userIDs` gives `userID`.
  static func singular(_ text: Span<UInt8>, into output: inout [UInt8]) {
    inflect(text, into: &output, with: .singular)
  }

  private static func inflect(_ text: Span<UInt8>, into output: inout [UInt8], with inflector: EnglishInflector) {
    guard let word = text.lastWord else {
      output.append(text)
      return
    }
    // The word in lower case stands at the end of the output while its ending is looked for.
    let mark = output.count
    for index in word.range { output.append(text[index].asciiLowercased) }
    let change = inflector.change(output.span.extracting(mark..<output.count))
    let start = word.range.count - change.removed
    // What the old and the new ending share keeps the case it is written in.
    let shared = zip(output[(mark + start)...], change.added).prefix { $0 == $1 }.count
    output.removeLast(output.count - mark)
    output.append(text, 0..<(word.range.lowerBound + start + shared))
    let isUpper = isScreaming(text, word)
    for byte in change.added.dropFirst(shared) { output.append(isUpper ? byte.asciiUppercased : byte) }
    output.append(text, word.range.upperBound..<text.count)
  }

  /// Whether a new ending is written in capitals: not after an acronym in mixed case, nor after a lone initialism.
  private static func isScreaming(_ text: Span<UInt8>, _ word: WordScanner.Word) -> Bool {
    if word.isFromMixedCase || word.range.count == text.count && Initialisms.contains(text, word.range) { return false }
    for index in word.range where text[index] &- UInt8(ascii: "A") < 26 { return true }
    return false
  }
}
