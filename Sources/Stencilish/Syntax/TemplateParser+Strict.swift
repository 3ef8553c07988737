import SourceDiagnostics

extension TemplateParser {
  /// Parses one tag and moves past it.
  mutating func parse(_ tag: Tag) {
    if options.mode == .mustache { return parseMustache(tag) }
    guard let sigil = text.firstByte(of: tag.inside) else {
      separate(tag, standalone: false)
      return report(.emptyTag, tag.extent)
    }
    let rest = Extent(Int(tag.inside.start) + 1, Int(tag.inside.end))
    switch sigil {
    case UInt8(ascii: "!"): separate(tag, standalone: true)
    case UInt8(ascii: "="): parseDelimiters(tag)
    case UInt8(ascii: "#"): parseBlock(tag, rest)
    case UInt8(ascii: "^"): parseSection(.inverted, tag, rest)
    case UInt8(ascii: "/"): parseClose(tag, rest)
    case UInt8(ascii: ">"): parsePartial(tag, rest)
    case UInt8(ascii: "<"): parseParent(tag, rest)
    case UInt8(ascii: "$"): parseBlockTag(tag, rest)
    case UInt8(ascii: "&"): parseValue(tag, rest, isRaw: true)
    case UInt8(ascii: "{") where hasStandardDelimiters && bytes[Int(tag.inside.start)] == sigil: parseTriple(tag, rest)
    default: parseWordOrValue(tag)
    }
  }

  // MARK: - The extent of a tag

