/// Writing text for an output that gives some characters a meaning.
enum Escape {
  /// Appends `text` so that `mode` reads it as it is.
  static func append(_ text: Bytes, for mode: EscapeMode, to output: inout RawStack<UInt8>) {
    switch mode {
    case .none: output.append(text)
    case .html: html(text, &output)
    case .json, .yaml: quoted(text, mode, &output)
    }
  }

  private static func html(_ text: Bytes, _ output: inout RawStack<UInt8>) {
    for index in 0..<text.count {
      switch text[index] {
      case UInt8(ascii: "&"): output.append("&amp;")
      case UInt8(ascii: "<"): output.append("&lt;")
      case UInt8(ascii: ">"): output.append("&gt;")
      case UInt8(ascii: "\""): output.append("&quot;")
      default: output.push(text[index])
      }
    }
  }

  /// The inside of a JSON string (RFC 8259, section 7), which is also the inside of a double-quoted scalar of YAML 1.2
  /// once U+0085, U+2028, U+2029 and U+FEFF are escaped.
  private static func quoted(_ text: Bytes, _ mode: EscapeMode, _ output: inout RawStack<UInt8>) {
    var index = 0
    while index < text.count {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "\""): output.append("\\\"")
      case UInt8(ascii: "\\"): output.append("\\\\")
      case 0x0A: output.append("\\n")
      case 0x0D: output.append("\\r")
      case 0x09: output.append("\\t")
      case 0..<0x20, 0x7F:
        output.append("\\u00")
        output.push(hexadecimal(byte >> 4))
        output.push(hexadecimal(byte & 15))
      case 0xC2 where mode == .yaml && index + 1 < text.count && text[index + 1] == 0x85:
        output.append("\\u0085")
        index += 1
      case 0xE2, 0xEF:
        if mode == .yaml, let escape = breakEscape(text, index) {
          output.append(escape)
          index += 2
        } else {
          output.push(byte)
        }
      default: output.push(byte)
      }
      index += 1
    }
  }

  private static func breakEscape(_ text: Bytes, _ index: Int) -> StaticString? {
    guard index + 2 < text.count else { return nil }
    switch (text[index], text[index + 1], text[index + 2]) {
    case (0xE2, 0x80, 0xA8): return "\\u2028"
    case (0xE2, 0x80, 0xA9): return "\\u2029"
    case (0xEF, 0xBB, 0xBF): return "\\uFEFF"
    default: return nil
    }
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x57 + digit }
}
