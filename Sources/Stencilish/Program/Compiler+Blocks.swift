import SourceDiagnostics

extension Compiler {
  /// Compiles one node of the tree and gives the position of the next.
  mutating func compile(_ node: SyntaxNode, at position: Int) -> Int {
    if blocks.last?.kind == .parent, !isInsideParent(node) { return skip(node, at: position) }
    switch node.kind {
    case .text: compileText(node.extent)
    case .value: compileValue(node)
    case .expression: compileExpression(node.expression)
    case .fail:
      compileExpression(node.expression)
      emit(.fail, node.extent)
    case .partial, .dynamicPartial: compilePartial(node)
    case .close: closeBlock(node)
    case .otherwise: compileElse(node)
    case .elseIf: compileElseIf(node)
    default: openBlock(node, at: position)
    }
    return position + 1
  }

  /// Leaves out what is inside of a parent tag but in no block.
  private mutating func skip(_ node: SyntaxNode, at position: Int) -> Int {
    if isStrict, node.kind != .text || !isWhiteSpace(node.extent) {
      report(.textInParent, trimmed(node.extent))
    }
    return node.kind.isBlock ? Int(node.match) + 1 : position + 1
  }

  /// Inside of a parent tag only overrides count.
  private func isInsideParent(_ node: SyntaxNode) -> Bool {
    node.kind == .close || (node.kind == .block && node.flag)
  }

  private func isWhiteSpace(_ extent: Extent) -> Bool { extent.range.allSatisfy { tree.bytes[$0].isWhiteSpace } }

  private func trimmed(_ extent: Extent) -> Extent {
    let bytes = tree.bytes
    let first = extent.range.first { !bytes[$0].isWhiteSpace } ?? Int(extent.start)
    let last = extent.range.last { !bytes[$0].isWhiteSpace } ?? first
    return Extent(first, last + 1)
  }

  // MARK: - Text and values

  private mutating func compileText(_ extent: Extent) {
    guard dedent > 0 else { return emitText(extent) }
    let bytes = tree.bytes
    var start = Int(extent.start)
    while start < Int(extent.end) {
      if start == 0 || bytes[start - 1] == 0x0A {
        start = min(dedented(start), Int(extent.end))
      }
      var end = start
      while end < Int(extent.end), bytes[end] != 0x0A { end += 1 }
      if end < Int(extent.end) { end += 1 }
      emitText(Extent(start, end))
      start = end
    }
  }

  /// A position after the white space that an override loses.
  func dedented(_ lineStart: Int) -> Int {
    let bytes = tree.bytes
    var at = lineStart
    while at < bytes.count, at - lineStart < dedent, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    return at
  }

  func dedented(_ indent: Extent) -> Extent {
    Extent(min(Int(indent.start) + dedent, Int(indent.end)), Int(indent.end))
  }

  private mutating func emitText(_ extent: Extent) {
    guard !extent.isEmpty else { return }
    let literal = literal(extent)
    emit(.text(offset: literal.start, length: literal.end - literal.start), extent)
  }

  private mutating func compileValue(_ node: SyntaxNode) {
    let first = builder.steps.count
    compileExpression(node.expression)
    let mode = node.flag ? .none : tree.options.escape
    let extent = node.expressionExtent(in: tree.operations)
    guard mode == .none else {
      emit(.writeEscaped(mode), extent)
      return
    }
    if !fuse(from: first, extent) { emit(.write, extent) }
  }

  // MARK: - Opening

  private mutating func openBlock(_ node: SyntaxNode, at position: Int) {
    var block = OpenBlock(
      node: position, kind: node.kind, scopeDepth: scope.count, loopDepth: function.loops)
    switch node.kind {
    case .ifTrue: block.branch = compileCondition(node)
    case .unless, .inverted:
      compileExpression(node.expression)
      block.branch = emit(.jumpIfTrue(0), node.extent)
    case .section: openSection(node, &block)
    case .each: openEach(node, &block)
    case .with: openWith(node, &block)
    case .bind: compileBindings(node)
    case .define: openDefinition(node, &block)
    case .apply: emit(.beginCapture, node.extent)
    case .align: emit(.beginAlign, node.extent)
    case .slot: openSlot(node, &block)
    case .parent: openParent(node, &block)
    case .block: openBlockTag(node, &block)
    default: break
    }
    markTarget()
    blocks.append(block)
  }

