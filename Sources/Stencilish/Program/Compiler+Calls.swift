import SourceDiagnostics

/// What leads from one piece of a program to another: definitions, partials, slots, parents and their blocks.
extension Compiler {
  // MARK: - Definitions, slots and blocks

  mutating func openDefinition(_ node: SyntaxNode, _ block: inout OpenBlock) {
    block.exits.append(emit(.jump(0), node.extent))
    block.function = function
    function = makeFunction()
    function.isDeclared = true
    for parameter in tree.parameters[node.list.range] {
      let slot = bind(parameter.name)
      let symbol = symbol(parameter.name)
      let isRequired = parameter.expression.isEmpty
      function.order.append(Program.Parameter(symbol: symbol, slot: slot, isRequired: isRequired))
    }
    for parameter in tree.parameters[node.list.range] where !parameter.expression.isEmpty {
      guard let slot = boundSlot(symbol(parameter.name)) else { continue }
      let jump = emit(.jumpIfBound(slot: slot, target: 0), parameter.name)
      compileExpression(parameter.expression)
      emit(.store(slot: slot), parameter.name)
      land(jump)
    }
  }

  mutating func openSlot(_ node: SyntaxNode, _ block: inout OpenBlock) {
    var type = "text"
    var symbols: [UInt32] = []
    for argument in tree.arguments[node.list.range] {
      if tree.text(argument.name) == "type" {
        type = tree.text(typeExtent(argument))
        continue
      }
      compileExpression(argument.expression)
      emit(.push, argument.name)
      symbols.append(symbol(argument.name))
    }
    builder.slots.append(
      Program.SlotSite(
        name: tree.text(node.name), type: type, template: 0, arguments: symbols, indent: literal(node.indent),
        isStandalone: node.isStandalone))
    block.calls = builder.slots.count - 1
    if type == "text" {
      block.branch = emit(.slot(site: UInt32(builder.slots.count - 1), end: 0), node.extent)
    } else {
      emit(.beginCapture, node.extent)
    }
  }

  /// A slot of another type than `text` shows its body to the host, so it is asked behind the body.
  mutating func closeSlot(_ block: inout OpenBlock, _ node: SyntaxNode) {
    guard block.branch == nil, let site = block.calls else { return }
    emit(.endCapture, node.extent)
    block.branch = emit(.slot(site: UInt32(site), end: 0), node.extent)
  }

  /// The type of a slot is a word, not an expression: `type=imports` or `type="imports"`.
  private mutating func typeExtent(_ argument: Argument) -> Extent {
    let operations = tree.operations[argument.expression.range]
    if operations.count == 1, let only = operations.first {
      if case .name = only.kind { return only.extent }
      if case .string(let inside) = only.kind { return inside }
    }
    report(.invalidSlotType, argument.name)
    return .none
  }

  mutating func openParent(_ node: SyntaxNode, _ block: inout OpenBlock) {
    block.exits.append(emit(.jump(0), node.extent))
    block.overrideDedent = dedent
  }

  mutating func openBlockTag(_ node: SyntaxNode, _ block: inout OpenBlock) {
    block.overrideDedent = dedent
    if node.flag {
      // The enclosing block is the parent tag: the body becomes a piece of code of its own.
      block.body = builder.here
      dedent += intrinsicIndent(of: node)
      return
    }
    builder.blocks.append(
      Program.BlockSite(
        symbol: symbol(node.name), end: 0, indent: literal(dedented(node.indent)), isStandalone: node.isStandalone))
    block.calls = builder.blocks.count - 1
    block.branch = emit(.block(site: UInt32(builder.blocks.count - 1)), node.extent)
  }

  /// The width of the white space before the first line of an override whose text begins on a line of its own.
  private func intrinsicIndent(of node: SyntaxNode) -> Int {
    let bytes = tree.bytes
    var at = Int(node.inner.start)
    guard at > 0, at <= bytes.count, bytes[at - 1] == 0x0A else { return 0 }
    let start = at
    while at < Int(node.inner.end), bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    return max(0, at - start - dedent)
  }

  mutating func closeDefinition(_ block: OpenBlock, _ node: SyntaxNode) {
    emit(.return, node.extent)
    if let index = definitions[tree.text(node.name)] {
      finish(function, index: index, name: builder.templates[index].name)
    }
    unbind(to: block.scopeDepth)
    if let outer = block.function { function = outer }
    for exit in block.exits { land(exit) }
  }

  mutating func closeBlockTag(_ block: OpenBlock, _ node: SyntaxNode) {
    dedent = block.overrideDedent
    leaveScope(block)
    guard node.flag else {
      if let index = block.calls { builder.blocks[index].end = Int(builder.here) }
      markTarget()
      return
    }
    emit(.return, node.extent)
    guard !blocks.isEmpty else { return }
    blocks[blocks.count - 1].overrides.append(
      Program.Override(symbol: symbol(node.name), entry: Int(block.body)))
  }

  mutating func closeParent(_ block: OpenBlock, _ node: SyntaxNode) {
    for exit in block.exits { land(exit) }
    emitCall(node, overrides: block.overrides)
  }

  // MARK: - Partials

  mutating func compilePartial(_ node: SyntaxNode) { emitCall(node, overrides: nil) }

  private mutating func emitCall(_ node: SyntaxNode, overrides: [Program.Override]?) {
    var arguments: [(symbol: UInt32, extent: Extent)] = []
    for argument in tree.arguments[node.list.range] {
      compileExpression(argument.expression)
      emit(.push, argument.name)
      arguments.append((symbol(argument.name), argument.name))
    }
    var site = Program.CallSite(
      target: -1, arguments: arguments.map(\.symbol), indent: literal(dedented(node.indent)),
      isStandalone: node.isStandalone, namespace: namespace, overrides: overrides ?? [])
    let isDynamic = node.kind == .dynamicPartial || (node.kind == .parent && !node.expression.isEmpty)
    if isDynamic {
      compileExpression(node.expression)
    } else {
      site.name = tree.text(node.name)
      site.target = resolve(node) ?? -1
    }
    builder.calls.append(site)
    let index = builder.calls.count - 1
    if site.target >= 0 {
      pendingCalls.append(PendingCall(site: index, arguments: arguments, source: sourceIndex, extent: node.extent))
    }
    if isDynamic { emit(.dynamicName(site: UInt32(index)), node.expressionExtent(in: tree.operations)) }
    emit(overrides == nil ? .call(site: UInt32(index)) : .parent(site: UInt32(index)), node.extent)
  }

  private mutating func resolve(_ node: SyntaxNode) -> Int? {
    let text = tree.text(node.name)
    if isStrict, let definition = definitions[text] { return definition }
    if let found = linker.resolve(text, in: namespace) { return found }
    if isStrict, !node.name.isEmpty {
      let known = definitions.keys.sorted() + linker.candidates(in: namespace)
      report(.unknownPartial(text, Suggestion.closest(to: text, among: known)), node.name)
    }
    return nil
  }
}
