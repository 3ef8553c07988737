/// The Unicode scalar at `index` and how many bytes it takes; a byte that starts no well-formed scalar counts as one
/// U+FFFD of one byte.
func decodeScalar(_ bytes: Span<UInt8>, at index: Int) -> (scalar: Unicode.Scalar, length: Int) {
  let first = bytes[index]
  if first < 0x80 { return (Unicode.Scalar(first), 1) }
  let length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
  guard length > 0, index + length <= bytes.count else { return (replacementScalar, 1) }
  var value = UInt32(first) & (0x7F >> UInt32(length))
  for offset in 1..<length {
    let byte = bytes[index + offset]
    guard byte & 0xC0 == 0x80 else { return (replacementScalar, 1) }
    value = value << 6 | UInt32(byte & 0x3F)
  }
  let isOverlong = length == 3 && value < 0x800 || length == 4 && value < 0x1_0000
  guard !isOverlong, let scalar = Unicode.Scalar(value) else { return (replacementScalar, 1) }
  return (scalar, length)
}

private let replacementScalar: Unicode.Scalar = "\u{FFFD}"

/// How many Unicode scalars `bytes` holds, ill-formed bytes counting one each at most.
func scalarCount(_ bytes: Span<UInt8>, in range: Range<Int>) -> Int {
  var count = 0
  for index in range where bytes[index] & 0xC0 != 0x80 { count += 1 }
  return count
}

extension [UInt8] {
  /// Appends the bytes of `span` at the positions `range`.
  mutating func append(_ span: Span<UInt8>, _ range: Range<Int>) {
    append(addingCapacity: range.count) { bytes in
      for index in range { bytes.append(span[index]) }
    }
  }

  /// Appends all bytes of `span`.
  mutating func append(_ span: Span<UInt8>) { append(span, 0..<span.count) }

  /// Appends the UTF-8 encoding of `scalar`.
  mutating func append(_ scalar: Unicode.Scalar) {
    append(contentsOf: scalar.utf8)
  }

  /// Appends `count` spaces.
  mutating func appendSpaces(_ count: Int) {
    append(contentsOf: repeatElement(UInt8(ascii: " "), count: Swift.max(0, count)))
  }
}
