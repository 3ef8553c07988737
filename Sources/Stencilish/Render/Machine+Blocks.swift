import SourceDiagnostics

extension Machine {
  // MARK: - Loops

  mutating func beginEach(_ loop: LoopInfo, exit: Int) throws(Fault) {
    switch current.kind {
    case .list, .record: break
    case .null:
      pc = exit
      return
    default: throw .problem(.cannotRepeat(kind: current.kindName))
    }
    guard current.count > 0 else {
      pc = exit
      return
    }
    beginLoop(over: current, itemSlot: loop.itemSlot, keySlot: loop.keySlot)
    try countTurn()
  }

  private mutating func beginLoop(over value: Value, itemSlot: Int32, keySlot: Int32) {
    let state = unsafe LoopState(
      elements: value.elements, source: value, count: value.size, index: 0, itemSlot: itemSlot, keySlot: keySlot)
    workspace.loops.push(state)
    if itemSlot < 0 { workspace.dots.push(value[0]) }
    bindItem(state)
  }

  @inline(__always) private func bindItem(_ state: LoopState) {
    let index = Int(state.index)
    guard let elements = unsafe state.elements else { return }
    let item = unsafe elements[index]
    if state.itemSlot >= 0 {
      workspace.locals[localBase + Int(state.itemSlot)] = item
    } else {
      workspace.dots.top = item
    }
    if state.keySlot >= 0 {
      let key = state.source.kind == .record ? state.source.key(index) : Value(index)
      workspace.locals[localBase + Int(state.keySlot)] = key
    }
  }

  /// Goes to the next turn; false after the last one.
  @inline(__always) mutating func advance() throws(Fault) -> Bool {
    var state = workspace.loops.top
    state.index += 1
    if state.index >= state.count {
      workspace.loops.count -= 1
      if state.itemSlot == -1 { workspace.dots.count -= 1 }
      return false
    }
    workspace.loops.top = state
    bindItem(state)
    try countTurn()
    return true
  }

  @inline(__always) mutating func countTurn() throws(Fault) {
    turns += 1
    if turns > limits.turns { throw .problem(.tooManyTurns(limits.turns)) }
    if workspace.output.count > limits.outputBytes { throw .problem(.tooMuchOutput(limits.outputBytes)) }
  }

  /// `@index` and its kin of the loop that is `level` loops out.
  func loopValue(_ variable: LoopVariable, level: Int) throws(Fault) -> Value {
    var rest = level
    var position = workspace.loops.count - 1
    while position >= loopBase {
      let state = workspace.loops[position]
      position -= 1
      guard unsafe state.elements != nil else { continue }
      guard rest == 0 else {
        rest -= 1
        continue
      }
      switch variable {
      case .index: return Value(Int(state.index))
      case .number: return Value(Int(state.index) + 1)
      case .first: return Value(state.index == 0)
      case .last: return Value(state.index + 1 == state.count)
      case .length: return Value(Int(state.count))
      case .key: return state.source.kind == .record ? state.source.key(Int(state.index)) : Value(Int(state.index))
      }
    }
    throw .problem(.loopVariableOutsideLoop("@\(variable)"))
  }

  // MARK: - Sections

  /// A Mustache section: a list repeats, a map is entered, anything else is a condition (and `.`, in Mustache mode).
  mutating func beginSection(exit: Int, inner: Int) throws(Fault) {
    let value = current
    if value.kind == .lambda {
      guard isLenient else { throw .problem(.lambdaInStrictMode) }
      pc = program.inners[inner].end
      return try renderSection(value, program.inners[inner])
    }
    guard value.isTruthy else {
      pc = exit
      return
    }
    if value.kind == .list {
      beginLoop(over: value, itemSlot: -1, keySlot: -1)
      return try countTurn()
    }
    let isEntered = value.kind == .record || isLenient
    if isEntered { workspace.dots.push(value) }
    unsafe workspace.loops.push(
      LoopState(elements: nil, source: value, count: 1, index: 0, itemSlot: isEntered ? -1 : -2, keySlot: -1))
  }

  // MARK: - Calls

  func checkDepth() throws(Fault) {
    if workspace.frames.count > limits.depth { throw .problem(.tooDeep(limits.depth)) }
    if workspace.output.count > limits.outputBytes { throw .problem(.tooMuchOutput(limits.outputBytes)) }
  }

  mutating func call(_ site: Program.CallSite, site index: Int, isParent: Bool) throws(Fault) {
    try checkDepth()
    let target = site.target >= 0 ? site.target : dynamicTarget
    dynamicTarget = -1
    guard target >= 0 else {
      // Mustache: a partial that doesn't exist is empty, unless the template that made this one knows it.
      workspace.stack.count -= site.arguments.count
      return try callOutside(site)
    }
    let template = program.templates[target]
    let (callerLocals, callerDots, callerLoops, callerOverrides) = (localBase, dotBase, loopBase, overrides)
    enterTemplate(template, from: pc)
    try passArguments(site, to: template)
    if isParent {
      overrides = Int32(truncatingIfNeeded: workspace.overrides.count)
      workspace.overrides.push(
        OverrideSet(
          site: Int32(truncatingIfNeeded: index), outer: callerOverrides,
          localBase: Int32(truncatingIfNeeded: callerLocals), dotBase: Int32(truncatingIfNeeded: callerDots),
          loopBase: Int32(truncatingIfNeeded: callerLoops)))
    }
    if site.isStandalone { pushIndent(site.indent, isStandalone: true) }
  }

