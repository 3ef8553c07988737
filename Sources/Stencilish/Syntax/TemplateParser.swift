import SourceDiagnostics

/// A problem and its place in the template being parsed.
struct SyntaxProblem {
  var problem: Problem
  var extent: Extent
  /// A second place, such as where an unclosed block began.
  var related: Extent?
}

/// Turns the bytes of a template into a `SyntaxTree`, reporting every error and recovering after each.
///
/// One pass, linear in the size of the file: white space around a tag is looked at at most twice.
struct TemplateParser: ~Copyable {
  /// A block that waits for its end.
  struct OpenBlock {
    var node: Int
    var kind: SyntaxNode.Kind
    /// What the closing tag must say.
    var name: Extent
    var hasElse = false
  }

  var expressions: ExpressionParser
  var blocks: [OpenBlock] = []
  private(set) var delimiters: Delimiters
  let text: TemplateText
  let options: TemplateOptions
  /// Whether tags are between `{{` and `}}`.
  private(set) var hasStandardDelimiters: Bool
  /// Where the text after the last tag begins.
  private(set) var textStart: Int
  /// The tags in the order of the file, if somebody wants to see them.
  private var tokens: [Tag]?

  /// Parses the template; the tree is complete even when there are problems.
  static func parse(_ source: TemplateSource) -> (tree: SyntaxTree, problems: [SyntaxProblem]) {
    var parser = TemplateParser(source)
    parser.parse()
    return (parser.expressions.tree, parser.expressions.problems)
  }

  /// The extents of the tags of a template.
  static func tags(of source: TemplateSource) -> [Extent] {
    var parser = TemplateParser(source)
    parser.tokens = []
    parser.parse()
    return (parser.tokens ?? []).map(\.extent)
  }

  /// Parses an expression that stands alone, as a value tag without delimiters; with `allowsNames` it may be followed by
  /// `as name` or `as name, key`.
  static func parseExpression(
    _ source: TemplateSource, allowsNames: Bool
  ) -> (tree: SyntaxTree, names: [String], problems: [SyntaxProblem]) {
    var parser = TemplateParser(source)
    var node = SyntaxNode(.expression, Extent(source.span.start, source.span.end))
    parser.expressions.begin(from: source.span.start, to: source.span.end)
    node.expression = parser.expressions.parseExpression()
    var names: [Extent] = []
    if allowsNames, parser.expressions.take(.as) {
      names.append(parser.parseBoundName())
      if parser.expressions.take(.comma) { names.append(parser.parseBoundName()) }
    }
    parser.expectEnd()
    parser.add(node)
    let tree = parser.expressions.tree
    return (tree, names.map { tree.text($0) }, parser.expressions.problems)
  }

  init(_ source: TemplateSource) {
    expressions = ExpressionParser(source)
    text = TemplateText(bytes: expressions.tree.bytes, begin: source.span.start, limit: source.span.end)
    options = source.options
    delimiters = source.options.delimiters
    hasStandardDelimiters = delimiters == .standard
    expressions.tree.delimiters = [delimiters]
    expressions.tree.reserveCapacity(bytes: source.span.length)
    textStart = source.span.start
  }

  mutating func setDelimiters(_ changed: Delimiters) {
    delimiters = changed
    hasStandardDelimiters = changed == .standard
    expressions.tree.delimiters.append(changed)
  }

  @inline(__always) var bytes: Bytes { text.bytes }
  @inline(__always) var limit: Int { text.limit }

  // MARK: - Tags

  /// A tag between its delimiters, with the white space that belongs to it.
  struct Tag {
    /// With delimiters.
    var extent: Extent
    /// Without delimiters and `~`.
    var inside: Extent
    var trimsLeft = false
    var trimsRight = false
  }

  private mutating func parse() {
    var at = text.begin
    scanning: while let open = text.find(delimiters.open, from: at) {
      switch scanTag(at: open) {
      case .tag(let tag):
        tokens?.append(tag)
        parse(tag)
        at = max(textStart, Int(tag.extent.end))
      case .unclosed(let next): at = next
      case .endless: break scanning
      }
    }
    addText(to: limit)
    closeAll()
  }

  /// What was found at an opening delimiter.
  enum ScannedTag {
    case tag(Tag)
    /// The tag has no end and another one begins here; reported.
    case unclosed(next: Int)
    /// The tag has no end at all; reported.
    case endless
  }

  /// Finds the end of the tag that opens at `open`.
  private mutating func scanTag(at open: Int) -> ScannedTag {
    var inside = open + delimiters.open.count
    if options.mode == .strict {
      let trimsLeft = inside < limit && bytes[inside] == UInt8(ascii: "~")
      if trimsLeft { inside += 1 }
      let scanned = scanStrictTag(open: open, inside: inside)
      guard case .tag(var tag) = scanned else { return scanned }
      tag.trimsLeft = trimsLeft
      return .tag(tag)
    }
    let isTriple = inside < limit && bytes[inside] == UInt8(ascii: "{")
    let isDelimiterChange = inside < limit && bytes[inside] == UInt8(ascii: "=")
    let prefix: [UInt8] = isTriple ? [UInt8(ascii: "}")] : isDelimiterChange ? [UInt8(ascii: "=")] : []
    guard let close = text.find(prefix + delimiters.close, from: inside + (prefix.isEmpty ? 0 : 1)) else {
      return reportUnclosedTag(open, next: limit)
    }
    let end = close + prefix.count + delimiters.close.count
    return .tag(Tag(extent: Extent(open, end), inside: Extent(inside, close + prefix.count)))
  }

