/// Turns libyaml's marks, which count characters, into byte offsets.
///
/// Marks come almost in order, so that a cursor that walks from the last answer needs linear time in all; a text of
/// ASCII alone needs no walk.
struct CharacterOffsets {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let isASCII: Bool
  private var character = 0
  private var byte = 0

  /// - Parameter bytes: valid UTF-8 without a byte order mark; must outlive this value.
  init(_ bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool) {
    self.bytes = bytes
    self.isASCII = isASCII
  }

  mutating func byteOffset(ofCharacter index: Int) -> Int {
    if isASCII { return min(index, bytes.count) }
    while character < index, byte < bytes.count {
      byte += 1
      while byte < bytes.count, bytes[byte] & 0xC0 == 0x80 { byte += 1 }
      character += 1
    }
    while character > index, byte > 0 {
      byte -= 1
      while byte > 0, bytes[byte] & 0xC0 == 0x80 { byte -= 1 }
      character -= 1
    }
    return byte
  }
}

/// What a look at the raw bytes says about their encoding.
enum Encoding {
  case ascii
  case utf8
  case utf16
  case invalid(at: Int)

  /// Checks every byte (Unicode 16, table 3-7: no overlong forms, no surrogates, nothing past U+10FFFF).
  static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> Encoding {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return .utf16 }
    if bytes.count >= 4, bytes[0] | bytes[2] == 0 || bytes[1] | bytes[3] == 0 { return .utf16 }
    var index = asciiPrefix(of: bytes)
    var isASCII = true
    while index < bytes.count {
      let lead = bytes[index]
      if lead < 0x80 {
        index += 1
        continue
      }
      isASCII = false
      let (length, second): (Int, ClosedRange<UInt8>)
      switch lead {
      case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
      case 0xE0: (length, second) = (3, 0xA0...0xBF)
      case 0xED: (length, second) = (3, 0x80...0x9F)
      case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
      case 0xF0: (length, second) = (4, 0x90...0xBF)
      case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
      case 0xF4: (length, second) = (4, 0x80...0x8F)
      default: return .invalid(at: index)
      }
      guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return .invalid(at: index) }
      for next in index + 2..<index + length where bytes[next] & 0xC0 != 0x80 { return .invalid(at: index) }
      index += length
    }
    return isASCII ? .ascii : .utf8
  }

  /// How many bytes at the beginning are ASCII for certain, looked at eight at a time.
  private static func asciiPrefix(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = 0
    while index + 8 <= raw.count,
      raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    {
      index += 8
    }
    return index
  }
}
