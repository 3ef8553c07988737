import SourceDiagnostics

extension Machine {
  // MARK: - Values

  @inline(__always) mutating func write(_ value: Value) throws(Fault) {
    writeIndentIfPending(before: value)
    if value.isString { return workspace.output.append(value.bytes) }
    guard workspace.output.append(scalar: value) else { return try writeOther(value, for: .none) }
  }

  mutating func write(_ value: Value, for mode: EscapeMode) throws(Fault) {
    writeIndentIfPending(before: value)
    if value.isString { return Escape.append(value.bytes, for: mode, to: &workspace.output) }
    guard workspace.output.append(scalar: value) else { return try writeOther(value, for: mode) }
  }

  /// Writes the text before a value tag.
  @inline(__always) mutating func writeText(_ text: Extent) {
    guard !text.isEmpty else { return }
    let bytes = program.literals.slice(text)
    if workspace.indent.count > indentBase { writeLines(bytes) } else { workspace.output.append(bytes) }
  }

  /// Writes the current value, or what the filters behind the instruction gave for it before.
  @inline(__always) mutating func writeFiltered(_ site: UInt32) throws(Fault) {
    let memo = program.sites[site].memo
    guard memo != 0 else { return try write(current) }
    guard let result = recall(memo) else { return }
    writeIndentIfPending(before: Value(result))
    workspace.output.append(result)
    pc = Int(program.sites[site].end)
  }

  @inline(never) private mutating func writeOther(_ value: Value, for mode: EscapeMode) throws(Fault) {
    if value.kind == .lambda, isLenient { return try writeLambda(value, for: mode) }
    if value.kind == .undefined { return }
    if isLenient, value.kind == .list || value.kind == .record { return }
    throw .problem(value.kind == .lambda ? .lambdaInStrictMode : .cannotWrite(kind: value.kindName))
  }

  @inline(__always) private mutating func writeIndentIfPending(before value: Value) {
    if isPending, workspace.indent.count > indentBase { writeIndent(before: value) }
  }

  @inline(never) private mutating func writeIndent(before value: Value) {
    if value.isNull || value.isString && value.count == 0 { return }
    writeIndent()
  }

  mutating func writeIndent() {
    isPending = false
    workspace.output.append(workspace.indent.bytes.slice(indentBase..<workspace.indent.count))
  }

  // MARK: - Lines

  /// Writes text of a template, each of its lines with the indentation; empty lines stay empty.
  @inline(never) mutating func writeLines(_ text: Bytes) {
    var start = 0
    while start < text.count {
      var end = start
      while end < text.count, text[end] != 0x0A { end += 1 }
      let isLine = end < text.count
      let isEmpty = end == start || (end == start + 1 && isLine && text[start] == 0x0D)
      if isPending, !isEmpty { writeIndent() }
      if isLine { end += 1 }
      workspace.output.append(text.slice(start..<end))
      isPending = isLine
      start = end
    }
  }

  /// Adds white space to the indentation until the frame is left.
  mutating func pushIndent(_ indent: Extent, isStandalone: Bool) {
    // While nothing is indented nobody keeps track of lines; a standalone tag is at the start of one.
    if workspace.indent.count == indentBase { isPending = isStandalone }
    if !indent.isEmpty { workspace.indent.append(program.literals.slice(indent.range)) }
  }

  // MARK: - Captures

  mutating func beginCapture(suspendingIndent: Bool) {
    workspace.captures.push(
      Capture(start: workspace.output.count, indentBase: indentBase, isPending: isPending))
    if suspendingIndent { indentBase = workspace.indent.count }
  }

  /// What was written since the capture began becomes the current value.
  mutating func endCapture() throws(Fault) {
    let capture = workspace.captures.pop()
    let text = workspace.output.bytes.slice(capture.start..<workspace.output.count)
    current = Value(workspace.memory.arena.copy(text))
    workspace.output.count = capture.start
    indentBase = capture.indentBase
    isPending = capture.isPending
    try checkMemory()
  }

  mutating func align() {
    let capture = workspace.captures.pop()
    let text = workspace.output.bytes.slice(capture.start..<workspace.output.count)
    var aligned: [UInt8] = []
    aligned.reserveCapacity(text.count * 2)
    unsafe AlignFilter.align(text.buffer.span, into: &aligned)
    workspace.output.count = capture.start
    unsafe aligned.withUnsafeBytes { unsafe workspace.output.append(unpadded: $0) }
  }
}