  private mutating func openSection(_ node: SyntaxNode, _ block: inout OpenBlock) {
    compileExpression(node.expression)
    builder.inners.append(
      Program.Inner(
        source: Int(sourceIndex), extent: node.inner, delimiters: tree.delimiters[Int(node.delimiters)], end: 0))
    block.calls = builder.inners.count - 1
    block.branch = emit(.section(exit: 0, inner: UInt32(builder.inners.count - 1)), node.extent)
    block.body = builder.here
    function.loops += 1
  }

  private mutating func openEach(_ node: SyntaxNode, _ block: inout OpenBlock) {
    compileExpression(node.expression)
    let item = node.itemName.isEmpty ? -1 : Int32(bind(node.itemName))
    let key = node.keyName.isEmpty ? -1 : Int32(bind(node.keyName))
    builder.loops.append(LoopInfo(itemSlot: item, keySlot: key))
    block.loop = UInt32(builder.loops.count - 1)
    block.branch = emit(.each(loop: block.loop, exit: 0), node.expressionExtent(in: tree.operations))
    block.body = builder.here
    function.loops += 1
  }

  private mutating func openWith(_ node: SyntaxNode, _ block: inout OpenBlock) {
    compileExpression(node.expression)
    block.branch = emit(.jumpIfFalse(0), node.extent)
    if node.itemName.isEmpty {
      emit(.pushThis, node.extent)
    } else {
      emit(.store(slot: bind(node.itemName)), node.extent)
    }
  }

  private mutating func compileBindings(_ node: SyntaxNode) {
    for argument in tree.arguments[node.list.range] {
      compileExpression(argument.expression)
      emit(.store(slot: bind(argument.name)), argument.name)
    }
  }

  // MARK: - Branches

  private mutating func compileElse(_ node: SyntaxNode) {
    guard var block = blocks.popLast() else { return }
    endBody(&block)
    block.exits.append(emit(.jump(0), node.extent))
    if let branch = block.branch { land(branch) }
    block.branch = nil
    block.elseSeen = true
    leaveScope(block)
    blocks.append(block)
  }

  private mutating func compileElseIf(_ node: SyntaxNode) {
    guard var block = blocks.popLast() else { return }
    block.exits.append(emit(.jump(0), node.extent))
    if let branch = block.branch { land(branch) }
    block.branch = compileCondition(node)
    blocks.append(block)
  }

  /// Ends the main body of a block: the end of a turn, the end of a scope.
  private mutating func endBody(_ block: inout OpenBlock) {
    let node = tree.nodes[block.node]
    switch block.kind {
    case .section:
      emit(.next(body: block.body), node.extent)
    case .each where node.separator.isEmpty:
      emit(.next(body: block.body), node.extent)
    case .each:
      if let separator = constantSeparator(node.separator) {
        builder.loops[Int(block.loop)].separator = separator
        emit(.nextAfterText(body: block.body, loop: block.loop), node.extent)
      } else {
        block.exits.append(emit(.nextOrExit(exit: 0), node.extent))
        compileExpression(node.separator)
        emit(.writeLines, tree.operations[node.separator.range].first?.extent ?? .none)
        emit(.jump(block.body), node.extent)
      }
    case .with where node.itemName.isEmpty:
      emit(.popThis, node.extent)
    default: break
    }
  }

  /// A separator that is a string literal, in the literal pool.
  private mutating func constantSeparator(_ separator: Extent) -> Extent? {
    guard separator.range.count == 1 else { return nil }
    switch tree.operations[separator.range.lowerBound].kind {
    case .string(let inside): return literal(inside)
    case .decodedString(let index): return builder.literal(tree.strings[Int(index)])
    default: return nil
    }
  }

  mutating func leaveScope(_ block: OpenBlock) {
    unbind(to: block.scopeDepth)
    function.loops = block.loopDepth
  }

  // MARK: - Closing

  private mutating func closeBlock(_ close: SyntaxNode) {
    guard var block = blocks.popLast() else { return }
    let node = tree.nodes[block.node]
    switch block.kind {
    case .define: return closeDefinition(block, node)
    case .block: return closeBlockTag(block, node)
    case .parent: return closeParent(block, node)
    case .apply:
      emit(.endCapture, node.extent)
      compileExpression(node.expression)
      emit(.writeLines, node.extent)
    case .align: emit(.endAlign, node.extent)
    case .slot: closeSlot(&block, node)
    default:
      if !block.elseSeen { endBody(&block) }
    }
    if let branch = block.branch { land(branch) }
    for exit in block.exits { land(exit) }
    if block.kind == .section, let inner = block.calls { builder.inners[inner].end = Int(builder.here) }
    leaveScope(block)
    markTarget()
  }
}