  private mutating func passArguments(_ site: Program.CallSite, to template: Program.Template) throws(Fault) {
    let count = site.arguments.count
    guard count > 0 || site.target < 0 else { return }
    let first = workspace.stack.count - count
    if site.target >= 0 {
      for index in 0..<count where site.slots[index] >= 0 {
        workspace.locals[localBase + Int(site.slots[index])] = workspace.stack[first + index]
      }
    } else {
      for parameter in template.parameters {
        if let index = site.arguments.firstIndex(of: parameter.symbol) {
          workspace.locals[localBase + Int(parameter.slot)] = workspace.stack[first + index]
        } else if parameter.isRequired {
          throw .problem(.missingParameter(program.symbols[parameter.symbol].bytes.text, template.name.text))
        }
      }
    }
    workspace.stack.count = first
  }

  mutating func findDynamic(_ site: Program.CallSite) throws(Fault) {
    guard current.isString else {
      if isLenient { return }
      throw .problem(.partialNameNotText(kind: current.kindName))
    }
    let name = current.bytes.text
    if let found = Linker.resolve(name, in: site.namespace, { program.names[$0] }) {
      dynamicTarget = found
    } else if !isLenient {
      let known = program.names.keys.sorted()
      throw .problem(.unknownDynamicPartial(name, Suggestion.closest(to: name, among: known)))
    }
  }

  // MARK: - Inheritance

  /// Runs the outermost override of a block, or goes on with the default.
  mutating func enterBlock(_ block: Program.BlockSite) throws(Fault) {
    var found: (set: OverrideSet, entry: Int)?
    var next = overrides
    while next >= 0 {
      let set = workspace.overrides[Int(next)]
      if let override = program.calls[Int(set.site)].overrides.last(where: { $0.symbol == block.symbol }) {
        found = (set, override.entry)
      }
      next = set.outer
    }
    guard let found else { return }
    try checkDepth()
    pushFrame(returningTo: block.end)
    localBase = Int(found.set.localBase)
    dotBase = Int(found.set.dotBase)
    loopBase = Int(found.set.loopBase)
    overrides = found.set.outer
    if block.isStandalone || !block.indent.isEmpty { pushIndent(block.indent, isStandalone: block.isStandalone) }
    pc = found.entry
  }

  // MARK: - Slots

  /// Asks the host to fill a slot; false leaves the default.
  mutating func fill(_ site: Program.SlotSite) throws(Fault) -> Bool {
    let count = site.arguments.count
    let first = workspace.stack.count - count
    defer { workspace.stack.count = first }
    let body = site.capturesBody ? SlotContent.lines(current.bytes.array) : nil
    guard let filler else { return fill(with: body, site) }
    let arguments = (0..<count).map { index in
      (program.symbols[site.arguments[index]].bytes.text, session.node(workspace.stack[first + index], workspace))
    }
    let saved = workspace.indent.count
    pushIndent(site.indent, isStandalone: site.isStandalone)
    let indent = workspace.indent.bytes.slice(indentBase..<workspace.indent.count)
    let request = SlotRequest(
      name: site.name, type: site.type, arguments: arguments,
      template: program.template(at: pc - 1)?.name ?? TemplateName(""), indentation: indent.text,
      place: program.label(pc - 1), body: site.capturesBody ? current.bytes.array : [])
    let content: SlotContent?
    do throws(RenderFailure) {
      content = try filler.fill(
        request, with: session.renderer(depth: limits.depth - workspace.frames.count, indent: indent.array))
    } catch {
      throw .diagnostic(error.diagnostic)
    }
    workspace.indent.count = saved
    return fill(with: content ?? body, site)
  }

  private mutating func fill(with content: SlotContent?, _ site: Program.SlotSite) -> Bool {
    guard let content else { return false }
    let saved = workspace.indent.count
    pushIndent(site.indent, isStandalone: site.isStandalone)
    defer { workspace.indent.count = saved }
    write(content, isStandalone: site.isStandalone)
    return true
  }

  private mutating func write(_ content: SlotContent, isStandalone: Bool) {
    switch content {
    case .lines(let bytes):
      let text = workspace.memory.arena.copy(bytes)
      if workspace.indent.count > indentBase { writeLines(text) } else { workspace.output.append(text) }
      if isStandalone, let last = bytes.last, last != 0x0A { endLine() }
    case .indented(let bytes):
      unsafe bytes.withUnsafeBytes { unsafe workspace.output.append(unpadded: $0) }
      if let last = bytes.last { isPending = last == 0x0A }
      if isStandalone, let last = bytes.last, last != 0x0A { endLine() }
    }
  }

  private mutating func endLine() {
    workspace.output.push(0x0A)
    isPending = true
  }
}
