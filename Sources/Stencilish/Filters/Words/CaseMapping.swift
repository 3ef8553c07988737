extension UInt8 {
  /// The ASCII letter in upper case; any other byte as it is.
  var asciiUppercased: UInt8 { self &- UInt8(ascii: "a") < 26 ? self & 0xDF : self }

  /// The ASCII letter in lower case; any other byte as it is.
  var asciiLowercased: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }

  /// Whether it is an ASCII letter.
  var isASCIILetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }
}

/// Unicode's full case mapping without its language-dependent rules, over UTF-8.
///
/// What letters outside of ASCII need stands in functions apart, so that ASCII text doesn't pay for it.
enum CaseMapping {
  /// Appends the text at `range` in lower case; a capital sigma at the end of a word becomes `ς`.
  @inline(__always)
  static func appendLower(
    _ text: Span<UInt8>, _ range: Range<Int>, droppingApostrophes: Bool = false, to output: inout [UInt8]
  ) {
    let index = appendASCII(text, range, droppingApostrophes, to: &output) { $0.asciiLowercased }
    if index < range.upperBound { appendLowerScalars(text, index, range, droppingApostrophes, to: &output) }
  }

  /// Appends the text at `range` in upper case (`ß` becomes `SS`).
  @inline(__always)
  static func appendUpper(
    _ text: Span<UInt8>, _ range: Range<Int>, droppingApostrophes: Bool = false, to output: inout [UInt8]
  ) {
    let index = appendASCII(text, range, droppingApostrophes, to: &output) { $0.asciiUppercased }
    if index < range.upperBound { appendUpperScalars(text, index, range, droppingApostrophes, to: &output) }
  }

  /// Appends the first character at `range` in title case and gives the index after it.
  @inline(__always)
  static func appendTitle(_ text: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) -> Int {
    guard !range.isEmpty else { return range.lowerBound }
    let byte = text[range.lowerBound]
    guard byte < 0x80 else { return appendTitleScalar(text, range.lowerBound, to: &output) }
    output.append(byte.asciiUppercased)
    return range.lowerBound + 1
  }

  /// Appends the ASCII characters that `range` begins with, mapped, and gives the index after them.
  @inline(__always)
  private static func appendASCII(
    _ text: Span<UInt8>, _ range: Range<Int>, _ droppingApostrophes: Bool, to output: inout [UInt8],
    _ mapped: (UInt8) -> UInt8
  ) -> Int {
    var index = range.lowerBound
    output.append(addingCapacity: range.count) { bytes in
      while index < range.upperBound, text[index] < 0x80 {
        let byte = text[index]
        if !droppingApostrophes || byte != UInt8(ascii: "'") { bytes.append(mapped(byte)) }
        index += 1
      }
    }
    return index
  }

  // MARK: - Beyond ASCII

  @inline(never)
  private static func appendLowerScalars(
    _ text: Span<UInt8>, _ start: Int, _ range: Range<Int>, _ droppingApostrophes: Bool, to output: inout [UInt8]
  ) {
    var index = start
    while index < range.upperBound {
      let (scalar, length) = decodeScalar(text, at: index)
      if scalar == "Σ", isAfterLetter(text, index, range), !isBeforeLetter(text, index + length, range) {
        output.append(Unicode.Scalar("ς"))
      } else if !droppingApostrophes || LetterClass(scalar) != .apostrophe {
        output.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
      }
      index += length
    }
  }

  @inline(never)
  private static func appendUpperScalars(
    _ text: Span<UInt8>, _ start: Int, _ range: Range<Int>, _ droppingApostrophes: Bool, to output: inout [UInt8]
  ) {
    var index = start
    while index < range.upperBound {
      let (scalar, length) = decodeScalar(text, at: index)
      if !droppingApostrophes || LetterClass(scalar) != .apostrophe {
        output.append(contentsOf: scalar.properties.uppercaseMapping.utf8)
      }
      index += length
    }
  }

  @inline(never)
  private static func appendTitleScalar(_ text: Span<UInt8>, _ index: Int, to output: inout [UInt8]) -> Int {
    let (scalar, length) = decodeScalar(text, at: index)
    output.append(contentsOf: scalar.properties.titlecaseMapping.utf8)
    return index + length
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
