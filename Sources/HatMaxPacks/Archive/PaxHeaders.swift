/// Follows the blocks of a tar as POSIX describes them for `pax`, looking for a zero byte in a header of that kind.
struct PaxHeaders {
  /// Bytes of content that are still to come, and whether they are a pax header's.
  private var remaining = 0
  private var isHeader = false
  /// Whether a block was not what the format says; the search ends there, as libarchive refuses the archive.
  private var isLost = false

  /// Takes the next bytes, a multiple of a block unless they are the last; true when a pax header holds a zero byte.
  mutating func findsZero(in piece: ArraySlice<UInt8>) -> Bool {
    var start = piece.startIndex
    while !isLost, start + 512 <= piece.endIndex {
      if findsZero(inBlock: piece[start..<start + 512]) { return true }
      start += 512
    }
    return false
  }

  /// Takes the next block; true when it is a pax header's and holds a zero byte.
  private mutating func findsZero(inBlock block: ArraySlice<UInt8>) -> Bool {
    if remaining > 0 {
      let count = min(remaining, 512)
      remaining -= count
      return isHeader && block.prefix(count).contains(0)
    }
    guard block.contains(where: { $0 != 0 }) else { return false }
    let type = block[block.startIndex + 156]
    isHeader = type == UInt8(ascii: "x") || type == UInt8(ascii: "g")
    let digits = block.dropFirst(124).prefix(12).filter { $0 != 0x20 && $0 != 0 }
    guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 8), size >= 0 else {
      isLost = true
      return false
    }
    remaining = size
    return false
  }
}
