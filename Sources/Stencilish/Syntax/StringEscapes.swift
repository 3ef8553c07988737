/// The escapes of string literals: `\n \r \t \0 \\ \/ \" \'` and `\uXXXX` (with surrogate pairs) or `\u{X…}`.
enum StringEscapes {
  /// The bytes that a literal stands for; `invalid` gets the place of every escape that isn't one.
  static func decode(_ literal: ArraySlice<UInt8>, invalid: (Extent) -> Void) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(literal.count)
    var at = literal.startIndex
    while at < literal.endIndex {
      guard literal[at] == UInt8(ascii: "\\"), at + 1 < literal.endIndex else {
        output.append(literal[at])
        at += 1
        continue
      }
      let start = at
      at += 2
      switch literal[start + 1] {
      case UInt8(ascii: "n"): output.append(0x0A)
      case UInt8(ascii: "r"): output.append(0x0D)
      case UInt8(ascii: "t"): output.append(0x09)
      case UInt8(ascii: "0"): output.append(0)
      case UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "\""), UInt8(ascii: "'"):
        output.append(literal[start + 1])
      case UInt8(ascii: "u"):
        if let scalar = scalar(literal, &at) {
          output.append(contentsOf: Array(String(Character(scalar)).utf8))
        } else {
          invalid(Extent(start, at))
        }
      default:
        while at < literal.endIndex, literal[at] & 0xC0 == 0x80 { at += 1 }
        invalid(Extent(start, at))
      }
    }
    return output
  }

  /// Reads what follows `\u`.
  private static func scalar(_ literal: ArraySlice<UInt8>, _ at: inout Int) -> Unicode.Scalar? {
    if at < literal.endIndex, literal[at] == UInt8(ascii: "{") {
      at += 1
      let value = hexadecimal(literal, &at, atMost: 6)
      guard at < literal.endIndex, literal[at] == UInt8(ascii: "}") else { return nil }
      at += 1
      return value.flatMap(Unicode.Scalar.init)
    }
    guard let high = hexadecimal(literal, &at, exactly: 4) else { return nil }
    guard high & 0xFC00 == 0xD800 else { return Unicode.Scalar(high) }
    guard at + 1 < literal.endIndex, literal[at] == UInt8(ascii: "\\"), literal[at + 1] == UInt8(ascii: "u") else {
      return nil
    }
    at += 2
    guard let low = hexadecimal(literal, &at, exactly: 4), low & 0xFC00 == 0xDC00 else { return nil }
    return Unicode.Scalar(0x10000 + (high & 0x3FF) << 10 + low & 0x3FF)
  }

  private static func hexadecimal(_ literal: ArraySlice<UInt8>, _ at: inout Int, exactly count: Int) -> UInt32? {
    let start = at
    let value = hexadecimal(literal, &at, atMost: count)
    return at - start == count ? value : nil
  }

  private static func hexadecimal(_ literal: ArraySlice<UInt8>, _ at: inout Int, atMost limit: Int) -> UInt32? {
    let start = at
    var value: UInt32 = 0
    while at < literal.endIndex, at - start < limit, let digit = hexadecimalDigit(literal[at]) {
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return at > start ? value : nil
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
