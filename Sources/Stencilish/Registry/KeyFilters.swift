extension BuiltInFilters {
  /// Filters that look at a field of every element.
  ///
  /// A key may be a path: `ref.aggregate`.
  static let lists: [FilterDefinition] = [
    function("sort", [optionalKey], input: .list, result: .input) { input, arguments, memory throws(FilterFault) in
      try sort(list(input), arguments, memory)
    },
    function("unique", [optionalKey], input: .list, result: .input) { input, arguments, memory throws(FilterFault) in
      let input = try list(input)
      var seen = ValueSet()
      var kept: [Value] = []
      for index in 0..<input.count where seen.insert(try field(of: input[index], arguments)) {
        kept.append(input[index])
      }
      return made(kept, like: input, memory)
    },
    function("map", [FilterParameter("key")], input: .list, result: .fields) {
      input, arguments, memory throws(FilterFault) in
      let input = try list(input)
      var values: [Value] = []
      for index in 0..<input.count { values.append(try field(of: input[index], arguments)) }
      return made(values, like: input, memory)
    },
    function("where", [FilterParameter("key"), anyValue], input: .list, result: .input) {
      input, arguments, memory throws(FilterFault) in
      try select(list(input), arguments, memory, keeping: true)
    },
    function("reject", [FilterParameter("key"), anyValue], input: .list, result: .input) {
      input, arguments, memory throws(FilterFault) in
      try select(list(input), arguments, memory, keeping: false)
    },
    function("group_by", [FilterParameter("key")], input: .list, result: .groups) {
      input, arguments, memory throws(FilterFault) in
      try group(list(input), arguments, memory)
    },
  ]

  static let lookups: [FilterDefinition] = [
    function("default", [FilterParameter("value")], input: .any, result: .inputOrArgument) {
      input, arguments, _ throws(FilterFault) in
      input.isNull || (input.isString && input.count == 0) ? arguments[0] : input
    },
    function(
      "lookup", [FilterParameter("table"), FilterParameter("default", default: .null)], input: .scalar, result: .entry
    ) {
      input, arguments, memory throws(FilterFault) in
      let key = try textBytes(input, memory)
      guard arguments[0].kind == .record else { throw .argument(0, expected: "a map") }
      if let found = arguments[0].field(key, hash: key.hash) { return found }
      guard arguments[1].isNull else { return arguments[1] }
      throw .message("the map has no key `\(key.text)`")
    },
  ]

  private static let optionalKey = FilterParameter("key", default: .null)
  /// Without a value, `where` and `reject` ask for truth.
  private static let anyValue = FilterParameter("value", default: .record([]))

  // MARK: - Fields

  /// The field of an element that the first argument names; the element itself without one.
  private static func field(of element: Value, _ arguments: FilterArguments) throws(FilterFault) -> Value {
    if arguments[0].isNull { return element }
    let path = try string(arguments, 0)
    var value = element
    var start = 0
    for index in 0...path.count where index == path.count || path[index] == UInt8(ascii: ".") {
      let name = path.slice(start..<index)
      start = index + 1
      guard value.kind == .record else { throw .message("\(value.kindName) has no field `\(name.text)`") }
      // The slice's end isn't padding, but the hash masks what it reads beyond it.
      guard let next = value.field(name, hash: name.hash) else {
        throw .message("an element has no field `\(name.text)`")
      }
      value = next
    }
    return value
  }

  private static func select(
    _ input: Value, _ arguments: FilterArguments, _ memory: FilterMemory, keeping: Bool
  ) throws(FilterFault) -> Value {
    let asksForTruth = arguments[1].kind == .record && arguments[1].count == 0
    var kept: [Value] = []
    for index in 0..<input.count {
      let value = try field(of: input[index], arguments)
      let matches = asksForTruth ? value.isTruthy : Operators.equals(value, arguments[1])
      if matches == keeping { kept.append(input[index]) }
    }
    return made(kept, like: input, memory)
  }

  // MARK: - Order and groups

  /// A stable sort by strings (in byte order) or numbers.
  private static func sort(
    _ input: Value, _ arguments: FilterArguments, _ memory: FilterMemory
  ) throws(FilterFault) -> Value {
    var keyed: [(key: Value, index: Int)] = []
    for index in 0..<input.count { keyed.append((try field(of: input[index], arguments), index)) }
    for (first, second) in zip(keyed, keyed.dropFirst()) where Operators.isLess(first.key, second.key) == nil {
      throw .message("\(first.key.kindName) and \(second.key.kindName) can't be ordered")
    }
    let sorted = keyed.sorted { left, right in
      if Operators.isLess(left.key, right.key) == true { return true }
      if Operators.isLess(right.key, left.key) == true { return false }
      return left.index < right.index
    }
    return made(sorted.map { input[$0.index] }, like: input, memory)
  }

  /// A list of `{key, items}`, in the order in which the keys first appear.
  private static func group(
    _ input: Value, _ arguments: FilterArguments, _ memory: FilterMemory
  ) throws(FilterFault) -> Value {
    var positions = ValueSet()
    var groups: [(key: Value, items: [Value])] = []
    for index in 0..<input.count {
      let key = try field(of: input[index], arguments)
      let position = positions.position(of: key)
      if position == groups.count { groups.append((key, [])) }
      groups[position].items.append(input[index])
    }
    let names = [Value(memory.arena.copy("key")), Value(memory.arena.copy("items"))]
    let records = groups.map { group in
      memory.record(Array(zip(names, [group.key, Value.list(group.items, in: memory.arena)])).map { ($0.0, $0.1) })
    }
    return Value.list(records, in: memory.arena)
  }
}

/// Distinct values in the order of arrival; scalars are found in constant time, lists and maps by comparison of those
/// with the same size.
struct ValueSet {
  private var buckets: [UInt64: [Int]] = [:]
  private var values: [Value] = []

  /// Adds a value; false if an equal one is here.
  mutating func insert(_ value: Value) -> Bool {
    let count = values.count
    return position(of: value) == count
  }

  /// The position of a value, which is added if it is new.
  mutating func position(of value: Value) -> Int {
    let hash = Self.hash(value)
    for index in buckets[hash] ?? [] where Operators.equals(values[index], value) { return index }
    buckets[hash, default: []].append(values.count)
    values.append(value)
    return values.count - 1
  }

  private static func hash(_ value: Value) -> UInt64 {
    switch value.kind {
    case .undefined, .null, .lambda: 0
    case .bool: value.bool ? 2 : 1
    case .int, .decimal: value.number.bitPattern ^ 0x1234_5678
    case .string: UInt64(value.hash) << 8 | 3
    case .list: UInt64(value.count) << 8 | 4
    case .record: UInt64(value.count) << 8 | 5
    }
  }
}
