import SourceDiagnostics

/// Runs a program over a context, writing into the output of a workspace.
///
/// One loop over flat instructions; calls, captures and blocks live on stacks of the workspace, so nothing here recurses
/// but lambdas and slots, which count as depth.
@safe struct Machine {
  let program: Program
  let limits: RenderLimits
  let root: Value
  let filler: (any SlotFiller)?
  let session: RenderSession
  var workspace: Workspace

  // Registers:
  var pc = 0
  var current = Value.null
  var localBase = 0
  var dotBase = 0
  var loopBase = 0
  var overrides: Int32 = -1
  /// The part of the indentation that a capture suspends.
  var indentBase = 0
  /// Whether the next thing written is the first on an indented line.
  var isPending = false
  var turns = 0
  /// The target that `dynamicName` found.
  var dynamicTarget = -1

  init(
    _ program: Program, root: Value, session: RenderSession, limits: RenderLimits, filler: (any SlotFiller)?,
    workspace: consuming Workspace
  ) {
    self.program = program
    self.root = root
    self.session = session
    self.limits = limits
    self.filler = filler
    self.workspace = workspace
  }

  // MARK: - Starting

  /// Renders a template with `.` and bound names.
  mutating func run(_ template: Program.Template, at this: Value, bindings: [(String, Node)]) throws(Fault) {
    workspace.dots.push(this)
    enterTemplate(template, from: 0)
    for parameter in template.parameters {
      let name = program.symbols[parameter.symbol].bytes
      guard let binding = bindings.last(where: { $0.0.utf8.count == name.count && $0.0 == name.text }) else {
        if parameter.isRequired { throw .problem(.missingParameter(name.text, template.name.text)) }
        continue
      }
      workspace.locals[localBase + Int(parameter.slot)] = binding.1.value
    }
    if let trace = session.trace { try run(noting: trace) } else { try run() }
    if workspace.output.count > limits.outputBytes { throw .problem(.tooMuchOutput(limits.outputBytes)) }
  }

  // MARK: - Frames

  /// Saves the registers for `return`.
  mutating func pushFrame(returningTo address: Int) {
    workspace.frames.push(
      Frame(
        returnAddress: Int32(truncatingIfNeeded: address), localBase: Int32(truncatingIfNeeded: localBase),
        localCount: Int32(truncatingIfNeeded: workspace.locals.count),
        dotBase: Int32(truncatingIfNeeded: dotBase), dotCount: Int32(truncatingIfNeeded: workspace.dots.count),
        loopBase: Int32(truncatingIfNeeded: loopBase), loopCount: Int32(truncatingIfNeeded: workspace.loops.count),
        indentCount: Int32(truncatingIfNeeded: workspace.indent.count), overrides: overrides,
        overrideCount: Int32(truncatingIfNeeded: workspace.overrides.count)))
  }

  /// Begins a template: fresh local variables, and of the `.`s only the current one unless Mustache wants all.
  mutating func enterTemplate(_ template: Program.Template, from address: Int) {
    pushFrame(returningTo: address)
    localBase = workspace.locals.count
    workspace.locals.extend(by: template.locals, with: .undefined)
    if !template.seesCallers { dotBase = workspace.dots.count - 1 }
    loopBase = workspace.loops.count
    overrides = -1
    pc = template.entry
  }

  mutating func leaveFrame() {
    let frame = workspace.frames.pop()
    pc = Int(frame.returnAddress)
    localBase = Int(frame.localBase)
    workspace.locals.count = Int(frame.localCount)
    dotBase = Int(frame.dotBase)
    workspace.dots.count = Int(frame.dotCount)
    loopBase = Int(frame.loopBase)
    workspace.loops.count = Int(frame.loopCount)
    workspace.indent.count = Int(frame.indentCount)
    overrides = frame.overrides
    workspace.overrides.count = Int(frame.overrideCount)
  }

  // MARK: - The loop

  /// Runs from `pc` until the first frame is left.
  mutating func run() throws(Fault) {
    while try step() {}
  }

