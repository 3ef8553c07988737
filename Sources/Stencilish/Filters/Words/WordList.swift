/// A short list of ASCII words that texts are compared with.
struct WordList {
  /// The words as written.
  let words: [String]
  /// Their bytes.
  let bytes: [[UInt8]]

  init(_ words: [String]) {
    self.words = words
    bytes = words.map { Array($0.utf8) }
  }

  /// The word that the bytes of `text` at `range` spell.
  func first(_ text: Span<UInt8>, _ range: Range<Int>, ignoringCase: Bool) -> [UInt8]? {
    bytes.first { $0.count == range.count && isEqual($0, text, range.lowerBound, ignoringCase: ignoringCase) }
  }

  /// Whether the bytes of `text` at `range` begin with `word`, in the same case.
  func isPrefix(_ word: [UInt8], of text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    word.count <= range.count && isEqual(word, text, range.lowerBound, ignoringCase: false)
  }

  private func isEqual(_ word: [UInt8], _ text: Span<UInt8>, _ start: Int, ignoringCase: Bool) -> Bool {
    for offset in word.indices {
      let (left, right) = (word[offset], text[start + offset])
      guard left == right || ignoringCase && left.asciiUppercased == right.asciiUppercased else { return false }
    }
    return true
  }
}
