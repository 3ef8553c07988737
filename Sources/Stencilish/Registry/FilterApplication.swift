extension FilterDefinition {
  /// Applies a filter that isn't written in Stencilish.
  func apply(_ input: Value, _ arguments: FilterArguments, _ memory: FilterMemory) throws(FilterFault) -> Value {
    switch implementation {
    case .function(let function): return try function(input, arguments, memory)
    case .table(let table): return try table.look(up: input, memory)
    case .host(let filter): return try Self.call(filter, input, arguments, memory)
    case .written: return .null
    }
  }

  private static func call(
    _ filter: HostFilter, _ input: Value, _ arguments: FilterArguments, _ memory: FilterMemory
  ) throws(FilterFault) -> Value {
    let result: DataValue
    do throws(FilterFailure) {
      result = try filter(input.data, (0..<arguments.count).map { arguments[$0].data })
    } catch {
      throw .message(error.message)
    }
    return memory.value(of: result)
  }
}

extension FilterTable {
  fileprivate func look(up input: Value, _ memory: FilterMemory) throws(FilterFault) -> Value {
    guard input.isString else { throw .input(expected: "a string") }
    let key = input.bytes.text
    guard let entry = entries[key] ?? fallback else { throw .missingKey(key, table: self) }
    return Value(memory.arena.copy(entry))
  }
}

extension Value {
  /// The value as data, for filters of the host.
  var data: DataValue {
    switch kind {
    case .undefined, .null: .null
    case .bool: .bool(bool)
    case .int: .int(int)
    case .decimal: .decimal(decimal)
    case .string: .string(bytes.text)
    case .list: .list((0..<count).map { self[$0].data })
    case .record: .record((0..<count).map { (key($0).bytes.text, self[$0].data) })
    case .lambda: lambda.map(DataValue.lambda) ?? .null
    }
  }
}

extension FilterMemory {
  /// Data as a value of this render; lambdas become null.
  func value(of data: DataValue) -> Value {
    switch data {
    case .null, .lambda: return .null
    case .bool(let value): return Value(value)
    case .int(let value): return Value(value)
    case .decimal(let value): return Value(value)
    case .string(let text): return Value(arena.copy(text))
    case .list(let elements): return Value.list(elements.map { value(of: $0) }, in: arena)
    case .record(let fields): return record(fields.map { (key: key($0.0), value: value(of: $0.1)) })
    }
  }

  private func key(_ text: String) -> Value {
    let bytes = arena.copy(text)
    return Value.interned(bytes, hash: bytes.hash, in: arena)
  }

  /// A record; of two fields with one name the later one counts.
  func record(_ fields: [(key: Value, value: Value)]) -> Value {
    var kept: [(key: Value, value: Value)] = []
    var places: [String: Int] = [:]
    for field in fields {
      let text = field.key.bytes.text
      if let place = places[text] {
        kept[place].value = field.value
      } else {
        places[text] = kept.count
        kept.append(field)
      }
    }
    let shape = unsafe Shape.make(kept.map(\.key), in: arena)
    let record = unsafe Value.record(shape, in: arena)
    for (index, field) in kept.enumerated() { record.setElement(index, field.value) }
    return record
  }
}