  /// Finds the closing delimiter outside of strings; an opening delimiter before it means that it is missing.
  mutating func scanStrictTag(open: Int, inside: Int) -> ScannedTag {
    var at = inside
    while at < limit, bytes[at].isWhiteSpace { at += 1 }
    let sigil = at < limit ? bytes[at] : 0
    if sigil == UInt8(ascii: "!") { return scanComment(open: open, inside: at) }
    if sigil == UInt8(ascii: "=") { return scanDelimiters(open: open, inside: at) }
    let isTriple = hasStandardDelimiters && sigil == UInt8(ascii: "{") && at == inside
    if isTriple { at += 1 }
    let start = at
    let (firstOfOpen, firstOfClose) = (delimiters.open[0], delimiters.close[0])
    let text = text
    let skipsNames = hasStandardDelimiters
    while at < text.limit {
      let byte = text.bytes[at]
      // Letters, digits and most signs are neither quotes nor parts of the usual delimiters.
      if skipsNames, byte &- 0x28 < 0x53 || byte == 0x20 {
        at += 1
        continue
      }
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"), let end = text.stringEnd(at) {
        at = end
      } else if byte == firstOfClose, text.isMark(delimiters.close, at: at) {
        return .tag(endTag(open: open, inside: isTriple ? start - 1 : start, close: at, isTriple: isTriple))
      } else if byte == firstOfOpen, at > start, text.isMark(delimiters.open, at: at),
        delimiters.open != delimiters.close
      {
        break
      } else {
        at += 1
      }
    }
    return reportUnclosedTag(open, next: at)
  }

  private mutating func endTag(open: Int, inside: Int, close: Int, isTriple: Bool) -> Tag {
    var insideEnd = close
    var end = close + delimiters.close.count
    // `}}}`: the first brace belongs to the tag, the delimiter follows.
    if isTriple, end < limit, bytes[end] == UInt8(ascii: "}") { end += 1 }
    let trims = insideEnd > inside && bytes[insideEnd - 1] == UInt8(ascii: "~")
    if trims { insideEnd -= 1 }
    return Tag(extent: Extent(open, end), inside: Extent(inside, insideEnd), trimsRight: trims)
  }

  private mutating func scanComment(open: Int, inside: Int) -> ScannedTag {
    let isLong = text.isMark(Array("!--".utf8), at: inside)
    let mark = isLong ? Array("--".utf8) : []
    var at = inside + 1
    while let found = text.find(mark + (isLong ? [] : delimiters.close), from: at) {
      // `--}}` and `--~}}` end a long comment.
      var close = found + mark.count
      let trims = isLong && close < limit && bytes[close] == UInt8(ascii: "~")
      if trims { close += 1 }
      guard text.isMark(delimiters.close, at: close) else {
        at = found + 1
        continue
      }
      let end = close + delimiters.close.count
      let trimsShort = !isLong && close > inside + 1 && bytes[close - 1] == UInt8(ascii: "~")
      return .tag(Tag(extent: Extent(open, end), inside: Extent(inside, close), trimsRight: trims || trimsShort))
    }
    return reportUnclosedTag(open, next: limit)
  }

  private mutating func scanDelimiters(open: Int, inside: Int) -> ScannedTag {
    guard let close = text.find([UInt8(ascii: "=")] + delimiters.close, from: inside + 1) else {
      return reportUnclosedTag(open, next: limit)
    }
    return .tag(Tag(extent: Extent(open, close + 1 + delimiters.close.count), inside: Extent(inside, close + 1)))
  }

  mutating func parseDelimiters(_ tag: Tag) {
    separate(tag, standalone: true)
    let bytes = bytes
    let first = tag.inside.range.first { bytes[$0] == UInt8(ascii: "=") } ?? Int(tag.inside.start)
    let last = tag.inside.range.last { bytes[$0] == UInt8(ascii: "=") } ?? first
    let marks = expressions.tree.source.bytes[min(first + 1, last)..<last].split(whereSeparator: \.isWhiteSpace).map(
      Array.init)
    guard marks.count == 2, let changed = Delimiters(open: marks[0], close: marks[1]) else {
      return report(.invalidDelimiters, tag.extent)
    }
    setDelimiters(changed)
  }

  // MARK: - Values

  private mutating func parseTriple(_ tag: Tag, _ rest: Extent) {
    guard bytes[Int(tag.extent.end) - 3] == UInt8(ascii: "}"), tag.extent.end - tag.extent.start >= 6 else {
      separate(tag, standalone: false)
      return report(.unclosedTriple, tag.extent)
    }
    if options.escape == .none {
      let value = expressions.tree.text(rest).trimmingSpace
      report(.tripleWithoutEscape(value), tag.extent)
    }
    parseValue(tag, rest, isRaw: true)
  }

  private mutating func parseValue(_ tag: Tag, _ inside: Extent, isRaw: Bool) {
    expressions.begin(from: Int(inside.start), to: Int(inside.end))
    parseValue(tag, isRaw: isRaw)
  }

  /// Parses the value at whose first token the lexer is.
  private mutating func parseValue(_ tag: Tag, isRaw: Bool) {
    separate(tag, standalone: false)
    var node = SyntaxNode(.value, tag.extent)
    node.flag = isRaw
    node.expression = expressions.parseExpression()
    expectEnd()
    add(node)
  }

  /// Reports what follows the last part of a tag.
  mutating func expectEnd() {
    guard expressions.lexer.token != .end else { return }
    expressions.reportUnexpected("the end of the tag")
  }

  private mutating func parseWordOrValue(_ tag: Tag) {
    expressions.begin(from: Int(tag.inside.start), to: Int(tag.inside.end))
    if expressions.isAt(.else) {
      var ahead = expressions.lexer
      ahead.advance()
      if ahead.token == .end || ahead.token == .name { return parseElse(tag) }
    } else if expressions.isAt(.fail) {
      var ahead = expressions.lexer
      ahead.advance()
      switch ahead.token {
      case .name where ahead.word != .in && ahead.word != .and && ahead.word != .or,
        .string, .escapedString, .integer, .decimal, .at, .openParenthesis:
        return parseFail(tag)
      default: break
      }
    }
    parseValue(tag, isRaw: false)
  }

  private mutating func parseFail(_ tag: Tag) {
    separate(tag, standalone: true)
    expressions.begin(from: Int(tag.inside.start), to: Int(tag.inside.end))
    expressions.lexer.advance()
    var node = SyntaxNode(.fail, tag.extent)
    node.expression = expressions.parseExpression()
    expectEnd()
    add(node)
  }

  private mutating func parseElse(_ tag: Tag) {
    separate(tag, standalone: true)
    expressions.begin(from: Int(tag.inside.start), to: Int(tag.inside.end))
    let word = expressions.lexer.extent
    expressions.lexer.advance()
    guard let block = blocks.last else { return report(.elseOutsideBlock, tag.extent) }
    guard block.kind.takesElse else {
      return report(.elseOutsideBlock, tag.extent, related: expressions.tree.nodes[block.node].extent)
    }
    if block.hasElse { report(.repeatedElse, tag.extent) }
    guard expressions.take(.if) else {
      blocks[blocks.count - 1].hasElse = true
      var node = SyntaxNode(.otherwise, tag.extent)
      node.match = UInt32(block.node)
      expectEnd()
      add(node)
      return
    }
    if block.kind != .ifTrue { report(.elseIfOutsideIf, word) }
    var node = SyntaxNode(.elseIf, tag.extent)
    node.match = UInt32(block.node)
    node.expression = expressions.parseExpression()
    expectEnd()
    if block.kind == .ifTrue { add(node) }
  }
}

extension SyntaxNode.Kind {
  /// Whether a `close` follows.
  var isBlock: Bool {
    switch self {
    case .section, .inverted, .each, .ifTrue, .unless, .with, .bind, .define, .parent, .block, .slot, .apply, .align:
      true
    case .text, .value, .elseIf, .otherwise, .partial, .dynamicPartial, .fail, .expression, .close: false
    }
  }

  var takesElse: Bool {
    switch self {
    case .section, .inverted, .each, .ifTrue, .unless, .with: true
    default: false
    }
  }
}

extension String {
  /// Without white space at either end.
  var trimmingSpace: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}
