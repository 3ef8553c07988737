import SourceDiagnostics

extension Checker {
  /// Checks one node and gives the position of the next.
  mutating func check(_ node: SyntaxNode, at position: Int) -> Int {
    switch node.kind {
    case .text: break
    case .value: checkWritten(node)
    case .expression: _ = evaluate(node.expression)
    case .fail: checkWritten(node)
    case .partial: checkCall(node)
    case .dynamicPartial: checkDynamic(node)
    case .define: return Int(node.match) + 1
    case .close: close()
    case .otherwise: enterElse()
    case .elseIf: enterElseIf(node)
    default: open(node, at: position)
    }
    return position + 1
  }

  // MARK: - Values

  private mutating func checkWritten(_ node: SyntaxNode) {
    let value = evaluate(node.expression)
    guard tree.options.mode == .strict else { return }
    requireGuard(value)
    switch value.type.unwrapped {
    case .list, .map, .record, .made: report(.cannotWrite(kind: value.type.unwrapped.name), value.extent)
    default: break
    }
  }

  /// Reports a value that may be null where null makes no sense.
  mutating func requireGuard(_ value: Known) {
    guard value.type.isOptional, value.type != .null else { return }
    report(.unguarded(tree.text(value.extent)), value.extent)
  }

  // MARK: - Opening

  private mutating func open(_ node: SyntaxNode, at position: Int) {
    var block = OpenBlock(
      node: position, kind: node.kind, names: names.count, dots: dots.count, loops: loops.count, facts: facts.mark)
    switch node.kind {
    case .ifTrue, .unless, .inverted: openCondition(node, &block)
    case .section: openSection(node, &block)
    case .each: openEach(node, &block)
    case .with: openWith(node, &block)
    case .bind:
      for argument in tree.arguments[node.list.range] {
        var value = evaluate(argument.expression)
        value.path = value.path ?? freshPath()
        bind(tree.text(argument.name), value)
      }
    case .apply: _ = evaluate(node.expression, input: Known(type: .string))
    case .slot: checkSlot(node)
    case .parent: checkCall(node)
    default: break
    }
    push(block)
  }

  private mutating func openCondition(_ node: SyntaxNode, _ block: inout OpenBlock) {
    let value = evaluate(node.expression)
    let isNegated = node.kind != .ifTrue
    enterBranch(value, isNegated: isNegated, node, &block)
  }

  private mutating func enterBranch(
    _ value: Known, isNegated: Bool, _ node: SyntaxNode, _ block: inout OpenBlock
  ) {
    let truth = truth(of: value)
    block.ifFalse = isNegated ? value.ifTrue : value.ifFalse
    if truth == isNegated {
      report(.unreachable(tree.text(value.extent), isNegated), value.extent)
      block.isUnreachable = true
    } else if truth == !isNegated, hasElse(block) {
      report(.alwaysTaken(tree.text(value.extent), !isNegated), value.extent)
    }
    facts.assume(isNegated ? value.ifFalse : value.ifTrue)
  }

  /// Whether another branch follows in the block.
  private func hasElse(_ block: OpenBlock) -> Bool {
    let end = Int(tree.nodes[block.node].match)
    var position = block.node + 1
    while position < end {
      let node = tree.nodes[position]
      if node.kind == .otherwise || node.kind == .elseIf { return true }
      position = node.kind.isBlock ? Int(node.match) + 1 : position + 1
    }
    return false
  }

  private mutating func openSection(_ node: SyntaxNode, _ block: inout OpenBlock) {
    let value = evaluate(node.expression)
    facts.assume(value.ifTrue)
    block.ifFalse = value.ifFalse
    switch value.type.unwrapped {
    case .list(let element):
      dots.append(Known(type: element, path: freshPath()))
      loops.append(true)
    case .map, .record, .made: dots.append(Known(type: value.type.unwrapped, path: value.path ?? freshPath()))
    case .any: dots.append(Known(type: .any))
    default: break
    }
  }

  private mutating func openEach(_ node: SyntaxNode, _ block: inout OpenBlock) {
    let value = evaluate(node.expression)
    var (element, key) = (CheckType.any, CheckType.any)
    switch value.type.unwrapped {
    case .any, .null: break
    case .list(let inner): (element, key) = (inner, .int)
    case .map(let inner): (element, key) = (inner, .string)
    case .record(let name):
      let types = schema.records[name]?.map { CheckType($0.type) } ?? []
      element = types.dropFirst().reduce(types.first ?? .any) { $0.joined(with: $1) }
      key = .string
    case .made: key = .string
    default: report(.cannotRepeat(kind: value.type.unwrapped.name), value.extent)
    }
    if !node.separator.isEmpty { requireGuard(evaluate(node.separator)) }
    loops.append(true)
    let item = Known(type: element, path: freshPath())
    if node.itemName.isEmpty { dots.append(item) } else { bind(tree.text(node.itemName), item) }
    if !node.keyName.isEmpty { bind(tree.text(node.keyName), Known(type: key, path: freshPath())) }
  }

