import SourceDiagnostics

extension Compiler {
  /// Compiles the operations of an expression; the result is the current value.
  mutating func compileExpression(_ range: Extent) {
    for index in range.range { compile(tree.operations[index]) }
  }

  // MARK: - Remembered results

  /// Looks for a remembered result of the filters that begin here, if all their arguments are constants.
  private mutating func beginFilters(isConstant: Bool, _ extent: Extent) {
    memo = 0
    recalls.append(isConstant ? PendingRecall(start: emit(.recall(memo: 0, end: 0), extent)) : nil)
  }

  private mutating func endFilters(_ extent: Extent) {
    guard let recall = recalls.removeLast() else { return }
    emit(.remember(memo: memo), extent)
    builder.steps[recall.start].instruction = .recall(memo: memo, end: builder.here)
  }

  /// Remembers what the first filter gives too, now that another one follows: `plural | snake` and `plural | title` share it.
  private mutating func shareFirstFilter() {
    guard let last = recalls.last, let recall = last, let first = recall.first else { return }
    let place = builder.steps[recall.start].place
    builder.steps.insert(.init(instruction: .remember(memo: first.memo), place: place), at: first.end)
    let inner = Instruction.recall(memo: first.memo, end: UInt32(first.end + 2))
    builder.steps.insert(.init(instruction: inner, place: place), at: recall.start + 1)
    recentLoad = nil
    recalls[recalls.count - 1] = PendingRecall(start: recall.start)
  }

  /// Keeps the end of the first filter after a `recall`.
  private mutating func endPlainFilter() {
    guard let last = recalls.last, let recall = last, builder.steps.count == recall.start + 2 else { return }
    recalls[recalls.count - 1] = PendingRecall(start: recall.start, first: (builder.steps.count, memo))
  }

  /// Adds a part to the key of the filters being compiled: filters by index, constants and names of arguments by
  /// symbol, so that equal keys mean equal results.
  private mutating func addToMemo(_ kind: UInt64, _ number: UInt32) {
    memo = builder.memo(memo, adding: kind << 32 | UInt64(number))
  }

  private mutating func compile(_ operation: Operation) {
    let extent = operation.extent
    switch operation.kind {
    case .null, .invalid: constant(.null, extent)
    case .bool(let value): constant(Value(value), extent)
    case .int(let value): constant(Value(value), extent)
    case .decimal(let value): constant(Value(value), extent)
    case .string(let inside): constant(builder.string(tree.text(inside)), extent)
    case .decodedString(let index):
      constant(builder.string(String(decoding: tree.strings[Int(index)], as: UTF8.self)), extent)
    case .name: compileName(extent)
    case .this: emit(.this, extent)
    case .root:
      if isFilter { report(.rootInFilter, extent) }
      emit(.root, extent)
    case .loop(let variable, let level): compileLoopVariable(variable, level, extent)
    case .field: compileField(extent)
    case .push: emit(.push, extent)
    case .beginFilters(let isConstant): beginFilters(isConstant: isConstant, extent)
    case .endFilters: endFilters(extent)
    case .element: emit(.element, extent)
    case .list(let count): emit(.list(count), extent)
    case .not: emit(.not, extent)
    case .negate: emit(.negate, extent)
    case .binary(let binary): emit(.binary(binary), extent)
    case .andThen: shorts.append(emit(.jumpIfFalse(0), extent))
    case .orElse: shorts.append(emit(.jumpIfTrue(0), extent))
    case .ifNull: shorts.append(emit(.jumpIfNotNull(0), extent))
    case .endShort: if let jump = shorts.popLast() { land(jump) }
    case .filter(let arguments, let names): compileFilter(extent, Int(arguments), names: Int(names))
    }
  }

  private mutating func constant(_ value: Value, _ extent: Extent) {
    let index = builder.constant(value)
    if !recalls.isEmpty { addToMemo(1, symbol(extent)) }
    emit(.constant(index), extent)
  }

  private mutating func compileName(_ extent: Extent) {
    let symbol = symbol(extent)
    if let slot = boundSlot(symbol) {
      emit(.local(slot), extent)
      recentLoad = builder.steps.count - 1
    } else {
      let slot = argumentSlot(symbol)
      let site = builder.site(symbol, slot: slot)
      emit(.name(site: site), extent)
    }
  }

  private mutating func compileField(_ extent: Extent) {
    let symbol = symbol(extent)
    let site = builder.site(symbol)
    if let last = recentLoad, last == builder.steps.count - 1,
      case .local(let slot) = builder.steps[last].instruction
    {
      builder.steps[last].instruction = .localField(slot: slot, site: site)
      builder.steps[last].place.extent.end = extent.end
      recentLoad = nil
    } else {
      emit(.field(site: site), extent)
    }
  }

  private mutating func compileLoopVariable(_ variable: LoopVariable, _ level: UInt32, _ extent: Extent) {
    if Int(level) >= function.loops { report(.loopVariableOutsideLoop(tree.text(extent)), extent) }
    emit(.loopValue(variable, level: level), extent)
  }

