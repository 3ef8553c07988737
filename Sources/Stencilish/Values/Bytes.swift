/// A view of bytes that live in an arena, in a program's literal pool or in the memory of filter results.
///
/// Whoever makes a view keeps its memory alive. Every such memory has at least `Bytes.padding` readable bytes after the
/// view, so that short copies may read in whole words.
@safe struct Bytes: BitwiseCopyable {
  static let padding = 16

  let base: UnsafeRawPointer
  let count: Int

  @inline(__always) init(base: UnsafeRawPointer, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  @inline(__always) subscript(index: Int) -> UInt8 {
    unsafe base.load(fromByteOffset: index, as: UInt8.self)
  }

  @inline(__always) func slice(_ range: Range<Int>) -> Bytes {
    unsafe Bytes(base: base + range.lowerBound, count: range.count)
  }

  /// The part at an extent, which lies inside.
  @inline(__always) func slice(_ extent: Extent) -> Bytes {
    unsafe Bytes(base: base + Int(extent.start), count: Int(extent.end &- extent.start))
  }

  @inline(__always) func equals(_ other: Bytes) -> Bool {
    guard count == other.count else { return false }
    if unsafe base == other.base { return true }
    var index = 0
    while index + 8 <= count {
      let left = unsafe base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let right = unsafe other.base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if left != right { return false }
      index += 8
    }
    guard index < count else { return true }
    // The padding makes the reads valid; what lies past the end is shifted out.
    let left = unsafe UInt64(littleEndian: base.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    let right = unsafe UInt64(littleEndian: other.base.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    return (left ^ right) << UInt64(truncatingIfNeeded: 8 * (8 - (count - index))) == 0
  }

  /// The bytes as a buffer for functions that take one.
  @inline(__always) var buffer: UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: base.assumingMemoryBound(to: UInt8.self), count: count)
  }

  /// A copy of the bytes.
  var array: [UInt8] { unsafe Array(buffer) }

  /// The bytes as text, invalid UTF-8 repaired.
  var text: String { unsafe String(decoding: buffer, as: UTF8.self) }

  /// Whether the bytes come before others in byte order, which is the order of Unicode scalars.
  func precedes(_ other: Bytes) -> Bool {
    let common = min(count, other.count)
    for index in 0..<common where self[index] != other[index] { return self[index] < other[index] }
    return count < other.count
  }
}

extension Bytes {
  /// A hash for tables of names and results: multiply and fold, eight bytes at a time, from a seed of this process,
  /// so that nobody can prepare colliding keys.
  ///
  /// Never shown and never an order of output.
  @inline(__always) var hash: UInt32 {
    let state = fullHash
    return UInt32(truncatingIfNeeded: state ^ (state >> 32))
  }

  /// All bits of the hash.
  @inline(__always) var fullHash: UInt64 {
    let seed = Self.seed
    var state = seed ^ UInt64(truncatingIfNeeded: count)
    var index = 0
    while index + 8 <= count {
      state = unsafe Self.mix(state ^ base.loadUnaligned(fromByteOffset: index, as: UInt64.self), seed)
      index += 8
    }
    if index < count {
      // The padding makes the read valid; the bytes past the end are masked out.
      let rest = unsafe base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let shift = UInt64(8 * (8 - (count - index)))
      state = Self.mix(state ^ (rest << shift) ^ 0x9E37_79B9_7F4A_7C15, seed)
    }
    return state
  }

  @inline(__always) static func mix(_ value: UInt64) -> UInt64 { mix(value, seed) }

  @inline(__always) private static func mix(_ value: UInt64, _ seed: UInt64) -> UInt64 {
    let product = (value ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: seed | 1)
    return product.high ^ product.low
  }

  private static let seed = UInt64.random(in: .min ... .max)
}
