/// The filters over text as a whole.
///
/// Every length is a number of Unicode scalars. No filter divides a scalar, but one that cuts may separate a
/// letter from its combining mark.
enum TextFilters {
  /// The text without white space (Unicode's) at both ends.
  static func trim(_ text: Span<UInt8>, into output: inout [UInt8]) {
    output.append(text, trimmed(text, 0..<text.count))
  }

  /// The text with every occurrence of `pattern` replaced, from the left and not overlapping.
  ///
  /// An empty pattern occurs nowhere. Linear (Knuth, Morris and Pratt 1977).
  static func replace(
    _ text: Span<UInt8>, _ pattern: Span<UInt8>, with replacement: Span<UInt8>, into output: inout [UInt8]
  ) {
    guard pattern.count > 0, pattern.count <= text.count else {
      output.append(text)
      return
    }
    let borders = borderLengths(of: pattern)
    var matched = 0
    var copied = 0
    for index in 0..<text.count {
      while matched > 0, pattern[matched] != text[index] { matched = borders[matched - 1] }
      if pattern[matched] == text[index] { matched += 1 }
      if matched == pattern.count {
        output.append(text, copied..<(index + 1 - matched))
        output.append(replacement)
        copied = index + 1
        matched = 0
      }
    }
    output.append(text, copied..<text.count)
  }

  /// The text with `count` spaces before every line that isn't empty.
  static func indent(_ text: Span<UInt8>, by count: Int, into output: inout [UInt8]) {
    forEachLine(of: text) { line in
      if !trimmed(text, line).isEmpty { output.appendSpaces(count) }
      output.append(text, line)
    }
  }

  /// The text with spaces after it (before it, where `width` is negative) until it is `width` long.
  static func pad(_ text: Span<UInt8>, to width: Int, into output: inout [UInt8]) {
    let missing = Int(clamping: width.magnitude) - scalarCount(text, in: 0..<text.count)
    if width < 0 { output.appendSpaces(missing) }
    output.append(text)
    if width > 0 { output.appendSpaces(missing) }
  }

  /// The first `length` characters of the text, or all of it; a negative length counts as 0.
  static func truncate(_ text: Span<UInt8>, to length: Int, into output: inout [UInt8]) {
    var remaining = max(0, length)
    var end = 0
    while end < text.count {
      if text[end] & 0xC0 != 0x80 {
        if remaining == 0 { break }
        remaining -= 1
      }
      end += 1
    }
    output.append(text, 0..<end)
  }

  // MARK: - White space and lines

  /// `range` without the white space at both ends.
  static func trimmed(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end {
      let (scalar, length) = decodeScalar(text, at: start)
      guard isSpace(scalar) else { break }
      start += length
    }
    while end > start {
      var last = end - 1
      while last > start, text[last] & 0xC0 == 0x80 { last -= 1 }
      guard isSpace(decodeScalar(text, at: last).scalar) else { break }
      end = last
    }
    return start..<end
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x80 ? scalar == " " || "\t"..."\r" ~= scalar : scalar.properties.isWhitespace
  }

  /// Calls `body` with each line, its line end included; a last line without one counts if it isn't empty.
  static func forEachLine(of text: Span<UInt8>, _ body: (Range<Int>) -> Void) {
    var start = 0
    for index in 0..<text.count where text[index] == UInt8(ascii: "\n") {
      body(start..<(index + 1))
      start = index + 1
    }
    if start < text.count { body(start..<text.count) }
  }

  private static func borderLengths(of pattern: Span<UInt8>) -> [Int] {
    var borders = [Int](repeating: 0, count: pattern.count)
    var length = 0
    for index in 1..<pattern.count {
      while length > 0, pattern[index] != pattern[length] { length = borders[length - 1] }
      if pattern[index] == pattern[length] { length += 1 }
      borders[index] = length
    }
    return borders
  }
}
