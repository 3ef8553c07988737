/// Finds the words of a name, one at a time, in whatever style it is written.
///
/// - Everything but letters, digits and marks separates words; what lies between two separators is a segment.
/// - A segment without lower-case letters is one word (`SHA256`), unless it is made of initialisms (`HTTPAPI`).
/// - An upper-case letter after a lower-case one or a digit begins a word: `userName`, `oauth2Token`.
/// - Of several upper-case letters before a lower-case one the last begins a word: `HTTPServerID`.
/// - A lone `s` after an acronym is its plural: `URLs`, `userIDsByName`.
/// - Digits end the word before them and never begin a segment's second word: `oauth2_token`, `3DModel`.
/// - One lower-case letter before an acronym belongs to it (`eSIM`), unless the acronym is a known initialism (`xURL`).
/// - Some names are known as a whole: see ``CompoundWords``.
///
/// Runs in linear time and allocates nothing.
struct WordScanner {
  /// A word of a name.
  struct Word {
    /// Its bytes in the name.
    var range: Range<Int>
    /// Whether the segment it stands in has lower-case letters, so that capitals in the word mean something.
    var isFromMixedCase: Bool
  }

  private var position = 0
  private var segmentEnd = 0
  private var segmentHasLower = false
  private var segmentHasUpper = false

  /// The next word of `text`, which must be the same in every call; `nil` after the last.
  mutating func next(in text: Span<UInt8>) -> Word? {
    if position == segmentEnd {
      enterSegment(in: text)
      if position == segmentEnd { return nil }
    }
    let start = position
    position = wordEnd(in: text, from: start)
    return Word(range: start..<position, isFromMixedCase: segmentHasLower)
  }

  // MARK: - Segments

  private mutating func enterSegment(in text: Span<UInt8>) {
    while position < text.count {
      let (letter, length) = LetterClass.read(text, at: position)
      switch letter {
      case .lower, .upper, .digit: return scanSegment(in: text)
      case .mark, .apostrophe, .separator: position += length
      }
    }
    segmentEnd = position
  }

  private mutating func scanSegment(in text: Span<UInt8>) {
    (segmentHasLower, segmentHasUpper) = (false, false)
    var index = position
    scan: while index < text.count {
      let byte = text[index]
      if byte.isASCIILetter {
        if byte & 0x20 != 0 { segmentHasLower = true } else { segmentHasUpper = true }
        index &+= 1
        continue
      }
      let (letter, length) = LetterClass.read(text, at: index)
      switch letter {
      case .lower: segmentHasLower = true
      case .upper: segmentHasUpper = true
      case .digit, .mark: break
      case .apostrophe: if !isLetter(text, at: index + length) { break scan }
      case .separator: break scan
      }
      index += length
    }
    segmentEnd = index
  }

  // MARK: - Words

  private func wordEnd(in text: Span<UInt8>, from start: Int) -> Int {
    if !segmentHasUpper { return segmentEnd }
    guard segmentHasLower else {
      return Initialisms.firstPart(of: text, in: start..<upperRun(in: text, from: start).end) ?? segmentEnd
    }
    if let end = CompoundWords.end(in: text, from: start, limit: segmentEnd) {
      return skip(.digit, in: text, from: end)
    }
    let digitsEnd = skip(.digit, in: text, from: start)
    if digitsEnd < segmentEnd, letterClass(text, at: digitsEnd) == .upper {
      return acronymEnd(in: text, from: digitsEnd)
    }
    let lowerEnd = lowerTail(in: text, from: digitsEnd)
    return joinsAcronym(in: text, letter: start..<lowerEnd) ? acronymEnd(in: text, from: lowerEnd) : lowerEnd
  }

  /// The end of a word that begins with upper-case letters at `start`.
  private func acronymEnd(in text: Span<UInt8>, from start: Int) -> Int {
    let run = upperRun(in: text, from: start)
    guard run.end < segmentEnd, letterClass(text, at: run.end) == .lower else {
      let end = Initialisms.firstPart(of: text, in: start..<run.end) ?? run.end
      return end == run.end ? lowerTail(in: text, from: end) : end
    }
    if run.last == start { return lowerTail(in: text, from: run.end) }
    if text[run.end] == UInt8(ascii: "s"), endsWord(text, at: run.end + 1) {
      let end = Initialisms.firstPart(of: text, in: start..<run.end) ?? run.end
      return end == run.end ? skip(.digit, in: text, from: end + 1) : end
    }
    return Initialisms.firstPart(of: text, in: start..<run.last) ?? run.last
  }

  /// Whether the single lower-case letter `letter` begins an acronym of its own: `eSIM`, but not `xAxis` or `xURL`.
  private func joinsAcronym(in text: Span<UInt8>, letter: Range<Int>) -> Bool {
    guard letter.count == 1, letter.upperBound < segmentEnd else { return false }
    let run = upperRun(in: text, from: letter.upperBound)
    let isFollowedByWord = run.end < segmentEnd && letterClass(text, at: run.end) == .lower
    let acronym = letter.upperBound..<(isFollowedByWord ? run.last : run.end)
    return acronym.count >= 2 && !Initialisms.contains(text, acronym)
      && Initialisms.firstPart(of: text, in: acronym) == nil
  }

  private func upperRun(in text: Span<UInt8>, from start: Int) -> (end: Int, last: Int) {
    var end = start
    var last = start
    while end < segmentEnd {
      let (letter, length) = LetterClass.read(text, at: end)
      if letter == .upper { last = end } else if letter != .mark { break }
      end += length
    }
    return (end, last)
  }

  private func lowerTail(in text: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < segmentEnd {
      if text[index] &- UInt8(ascii: "a") < 26 {
        index &+= 1
        continue
      }
      let (letter, length) = LetterClass.read(text, at: index)
      if letter == .upper { break }
      index += length
    }
    return index
  }

  private func skip(_ skipped: LetterClass, in text: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < segmentEnd {
      let (letter, length) = LetterClass.read(text, at: index)
      if letter != skipped { break }
      index += length
    }
    return index
  }

  private func letterClass(_ text: Span<UInt8>, at index: Int) -> LetterClass {
    LetterClass.read(text, at: index).letter
  }

  private func isLetter(_ text: Span<UInt8>, at index: Int) -> Bool {
    guard index < text.count else { return false }
    let letter = letterClass(text, at: index)
    return letter == .lower || letter == .upper
  }

  private func endsWord(_ text: Span<UInt8>, at index: Int) -> Bool {
    guard index < segmentEnd else { return true }
    let letter = letterClass(text, at: index)
    return letter == .upper || letter == .digit
  }
}

extension Span<UInt8> {
  /// The last word of the text, if it has any.
  var lastWord: WordScanner.Word? {
    var scanner = WordScanner()
    var last: WordScanner.Word?
    while let word = scanner.next(in: self) { last = word }
    return last
  }
}
