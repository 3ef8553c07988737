/// Results of filters that the running render has used, by the address of their input: while a render runs, no string that it
/// sees moves or goes away.
///
/// Small enough for the nearest cache, in front of `FilterMemo`. Two inputs that want the same place take turns.
struct RecentResults {
  @safe private struct Entry: BitwiseCopyable {
    /// The render and the number of the sequence of filters; 0 for none.
    var key: UInt64
    var input: UnsafeRawPointer?
    var result: UnsafeRawPointer?
    var inputCount: UInt32
    var resultCount: UInt32

    static var none: Entry { unsafe Entry(key: 0, input: nil, result: nil, inputCount: 0, resultCount: 0) }
  }

  private var entries = RawStack<Entry>(capacity: places)
  /// The number of the render in the upper half.
  private var render: UInt64 = 1 << 32

  private static let bits: UInt64 = 8
  private static let places = 1 << Int(bits)

  init() { entries.extend(by: Self.places, with: .none) }

  func free() { entries.free() }

  /// Forgets everything.
  mutating func reset() {
    render &+= 1 << 32
    guard render == 0 else { return }
    for place in 0..<Self.places { entries[place] = .none }
    render = 1 << 32
  }

  @inline(__always) func find(_ memo: UInt32, _ input: Bytes) -> Bytes? {
    let entry = entries[place(memo, input)]
    guard entry.key == render | UInt64(memo), unsafe entry.input == input.base,
      entry.inputCount == UInt32(truncatingIfNeeded: input.count)
    else { return nil }
    return unsafe Bytes(base: entry.result.unsafelyUnwrapped, count: Int(entry.resultCount))
  }

  @inline(__always) func insert(_ memo: UInt32, _ input: Bytes, _ result: Bytes) {
    entries[place(memo, input)] = unsafe Entry(
      key: render | UInt64(memo), input: input.base, result: result.base,
      inputCount: UInt32(truncatingIfNeeded: input.count), resultCount: UInt32(truncatingIfNeeded: result.count))
  }

  @inline(__always) private func place(_ memo: UInt32, _ input: Bytes) -> Int {
    let mixed = unsafe UInt64(UInt(bitPattern: input.base)) &+ UInt64(memo) &* 0x9E37_79B9
    return Int(truncatingIfNeeded: (mixed &* 0x9E37_79B9_7F4A_7C15) >> (64 - Self.bits))
  }
}