  private mutating func openWith(_ node: SyntaxNode, _ block: inout OpenBlock) {
    let value = evaluate(node.expression)
    facts.assume(value.ifTrue)
    block.ifFalse = value.ifFalse
    let inner = Known(type: value.type.unwrapped, path: value.path ?? freshPath())
    if node.itemName.isEmpty { dots.append(inner) } else { bind(tree.text(node.itemName), inner) }
  }

  private mutating func checkSlot(_ node: SyntaxNode) {
    let name = tree.text(node.name)
    let declared = slots[name]
    for argument in tree.arguments[node.list.range] where tree.text(argument.name) != "type" {
      let value = evaluate(argument.expression)
      guard let declared else { continue }
      let argumentName = tree.text(argument.name)
      guard let type = declared.first(where: { $0.0 == argumentName })?.1 else {
        report(.unknownParameter(argumentName, name, declared.map(\.0)), argument.name)
        continue
      }
      let wanted = CheckType(type)
      if !value.type.isAny, !value.type.kinds.isSubset(of: wanted.kinds) {
        report(.wrongSlotArgument(argumentName, name, wanted.name, value.type.name), value.extent)
      }
    }
  }

  // MARK: - Branches and ends

  private mutating func enterElse() {
    guard var block = popBlock() else { return }
    leave(block)
    facts.assume(block.ifFalse)
    block.isUnreachable = false
    push(block)
  }

  private mutating func enterElseIf(_ node: SyntaxNode) {
    guard var block = popBlock() else { return }
    let earlier = block.ifFalse
    leave(block)
    facts.assume(earlier)
    block.isUnreachable = false
    let value = evaluate(node.expression)
    enterBranch(value, isNegated: false, node, &block)
    block.ifFalse = Array((earlier + value.ifFalse).suffix(Self.maximumFacts))
    push(block)
  }

  private mutating func close() {
    guard let block = popBlock() else { return }
    leave(block)
  }

  private mutating func leave(_ block: OpenBlock) {
    unbind(to: block.names)
    dots.removeLast(dots.count - block.dots)
    loops.removeLast(loops.count - block.loops)
    facts.undo(to: block.facts)
  }

  // MARK: - Calls

  private mutating func checkCall(_ node: SyntaxNode) {
    let text = tree.text(node.name)
    let arguments = arguments(of: node)
    if file.definitions[text] != nil {
      addCall(of: file.source.name.text + "#" + text, as: text, node, arguments)
    } else if let target = resolve(text) {
      addCall(of: target, as: text, node, arguments)
    }
  }

  /// Checks the calls of all templates that the name can mean, where that is known.
  private mutating func checkDynamic(_ node: SyntaxNode) {
    let name = evaluate(node.expression)
    let arguments = arguments(of: node)
    if !name.type.kinds.contains(.string) {
      return report(.partialNameNotText(kind: name.type.name), name.extent)
    }
    var names: [String] = []
    if case .oneOf(let possible) = narrowed(name) { names = possible }
    for text in name.literal.map({ [$0] }) ?? names {
      if let target = resolve(text) {
        addCall(of: target, as: text, node, arguments)
      } else {
        let known = set.program.names.keys.sorted()
        report(.unknownDynamicPartial(text, Suggestion.closest(to: text, among: known)), name.extent)
      }
    }
  }

  private mutating func arguments(of node: SyntaxNode) -> [String: CheckType] {
    var arguments: [String: CheckType] = [:]
    for argument in tree.arguments[node.list.range] {
      arguments[tree.text(argument.name)] = narrowed(evaluate(argument.expression))
    }
    return arguments
  }

  private func resolve(_ name: String) -> String? {
    Linker.resolve(name, in: file.source.name.namespace) { set.program.names[$0] }
      .map { set.program.templates[$0].name.text }
  }

  private mutating func addCall(
    of target: String, as text: String, _ node: SyntaxNode, _ arguments: [String: CheckType]
  ) {
    guard unreachable == 0 else { return }
    let position = tree.source.position(of: Int(node.extent.start))
    let note = "in `\(text)`, called at \(tree.source.name):\(position.line):\(position.column)"
    let this = dots.last.map(narrowed) ?? .any
    add(Task(template: target, this: this, arguments: arguments, chain: [note] + task.chain.prefix(8)))
  }
}
