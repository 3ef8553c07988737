/// Names whose capitals the rules of ``WordScanner`` would misread, each one word in its usual spelling.
enum CompoundWords {
  private static let all = WordList([
    "OAuth", "iOS", "iPadOS", "macOS", "tvOS", "watchOS", "visionOS", "iPhone", "iPad", "iCloud",
    "IPv4", "IPv6", "gRPC", "mTLS", "ETag", "DDoS", "GraphQL", "PostgreSQL", "MySQL", "SQLite", "LaTeX",
  ])

  /// The end of the compound word written at `start`, if one is and the text does not go on in lower case.
  static func end(in text: Span<UInt8>, from start: Int, limit: Int) -> Int? {
    for word in all.bytes where all.isPrefix(word, of: text, start..<limit) {
      let end = start + word.count
      if end == limit || LetterClass(decodeScalar(text, at: end).scalar) != .lower { return end }
    }
    return nil
  }

  /// The usual spelling of the word at `range`, in whatever case it is written.
  static func spelling(of text: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
    all.first(text, range, ignoringCase: true)
  }
}
