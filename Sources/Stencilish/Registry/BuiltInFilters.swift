/// The filters that every template can use.
enum BuiltInFilters {
  static let all: [FilterDefinition] = words + texts + quoting + collections + lists + lookups

  // MARK: - Making definitions

  typealias TextFilter = @Sendable (Span<UInt8>, inout [UInt8]) -> Void

  /// A filter that takes text and gives text.
  ///
  /// Numbers and booleans are taken as the text that they would be written as.
  static func text(_ name: String, _ filter: @escaping TextFilter) -> FilterDefinition {
    function(name, input: .scalar, result: .string) { input, _, memory throws(FilterFault) in
      let text = try textBytes(input, memory)
      return memory.string { output in unsafe filter(text.buffer.span, &output) }
    }
  }

  static func function(
    _ name: String, _ parameters: [FilterParameter] = [], input: ValueKinds, result: FilterResult,
    _ body: @escaping FilterFunction
  ) -> FilterDefinition {
    FilterDefinition(
      name: name, parameters: parameters, input: input, result: result, implementation: .function(body))
  }

  // MARK: - Reading input and arguments

  static func textBytes(_ value: Value, _ memory: FilterMemory) throws(FilterFault) -> Bytes {
    if value.isString { return value.bytes }
    guard value.isNumber || value.kind == .bool else { throw .input(expected: "a string") }
    return memory.text(of: value)
  }

  static func string(_ arguments: FilterArguments, _ index: Int) throws(FilterFault) -> Bytes {
    guard arguments[index].isString else { throw .argument(index, expected: "a string") }
    return arguments[index].bytes
  }

  /// A number of characters or columns; bounded, so that no template can ask for gigabytes.
  static func width(_ arguments: FilterArguments, _ index: Int, from least: Int = 0) throws(FilterFault) -> Int {
    let value = arguments[index]
    guard value.kind == .int, value.int >= least, value.int <= maximumWidth else {
      throw .argument(index, expected: "an integer from \(least) to \(maximumWidth)")
    }
    return Int(value.int)
  }

  static let maximumWidth = 10_000

  static func list(_ value: Value) throws(FilterFault) -> Value {
    guard value.kind == .list else { throw .input(expected: "a list") }
    return value
  }
}

extension FilterMemory {
  /// The text of a null, boolean, number or string.
  func text(of value: Value) -> Bytes {
    if value.isString { return value.bytes }
    var output = RawStack<UInt8>(capacity: 48)
    defer { output.free() }
    _ = output.append(scalar: value)
    return arena.copy(output.bytes)
  }
}