  // MARK: - Filters

  private mutating func compileFilter(_ extent: Extent, _ count: Int, names: Int) {
    guard let use = filterUse(extent) else {
      let text = tree.text(extent)
      let (namespace, name) = filterName(text)
      return report(.unknownFilter(text, Suggestion.closest(to: name, among: filters.names(in: namespace))), extent)
    }
    let index = Int(use.index)
    shareFirstFilter()
    if !recalls.isEmpty { addToMemo(2, UInt32(use.index)) }
    if use.plainCall >= 0, count == 0 {
      emit(.filter(call: UInt32(use.plainCall)), extent)
      endPlainFilter()
      return
    }
    let definition = builder.filters[index]
    let calls = tree.arguments[names..<names + count].map(\.name)
    for name in calls { addToMemo(3, symbol(name)) }
    guard let order = arrange(calls, definition, extent) else { return }
    if count == 0, !definition.parameters.isEmpty { emit(.push, extent) }
    // The machine wants all arguments in the order of the parameters; arguments given out of order are not allowed to
    // leave holes, so what is left out is pushed behind and named arguments are sorted by the call.
    for parameter in definition.parameters.indices where !order.contains(parameter) {
      let value = builder.value(of: definition.parameters[parameter].defaultValue ?? .null)
      constant(value, extent)
      emit(.push, extent)
    }
    let missing = definition.parameters.indices.filter { !order.contains($0) }
    emitFilter(index, definition, positions: positions(order + missing), extent)
  }

  private mutating func emitFilter(_ index: Int, _ definition: FilterDefinition, positions: [Int]?, _ extent: Extent) {
    var call = Program.FilterCall(filter: index, arguments: definition.parameters.count, positions: positions)
    let number = UInt32(builder.filterCalls.count)
    defer { builder.filterCalls.append(call) }
    guard case .written(let filter) = definition.implementation else {
      emit(.filter(call: number), extent)
      return
    }
    guard let template = linker.writtenFilters[filterKeys[index]] else { return }
    call.filter = template
    emit(.writtenFilter(call: number, isCaptured: !filter.isExpression), extent)
    if !filter.isExpression { emit(.endCapture, extent) }
  }

  /// For arguments in the order in which they are pushed, which parameter each is; nil when that is sorted already.
  private func positions(_ order: [Int]) -> [Int]? { order == order.sorted() ? nil : order }

  private func filterName(_ text: String) -> (namespace: String, name: String) {
    let name = TemplateName(text)
    let other = name.namespace
    return other.isEmpty ? (namespace, text) : (other, name.path)
  }

  /// What the name of a filter means, found once for each name of a template.
  private mutating func filterUse(_ extent: Extent) -> FilterUse? {
    let symbol = Int(symbol(extent))
    if meanings[symbol].filterTemplate != sourceIndex {
      meanings[symbol].filterTemplate = sourceIndex
      meanings[symbol].filter = findFilter(tree.text(extent)) ?? .none
    }
    let use = meanings[symbol].filter
    return use.index < 0 ? nil : use
  }

  private mutating func findFilter(_ text: String) -> FilterUse? {
    let (namespace, name) = filterName(text)
    guard let (key, definition) = filters.find(name, in: namespace) else { return nil }
    let index = filterIndex(key, definition)
    guard definition.isPlain else { return FilterUse(index: Int32(index), plainCall: -1) }
    builder.filterCalls.append(Program.FilterCall(filter: index, arguments: 0, positions: nil))
    return FilterUse(index: Int32(index), plainCall: Int32(builder.filterCalls.count - 1))
  }

  mutating func filterIndex(_ key: String, _ definition: FilterDefinition) -> Int {
    if let known = filterIndices[key] { return known }
    filterIndices[key] = builder.filters.count
    builder.filters.append(definition)
    filterKeys.append(key)
    return builder.filters.count - 1
  }

  /// Which parameter each argument of a call is; nil, with a report, when they don't fit.
  private mutating func arrange(_ names: [Extent], _ definition: FilterDefinition, _ extent: Extent) -> [Int]? {
    var order: [Int] = []
    let parameters = definition.parameters
    for (position, name) in names.enumerated() {
      let index = name.isEmpty ? position : parameters.firstIndex { $0.name == tree.text(name) }
      guard let index, index < parameters.count else {
        if name.isEmpty {
          report(.tooManyArguments(definition.name, parameters.count), extent)
        } else {
          report(.unknownArgument(tree.text(name), definition.name, parameters.map(\.name)), name)
        }
        return nil
      }
      if order.contains(index) {
        report(.repeatedArgument(parameters[index].name), name.isEmpty ? extent : name)
        return nil
      }
      order.append(index)
    }
    if let missing = parameters.indices.first(where: { !order.contains($0) && parameters[$0].defaultValue == nil }) {
      report(.missingArgument(parameters[missing].name, definition.name), extent)
      return nil
    }
    return order
  }
}
