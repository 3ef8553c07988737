/// Strings of an arena, each stored once and numbered in the order of arrival.
struct InternTable {
  private var places: [UInt32]
  private(set) var strings: [Value] = []
  private let arena: Arena

  init(arena: Arena) {
    self.arena = arena
    places = Array(repeating: .max, count: 64)
  }

  subscript(index: Int) -> Value { strings[index] }

  /// The number of a string; it is copied into the arena when it is new.
  mutating func intern(_ bytes: Bytes) -> Int {
    let hash = bytes.hash
    var place = Int(hash) & (places.count - 1)
    while places[place] != .max {
      let found = strings[Int(places[place])]
      if found.hash == hash, found.bytes.equals(bytes) { return Int(places[place]) }
      place = (place + 1) & (places.count - 1)
    }
    places[place] = UInt32(strings.count)
    strings.append(Value.interned(bytes, hash: hash, in: arena))
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

  /// The number of a string if it is here.
  func find(_ bytes: Bytes) -> Int? {
    let hash = bytes.hash
    var place = Int(hash) & (places.count - 1)
    while places[place] != .max {
      let found = strings[Int(places[place])]
      if found.hash == hash, found.bytes.equals(bytes) { return Int(places[place]) }
      place = (place + 1) & (places.count - 1)
    }
    return nil
  }

  private mutating func grow() {
    places = Array(repeating: .max, count: places.count * 2)
    for (index, string) in strings.enumerated() {
      var place = Int(string.hash) & (places.count - 1)
      while places[place] != .max { place = (place + 1) & (places.count - 1) }
      places[place] = UInt32(index)
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
