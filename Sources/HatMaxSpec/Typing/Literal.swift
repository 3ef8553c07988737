import PositionedYAML
import SourceDiagnostics

/// Values written in the file, checked against the type that they are to have.
enum Literal {
  /// The operand of a scalar, or the problem.
  static func operand(
    _ text: String, written: ScalarType, wanted: ValueType, span: SourceSpan
  ) throws(TypingFailure) -> Operand {
    if wanted.kind == .enumeration {
      guard wanted.members.contains(text) else { throw .notAMember(text, of: wanted.members, span) }
      return Operand(kind: .member, type: wanted, text: text, span: span)
    }
    guard let kind = wanted.kind, isValid(text, written, as: kind) else {
      throw .badLiteral(text, wanted: wanted, span)
    }
    return Operand(kind: .literal, type: wanted, text: text, span: span)
  }

  /// The operand of a node: a scalar, or a list of scalars for a list.
  static func operand(_ node: Node, wanted: ValueType) throws(TypingFailure) -> Operand {
    guard node.kind == .sequence, wanted.isList else {
      guard node.kind == .scalar, !node.isNull else { throw .badLiteral(node.summary, wanted: wanted, node.headSpan) }
      return try operand(node.text, written: node.scalarType, wanted: wanted, span: node.span)
    }
    var item = wanted
    item.isList = false
    var items: [Operand] = []
    for node in node.items { items.append(try operand(node, wanted: item)) }
    return Operand(kind: .literal, type: wanted, items: items, span: node.span)
  }

  /// Whether a scalar is a value of a type.
  static func isValid(_ text: String, _ written: ScalarType, as kind: FieldKind) -> Bool {
    switch kind {
    case .bool: written == .bool
    case .int: written == .int && (Int64(text) != nil || text.hasPrefix("0x") || text.hasPrefix("0o"))
    case .float: written == .int || written == .float
    case .decimal: (written == .int || written == .float || written == .string) && isDecimal(text)
    case .uuid, .reference: isUUID(text)
    case .date: isDate(text)
    case .datetime: isDateTime(text)
    case .duration: isDuration(text)
    case .string, .text, .email, .url, .bytes, .json: written == .string
    case .enumeration: true
    }
  }

  // MARK: - Formats

  private static func isDecimal(_ text: String) -> Bool {
    let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    return (1...2).contains(parts.count) && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0 &- 48 < 10 } }
  }

  private static func isUUID(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [8, 4, 4, 4, 12]
      && parts.allSatisfy { $0.utf8.allSatisfy { $0 &- 48 < 10 || ($0 | 0x20) &- 97 < 6 } }
  }

  /// A day: `2024-02-29`.
  static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy { $0 &- 48 < 10 } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }

  /// A moment as RFC 3339 writes it: `2024-02-29T12:00:00Z`.
  static func isDateTime(_ text: String) -> Bool {
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "T" || $0 == "t" }
    guard parts.count == 2, isDate(String(parts[0])) else { return false }
    var time = parts[1]
    if time.hasSuffix("Z") || time.hasSuffix("z") {
      time = time.dropLast()
    } else {
      let zone = time.suffix(6)
      guard zone.count == 6, "+-".contains(zone.first ?? " "), isClock(zone.dropFirst(), parts: 2) else { return false }
      time = time.dropLast(6)
    }
    let pieces = time.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    if pieces.count == 2, pieces[1].isEmpty || !pieces[1].utf8.allSatisfy({ $0 &- 48 < 10 }) { return false }
    return isClock(pieces[0], parts: 3)
  }

  private static func isClock(_ text: Substring, parts count: Int) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == count, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { $0 &- 48 < 10 } }) else {
      return false
    }
    let numbers = parts.compactMap { Int($0) }
    return numbers[0] < 24 && numbers.dropFirst().allSatisfy { $0 < 60 }
  }

  static func isDuration(_ text: String) -> Bool { nanoseconds(text) != nil }

  /// A duration as Go's `time.ParseDuration` reads it, `1h30m`, `-1.5s`, `250ms`; nil for what is none, or longer than 292 years.
  static func nanoseconds(_ text: String) -> Int64? {
    let isNegative = text.hasPrefix("-")
    var rest = isNegative || text.hasPrefix("+") ? text.dropFirst() : text[...]
    if rest == "0" { return 0 }
    var sum: Int64 = 0
    repeat {
      let number = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
      rest = rest.dropFirst(number.count)
      guard let unit = units.first(where: { rest.hasPrefix($0.name) }), let part = parse(number, in: unit.nanoseconds)
      else { return nil }
      let (total, isTooLong) = sum.addingReportingOverflow(part)
      if isTooLong { return nil }
      sum = total
      rest = rest.dropFirst(unit.name.count)
    } while !rest.isEmpty
    return isNegative ? -sum : sum
  }

  private static let units: [(name: String, nanoseconds: Int64)] = [
    ("ns", 1), ("us", 1000), ("µs", 1000), ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
  ]

  /// A number with decimals of a unit, in nanoseconds.
  private static func parse(_ number: Substring, in unit: Int64) -> Int64? {
    let parts = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard Double(number) != nil, let whole = parts[0].isEmpty ? 0 : Int64(parts[0]) else { return nil }
    var (sum, isTooLong) = whole.multipliedReportingOverflow(by: unit)
    if isTooLong { return nil }
    var place = unit
    for digit in parts.count == 2 ? parts[1] : "" {
      place /= 10
      (sum, isTooLong) = sum.addingReportingOverflow(place * Int64(digit.wholeNumberValue ?? 0))
      if isTooLong { return nil }
    }
    return sum
  }
}