  /// Reports a tag without an end; parsing goes on at `next`.
  mutating func reportUnclosedTag(_ open: Int, next: Int) -> ScannedTag {
    let close = String(decoding: delimiters.close, as: UTF8.self)
    report(.unclosedTag(close), Extent(open, open + delimiters.open.count))
    addText(to: open)
    skip(to: next)
    return next < limit ? .unclosed(next: next) : .endless
  }

  // MARK: - Reports

  mutating func report(_ problem: Problem, _ extent: Extent, related: Extent? = nil) {
    expressions.problems.append(SyntaxProblem(problem: problem, extent: extent, related: related))
  }

  // MARK: - Text and lines

  /// Writes the text up to a position.
  mutating func addText(to end: Int) {
    if textStart < end { expressions.tree.nodes.append(SyntaxNode(.text, Extent(textStart, end))) }
    textStart = max(textStart, end)
  }

  /// Ends the text before a tag and begins the text after it; gives the tag's indent if it stands alone.
  @discardableResult
  mutating func separate(_ tag: Tag, standalone: Bool) -> Extent? {
    let line = standalone ? text.standaloneLine(of: tag.extent) : nil
    if tag.trimsLeft {
      var end = Int(tag.extent.start)
      while end > textStart, bytes[end - 1].isWhiteSpace { end -= 1 }
      addText(to: end)
    } else {
      addText(to: Int(line?.indent.start ?? tag.extent.start))
    }
    skip(to: line?.next ?? Int(tag.extent.end))
    if tag.trimsRight {
      var start = textStart
      while start < limit, bytes[start].isWhiteSpace { start += 1 }
      skip(to: start)
    }
    return line?.indent
  }

  /// Leaves out the text up to a position.
  mutating func skip(to position: Int) { textStart = position }

  // MARK: - Blocks

  @discardableResult
  mutating func add(_ node: SyntaxNode) -> Int {
    expressions.tree.nodes.append(node)
    return expressions.tree.nodes.count - 1
  }

  mutating func open(_ node: SyntaxNode, closedBy name: Extent) {
    var node = node
    node.inner = Extent(textStart, textStart)
    node.delimiters = UInt16(truncatingIfNeeded: expressions.tree.delimiters.count - 1)
    blocks.append(OpenBlock(node: add(node), kind: node.kind, name: name))
  }

  /// Ends the innermost block; `end` is where its inside ends.
  mutating func closeInnermost(_ extent: Extent, end: Int) {
    guard let block = blocks.popLast() else { return }
    var node = SyntaxNode(.close, extent)
    node.match = UInt32(block.node)
    let index = add(node)
    expressions.tree.nodes[block.node].match = UInt32(index)
    expressions.tree.nodes[block.node].inner.end = UInt32(max(end, Int(expressions.tree.nodes[block.node].inner.start)))
  }

  /// Finds the block that a closing tag means; blocks inside of it that have no end are reported and closed.
  mutating func prepareClose(_ name: Extent, _ extent: Extent) -> Bool {
    guard let match = Self.openBlock(named: name, blocks, text) else {
      guard let block = blocks.last else {
        report(.unexpectedClose(expressions.tree.text(name), open: nil), extent)
        return false
      }
      let open = expressions.tree.text(block.name)
      report(.unexpectedClose(expressions.tree.text(name), open: open), extent, related: opening(block))
      return false
    }
    while blocks.count > match + 1 {
      reportUnclosed(blocks[blocks.count - 1])
      closeInnermost(Extent(Int(extent.start), Int(extent.start)), end: Int(extent.start))
    }
    return true
  }

  /// The innermost open block of a name, not too far out: a wrong end must not cost a walk over everything.
  private static func openBlock(named name: Extent, _ blocks: [OpenBlock], _ text: TemplateText) -> Int? {
    var index = blocks.count - 1
    while index >= max(0, blocks.count - 1_000) {
      if text.areEqual(blocks[index].name, name) { return index }
      index -= 1
    }
    return nil
  }

  private mutating func closeAll() {
    while let block = blocks.last {
      reportUnclosed(block)
      closeInnermost(Extent(limit, limit), end: limit)
    }
  }

  private func opening(_ block: OpenBlock) -> Extent { expressions.tree.nodes[block.node].extent }

  private mutating func reportUnclosed(_ block: OpenBlock) {
    report(.unclosedBlock(expressions.tree.text(block.name)), opening(block))
  }
}