  /// Carries out one instruction; false when the first frame was left.
  ///
  /// Part of the loop that calls it: a call for every instruction would cost more than most of them do.
  @inline(__always) mutating func step() throws(Fault) -> Bool {
    let instruction = program.code[pc]
    pc += 1
    switch instruction {
    case .text(let offset, let length):
      writeText(Extent(from: offset, length: length))
    case .write: try write(current)
    case .writeEscaped(let mode): try write(current, for: mode)
    case .writeLines:
      guard current.isString else {
        try write(current)
        break
      }
      if workspace.indent.count > indentBase {
        writeLines(current.bytes)
      } else {
        workspace.output.append(current.bytes)
      }

    case .writeName(let site):
      writeText(program.sites[site].text)
      current = try lookUp(program.sites[site])
      try writeFiltered(site)
    case .writeLocal(let slot, let site):
      writeText(program.sites[site].text)
      current = workspace.locals[localBase + Int(slot)]
      try writeFiltered(site)
    case .writeLocalField(let slot, let site):
      writeText(program.sites[site].text)
      current = try field(workspace.locals[localBase + Int(slot)], program.sites[site])
      try writeFiltered(site)

    case .constant(let index): current = program.constants[index]
    case .local(let slot): current = workspace.locals[localBase + Int(slot)]
    case .name(let site): current = try lookUp(program.sites[site])
    case .this: current = workspace.dots.top
    case .root: current = root
    case .loopValue(let variable, let level): current = try loopValue(variable, level: Int(level))
    case .field(let site): current = try field(current, program.sites[site])
    case .localField(let slot, let site):
      current = try field(workspace.locals[localBase + Int(slot)], program.sites[site])
    case .element: current = try element(of: workspace.stack.pop(), at: current)
    case .list(let count): makeList(Int(count))

    case .push: workspace.stack.push(current)
    case .not: current = Value(!current.isTruthy)
    case .negate: current = try Operators.negate(current)
    case .binary(let binary):
      current = try Operators.apply(binary, workspace.stack.pop(), current, workspace.memory)
      try checkMemory()
    case .filter(let call): try applyFilter(program.filterCalls[Int(call)])
    case .writtenFilter(let call, let isCaptured):
      try callFilter(program.filterCalls[Int(call)], isCaptured: isCaptured)

    case .recall(let memo, let end):
      if let result = recall(memo) {
        current = Value(result)
        pc = Int(end)
      }
    case .remember(let memo): remember(memo)

    case .jump(let target): pc = Int(target)
    case .jumpIfFalse(let target): if !current.isTruthy { pc = Int(target) }
    case .jumpIfFieldFalse(let slot, let site):
      current = try field(workspace.locals[localBase + Int(slot)], program.sites[site])
      if !current.isTruthy { pc = Int(program.sites[site].end) }
    case .jumpIfTrue(let target): if current.isTruthy { pc = Int(target) }
    case .jumpIfNotNull(let target): if !current.isNull { pc = Int(target) }
    case .jumpIfBound(let slot, let target):
      if workspace.locals[localBase + Int(slot)].kind != .undefined { pc = Int(target) }

    case .store(let slot): workspace.locals[localBase + Int(slot)] = current
    case .pushThis: workspace.dots.push(current)
    case .popThis: workspace.dots.count -= 1
    case .each(let loop, let exit): try beginEach(program.loops[loop], exit: Int(exit))
    case .section(let exit, let inner): try beginSection(exit: Int(exit), inner: Int(inner))
    case .next(let body): if try advance() { pc = Int(body) }
    case .nextAfterText(let body, let loop):
      if try advance() {
        writeText(program.loops[loop].separator)
        pc = Int(body)
      }
    case .nextOrExit(let exit): if try !advance() { pc = Int(exit) }

    case .call(let site): try call(program.calls[Int(site)], site: Int(site), isParent: false)
    case .parent(let site): try call(program.calls[Int(site)], site: Int(site), isParent: true)
    case .dynamicName(let site): try findDynamic(program.calls[Int(site)])
    case .block(let site): try enterBlock(program.blocks[Int(site)])
    case .return:
      leaveFrame()
      return workspace.frames.count > 0

    case .beginCapture: beginCapture(suspendingIndent: true)
    case .endCapture: try endCapture()
    case .beginAlign: beginCapture(suspendingIndent: false)
    case .endAlign: align()
    case .slot(let site, let end): if try fill(program.slots[Int(site)]) { pc = Int(end) }
    case .fail: try fail()
    case .halt: return false
    }
    return true
  }
}
