/// Results of filters by their input: filters are pure, and most calls of a render repeat earlier ones.
///
/// A bounded table; when it is full it takes nothing more until the render ends, since values of the render may point into
/// it, and is then emptied. Open addressing; a search ends after a few places, so that colliding keys cost a repeated
/// computation at worst.
struct FilterMemo {
  private struct Entry: BitwiseCopyable {
    var hash: UInt32
    /// The number of the sequence of filters, plus one; 0: free.
    var memo: UInt32
    var key: Value
    var result: Value
  }

  private var entries: RawStack<Entry>
  let arena = Arena(chunkSize: 32 << 10)
  private var count = 0

  private static let initialPlaces = 256
  private static let maximumPlaces = 8192
  private static let probes = 8
  private static let maximumBytes = 1 << 20
  private static let maximumString = 1024

  init() {
    entries = RawStack(capacity: 1)
  }

  func free() { entries.free() }

  /// The remembered result.
  @inline(__always) func find(_ memo: UInt32, _ input: Value) -> Value? {
    guard entries.count > 0 else { return nil }
    let hash = Self.hash(memo, input)
    var place = Int(hash) & (entries.count - 1)
    for _ in 0..<Self.probes {
      let entry = entries[place]
      if entry.memo == 0 { return nil }
      if entry.hash == hash, entry.memo == memo + 1, entry.key.bytes.equals(input.bytes) { return entry.result }
      place = (place + 1) & (entries.count - 1)
    }
    return nil
  }

  /// Remembers a result.
  mutating func insert(_ memo: UInt32, _ input: Value, _ result: Value) {
    guard input.count + result.count <= Self.maximumString else { return }
    if isFull { return }
    if count * 2 >= entries.count { grow() }
    let hash = Self.hash(memo, input)
    var place = Int(hash) & (entries.count - 1)
    for _ in 0..<Self.probes where entries[place].memo != 0 { place = (place + 1) & (entries.count - 1) }
    guard entries[place].memo == 0 else { return }
    entries[place] = Entry(
      hash: hash, memo: memo + 1, key: Value(arena.copy(input.bytes)), result: Value(arena.copy(result.bytes)))
    count += 1
  }

  /// Twice the places; an entry that finds none near its own is forgotten.
  private mutating func grow() {
    let old = entries
    entries = RawStack(capacity: max(old.count * 2, Self.initialPlaces))
    entries.extend(by: entries.capacity, with: Self.free)
    count = 0
    for index in 0..<old.count where old[index].memo != 0 {
      var place = Int(old[index].hash) & (entries.count - 1)
      for _ in 0..<Self.probes where entries[place].memo != 0 { place = (place + 1) & (entries.count - 1) }
      guard entries[place].memo == 0 else { continue }
      entries[place] = old[index]
      count += 1
    }
    old.free()
  }

  private var isFull: Bool { count * 2 >= Self.maximumPlaces || arena.reserved > Self.maximumBytes }

  /// Makes room if there is none; only between renders.
  mutating func clearIfFull() {
    guard isFull else { return }
    for place in 0..<entries.count { entries[place] = Self.free }
    arena.reset()
    count = 0
  }

  private static let free = Entry(hash: 0, memo: 0, key: .null, result: .null)

  @inline(__always) private static func hash(_ memo: UInt32, _ input: Value) -> UInt32 {
    let mixed = input.hash ^ (memo &* 0x9E37_79B1)
    return mixed ^ (mixed >> 15)
  }
}
