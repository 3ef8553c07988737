import SourceDiagnostics

extension Machine {
  // MARK: - Names

  /// The value of a name: an argument, a field of `.`, or a field of an enclosing `.`.
  @inline(__always) mutating func lookUp(_ site: NameSite) throws(Fault) -> Value {
    if site.slot >= 0 {
      let argument = workspace.locals[localBase + Int(site.slot)]
      if argument.kind != .undefined { return argument }
    }
    let dot = workspace.dots.top
    if dot.kind == .record {
      let cache = workspace.caches[Int(site.cache)]
      if cache.shapeID == dot.shapeID {
        if cache.slot >= 0 { return dot[cache.slot] }
      } else {
        let slot = find(site, in: dot, cache: Int(site.cache))
        if slot >= 0 { return dot[slot] }
      }
    }
    return try lookUpOutside(site)
  }

  /// The field of an enclosing `.`; only the next one is cached.
  private mutating func lookUpOutside(_ site: NameSite) throws(Fault) -> Value {
    var level = workspace.dots.count - 2
    if level >= dotBase {
      let dot = workspace.dots[level]
      if dot.kind == .record {
        let cache = workspace.caches[Int(site.cache) + 1]
        let slot = cache.shapeID == dot.shapeID ? cache.slot : find(site, in: dot, cache: Int(site.cache) + 1)
        if slot >= 0 { return dot[slot] }
      }
      level -= 1
    }
    let symbol = program.symbols[site.symbol]
    while level >= dotBase {
      let dot = workspace.dots[level]
      if dot.kind == .record, let value = dot.field(symbol.bytes, hash: symbol.hash) { return value }
      level -= 1
    }
    if isLenient { return .null }
    throw .problem(.unknownName(symbol.bytes.text, Suggestion.closest(to: symbol.bytes.text, among: visibleNames)))
  }

  @inline(never) private mutating func find(_ site: NameSite, in record: Value, cache: Int) -> Int {
    let symbol = program.symbols[site.symbol]
    let slot = unsafe record.shape.pointee.slot(of: symbol.bytes, hash: symbol.hash)
    workspace.caches[cache] = FieldCache(shapeID: record.shapeID, slot: slot)
    return slot
  }

  /// The field of a record.
  @inline(__always) mutating func field(_ value: Value, _ site: NameSite) throws(Fault) -> Value {
    guard value.kind == .record else { return try missingField(value, site) }
    let cache = workspace.caches[Int(site.cache)]
    let slot = cache.shapeID == value.shapeID ? cache.slot : find(site, in: value, cache: Int(site.cache))
    if slot >= 0 { return value[slot] }
    return try missingField(value, site)
  }

  @inline(never) private func missingField(_ value: Value, _ site: NameSite) throws(Fault) -> Value {
    if isLenient { return .null }
    let name = program.symbols[site.symbol].bytes.text
    guard value.kind == .record else { throw .problem(.noFields(name, kind: value.kindName)) }
    let names = unsafe value.shape.pointee.names
    throw .problem(.unknownField(name, Suggestion.closest(to: name, among: names), of: names))
  }

  /// Whether missing names are null, as in Mustache.
  var isLenient: Bool { program.options[Int(program.places[pc - 1].source)].mode == .mustache }

  /// The names that could have been meant here.
  private var visibleNames: [String] {
    var names: [String] = []
    for level in stride(from: workspace.dots.count - 1, through: dotBase, by: -1) {
      let dot = workspace.dots[level]
      if dot.kind == .record { names += unsafe dot.shape.pointee.names }
    }
    if let template = program.template(at: pc - 1) {
      names += template.parameters.filter { workspace.locals[localBase + Int($0.slot)].kind != .undefined }
        .map { program.symbols[$0.symbol].bytes.text }
    }
    return names
  }

  // MARK: - Elements

  func element(of whole: Value, at index: Value) throws(Fault) -> Value {
    switch (whole.kind, index.kind) {
    case (.list, .int):
      guard index.int >= 0, index.int < whole.count else {
        throw .problem(.outOfRange(index.int, count: whole.count))
      }
      return whole[Int(index.int)]
    case (.record, .string):
      if let value = whole.field(index.bytes, hash: index.hash) { return value }
      let (key, names) = (index.bytes.text, unsafe whole.shape.pointee.names)
      throw .problem(.unknownKey(key, Suggestion.closest(to: key, among: names)))
    default:
      throw .problem(.wrongIndex(kind: whole.kindName, index: index.kindName))
    }
  }

