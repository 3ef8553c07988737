/// ASCII words, each with a value, looked up by their bytes: an open-addressed hash table over flat storage.
struct NounTable: Sendable {
  private var bytes: [UInt8] = []
  private var entries: [(key: Range<Int>, value: Range<Int>)] = []
  /// Indices into `entries`, -1 where free; at most half full.
  private var slots: [Int]

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
  }

  /// The value of `word`, found in constant time.
  func value(of word: Span<UInt8>) -> ArraySlice<UInt8>? {
    let entry = slots[slot(of: word)]
    return entry < 0 ? nil : bytes[entries[entry].value]
  }

  /// The longest ending of `word` that is a key: its length and its value.
  func ending(of word: Span<UInt8>) -> (length: Int, value: ArraySlice<UInt8>)? {
    var longest: (length: Int, value: ArraySlice<UInt8>)?
    for (key, value) in entries where key.count <= word.count && key.count > longest?.length ?? 0 {
      if bytes[key.upperBound - 1] == word[word.count - 1], isEqual(key, word, from: word.count - key.count) {
        longest = (key.count, bytes[value])
      }
    }
    return longest
  }

  /// Where `word` is, or where it would be put. FNV-1a, linear probing.
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
