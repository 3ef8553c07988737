/// What a scalar means under YAML 1.2's core schema.
///
/// Source: YAML 1.2.2, section 10.3.2.
public enum ScalarType: UInt8, Sendable, Hashable, BitwiseCopyable {
  case null
  case bool
  case int
  case float
  case string
}

extension ScalarType {
  /// The type of an unquoted, untagged scalar.
  static func resolve(_ text: UnsafeBufferPointer<UInt8>) -> ScalarType {
    guard let first = text.first else { return .null }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return number(text)
    case UInt8(ascii: "~"):
      return text.count == 1 ? .null : .string
    case UInt8(ascii: "n"), UInt8(ascii: "N"):
      return text.isOneOf("null", "Null", "NULL") ? .null : .string
    case UInt8(ascii: "t"), UInt8(ascii: "T"):
      return text.isOneOf("true", "True", "TRUE") ? .bool : .string
    case UInt8(ascii: "f"), UInt8(ascii: "F"):
      return text.isOneOf("false", "False", "FALSE") ? .bool : .string
    default:
      return .string
    }
  }

  private static func number(_ text: UnsafeBufferPointer<UInt8>) -> ScalarType {
    if text.count > 2, text[0] == UInt8(ascii: "0") {
      let digits = text.dropFirst(2)
      if text[1] == UInt8(ascii: "o") { return digits.allSatisfy { $0 &- 48 < 8 } ? .int : .string }
      if text[1] == UInt8(ascii: "x") { return digits.allSatisfy(isHexDigit) ? .int : .string }
    }
    var index = 0
    if text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-") { index = 1 }
    if text.isOneOf(".nan", ".NaN", ".NAN") { return .float }
    let unsigned = UnsafeBufferPointer(rebasing: text[index...])
    if unsigned.isOneOf(".inf", ".Inf", ".INF") { return .float }
    let whole = digits(text, &index)
    if index == text.count { return whole > 0 ? .int : .string }
    if text[index] == UInt8(ascii: ".") {
      index += 1
      guard digits(text, &index) + whole > 0 else { return .string }
    } else if whole == 0 {
      return .string
    }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") { index += 1 }
      guard digits(text, &index) > 0 else { return .string }
    }
    return index == text.count ? .float : .string
  }

  private static func digits(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Int {
    let start = index
    while index < text.count, text[index] &- 48 < 10 { index += 1 }
    return index - start
  }
}

/// What YAML 1.1 would have made of an unquoted scalar that 1.2 reads otherwise.
enum OlderReading {
  case bool(Bool)
  case number
  case octal
  case sexagesimal

  /// How a YAML 1.1 reader understands `text`, or nil when both versions agree (as to dates: the text is the same).
  static func of(_ text: UnsafeBufferPointer<UInt8>) -> OlderReading? {
    guard let first = text.first, text.count <= 64 else { return nil }
    switch first | 0x20 {
    case UInt8(ascii: "y"):
      return text.count == 1 || text.isOneOf("yes", "Yes", "YES") ? .bool(true) : nil
    case UInt8(ascii: "n"):
      return text.count == 1 || text.isOneOf("no", "No", "NO") ? .bool(false) : nil
    case UInt8(ascii: "o"):
      if text.isOneOf("on", "On", "ON") { return .bool(true) }
      return text.isOneOf("off", "Off", "OFF") ? .bool(false) : nil
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"):
      return number(text)
    default:
      return nil
    }
  }

  private static func number(_ text: UnsafeBufferPointer<UInt8>) -> OlderReading? {
    var body = text[...]
    if body.first == UInt8(ascii: "+") || body.first == UInt8(ascii: "-") { body = body.dropFirst() }
    guard let first = body.first, first &- 48 < 10 else { return nil }
    let isZero = first == UInt8(ascii: "0")
    if isZero, body.count > 2, body[body.startIndex + 1] == UInt8(ascii: "b") {
      return body.dropFirst(2).allSatisfy { $0 &- 48 < 2 || $0 == UInt8(ascii: "_") } ? .number : nil
    }
    if isZero, body.count > 1, body.allSatisfy({ $0 &- 48 < 8 || $0 == UInt8(ascii: "_") }) { return .octal }
    if body.contains(UInt8(ascii: ":")) { return isSexagesimal(body) ? .sexagesimal : nil }
    guard body.contains(UInt8(ascii: "_")) else { return nil }
    let isHex = isZero && body.count > 2 && body[body.startIndex + 1] == UInt8(ascii: "x")
    let digits = isHex ? body.dropFirst(2) : body
    let isNumber = digits.allSatisfy {
      $0 &- 48 < 10 || $0 == UInt8(ascii: "_") || (isHex ? isHexDigit($0) : $0 == UInt8(ascii: "."))
    }
    return isNumber ? .number : nil
  }

  /// `[1-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?`, the base 60 of YAML 1.1.
  private static func isSexagesimal(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let digits = index == parts.count - 1 ? part.prefix { $0 != UInt8(ascii: ".") } : part
      guard !digits.isEmpty, digits.allSatisfy({ $0 &- 48 < 10 || index == 0 && $0 == UInt8(ascii: "_") }) else {
        return false
      }
      if index > 0, digits.count > 2 || digits.count == 2 && digits[digits.startIndex] > UInt8(ascii: "5") {
        return false
      }
    }
    return text.first != UInt8(ascii: "0") || parts.count > 1 && parts[0].count == 1
  }
}

private func isHexDigit(_ byte: UInt8) -> Bool {
  byte &- 48 < 10 || (byte | 0x20) &- 97 < 6
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes are exactly those of one of the texts.
  fileprivate func isOneOf(_ first: StaticString, _ second: StaticString, _ third: StaticString) -> Bool {
    isText(first) || isText(second) || isText(third)
  }

  fileprivate func isText(_ text: StaticString) -> Bool {
    guard text.utf8CodeUnitCount == count else { return false }
    for index in 0..<count where self[index] != text.utf8Start[index] { return false }
    return true
  }
}
