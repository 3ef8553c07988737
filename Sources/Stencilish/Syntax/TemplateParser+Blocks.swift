import SourceDiagnostics

extension TemplateParser {
  static let blockWords = BlockWord.allCases.map(\.rawValue)

  /// The block that a word opens.
  private static func block(_ word: Word) -> BlockWord? {
    switch word {
    case .each: .each
    case .if: .if
    case .unless: .unless
    case .with: .with
    case .let: .let
    case .define: .define
    case .slot: .slot
    case .apply: .apply
    case .align: .align
    case .raw: .raw
    default: nil
    }
  }

  /// Parses `{{#…`: a block by its word, or else a section.
  mutating func parseBlock(_ tag: Tag, _ rest: Extent) {
    expressions.begin(from: Int(rest.start), to: Int(rest.end))
    var ahead = expressions.lexer
    ahead.advance()
    let isWord = ahead.token == .end || ahead.hasSpaceBefore || ahead.token == .openParenthesis
    guard isWord, let word = Self.block(expressions.lexer.word) else { return parseSection(.section, tag, rest) }
    let name = expressions.lexer.extent
    if word == .raw { return parseRaw(tag, name) }
    let indent = separate(tag, standalone: true)
    expressions.begin(from: Int(rest.start), to: Int(rest.end))
    expressions.lexer.advance()
    var node = SyntaxNode(word.kind, tag.extent)
    node.isStandalone = indent != nil
    node.indent = indent ?? .none
    switch node.kind {
    case .each: parseEach(&node)
    case .ifTrue, .unless: node.expression = expressions.parseExpression()
    case .with:
      node.expression = expressions.parseExpression()
      if expressions.take(.as) { node.itemName = parseBoundName() }
    case .bind: node.list = parseArguments()
    case .define: parseDefinition(&node)
    case .slot:
      node.name = parseFreeName("the name of a slot")
      node.list = parseArguments()
    case .apply: node.expression = parseFilters()
    default: break
    }
    expectEnd()
    open(node, closedBy: name)
  }

  // MARK: - Sections

  mutating func parseSection(_ kind: SyntaxNode.Kind, _ tag: Tag, _ rest: Extent) {
    separate(tag, standalone: true)
    expressions.begin(from: Int(rest.start), to: Int(rest.end))
    let start = expressions.lexer.start
    var node = SyntaxNode(kind, tag.extent)
    node.expression = expressions.parsePathExpression()
    node.name = Extent(start, max(start, expressions.lexer.previousEnd))
    if expressions.lexer.token != .end {
      let word = expressions.tree.text(node.name)
      report(.notABlock(word, Suggestion.closest(to: word, among: Self.blockWords)), expressions.lexer.extent)
    }
    open(node, closedBy: node.name)
  }

  mutating func parseClose(_ tag: Tag, _ rest: Extent) {
    let name = text.trimmed(rest)
    guard prepareClose(name, tag.extent) else {
      separate(tag, standalone: true)
      return
    }
    if options.mode == .mustache || isInheritance(blocks[blocks.count - 1]) {
      return closeInheritance(tag)
    }
    if blocks[blocks.count - 1].kind == .slot { joinSlotPair(tag) } else { separate(tag, standalone: true) }
    closeInnermost(tag.extent, end: Int(tag.extent.start))
  }

  /// A slot that opens and closes on a line of its own leaves no line behind, like one on several lines.
  private mutating func joinSlotPair(_ tag: Tag) {
    let index = blocks[blocks.count - 1].node
    let slot = expressions.tree.nodes[index]
    let isPair = !slot.isStandalone && slot.extent.end == tag.extent.start
    guard isPair, let start = text.lineStart(before: Int(slot.extent.start)),
      let next = text.lineEnd(after: Int(tag.extent.end))
    else {
      separate(tag, standalone: true)
      return
    }
    separate(tag, standalone: false)
    removeIndent(from: start, before: index)
    expressions.tree.nodes[index].isStandalone = true
    expressions.tree.nodes[index].indent = Extent(start, Int(slot.extent.start))
    skip(to: next)
  }

  /// Takes back white space that was written as text just before a node.
  mutating func removeIndent(from start: Int, before node: Int) {
    guard node > 0, expressions.tree.nodes[node - 1].kind == .text else { return }
    let end = expressions.tree.nodes[node - 1].extent.end
    guard Int(end) > start, Int(expressions.tree.nodes[node - 1].extent.start) <= start else { return }
    expressions.tree.nodes[node - 1].extent.end = UInt32(start)
  }

  // MARK: - Clauses

  private mutating func parseEach(_ node: inout SyntaxNode) {
    node.expression = expressions.parseExpression()
    if expressions.take(.as) {
      node.itemName = parseBoundName()
      if expressions.take(.comma) { node.keyName = parseBoundName() }
    }
    while expressions.take(.sep) {
      guard expressions.take(.assign) else { return expressions.reportUnexpected("`=`") }
      node.separator = expressions.parseExpression()
    }
  }

  mutating func parseBoundName() -> Extent {
    let extent = expressions.lexer.extent
    guard expressions.lexer.token == .name else {
      expressions.reportUnexpected("a name")
      return .none
    }
    if expressions.lexer.word.isReserved {
      report(.reservedName(expressions.tokenText), extent)
    }
    expressions.lexer.advance()
    return extent
  }

