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
  public static func block(_ value: YAMLValue) -> String {
    switch value {
    case .list(let items) where !items.allSatisfy(\.isScalar): lines(items, indent: 0).dropFirst() + "\n"
    case .mapping(let entries) where !entries.isEmpty: lines(entries, indent: 0).dropFirst() + "\n"
    default: flow(value) + "\n"
    }
  }

  /// A value on one line.
  public static func flow(_ value: YAMLValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .number(let text): text
    case .text(let text): scalar(text)
    case .inline(let value): flow(value)
    case .list(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\(key($0.key)): \(flow($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  /// What follows `key:` in block style: the value on the same line, or its lines below.
  ///
  /// - Parameter indent: the column of the lines below.
  public static func afterKey(_ value: YAMLValue, indent: Int) -> String {
    switch value {
    case .list(let items) where !items.allSatisfy(\.isScalar): lines(items, indent: indent)
    case .mapping(let entries) where !entries.isEmpty: lines(entries, indent: indent)
    default: " " + flow(value)
    }
  }

  /// A text as a scalar, in double quotes unless it is plain beyond doubt in block and flow style.
  public static func scalar(_ text: String) -> String {
    isPlain(text) ? text : quoted(text)
  }

  /// A text as a key: `on` and `y` stay plain there, as everybody writes them.
  public static func key(_ text: String) -> String {
    isPlain(text, asKey: true) ? text : quoted(text)
  }

  // MARK: - Lines

  private static func lines(_ entries: [YAMLValue.Entry], indent: Int) -> String {
    let margin = "\n" + String(repeating: " ", count: indent)
    return entries.map { margin + key($0.key) + ":" + afterKey($0.value, indent: indent + 2) }.joined()
  }

  private static func lines(_ items: [YAMLValue], indent: Int) -> String {
    let margin = "\n" + String(repeating: " ", count: indent)
    return items.map { item in
      switch item {
      case .mapping(let entries) where !entries.isEmpty:
        // The first entry stands on the line of the dash.
        margin + "- " + lines(entries, indent: indent + 2).drop { $0 == "\n" || $0 == " " }
      case .list(let inner) where !inner.allSatisfy(\.isScalar): margin + "-" + lines(inner, indent: indent + 2)
      default: margin + "- " + flow(item)
      }
    }.joined()
  }

  // MARK: - Scalars

  private static func isPlain(_ text: String, asKey: Bool = false) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let first = bytes.first, let last = bytes.last, last != UInt8(ascii: " "), last != UInt8(ascii: ":") else {
        return false
      }
      let isLetter = (first | 0x20) &- 97 < 26
      guard isLetter || first &- 48 < 10 || "_/.^$(<~".utf8.contains(first) else { return false }
      guard ScalarType.resolve(bytes) == .string, asKey || OlderReading.of(bytes) == nil, !looksLikeDate(bytes) else {
        return false
      }
      var previous = UInt8(0)
      for byte in bytes {
        if byte < 0x20 || byte >= 0x7F || ",[]{}&*!|>'\"%@`".utf8.contains(byte) { return false }
        if byte == UInt8(ascii: "#"), previous == UInt8(ascii: " ") { return false }
        if byte == UInt8(ascii: " "), previous == UInt8(ascii: ":") { return false }
        previous = byte
      }
      return first != UInt8(ascii: "~") && first != UInt8(ascii: "<")
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
