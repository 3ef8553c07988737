/// The operators between two values, and the conversions that they allow: integers become decimals beside decimals.
enum Operators {
  static func apply(
    _ binary: BinaryOperator, _ left: Value, _ right: Value, _ memory: FilterMemory
  ) throws(Fault) -> Value {
    switch binary {
    case .equal: return Value(equals(left, right))
    case .notEqual: return Value(!equals(left, right))
    case .isIn: return Value(try contains(right, left))
    case .less, .lessOrEqual, .greater, .greaterOrEqual: return Value(try compare(binary, left, right))
    case .add where left.isString && right.isString: return concatenate(left, right, memory)
    case .add, .subtract, .multiply, .divide, .remainder: break
    }
    if left.kind == .int, right.kind == .int { return try integers(binary, left.int, right.int) }
    guard left.isNumber, right.isNumber else { throw wrong(binary, left, right) }
    return try decimals(binary, left.number, right.number)
  }

  static func negate(_ value: Value) throws(Fault) -> Value {
    switch value.kind {
    case .int:
      let (result, overflow) = (0 as Int64).subtractingReportingOverflow(value.int)
      if overflow { throw .problem(.overflow("-")) }
      return Value(result)
    case .decimal: return Value(-value.decimal)
    default: throw .problem(.wrongOperand("-", value.kindName))
    }
  }

  private static func wrong(_ binary: BinaryOperator, _ left: Value, _ right: Value) -> Fault {
    .problem(.wrongOperands(binary.symbol, left.kindName, right.kindName))
  }

  // MARK: - Numbers

  private static func integers(_ binary: BinaryOperator, _ left: Int64, _ right: Int64) throws(Fault) -> Value {
    let result: (partialValue: Int64, overflow: Bool)
    switch binary {
    case .add: result = left.addingReportingOverflow(right)
    case .subtract: result = left.subtractingReportingOverflow(right)
    case .multiply: result = left.multipliedReportingOverflow(by: right)
    case .divide:
      if right == 0 { throw .problem(.divisionByZero) }
      result = left.dividedReportingOverflow(by: right)
    default:
      if right == 0 { throw .problem(.divisionByZero) }
      result = left.remainderReportingOverflow(dividingBy: right)
    }
    if result.overflow { throw .problem(.overflow(binary.symbol)) }
    return Value(result.partialValue)
  }

  private static func decimals(_ binary: BinaryOperator, _ left: Double, _ right: Double) throws(Fault) -> Value {
    if binary == .divide || binary == .remainder, right == 0 { throw .problem(.divisionByZero) }
    let result =
      switch binary {
      case .add: left + right
      case .subtract: left - right
      case .multiply: left * right
      case .divide: left / right
      default: left.truncatingRemainder(dividingBy: right)
      }
    guard result.isFinite else { throw .problem(.overflow(binary.symbol)) }
    return Value(result)
  }

  // MARK: - Strings

  private static func concatenate(_ left: Value, _ right: Value, _ memory: FilterMemory) -> Value {
    if left.count == 0 { return right }
    if right.count == 0 { return left }
    return Value(memory.arena.join(left.bytes, right.bytes))
  }

  // MARK: - Comparison

  /// Whether two values are equal: of one kind and alike, or numbers of one size.
  ///
  /// Lists and maps are compared by their content, to a bounded depth.
  static func equals(_ left: Value, _ right: Value, depth: Int = 100) -> Bool {
    if left.isNumber, right.isNumber {
      if left.kind == .int, right.kind == .int { return left.int == right.int }
      return left.number == right.number
    }
    guard left.kind == right.kind else { return false }
    switch left.kind {
    case .undefined, .null: return true
    case .bool: return left.bool == right.bool
    case .string: return left.bytes.equals(right.bytes)
    case .list:
      guard left.count == right.count, depth > 0 else { return false }
      return (0..<left.count).allSatisfy { equals(left[$0], right[$0], depth: depth - 1) }
    case .record:
      guard left.count == right.count, depth > 0 else { return false }
      return (0..<left.count).allSatisfy { index in
        let key = left.key(index)
        guard let other = right.field(key.bytes, hash: key.hash) else { return false }
        return equals(left[index], other, depth: depth - 1)
      }
    case .int, .decimal, .lambda: return false
    }
  }

  private static func compare(_ binary: BinaryOperator, _ left: Value, _ right: Value) throws(Fault) -> Bool {
    guard let isBefore = isLess(left, right), let isAfter = isLess(right, left) else {
      throw wrong(binary, left, right)
    }
    return switch binary {
    case .less: isBefore
    case .lessOrEqual: !isAfter
    case .greater: isAfter
    default: !isBefore
    }
  }

  /// Whether a value comes before another of its kind; nil if the two can't be ordered.
  static func isLess(_ left: Value, _ right: Value) -> Bool? {
    if left.isString, right.isString { return left.bytes.precedes(right.bytes) }
    if left.kind == .int, right.kind == .int { return left.int < right.int }
    if left.isNumber, right.isNumber { return left.number < right.number }
    return nil
  }

  /// Whether a list has an element, a map a key or a string a part.
  static func contains(_ whole: Value, _ part: Value) throws(Fault) -> Bool {
    switch whole.kind {
    case .list: return (0..<whole.count).contains { equals(whole[$0], part) }
    case .record where part.isString: return whole.field(part.bytes, hash: part.hash) != nil
    case .string where part.isString: return whole.bytes.contains(part.bytes)
    default: throw .problem(.wrongOperands("in", part.kindName, whole.kindName))
    }
  }
}

extension Value {
  /// A number as a decimal.
  var number: Double { kind == .int ? Double(int) : decimal }
}

extension Bytes {
  /// Whether other bytes are part of these.
  ///
  /// - Complexity: O(*n*·*m*) at worst; needles are short.
  func contains(_ needle: Bytes) -> Bool { firstIndex(of: needle, from: 0) != nil }

  func firstIndex(of needle: Bytes, from start: Int) -> Int? {
    if needle.count == 0 { return start }
    var at = start
    while at + needle.count <= count {
      if self[at] == needle[0], slice(at..<at + needle.count).equals(needle) { return at }
      at += 1
    }
    return nil
  }
}

extension Arena {
  /// Two byte strings as one.
  func join(_ left: Bytes, _ right: Bytes) -> Bytes {
    let memory = unsafe allocate(left.count + right.count)
    unsafe memory.copyMemory(from: left.base, byteCount: left.count)
    unsafe (memory + left.count).copyMemory(from: right.base, byteCount: right.count)
    return unsafe Bytes(base: UnsafeRawPointer(memory), count: left.count + right.count)
  }
}