  mutating func parseArguments() -> Extent {
    let text = text
    var arguments: [Argument] = []
    while expressions.lexer.token != .end {
      guard expressions.lexer.token == .name else {
        expressions.reportUnexpected("`name=value`")
        skipTag()
        break
      }
      let name = parseBoundName()
      guard expressions.take(.assign) else {
        expressions.reportUnexpected("`=`")
        skipTag()
        break
      }
      if let first = arguments.first(where: { text.areEqual($0.name, name) }) {
        report(.repeatedArgument(expressions.tree.text(name)), name, related: first.name)
      }
      arguments.append(Argument(name: name, expression: expressions.parseExpression()))
      // Not after a mere warning, which must not cost the arguments that follow.
      if expressions.hasFailed { skipTag() }
    }
    let first = expressions.tree.arguments.count
    expressions.tree.arguments.append(contentsOf: arguments)
    return Extent(first, first + arguments.count)
  }

  /// Goes to the end of the tag, after an error in it.
  mutating func skipTag() {
    while expressions.lexer.token != .end { expressions.lexer.advance() }
  }

  private mutating func parseFilters() -> Extent {
    let first = expressions.tree.operations.count
    repeat { expressions.parseFilter() } while expressions.take(.pipe)
    return Extent(first, expressions.tree.operations.count)
  }

  private mutating func parseDefinition(_ node: inout SyntaxNode) {
    node.name = parseFreeName("the name of the definition")
    guard expressions.take(.openParenthesis) else { return }
    let text = text
    var parameters: [Parameter] = []
    while expressions.lexer.token == .name {
      let name = parseBoundName()
      if let first = parameters.first(where: { text.areEqual($0.name, name) }) {
        report(.repeatedArgument(expressions.tree.text(name)), name, related: first.name)
      }
      var value = Extent.none
      if expressions.take(.assign) { value = expressions.parseExpression() }
      parameters.append(Parameter(name: name, expression: value))
      guard expressions.take(.comma) else { break }
    }
    if !expressions.take(.closeParenthesis) { expressions.reportUnexpected("`,` or `)`") }
    let first = expressions.tree.parameters.count
    expressions.tree.parameters.append(contentsOf: parameters)
    node.list = Extent(first, first + parameters.count)
  }

  /// Parses the name of a partial, definition or slot: letters, digits and `_ . / : - @`.
  mutating func parseFreeName(_ expected: String) -> Extent {
    let start = expressions.lexer.start
    if expressions.isAt(.string) || expressions.isAt(.escapedString) {
      let inside = Extent(start + 1, expressions.lexer.end - 1)
      expressions.lexer.advance()
      return inside
    }
    var end = start
    while end < expressions.lexer.limit, bytes[end].isFreeNamePart { end += 1 }
    guard end > start else {
      expressions.reportUnexpected(expected)
      return .none
    }
    expressions.lexer.start(from: end, to: expressions.lexer.limit)
    return Extent(start, end)
  }

  // MARK: - Partials

  mutating func parsePartial(_ tag: Tag, _ rest: Extent) {
    let indent = separate(tag, standalone: true)
    expressions.begin(from: Int(rest.start), to: Int(rest.end))
    var node = SyntaxNode(.partial, tag.extent)
    node.isStandalone = indent != nil
    node.indent = indent ?? .none
    if expressions.take(.star) {
      node.kind = .dynamicPartial
      node.expression = expressions.parseExpression()
    } else {
      node.name = parseFreeName("the name of a partial")
    }
    node.list = parseArguments()
    expectEnd()
    add(node)
  }

  // MARK: - Raw

  /// Takes the text up to `{{/raw}}` as it is.
  private mutating func parseRaw(_ tag: Tag, _ name: Extent) {
    separate(tag, standalone: true)
    let start = textStart
    var at = Int(tag.extent.end)
    while let open = text.find(delimiters.open, from: at) {
      at = open + delimiters.open.count
      guard let close = scanRawEnd(open: open) else { continue }
      separate(close, standalone: true)
      return
    }
    report(.unclosedBlock("raw"), tag.extent)
    skip(to: start)
    addText(to: limit)
  }

  private func scanRawEnd(open: Int) -> Tag? {
    var at = open + delimiters.open.count
    let trimsLeft = at < limit && bytes[at] == UInt8(ascii: "~")
    if trimsLeft { at += 1 }
    for part in ["/", "raw"] {
      while at < limit, bytes[at].isWhiteSpace { at += 1 }
      guard text.isMark(Array(part.utf8), at: at) else { return nil }
      at += part.utf8.count
    }
    while at < limit, bytes[at].isWhiteSpace { at += 1 }
    let trimsRight = at < limit && bytes[at] == UInt8(ascii: "~")
    if trimsRight { at += 1 }
    guard text.isMark(delimiters.close, at: at) else { return nil }
    let extent = Extent(open, at + delimiters.close.count)
    return Tag(extent: extent, inside: extent, trimsLeft: trimsLeft, trimsRight: trimsRight)
  }
}

/// The blocks that a word opens.
enum BlockWord: String, CaseIterable {
  case each, `if`, unless, with, `let`, define, slot, apply, align, raw

  var kind: SyntaxNode.Kind {
    switch self {
    case .each: .each
    case .if: .ifTrue
    case .unless: .unless
    case .with: .with
    case .let: .bind
    case .define: .define
    case .slot: .slot
    case .apply: .apply
    case .align: .align
    case .raw: .text
    }
  }
}

extension UInt8 {
  /// What names of partials, definitions and slots are made of.
  var isFreeNamePart: Bool {
    switch self {
    case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "@"): true
    default: isNamePart || self >= 0x80
    }
  }
}
