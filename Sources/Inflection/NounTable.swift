/// ASCII words, each with a value, looked up by their bytes, or as the ending of a longer word.
///
/// An open-addressed hash table over flat storage.
struct NounTable: Sendable {
  private var bytes: [UInt8] = []
  private var entries: [(key: Range<Int>, value: Range<Int>)] = []
  /// Indices into `entries`, -1 where free; at most half full.
  private var slots: [Int]
  /// The last eight bytes of each key, the last one lowest, and which of them there are.
  private var tails: [(bytes: UInt64, mask: UInt64)] = []
  /// A bit for each pair of letters that a key ends in.
  private var lastPairs = [UInt64](repeating: 0, count: 16)

  /// - Parameter pairs: words with their values; of several with the same word the first counts.
  init(_ pairs: [(String, String)]) {
    var capacity = 16
    while capacity < 2 * pairs.count { capacity *= 2 }
    slots = [Int](repeating: -1, count: capacity)
    for (key, value) in pairs { insert(Array(key.utf8), Array(value.utf8)) }
  }

  private mutating func insert(_ key: [UInt8], _ value: [UInt8]) {
    let slot = slot(of: key.span)
    guard slots[slot] < 0 else { return }
    slots[slot] = entries.count
    let start = bytes.count
    bytes += key + value
    entries.append((start..<(start + key.count), (start + key.count)..<bytes.count))
    let pair = Self.lastPair(of: Self.tail(of: key.span))
    lastPairs[pair >> 6] |= 1 << UInt64(pair & 63)
    tails.append((Self.tail(of: key.span), key.count < 8 ? (1 << UInt64(8 * key.count)) - 1 : .max))
  }

  /// The value of `word`, found in constant time.
  func value(of word: Span<UInt8>) -> ArraySlice<UInt8>? {
    let entry = slots[slot(of: word)]
    return entry < 0 ? nil : bytes[entries[entry].value]
  }

  /// The longest ending of `word` that is a key, none of which may be longer than eight bytes: its length and its value.
  func ending(of word: Span<UInt8>) -> (length: Int, value: ArraySlice<UInt8>)? {
    let tail = Self.tail(of: word)
    let pair = Self.lastPair(of: tail)
    guard lastPairs[pair >> 6] >> UInt64(pair & 63) & 1 == 1 else { return nil }
    var longest = -1
    for index in tails.indices where (tails[index].bytes ^ tail) & tails[index].mask == 0 {
      if longest < 0 || tails[index].mask > tails[longest].mask { longest = index }
    }
    return longest < 0 ? nil : (entries[longest].key.count, bytes[entries[longest].value])
  }

  /// The lowest five bits of each of the last two letters.
  private static func lastPair(of tail: UInt64) -> Int { Int(tail & 31 | tail >> 3 & 0x3E0) }

  private static func tail(of word: Span<UInt8>) -> UInt64 {
    var tail: UInt64 = 0
    var shift: UInt64 = 0
    var index = word.count
    while index > 0, shift < 64 {
      index -= 1
      tail |= UInt64(word[index]) << shift
      shift += 8
    }
    return tail
  }

  /// Where `word` is, or would be put, by FNV-1a and linear probing.
  private func slot(of word: Span<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for index in 0..<word.count { hash = (hash ^ UInt32(word[index])) &* 16_777_619 }
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let key = entries[slots[slot]].key
      if key.count == word.count, isEqual(key, word, from: 0) { break }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private func isEqual(_ key: Range<Int>, _ word: Span<UInt8>, from start: Int) -> Bool {
    for offset in 0..<key.count where bytes[key.lowerBound + offset] != word[start + offset] { return false }
    return true
  }
}
