import PositionedYAML

/// How a value of the file may be written, without the type that it becomes: what the JSON Schema and the reference
/// are made of.
package indirect enum Form: Sendable {
  /// A text; a number must be put in quotes.
  case text(NamePattern?)
  /// A text or a number, taken as it is written.
  case word
  case bool
  case integer(ClosedRange<Int64>)
  case number
  /// Any scalar but nothing.
  case scalar
  /// Anything at all.
  case any
  case choice([String])
  case list(Form, minimum: Int, maximum: Int? = nil)
  /// A mapping whose keys are names of the user's choice.
  case map(NamePattern, Form)
  case record(RecordForm)
  /// A mapping with exactly one of the keys.
  case oneOf([KeyForm])
  /// A mapping with exactly one key, a name of the user's choice.
  case single(NamePattern, Form)
  /// The first form that fits the kind of node.
  case either([Form])
}

/// The keys of a mapping.
package struct RecordForm: Sendable {
  /// Its name among the schema's definitions.
  package let name: String
  /// What it is, with its article, for messages: `a field`.
  package let what: String
  package let documentation: String
  package let keys: [KeyForm]
  package let conditions: [KeyCondition]
  /// Another way to write it, as a scalar or a list.
  package let shorthand: Form?
}

/// One key of a mapping.
package struct KeyForm: Sendable {
  package let name: String
  package let form: Form
  package let isRequired: Bool
  package let documentation: String
  /// Whether only files of the original HatMax have it.
  package let isOriginal: Bool
}

/// What a key's presence hangs on: the value of another key, alone or as the only item of a list.
package struct KeyCondition: Sendable {
  package enum Kind: Sendable {
    /// The key must be there when the other has one of the values.
    case needed
    /// The key may only be there when the other has one of the values.
    case allowed
  }

  package let kind: Kind
  package let key: String
  package let other: String
  package let values: [String]
}

/// Which texts are names.
package enum NamePattern: String, Sendable, CaseIterable {
  case any = ""
  /// Fields, models, aggregates, events…: what becomes a Go identifier.
  case identifier = "^[A-Za-z][A-Za-z0-9_]*$"
  /// Services and projects: what becomes a folder, a binary and a host name.
  case service = "^[a-z][a-z0-9_-]*$"
  /// Packs.
  case pack = "^[a-z][a-z0-9-]*(/[a-z][a-z0-9-]*)?$"
  /// Field names with an optional `-` for a falling order.
  case sortKey = "^-?[A-Za-z][A-Za-z0-9_]*$"
  /// Options of packs.
  case option = "^[a-z][a-z0-9_-]*(\\.[a-z][a-z0-9_-]*)*$"

  /// Whether a scalar's content fits.
  func matches(_ node: Node) -> Bool {
    guard self == .identifier else { return matches(node.text) }
    return node.withBytes { bytes in
      guard let bytes, let first = bytes.first, Self.isLetter(first) else { return false }
      return bytes.allSatisfy { Self.isLetter($0) || Self.isDigit($0) || $0 == 95 }
    }
  }

  /// Whether a text fits; the same answer as the regular expression.
  package func matches(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    switch self {
    case .any: return true
    case .identifier:
      return Self.word(bytes[...], first: Self.isLetter, rest: { Self.isLetter($0) || Self.isDigit($0) || $0 == 95 })
    case .service: return Self.word(bytes[...], first: Self.isLower, rest: Self.isServiceByte)
    case .pack:
      let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      return parts.count <= 2
        && parts.allSatisfy {
          Self.word($0, first: Self.isLower, rest: { Self.isLower($0) || Self.isDigit($0) || $0 == 45 })
        }
    case .sortKey:
      return NamePattern.identifier.matches(text.hasPrefix("-") ? String(text.dropFirst()) : text)
    case .option:
      return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        .allSatisfy { Self.word($0, first: Self.isLower, rest: Self.isServiceByte) }
    }
  }

  /// The rule in words.
  var explanation: String {
    switch self {
    case .any: "any text"
    case .identifier: "a letter, then letters, digits and `_`"
    case .service: "a lower-case letter, then lower-case letters, digits, `_` and `-`"
    case .pack: "a lower-case letter, then lower-case letters, digits and `-`; an organization's own: `org/name`"
    case .sortKey: "the name of a field, with `-` before it for a falling order"
    case .option: "a lower-case letter, then lower-case letters, digits, `_` and `-`"
    }
  }

  private static func word(_ bytes: ArraySlice<UInt8>, first: (UInt8) -> Bool, rest: (UInt8) -> Bool) -> Bool {
    guard let start = bytes.first, first(start) else { return false }
    return bytes.dropFirst().allSatisfy(rest)
  }
  private static func isLower(_ byte: UInt8) -> Bool { byte &- 97 < 26 }
  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
  private static func isServiceByte(_ byte: UInt8) -> Bool {
    isLower(byte) || isDigit(byte) || byte == 45 || byte == 95
  }
}

extension Form {
  /// Whether `key:` with nothing after it is an empty value of this form.
  var acceptsNull: Bool {
    switch self {
    case .list(_, let minimum, _): minimum == 0
    case .map, .record, .any: true
    case .either(let forms): forms.contains(where: \.acceptsNull)
    default: false
    }
  }

  /// What is expected, for messages.
  var expectation: String {
    switch self {
    case .text: "a text"
    case .word: "a text or a number"
    case .bool: "`true` or `false`"
    case .integer: "a whole number"
    case .number: "a number"
    case .scalar: "a single value"
    case .any: "a value"
    case .choice(let choices): "one of " + choices.map { "`\($0)`" }.joined(separator: ", ")
    case .list(let item, _, _):
      switch item {
      case .text, .word: "a list of texts"
      default: "a list"
      }
    case .map: "a mapping"
    case .record(let record):
      record.shorthand.map { "\(record.what), or \($0.expectation)" } ?? "\(record.what) (a mapping)"
    case .oneOf, .single: "a mapping with one key"
    case .either(let forms): forms.map(\.expectation).joined(separator: " or ")
    }
  }
}
