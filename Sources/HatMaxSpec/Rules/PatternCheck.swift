/// Whether Go's `regexp` (RE2, golang.org/s/re2syntax) can read a pattern, as far as brackets and forbidden constructs show.
enum PatternCheck {
  /// What is wrong, or nil.
  static func problem(_ pattern: String) -> String? {
    let bytes = Array(pattern.utf8)
    var groups = 0
    var at = 0
    var canRepeat = false
    func starts(_ text: String) -> Bool { bytes[at...].starts(with: text.utf8) }
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\\"):
        guard at + 1 < bytes.count else { return "a `\\` at the end" }
        if bytes[at + 1] &- 49 < 9 { return "back-references aren't supported" }
        if "kKZGX".utf8.contains(bytes[at + 1]) {
          return "`\\\(Character(Unicode.Scalar(bytes[at + 1])))` isn't supported"
        }
        at += 2
        canRepeat = true
      case UInt8(ascii: "["):
        guard let end = endOfClass(bytes, at) else { return "a `[` that is not closed" }
        at = end
        canRepeat = true
      case UInt8(ascii: "("):
        if starts("(?=") || starts("(?!") || starts("(?<=") || starts("(?<!") { return "look-around isn't supported" }
        if starts("(?>") { return "atomic groups aren't supported" }
        groups += 1
        at += 1
        if at < bytes.count, bytes[at] == UInt8(ascii: "?") {
          at += 1
          guard let close = bytes[at...].firstIndex(where: { ":)>".utf8.contains($0) }) else {
            return "a `(?` that is not closed"
          }
          if bytes[close] == UInt8(ascii: ")") { groups -= 1 }
          at = close + 1
        }
        canRepeat = false
      case UInt8(ascii: ")"):
        groups -= 1
        if groups < 0 { return "a `)` too many" }
        at += 1
        canRepeat = true
      case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
        guard canRepeat else { return "nothing to repeat before `\(Character(Unicode.Scalar(bytes[at])))`" }
        at += 1
        if at < bytes.count, bytes[at] == UInt8(ascii: "?") { at += 1 }
        if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "*") {
          return "a repetition of a repetition"
        }
      case UInt8(ascii: "|"):
        at += 1
        canRepeat = false
      case UInt8(ascii: "^"):
        at += 1
        canRepeat = true
      default:
        at += 1
        canRepeat = true
      }
    }
    return groups > 0 ? "a `(` that is not closed" : nil
  }

  private static func endOfClass(_ bytes: [UInt8], _ start: Int) -> Int? {
    var at = start + 1
    if at < bytes.count, bytes[at] == UInt8(ascii: "^") { at += 1 }
    // A `]` that comes first is meant as it is.
    if at < bytes.count, bytes[at] == UInt8(ascii: "]") { at += 1 }
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\\"): at += 2
      case UInt8(ascii: "["):
        if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: ":"),
          let close = bytes[(at + 2)...].firstIndex(of: UInt8(ascii: "]"))
        {
          at = close + 1
        } else {
          at += 1
        }
      case UInt8(ascii: "]"): return at + 1
      default: at += 1
      }
    }
    return nil
  }
}
