/// A path below the output folder: relative, with `/`, one that every file system of our users can hold.
package struct OutputPath: Sendable, Hashable, Comparable {
  /// The path as it is written.
  package let text: String

  /// Checks a path; nil for an absolute or empty path, `.` or `..` or empty components, control characters, tabs,
  /// backslashes, the characters Windows forbids, device names, or a component that ends in a dot or a space.
  package init?(_ text: String) {
    guard Self.problem(with: text) == nil else { return nil }
    self.text = text
  }

  /// What is wrong with a path, as the end of the sentence "the path …", or nil.
  package static func problem(with text: String) -> String? {
    if isPlain(text) { return nil }
    if text.isEmpty { return "is empty" }
    if text.hasPrefix("/") { return "is absolute" }
    for component in text.split(separator: "/", omittingEmptySubsequences: false) {
      if component.isEmpty { return "has an empty component" }
      if component == "." || component == ".." { return "has a `\(component)` component" }
      if component.utf8.count > 255 { return "has a component of more than 255 bytes" }
      if component.hasSuffix(".") || component.hasSuffix(" ") {
        return "has a component that ends in a dot or a space, which Windows drops"
      }
      if let bad = component.unicodeScalars.first(where: {
        $0.value < 0x20 || "\\:*?\"<>|\u{7F}".unicodeScalars.contains($0)
      }) {
        return bad.value < 0x20 || bad.value == 0x7F
          ? "has a control character" : "has a `\(bad)`, which not every file system allows"
      }
      let stem = component.prefix { $0 != "." }.uppercased()
      if reserved.contains(stem) { return "has the component `\(component)`, a device name on Windows" }
    }
    if text == ".hatmax" || text.hasPrefix(".hatmax/") { return "is inside `.hatmax`, which belongs to hatmax" }
    if text == ".git" || text.hasPrefix(".git/") { return "is inside `.git`" }
    return nil
  }

  /// Whether a path is so plain that nothing can be wrong with it; most are, and there are many.
  private static func isPlain(_ text: String) -> Bool {
    var length = 0
    var stem = Stem()
    var last = UInt8(ascii: "/")
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "/"):
        if length == 0 || length > 255 || last == UInt8(ascii: ".") || stem.mayBeDevice { return false }
        (length, stem, last) = (0, Stem(), byte)
        continue
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
        UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        stem.add(byte)
      case UInt8(ascii: "."):
        // Not first, so that the path is none of those that belong to others.
        if length == 0 { return false }
        stem.end()
      default: return false
      }
      length += 1
      last = byte
    }
    return length > 0 && length <= 255 && last != UInt8(ascii: ".") && !stem.mayBeDevice
  }

  /// The beginning of a component up to its first dot.
  private struct Stem {
    private var length = 0
    private var hasEnded = false
    /// The last four of its letters, small.
    private var letters: UInt32 = 0

    mutating func add(_ byte: UInt8) {
      if hasEnded { return }
      length += 1
      letters = letters << 8 | UInt32(byte | 0x20)
    }

    mutating func end() { hasEnded = true }

    /// Whether it is a device of Windows, or looks like one.
    var mayBeDevice: Bool {
      switch length {
      case 3: Self.devices.contains(letters)
      case 4: Self.numberedDevices.contains(letters >> 8)
      default: false
      }
    }

    private static let devices = [word("con"), word("prn"), word("aux"), word("nul")]
    private static let numberedDevices = [word("com"), word("lpt")]

    private static func word(_ text: String) -> UInt32 { text.utf8.reduce(0) { $0 << 8 | UInt32($1) } }
  }

  /// Orders by bytes.
  package static func < (left: OutputPath, right: OutputPath) -> Bool {
    left.text.precedesByBytes(right.text)
  }

  private static let reserved: Set<String> = {
    var names: Set<String> = ["CON", "PRN", "AUX", "NUL"]
    for digit in 1...9 { names.formUnion(["COM\(digit)", "LPT\(digit)"]) }
    return names
  }()
}
