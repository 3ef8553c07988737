/// A document to be written.
public indirect enum YAMLValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case int(Int64)
  /// A number as it is to be written: `1.50`.
  case number(String)
  /// A text, put in quotes where it would otherwise be read as something else.
  case text(String)
  case list([YAMLValue])
  /// Keys in order.
  case mapping([Entry])
  /// A value that is written on one line wherever it stands; a list of scalars always is.
  case inline(YAMLValue)

  /// A key and its value.
  public struct Entry: Sendable, Hashable {
    /// The key.
    public let key: String
    /// The value.
    public let value: YAMLValue

    /// Creates an entry.
    public init(_ key: String, _ value: YAMLValue) {
      self.key = key
      self.value = value
    }
  }
}

extension YAMLValue {
  fileprivate var isScalar: Bool {
    switch self {
    case .null, .bool, .int, .number, .text: true
    case .inline(let value): value.isScalar
    case .list, .mapping: false
    }
  }
}

/// Writes documents in one form: the same value gives the same bytes, and is read back as the same by YAML 1.1 and 1.2.
public enum YAMLWriter {
  /// A document in block style, two spaces for each level, ending in a newline.
  ///
  /// - Complexity: linear in the text.
  public static func block(_ value: YAMLValue) -> String {
    var output = ""
    switch value {
    case .list(let items) where !items.allSatisfy(\.isScalar): write(items, indent: 0, startsLine: false, to: &output)
    case .mapping(let entries) where !entries.isEmpty: write(entries, indent: 0, startsLine: false, to: &output)
    default: writeFlow(value, to: &output)
    }
    return output + "\n"
  }

  /// A value on one line.
  public static func flow(_ value: YAMLValue) -> String {
    var output = ""
    writeFlow(value, to: &output)
    return output
  }

  /// What follows `key:` in block style: the value on the same line, or its lines below.
  ///
  /// - Parameter indent: the column of the lines below.
  public static func afterKey(_ value: YAMLValue, indent: Int) -> String {
    var output = ""
    writeAfterKey(value, indent: indent, to: &output)
    return output
  }

  /// A text as a scalar, in double quotes unless it is plain beyond doubt in block and flow style.
  public static func scalar(_ text: String) -> String {
    isPlain(text) ? text : quoted(text)
  }

  /// A text as a key: `on` and `y` stay plain there, as everybody writes them.
  public static func key(_ text: String) -> String {
    isPlain(text, asKey: true) ? text : quoted(text)
  }

  // MARK: - Values

  private static func writeFlow(_ value: YAMLValue, to output: inout String) {
    switch value {
    case .null: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .int(let value): output += String(value)
    case .number(let text): output += text
    case .text(let text): output += scalar(text)
    case .inline(let value): writeFlow(value, to: &output)
    case .list(let items):
      output += "["
      for (index, item) in items.enumerated() {
        if index > 0 { output += ", " }
        writeFlow(item, to: &output)
      }
      output += "]"
    case .mapping(let entries):
      output += "{"
      for (index, entry) in entries.enumerated() {
        if index > 0 { output += ", " }
        output += key(entry.key)
        output += ": "
        writeFlow(entry.value, to: &output)
      }
      output += "}"
    }
  }

  private static func writeAfterKey(_ value: YAMLValue, indent: Int, to output: inout String) {
    switch value {
    case .list(let items) where !items.allSatisfy(\.isScalar):
      write(items, indent: indent, startsLine: true, to: &output)
    case .mapping(let entries) where !entries.isEmpty:
      write(entries, indent: indent, startsLine: true, to: &output)
    default:
      output += " "
      writeFlow(value, to: &output)
    }
  }

  // MARK: - Lines

  /// - Parameter startsLine: whether the first entry begins a line of its own.
  private static func write(
    _ entries: [YAMLValue.Entry], indent: Int, startsLine: Bool, to output: inout String
  ) {
    for (index, entry) in entries.enumerated() {
      if index > 0 || startsLine { startLine(indent, in: &output) }
      output += key(entry.key)
      output += ":"
      writeAfterKey(entry.value, indent: indent + 2, to: &output)
    }
  }

  /// - Parameter startsLine: whether the first item begins a line of its own.
  private static func write(_ items: [YAMLValue], indent: Int, startsLine: Bool, to output: inout String) {
    for (index, item) in items.enumerated() {
      if index > 0 || startsLine { startLine(indent, in: &output) }
      output += "-"
      switch item {
      case .mapping(let entries) where !entries.isEmpty:
        // The first entry stands on the line of the dash.
        output += " "
        write(entries, indent: indent + 2, startsLine: false, to: &output)
      case .list(let inner) where !inner.allSatisfy(\.isScalar):
        write(inner, indent: indent + 2, startsLine: true, to: &output)
      default:
        output += " "
        writeFlow(item, to: &output)
      }
    }
  }

  private static func startLine(_ indent: Int, in output: inout String) {
    output += "\n"
    for _ in 0..<indent { output += " " }
  }

  // MARK: - Scalars

  private static func isPlain(_ text: String, asKey: Bool = false) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let first = bytes.first, let last = bytes.last, last != UInt8(ascii: " "), last != UInt8(ascii: ":"),
        PlainCharacters.canBegin(first)
      else { return false }
      guard ScalarType.resolve(bytes) == .string, asKey || OlderReading.of(bytes) == nil, !looksLikeDate(bytes) else {
        return false
      }
      var previous = UInt8(0)
      for byte in bytes {
        if !PlainCharacters.canContain(byte) { return false }
        if byte == UInt8(ascii: "#"), previous == UInt8(ascii: " ") { return false }
        if byte == UInt8(ascii: " "), previous == UInt8(ascii: ":") { return false }
        previous = byte
      }
      return true
    }
  }

  /// A timestamp of YAML 1.1, which some readers turn into a date.
  private static func looksLikeDate(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.count >= 8 && bytes.prefix(4).allSatisfy { $0 &- 48 < 10 } && bytes[4] == UInt8(ascii: "-")
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}":
        let hex = String(scalar.value, radix: 16, uppercase: true)
        out += "\\x" + String(repeating: "0", count: 2 - hex.count) + hex
      case "\u{2028}", "\u{2029}", "\u{FEFF}": out += "\\u" + String(scalar.value, radix: 16, uppercase: true)
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}

/// The ASCII characters of plain scalars, as sets of bits: a large ledger asks for each of its characters.
private enum PlainCharacters {
  private static let first = bits("_/.^$(0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
  private static let indicators = bits(",[]{}&*!|>'\"%@`")

  static func canBegin(_ byte: UInt8) -> Bool { byte < 0x80 && first >> UInt128(byte) & 1 == 1 }

  static func canContain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && indicators >> UInt128(byte) & 1 == 0
  }

  private static func bits(_ characters: StaticString) -> UInt128 {
    characters.withUTF8Buffer { $0.reduce(0) { $0 | 1 << UInt128($1) } }
  }
}
