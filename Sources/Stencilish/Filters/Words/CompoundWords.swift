/// Names whose capitals the rules of ``WordScanner`` would misread, each one word in its usual spelling.
enum CompoundWords {
  private static let all = WordList([
    "OAuth", "iOS", "iPadOS", "macOS", "tvOS", "watchOS", "visionOS", "iPhone", "iPad", "iCloud",
    "IPv4", "IPv6", "gRPC", "mTLS", "ETag", "DDoS", "GraphQL", "PostgreSQL", "MySQL", "SQLite", "LaTeX",
  ])

  /// The end of the compound word written at `start`, if one is and the text does not go on in lower case.
  static func end(in text: Span<UInt8>, from start: Int, limit: Int) -> Int? {
    all.firstPrefix(of: text, start..<limit) { length in
      let end = start + length
      return end == limit || LetterClass.read(text, at: end).letter != .lower ? end : nil
    }
  }

  /// The usual spelling of the word at `range`, in whatever case it is written.
  static func spelling(of text: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
    all.index(ofWordIn: text, range).map { all.words[$0] }
  }
}
