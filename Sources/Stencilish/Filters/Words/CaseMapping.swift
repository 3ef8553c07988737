extension UInt8 {
  /// The ASCII letter in upper case; any other byte as it is.
  var asciiUppercased: UInt8 { self &- UInt8(ascii: "a") < 26 ? self & 0xDF : self }

  /// The ASCII letter in lower case; any other byte as it is.
  var asciiLowercased: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }
}

/// Unicode's full case mapping without its language-dependent rules, over UTF-8.
enum CaseMapping {
  /// Appends the text at `range` in lower case; a capital sigma at the end of a word becomes `ς`.
  static func appendLower(_ text: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      index = appendASCII(text, index..<range.upperBound, to: &output) { $0.asciiLowercased }
      if index < range.upperBound { index = appendLowerScalar(text, index, range, to: &output) }
    }
  }

  /// Apart, so that ASCII text doesn't pay for what the mapping of others needs.
  @inline(never)
  private static func appendLowerScalar(
    _ text: Span<UInt8>, _ index: Int, _ range: Range<Int>, to output: inout [UInt8]
  ) -> Int {
    let (scalar, length) = decodeScalar(text, at: index)
    if scalar == "Σ", isAfterLetter(text, index, range), !isBeforeLetter(text, index + length, range) {
      output.append(Unicode.Scalar("ς"))
    } else {
      output.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
    }
    return index + length
  }

  /// Appends the text at `range` in upper case (`ß` becomes `SS`).
  static func appendUpper(_ text: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      index = appendASCII(text, index..<range.upperBound, to: &output) { $0.asciiUppercased }
      guard index < range.upperBound else { break }
      let (scalar, length) = decodeScalar(text, at: index)
      output.append(contentsOf: scalar.properties.uppercaseMapping.utf8)
      index += length
    }
  }

  /// Appends the ASCII characters that `range` begins with, mapped, and gives the index after them.
  @inline(__always)
  private static func appendASCII(
    _ text: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8], _ mapped: (UInt8) -> UInt8
  ) -> Int {
    var index = range.lowerBound
    output.append(addingCapacity: range.count) { bytes in
      while index < range.upperBound, text[index] < 0x80 {
        bytes.append(mapped(text[index]))
        index += 1
      }
    }
    return index
  }

  /// Appends the first character at `range` in title case and gives the index after it.
  static func appendTitle(_ text: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) -> Int {
    guard !range.isEmpty else { return range.lowerBound }
    let byte = text[range.lowerBound]
    if byte < 0x80 {
      output.append(byte.asciiUppercased)
      return range.lowerBound + 1
    }
    let (scalar, length) = decodeScalar(text, at: range.lowerBound)
    output.append(contentsOf: scalar.properties.titlecaseMapping.utf8)
    return range.lowerBound + length
  }

  private static func isAfterLetter(_ text: Span<UInt8>, _ index: Int, _ range: Range<Int>) -> Bool {
    var start = index
    while start > range.lowerBound {
      start -= 1
      while start > range.lowerBound, text[start] & 0xC0 == 0x80 { start -= 1 }
      let scalar = decodeScalar(text, at: start).scalar
      if !scalar.properties.isCaseIgnorable { return scalar.properties.isCased }
    }
    return false
  }

  private static func isBeforeLetter(_ text: Span<UInt8>, _ index: Int, _ range: Range<Int>) -> Bool {
    var index = index
    while index < range.upperBound {
      let (scalar, length) = decodeScalar(text, at: index)
      if !scalar.properties.isCaseIgnorable { return scalar.properties.isCased }
      index += length
    }
    return false
  }
}
