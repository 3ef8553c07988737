/// Values as JSON text.
enum DataText {
  static let maximumDepth = 200

  /// Compact JSON (RFC 8259): keys in the order of the record, decimals in their shortest form.
  static func json(_ value: Value, _ memory: FilterMemory) throws(FilterFault) -> Value {
    var output = RawStack<UInt8>(capacity: 64)
    defer { output.free() }
    try append(value, depth: 0, to: &output)
    return Value(memory.arena.copy(output.bytes))
  }

  private static func append(_ value: Value, depth: Int, to output: inout RawStack<UInt8>) throws(FilterFault) {
    guard depth < maximumDepth else { throw .message("the value nests more than \(maximumDepth) levels deep") }
    switch value.kind {
    case .undefined, .null: output.append("null")
    case .string: quote(value.bytes, &output)
    case .list:
      output.push(UInt8(ascii: "["))
      for index in 0..<value.count {
        if index > 0 { output.push(UInt8(ascii: ",")) }
        try append(value[index], depth: depth + 1, to: &output)
      }
      output.push(UInt8(ascii: "]"))
    case .record:
      output.push(UInt8(ascii: "{"))
      for index in 0..<value.count {
        if index > 0 { output.push(UInt8(ascii: ",")) }
        quote(value.key(index).bytes, &output)
        output.push(UInt8(ascii: ":"))
        try append(value[index], depth: depth + 1, to: &output)
      }
      output.push(UInt8(ascii: "}"))
    case .lambda: throw .input(expected: "data")
    case .bool, .int, .decimal: _ = output.append(scalar: value)
    }
  }

  private static func quote(_ text: Bytes, _ output: inout RawStack<UInt8>) {
    var quoted: [UInt8] = []
    unsafe QuotingFilters.quote(text.buffer.span, into: &quoted)
    unsafe quoted.withUnsafeBytes { unsafe output.append(unpadded: $0) }
  }
}
