/// A short list of ASCII words that texts are compared with, eight bytes at a time.
struct WordList: Sendable {
  /// The bytes of each word as written.
  let words: [[UInt8]]
  /// The first eight bytes of each word, as written and in upper case.
  private let heads: [UInt64]
  private let upperHeads: [UInt64]
  /// A bit for each byte that a word begins with, by the lowest six bits of the byte.
  private let firstBytes: UInt64
  /// The numbers of the words by the hash of their upper-case heads, -1 where free; linear probing.
  private let slots: [Int8]
  private let longest: Int

  init(_ texts: [String]) {
    words = texts.map { Array($0.utf8) }
    heads = words.map { packedHead($0.span, 0..<$0.count, uppercase: false) }
    upperHeads = words.map { packedHead($0.span, 0..<$0.count, uppercase: true) }
    firstBytes = heads.reduce(0) { $0 | 1 << ($1 & 63) }
    var slots = [Int8](repeating: -1, count: Self.slotCount)
    for (index, head) in upperHeads.enumerated() {
      var slot = Self.slot(of: head)
      while slots[slot] >= 0 { slot = (slot + 1) % Self.slotCount }
      slots[slot] = Int8(index)
    }
    self.slots = slots
    longest = words.map(\.count).max() ?? 0
  }

  /// More than twice the words of the longest list.
  private static let slotCount = 256

  private static func slot(of head: UInt64) -> Int { Int((head &* 0x9E37_79B9_7F4A_7C15) >> 56) }

  /// The number of the word that the bytes of `text` at `range` spell, in either case.
  func index(ofWordIn text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard range.count <= longest, !range.isEmpty else { return nil }
    let head = packedHead(text, range, uppercase: true)
    var slot = Self.slot(of: head)
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if upperHeads[index] == head, words[index].count == range.count,
        hasTail(words[index], text, range.lowerBound, ignoringCase: true)
      {
        return index
      }
      slot = (slot + 1) % Self.slotCount
    }
    return nil
  }

  /// Whether the bytes of `text` at `range` are one of the words, in the same case.
  func contains(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard let index = index(ofWordIn: text, range) else { return false }
    for (offset, byte) in words[index].enumerated() where text[range.lowerBound + offset] != byte { return false }
    return true
  }

  /// Gives `body` the lengths of the words that the text at `range` begins with, in the same case, until it has a result.
  func firstPrefix<Result>(
    of text: Span<UInt8>, _ range: Range<Int>, _ body: (_ length: Int) -> Result?
  ) -> Result? {
    guard !range.isEmpty, firstBytes >> UInt64(text[range.lowerBound] & 63) & 1 == 1 else { return nil }
    let head = packedHead(text, range, uppercase: false)
    for index in heads.indices where heads[index] & 0xFF == head & 0xFF {
      let count = words[index].count
      guard count <= range.count, (heads[index] ^ head) & mask(min(count, 8)) == 0 else { continue }
      guard hasTail(words[index], text, range.lowerBound, ignoringCase: false) else { continue }
      if let result = body(count) { return result }
    }
    return nil
  }

  private func mask(_ count: Int) -> UInt64 { count == 8 ? .max : (1 << UInt64(8 * count)) - 1 }

  /// Whether what follows the first eight bytes is equal too.
  private func hasTail(_ word: [UInt8], _ text: Span<UInt8>, _ start: Int, ignoringCase: Bool) -> Bool {
    var offset = 8
    while offset < word.count {
      let (left, right) = (word[offset], text[start + offset])
      guard left == right || ignoringCase && left.asciiUppercased == right.asciiUppercased else { return false }
      offset += 1
    }
    return true
  }
}

/// The first eight bytes at `range`, the first of them lowest.
private func packedHead(_ text: Span<UInt8>, _ range: Range<Int>, uppercase: Bool) -> UInt64 {
  var head: UInt64 = 0
  var shift: UInt64 = 0
  for index in range.lowerBound..<min(range.upperBound, range.lowerBound + 8) {
    let byte = text[index]
    head |= UInt64(uppercase ? byte.asciiUppercased : byte) << shift
    shift += 8
  }
  return head
}
