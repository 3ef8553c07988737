extension BuiltInFilters {
  /// Filters over a list (or, where that makes sense, a map or a string) as a whole.
  static let collections: [FilterDefinition] = [
    function("length", input: [.string, .list, .record], result: .int) { input, _, _ throws(FilterFault) in
      switch input.kind {
      case .list, .record: return Value(input.count)
      case .string: return Value((0..<input.count).count { input.bytes[$0] & 0xC0 != 0x80 })
      default: throw .input(expected: "a list, a map or a string")
      }
    },
    function("first", input: .list, result: .element) { input, _, _ throws(FilterFault) in
      try list(input).count > 0 ? input[0] : .null
    },
    function("last", input: .list, result: .element) { input, _, _ throws(FilterFault) in
      try list(input).count > 0 ? input[input.count - 1] : .null
    },
    function("reverse", input: .list, result: .input) { input, _, memory throws(FilterFault) in
      let input = try list(input)
      return made((0..<input.count).reversed().map { input[$0] }, like: input, memory)
    },
    function("flatten", input: .list, result: .flattened) { input, _, memory throws(FilterFault) in
      let input = try list(input)
      let elements = (0..<input.count).flatMap { index -> [Value] in
        let element = input[index]
        return element.kind == .list ? (0..<element.count).map { element[$0] } : [element]
      }
      return made(elements, like: input, memory)
    },
    function("concat", [FilterParameter("other")], input: .list, result: .input) {
      input, arguments, memory throws(FilterFault) in
      let input = try list(input)
      let other = arguments[0]
      guard other.kind == .list else { throw .argument(0, expected: "a list") }
      return made((0..<input.count).map { input[$0] } + (0..<other.count).map { other[$0] }, like: input, memory)
    },
    function("zip", [FilterParameter("other")], input: .list, result: .unknown) {
      input, arguments, memory throws(FilterFault) in
      let input = try list(input)
      let other = arguments[0]
      guard other.kind == .list else { throw .argument(0, expected: "a list") }
      let pairs = (0..<min(input.count, other.count)).map { Value.list([input[$0], other[$0]], in: memory.arena) }
      return made(pairs, like: input, memory)
    },
    function(
      "slice", [FilterParameter("from"), FilterParameter("to", default: .null)], input: [.list, .string],
      result: .input
    ) { input, arguments, memory throws(FilterFault) in
      try slice(input, arguments, memory)
    },
    function("keys", input: .record, result: .strings) { input, _, memory throws(FilterFault) in
      guard input.kind == .record else { throw .input(expected: "a map") }
      return Value.list((0..<input.count).map { input.key($0) }, in: memory.arena)
    },
    function("values", input: .record, result: .values) { input, _, memory throws(FilterFault) in
      guard input.kind == .record else { throw .input(expected: "a map") }
      return Value.list((0..<input.count).map { input[$0] }, in: memory.arena)
    },
    function("sum", input: .list, result: .sum) { input, _, memory throws(FilterFault) in
      let input = try list(input)
      var total = Value(0)
      for index in 0..<input.count {
        do throws(Fault) {
          total = try Operators.apply(.add, total, input[index], memory)
        } catch {
          throw .message("element \(index) is \(input[index].kindName), or the sum is too large")
        }
      }
      return total
    },
    function("min", input: .list, result: .element) { input, _, _ throws(FilterFault) in
      try extreme(of: list(input)) { candidate, best in Operators.isLess(candidate, best) }
    },
    function("max", input: .list, result: .element) { input, _, _ throws(FilterFault) in
      try extreme(of: list(input)) { candidate, best in Operators.isLess(best, candidate) }
    },
  ]

  static func made(_ elements: [Value], like list: Value, _ memory: FilterMemory) -> Value {
    Value.list(elements, origin: list.origin, in: memory.arena)
  }

  private static func extreme(
    of list: Value, isBetter: (Value, Value) -> Bool?
  ) throws(FilterFault) -> Value {
    guard list.count > 0 else { return .null }
    var best = list[0]
    for index in 1..<max(list.count, 1) {
      guard let better = isBetter(list[index], best) else {
        throw .message("\(list[index].kindName) and \(best.kindName) can't be compared")
      }
      if better { best = list[index] }
    }
    return best
  }

  /// From one position up to another; positions are counted from 0, negative ones from the end, and cut to the length.
  private static func slice(
    _ input: Value, _ arguments: FilterArguments, _ memory: FilterMemory
  ) throws(FilterFault) -> Value {
    let starts = input.isString ? (0..<input.count).filter { input.bytes[$0] & 0xC0 != 0x80 } : []
    guard input.isString || input.kind == .list else { throw .input(expected: "a list or a string") }
    let count = input.isString ? starts.count : input.count
    let from = try position(arguments, 0, count: count, otherwise: 0)
    let to = max(from, try position(arguments, 1, count: count, otherwise: count))
    if input.isString {
      func offset(_ position: Int) -> Int { position < count ? starts[position] : input.count }
      return Value(input.bytes.slice(offset(from)..<offset(to)))
    }
    return made((from..<to).map { input[$0] }, like: input, memory)
  }

  private static func position(
    _ arguments: FilterArguments, _ index: Int, count: Int, otherwise: Int
  ) throws(FilterFault) -> Int {
    if arguments[index].isNull, index > 0 { return otherwise }
    guard arguments[index].kind == .int else { throw .argument(index, expected: "an integer") }
    let position = Int(clamping: arguments[index].int)
    return min(max(position < 0 ? count + max(position, -count) : position, 0), count)
  }
}
