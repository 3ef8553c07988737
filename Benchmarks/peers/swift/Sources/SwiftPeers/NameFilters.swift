/// The benchmark's name filters, for ASCII names.
enum NameFilters {
  static let all: [String: (String) -> String] = [
    "snake": { joined($0, by: UInt8(ascii: "_")) }, "kebab": { joined($0, by: UInt8(ascii: "-")) }, "pascal": pascal,
    "camel": camel, "title": title, "go_name": goName, "plural": plural,
  ]

  private static let initialisms: Set<String> = Set(
    """
    ACL API ASCII CPU CSS DNS EOF GUID HTML HTTP HTTPS ID IP JSON LHS QPS RAM RHS RPC SLA SMTP SQL SSH TCP TLS TTL UDP UI \
    UID UUID URI URL UTF8 VM XML XMPP XSRF XSS GID SIP RTP AMQP DB TS
    """.split(separator: " ").map(String.init))

  private static func isUpper(_ byte: UInt8) -> Bool { 65...90 ~= byte }
  private static func isLower(_ byte: UInt8) -> Bool { 97...122 ~= byte }

  /// Words begin after a separator, at a capital after a small letter or digit, and at an acronym's last capital.
  private static func words(_ name: [UInt8]) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var start = -1
    for (index, byte) in name.enumerated() {
      if !isUpper(byte), !isLower(byte), !(48...57 ~= byte) {
        if start >= 0 { result.append(name[start..<index]) }
        start = -1
      } else if start < 0 {
        start = index
      } else if isUpper(byte), !isUpper(name[index - 1]) || index + 1 < name.count && isLower(name[index + 1]) {
        result.append(name[start..<index])
        start = index
      }
    }
    if start >= 0 { result.append(name[start...]) }
    return result
  }

  private static func appendLower(_ word: ArraySlice<UInt8>, to output: inout [UInt8]) {
    for byte in word { output.append(isUpper(byte) ? byte | 0x20 : byte) }
  }

  private static func upper(_ byte: UInt8) -> UInt8 { isLower(byte) ? byte & 0xDF : byte }

  private static func appendCapitalized(_ word: ArraySlice<UInt8>, to output: inout [UInt8]) {
    if let first = word.first { output.append(upper(first)) }
    appendLower(word.dropFirst(), to: &output)
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private static func joined(_ name: String, by separator: UInt8) -> String {
    var output: [UInt8] = []
    for word in words(Array(name.utf8)) {
      if !output.isEmpty { output.append(separator) }
      appendLower(word, to: &output)
    }
    return text(output)
  }

  private static func pascal(_ name: String) -> String {
    var output: [UInt8] = []
    for word in words(Array(name.utf8)) { appendCapitalized(word, to: &output) }
    return text(output)
  }

  private static func camel(_ name: String) -> String {
    var output: [UInt8] = []
    for word in words(Array(name.utf8)) {
      if output.isEmpty { appendLower(word, to: &output) } else { appendCapitalized(word, to: &output) }
    }
    return text(output)
  }

  private static func title(_ name: String) -> String {
    let bytes = Array(name.utf8)
    let isMixed = bytes.contains(where: isLower)
    var output: [UInt8] = []
    for word in words(bytes) {
      if !output.isEmpty { output.append(32) }
      if isMixed, !word.contains(where: isLower) { output += word } else { appendCapitalized(word, to: &output) }
    }
    return text(output)
  }

  private static func goName(_ name: String) -> String {
    var output: [UInt8] = []
    for word in words(Array(name.utf8)) {
      let capitals = word.map(upper)
      if initialisms.contains(text(capitals)) {
        output += capitals
      } else if capitals.starts(with: "OAUTH".utf8) {
        output += "OAuth".utf8
        output += word.dropFirst(5)
      } else {
        appendCapitalized(word, to: &output)
      }
    }
    return text(output)
  }

  private static func plural(_ name: String) -> String {
    let bytes = Array(name.utf8)
    guard let last = words(bytes).last else { return name }
    let lower = text(last.map { isUpper($0) ? $0 | 0x20 : $0 })
    if lower == "person" { return String(name.dropLast(5)) + "eople" }
    if lower == "child" { return name + "ren" }
    for ending in ["s", "x", "z", "ch", "sh"] where lower.hasSuffix(ending) { return name + "es" }
    if lower.hasSuffix("y"), lower.utf8.count > 1, !"aeiou".utf8.contains(lower.utf8.dropLast().last ?? 0) {
      return String(name.dropLast()) + "ies"
    }
    return name + "s"
  }
}
