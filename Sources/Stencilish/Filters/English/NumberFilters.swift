/// The filters `plural` and `singular`: the last word of a name in any style in the other number, its style kept.
enum NumberFilters {
  /// `OrderItem` gives `OrderItems`, `user_identity` gives `user_identities`, `userID` gives `userIDs`.
  static func plural(_ text: Span<UInt8>, into output: inout [UInt8]) {
    inflect(text, into: &output, with: EnglishInflector.plural)
  }

  /// `OrderItems` gives `OrderItem`, `USER_IDENTITIES` gives `USER_IDENTITY`, `userIDs` gives `userID`.
  static func singular(_ text: Span<UInt8>, into output: inout [UInt8]) {
    inflect(text, into: &output, with: EnglishInflector.singular)
  }

  private static func inflect(
    _ text: Span<UInt8>, into output: inout [UInt8], with inflected: ([UInt8]) -> [UInt8]
  ) {
    guard let word = text.lastWord else {
      output.append(text)
      return
    }
    var lowered: [UInt8] = []
    for index in word.range { lowered.append(text[index].asciiLowercased) }
    let result = inflected(lowered)
    let kept = zip(lowered, result).prefix { $0 == $1 }.count
    output.append(text, 0..<(word.range.lowerBound + kept))
    let isScreaming =
      !word.isFromMixedCase && !(word.range.count == text.count && Initialisms.contains(text, word.range))
    let hasCapital = word.range.contains { text[$0] &- UInt8(ascii: "A") < 26 }
    for byte in result[kept...] { output.append(isScreaming && hasCapital ? byte.asciiUppercased : byte) }
    output.append(text, word.range.upperBound..<text.count)
  }
}
