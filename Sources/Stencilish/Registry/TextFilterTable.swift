extension BuiltInFilters {
  static let words: [FilterDefinition] = [
    text("camel", CaseFilters.camel),
    text("pascal", CaseFilters.pascal),
    text("snake", CaseFilters.snake),
    text("screaming", CaseFilters.screaming),
    text("kebab", CaseFilters.kebab),
    text("title", CaseFilters.title),
    text("capitalize", CaseFilters.capitalize),
    text("lower", CaseFilters.lower),
    text("upper", CaseFilters.upper),
    text("plural", NumberFilters.plural),
    text("singular", NumberFilters.singular),
    text("go_ident", GoNames.goIdent),
    function("go_name", [FilterParameter("exported", default: .bool(true))], input: .scalar, result: .string) {
      input, arguments, memory throws(FilterFault) in
      let name = try textBytes(input, memory)
      guard arguments[0].kind == .bool else { throw .argument(0, expected: "a boolean") }
      let isExported = arguments[0].bool
      return memory.string { output in unsafe GoNames.goName(name.buffer.span, exported: isExported, into: &output) }
    },
  ]

  static let quoting: [FilterDefinition] = [
    text("quote", QuotingFilters.quote),
    text("go_raw", QuotingFilters.goRaw),
    text("html", QuotingFilters.html),
    text("url", QuotingFilters.url),
    sql("sql_ident", QuotingFilters.sqlIdent),
    sql("sql_string", QuotingFilters.sqlString),
    function("json", input: .any, result: .string) { input, _, memory throws(FilterFault) in
      try DataText.json(input, memory)
    },
    function("yaml", input: .any, result: .string) { input, _, memory throws(FilterFault) in
      if input.isString {
        return memory.string { output in unsafe QuotingFilters.yaml(input.bytes.buffer.span, into: &output) }
      }
      // YAML reads JSON.
      return try DataText.json(input, memory)
    },
  ]

  private static func sql(
    _ name: String, _ filter: @escaping @Sendable (Span<UInt8>, inout [UInt8]) -> Bool
  ) -> FilterDefinition {
    function(name, input: .scalar, result: .string) { input, _, memory throws(FilterFault) in
      let text = try textBytes(input, memory)
      var isPossible = true
      let result = memory.string { output in isPossible = unsafe filter(text.buffer.span, &output) }
      guard isPossible else { throw .message("SQL text can't hold the character U+0000") }
      return result
    }
  }

  static let texts: [FilterDefinition] = [
    text("trim", TextFilters.trim),
    function(
      "replace", [FilterParameter("from"), FilterParameter("to")], input: .scalar, result: .string
    ) { input, arguments, memory throws(FilterFault) in
      let text = try textBytes(input, memory)
      let (from, to) = (try string(arguments, 0), try string(arguments, 1))
      return memory.string { output in
        unsafe TextFilters.replace(text.buffer.span, from.buffer.span, with: to.buffer.span, into: &output)
      }
    },
    function("indent", [FilterParameter("count")], input: .scalar, result: .string) {
      input, arguments, memory throws(FilterFault) in
      let (text, count) = (try textBytes(input, memory), try width(arguments, 0))
      try check(growthOf: text.count, by: count)
      return memory.string { output in unsafe TextFilters.indent(text.buffer.span, by: count, into: &output) }
    },
    function(
      "wrap", [FilterParameter("width"), FilterParameter("prefix", default: .string(""))], input: .scalar,
      result: .string
    ) { input, arguments, memory throws(FilterFault) in
      let (text, width) = (try textBytes(input, memory), try width(arguments, 0))
      let prefix = try string(arguments, 1)
      try check(growthOf: text.count, by: prefix.count)
      return memory.string { output in
        unsafe TextFilters.wrap(text.buffer.span, width: width, prefix: prefix.buffer.span, into: &output)
      }
    },
    function("pad", [FilterParameter("width")], input: .scalar, result: .string) {
      input, arguments, memory throws(FilterFault) in
      let (text, width) = (try textBytes(input, memory), try width(arguments, 0, from: -maximumWidth))
      return memory.string { output in unsafe TextFilters.pad(text.buffer.span, to: width, into: &output) }
    },
    function("truncate", [FilterParameter("length")], input: .scalar, result: .string) {
      input, arguments, memory throws(FilterFault) in
      let text = try textBytes(input, memory)
      guard arguments[0].kind == .int, arguments[0].int >= 0 else { throw .argument(0, expected: "an integer from 0") }
      let length = Int(arguments[0].int)
      return memory.string { output in unsafe TextFilters.truncate(text.buffer.span, to: length, into: &output) }
    },
    function("starts_with", [FilterParameter("prefix")], input: .string, result: .bool) {
      input, arguments, memory throws(FilterFault) in
      let (text, part) = (try textBytes(input, memory), try string(arguments, 0))
      return Value(part.count <= text.count && text.slice(0..<part.count).equals(part))
    },
    function("ends_with", [FilterParameter("suffix")], input: .string, result: .bool) {
      input, arguments, memory throws(FilterFault) in
      let (text, part) = (try textBytes(input, memory), try string(arguments, 0))
      return Value(part.count <= text.count && text.slice(text.count - part.count..<text.count).equals(part))
    },
    function("contains", [FilterParameter("part")], input: [.string, .list, .record], result: .bool) {
      input, arguments, _ throws(FilterFault) in
      do throws(Fault) {
        return Value(try Operators.contains(input, arguments[0]))
      } catch {
        throw .input(expected: "a list, a map, or a string and a string")
      }
    },
    function("lines", input: .string, result: .strings) { input, _, memory throws(FilterFault) in
      let text = try textBytes(input, memory)
      return splitLines(text, memory)
    },
    function("split", [FilterParameter("separator")], input: .string, result: .strings) {
      input, arguments, memory throws(FilterFault) in
      let (text, separator) = (try textBytes(input, memory), try string(arguments, 0))
      guard separator.count > 0 else { throw .argument(0, expected: "a string that isn't empty") }
      return split(text, separator, memory)
    },
    function("join", [FilterParameter("separator", default: .string(""))], input: .list, result: .string) {
      input, arguments, memory throws(FilterFault) in
      try join(list(input), string(arguments, 0), memory)
    },
  ]

  private static func check(growthOf count: Int, by factor: Int) throws(FilterFault) {
    let (size, overflow) = count.multipliedReportingOverflow(by: max(factor, 1))
    if overflow || size > 1 << 28 { throw .message("the result would be too large") }
  }

  private static func splitLines(_ text: Bytes, _ memory: FilterMemory) -> Value {
    var parts: [Value] = []
    var start = 0
    for index in 0..<text.count where text[index] == 0x0A {
      let end = index > start && text[index - 1] == 0x0D ? index - 1 : index
      parts.append(Value(text.slice(start..<end)))
      start = index + 1
    }
    if start < text.count { parts.append(Value(text.slice(start..<text.count))) }
    return Value.list(parts, in: memory.arena)
  }

  private static func split(_ text: Bytes, _ separator: Bytes, _ memory: FilterMemory) -> Value {
    var parts: [Value] = []
    var start = 0
    while let found = text.firstIndex(of: separator, from: start) {
      parts.append(Value(text.slice(start..<found)))
      start = found + separator.count
    }
    parts.append(Value(text.slice(start..<text.count)))
    return Value.list(parts, in: memory.arena)
  }

  private static func join(_ list: Value, _ separator: Bytes, _ memory: FilterMemory) throws(FilterFault) -> Value {
    var output = RawStack<UInt8>(capacity: 64)
    defer { output.free() }
    for index in 0..<list.count {
      if index > 0 { output.append(separator) }
      guard output.append(scalar: list[index]) else {
        throw .message("element \(index) is \(list[index].kindName), which has no text")
      }
    }
    return Value(memory.arena.copy(output.bytes))
  }
}
