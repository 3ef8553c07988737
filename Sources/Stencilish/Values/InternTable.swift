/// Strings of an arena, each stored once and numbered in the order of arrival.
struct InternTable {
  /// Open addressing: the hash of a string, then its number plus one; 0 where nothing is.
  private var places: [UInt64]
  private(set) var strings: [Value] = []
  private let arena: Arena

  init(arena: Arena) {
    self.arena = arena
    places = Array(repeating: 0, count: 64)
  }

  subscript(index: Int) -> Value { strings[index] }

  /// The number of a string; it is copied into the arena when it is new.
  mutating func intern(_ bytes: Bytes) -> Int {
    let hash = bytes.hash
    var place = Int(hash) & (places.count - 1)
    while true {
      let entry = places[place]
      if entry == 0 { break }
      if UInt32(truncatingIfNeeded: entry >> 32) == hash {
        let index = Int(entry & 0xFFFF_FFFF) - 1
        if strings[index].bytes.equals(bytes) { return index }
      }
      place = (place + 1) & (places.count - 1)
    }
    strings.append(Value.interned(bytes, hash: hash, in: arena))
    places[place] = Self.entry(hash, strings.count)
    if strings.count * 2 > places.count { grow() }
    return strings.count - 1
  }

  mutating func intern(_ text: String) -> Int {
    withPaddedBytes(of: text) { bytes in intern(bytes) }
  }

  /// A text as a string of the arena.
  mutating func string(_ text: String) -> Value {
    let index = intern(text)
    return strings[index]
  }

  private static func entry(_ hash: UInt32, _ number: Int) -> UInt64 {
    UInt64(hash) << 32 | UInt64(truncatingIfNeeded: number)
  }

  private mutating func grow() {
    places = Array(repeating: 0, count: places.count * 2)
    for index in 0..<strings.count {
      let hash = strings[index].hash
      var place = Int(hash) & (places.count - 1)
      while places[place] != 0 { place = (place + 1) & (places.count - 1) }
      places[place] = Self.entry(hash, index + 1)
    }
  }
}

/// Calls `body` with the bytes of a text, followed by the padding that `Bytes` promises.
func withPaddedBytes<Result>(of text: String, _ body: (Bytes) -> Result) -> Result {
  var padded = Array(text.utf8)
  let count = padded.count
  padded.append(contentsOf: repeatElement(0, count: Bytes.padding))
  return unsafe padded.withUnsafeBytes { buffer in
    unsafe body(Bytes(base: buffer.baseAddress.unsafelyUnwrapped, count: count))
  }
}
