/// Which lines of a text are those of another.
struct LineMatch {
  /// The lines of the text, without their ends.
  let lines: [ArraySlice<UInt8>]
  private let other: [ArraySlice<UInt8>]

  init(_ text: [UInt8], with other: [UInt8]) {
    lines = Self.lines(of: text)
    self.other = Self.lines(of: other)
  }

  /// For each line of the text the index of the line of the other that it is; nil for those that only the text has.
  ///
  /// - Complexity: O((*n* + *m*) *d*) in the lines of both and the number of differences.
  func matches() -> [Int?] {
    var added = Set<Int>()
    var missing = Set<Int>()
    for change in lines.difference(from: other) {
      switch change {
      case .insert(let offset, _, _): added.insert(offset)
      case .remove(let offset, _, _): missing.insert(offset)
      }
    }
    var next = 0
    return lines.indices.map { index in
      if added.contains(index) { return nil }
      while missing.contains(next) { next += 1 }
      next += 1
      return next - 1
    }
  }

  private static func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
    let newline = UInt8(ascii: "\n")
    let lines = text.split(separator: newline, omittingEmptySubsequences: false)
    return text.isEmpty || text.last == newline ? lines.dropLast() : lines
  }
}
