extension RawStack<UInt8> {
  /// What was written.
  var bytes: Bytes { unsafe Bytes(base: UnsafeRawPointer(base), count: count) }

  /// Appends bytes that are followed by padding; the stack keeps room for over-long short copies.
  @inline(__always) mutating func append(_ bytes: Bytes) {
    let needed = count + bytes.count + Bytes.padding
    if needed > capacity { grow(to: needed) }
    let target = unsafe UnsafeMutableRawPointer(base + count)
    if bytes.count <= 16 {
      // Two words always: cheaper than finding out how many bytes there are.
      let low = unsafe bytes.base.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
      let high = unsafe bytes.base.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      unsafe target.storeBytes(of: low, toByteOffset: 0, as: UInt64.self)
      unsafe target.storeBytes(of: high, toByteOffset: 8, as: UInt64.self)
    } else {
      unsafe target.copyMemory(from: bytes.base, byteCount: bytes.count)
    }
    count += bytes.count
  }

  /// Appends bytes from memory that has no padding.
  mutating func append(unpadded bytes: UnsafeRawBufferPointer) {
    let needed = count + bytes.count + Bytes.padding
    if needed > capacity { grow(to: needed) }
    if let source = bytes.baseAddress {
      unsafe UnsafeMutableRawPointer(base + count).copyMemory(from: source, byteCount: bytes.count)
    }
    count += bytes.count
  }

  mutating func append(_ text: StaticString) {
    unsafe append(unpadded: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(integer: Int64) {
    if integer < 0 { push(UInt8(ascii: "-")) }
    var rest = integer.magnitude
    // Room for the longest number at once, then from the last digit to the first.
    if count + 20 + Bytes.padding > capacity { grow(to: count + 20 + Bytes.padding) }
    var place = count + Self.digits(of: rest)
    count = place
    repeat {
      place -= 1
      self[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
  }

  private static func digits(of number: UInt64) -> Int {
    var (digits, bound) = (1, UInt64(10))
    while digits < 19, number >= bound {
      digits += 1
      bound *= 10
    }
    return number >= bound ? digits + 1 : digits
  }

  /// The shortest text that reads back as the same number.
  mutating func append(decimal: Double) {
    var text = decimal.description
    text.withUTF8 { unsafe append(unpadded: UnsafeRawBufferPointer($0)) }
  }

  /// Writes null (as nothing), a boolean, a number or a string; false for values that have no text.
  @inline(__always) mutating func append(scalar value: Value) -> Bool {
    switch value.kind {
    case .string: append(value.bytes)
    case .int: append(integer: value.int)
    case .null: break
    case .bool: if value.bool { append("true") } else { append("false") }
    case .decimal: append(decimal: value.decimal)
    case .undefined, .list, .record, .lambda: return false
    }
    return true
  }
}