  /// Makes a list of values on the stack and the current one.
  mutating func makeList(_ count: Int) {
    let list = Value.list(count: count, in: workspace.memory.arena)
    if count > 0 {
      list.setElement(count - 1, current)
      for index in stride(from: count - 2, through: 0, by: -1) { list.setElement(index, workspace.stack.pop()) }
    }
    current = list
  }

  // MARK: - Remembered results

  /// What a sequence of filters gave for the current value; nil leaves its input to `remember`.
  @inline(__always) mutating func recall(_ memo: UInt32) -> Bytes? {
    guard current.isString else {
      workspace.memoKeys.push(.null)
      return nil
    }
    if let result = workspace.recent.find(memo, current.bytes) { return result }
    return recallOlder(memo)
  }

  @inline(never) private mutating func recallOlder(_ memo: UInt32) -> Bytes? {
    guard let result = workspace.memo.find(memo, current) else {
      workspace.memoKeys.push(current)
      return nil
    }
    workspace.recent.insert(memo, current.bytes, result.bytes)
    return result.bytes
  }

  mutating func remember(_ memo: UInt32) {
    let key = workspace.memoKeys.pop()
    guard key.isString, current.isString else { return }
    workspace.memo.insert(memo, key, current)
    workspace.recent.insert(memo, key.bytes, current.bytes)
  }

  // MARK: - Filters

  mutating func applyFilter(_ call: Program.FilterCall) throws(Fault) {
    let definition = program.filters[call.filter]
    let count = call.arguments
    if count == 0 {
      current = try apply(definition, current, count: 0)
    } else {
      if let positions = call.positions { sortArguments(positions, count) }
      let input = workspace.stack[workspace.stack.count - count - 1]
      current = try apply(definition, input, count: count)
      workspace.stack.count -= count + 1
    }
    try checkMemory()
  }

  private mutating func sortArguments(_ positions: [Int], _ count: Int) {
    let first = workspace.stack.count - count
    let pushed = (0..<count).map { workspace.stack[first + $0] }
    for (index, position) in positions.enumerated() { workspace.stack[first + position] = pushed[index] }
  }

  private func apply(_ definition: FilterDefinition, _ input: Value, count: Int) throws(Fault) -> Value {
    let arguments = unsafe FilterArguments(
      UnsafePointer(workspace.stack.base + (workspace.stack.count - count)), count: count)
    do throws(FilterFault) {
      return try definition.apply(input, arguments, workspace.memory)
    } catch {
      throw .problem(error.problem(definition, input, arguments))
    }
  }

  mutating func callFilter(_ call: Program.FilterCall, isCaptured: Bool) throws(Fault) {
    try checkDepth()
    let template = program.templates[call.filter]
    let first = workspace.stack.count - call.arguments
    if call.arguments > 0 {
      if let positions = call.positions { sortArguments(positions, call.arguments) }
      current = workspace.stack[first - 1]
    }
    if isCaptured { beginCapture(suspendingIndent: true) }
    workspace.dots.push(current)
    enterTemplate(template, from: pc)
    // The `.` of the filter goes with its frame.
    let frame = workspace.frames.count - 1
    var saved = workspace.frames[frame]
    saved.dotCount -= 1
    workspace.frames[frame] = saved
    dotBase = workspace.dots.count - 1
    for index in 0..<call.arguments {
      workspace.locals[localBase + Int(template.parameters[index].slot)] = workspace.stack[first + index]
    }
    if call.arguments > 0 { workspace.stack.count = first - 1 }
  }

  @inline(__always) func checkMemory() throws(Fault) {
    if workspace.memory.arena.reserved > limits.valueBytes { throw .problem(.tooMuchMemory(limits.valueBytes)) }
  }

  func fail() throws(Fault) -> Never {
    guard current.kind != .list, current.kind != .record else { throw .problem(.cannotWrite(kind: current.kindName)) }
    var text = RawStack<UInt8>(capacity: 64)
    defer { text.free() }
    _ = text.append(scalar: current)
    throw .problem(.failed(text.bytes.text))
  }
}

extension FilterFault {
  /// The fault as a problem of a call.
  func problem(_ filter: FilterDefinition, _ input: Value, _ arguments: FilterArguments) -> Problem {
    switch self {
    case .input(let expected): .wrongInput(filter: filter.name, expected: expected, found: input.kindName)
    case .argument(let index, let expected):
      .wrongArgument(
        filter: filter.name, parameter: filter.parameters[index].name, expected: expected,
        found: arguments[index].kindName)
    case .message(let message): .filterFailed(filter.name, message)
    case .missingKey(let key, let table):
      .missingKey(key, table: table.name, pack: table.namespace, Suggestion.closest(to: key, among: table.keys))
    }
  }
}
