import SourceDiagnostics

/// What follows a value, its path and its filters, and literals.
extension ExpressionParser {
  // MARK: - Paths and filters

  mutating func parsePostfix(from start: Int) {
    parsePath(from: start)
    guard isAt(.pipe) else { return }
    let begin = tree.operations.count
    emit(.beginFilters(isConstant: true), lexer.extent)
    while isAt(.pipe) {
      lexer.advance()
      let name = lexer.extent
      parseFilter()
      lastFilter = name
    }
    tree.operations[begin].kind = .beginFilters(isConstant: Self.isConstant(tree.operations, from: begin + 1))
    emit(.endFilters, from: start)
  }

  /// Whether nothing but constants goes into the filters that begin at an operation.
  private static func isConstant(_ operations: [Operation], from begin: Int) -> Bool {
    for index in begin..<operations.count {
      switch operations[index].kind {
      case .push, .null, .bool, .int, .decimal, .string, .decodedString, .filter: continue
      default: return false
      }
    }
    return true
  }

  /// Parses a path on its own, as sections take it.
  mutating func parsePathExpression() -> Extent {
    let first = tree.operations.count
    let start = lexer.start
    parsePrimary()
    parsePath(from: start)
    return Extent(first, tree.operations.count)
  }

  private mutating func parsePath(from start: Int) {
    while true {
      if isAt(.dot) {
        lexer.advance()
        guard lexer.token == .name else {
          reportUnexpected("a field name")
          return emit(.invalid, lexer.extent)
        }
        emitField()
      } else if isAt(.openBracket), !lexer.hasSpaceBefore {
        lexer.advance()
        emit(.push, lexer.extent)
        parse(.or)
        if !take(.closeBracket) { reportUnexpected("`]`") }
        emit(.element, from: start)
      } else {
        return
      }
    }
  }

  /// Parses the name and the arguments of a filter; the input is the current value.
  mutating func parseFilter() {
    guard lexer.token == .name else {
      reportUnexpected("the name of a filter")
      return emit(.invalid, lexer.extent)
    }
    let name = takeFilterName()
    var arguments: [Argument] = []
    if isAt(.openParenthesis) {
      lexer.advance()
      // The whole call is emitted after its arguments; nested calls add theirs to the tree first.
      while !isAt(.closeParenthesis), lexer.token != .end {
        emit(.push, lexer.extent)
        arguments.append(parseFilterArgument())
        guard take(.comma) else { break }
      }
      if !take(.closeParenthesis) { reportUnexpected("`,` or `)`") }
    }
    let names = tree.arguments.count
    if !arguments.isEmpty {
      emit(.push, name)
      tree.arguments.append(contentsOf: arguments)
    }
    emit(.filter(arguments: UInt32(arguments.count), names: UInt32(names)), name)
  }

  /// Takes `name` or `namespace::name`; a namespace is the name of a pack, such as `org/sqlite-repo`.
  private mutating func takeFilterName() -> Extent {
    let start = lexer.start
    var at = lexer.end
    while at < lexer.limit,
      lexer.bytes[at].isNamePart || lexer.bytes[at] == UInt8(ascii: "-")
        || lexer.bytes[at] == UInt8(ascii: "/")
    {
      at += 1
    }
    let colon = UInt8(ascii: ":")
    guard at + 2 < lexer.limit, lexer.bytes[at] == colon, lexer.bytes[at + 1] == colon, lexer.bytes[at + 2].isNameStart
    else {
      let name = lexer.extent
      lexer.advance()
      return name
    }
    lexer.start(from: at + 2, to: lexer.limit)
    let name = Extent(start, lexer.end)
    lexer.advance()
    return name
  }

  private mutating func parseFilterArgument() -> Argument {
    let first = tree.operations.count
    var name = Extent.none
    if lexer.token == .name {
      var ahead = lexer
      ahead.advance()
      if ahead.token == .assign {
        name = lexer.extent
        lexer.advance()
        lexer.advance()
      }
    }
    parse(.or)
    return Argument(name: name, expression: Extent(first, tree.operations.count))
  }

  // MARK: - Literals

  mutating func emitInteger(_ extent: Extent) {
    if let value = Int64(tree.text(extent)) {
      emit(.int(value), extent)
    } else {
      report(.integerTooLarge(tree.text(extent)), extent)
      emit(.invalid, extent)
    }
  }

  mutating func emitDecimal(_ extent: Extent) {
    if let value = Double(tree.text(extent)), value.isFinite {
      emit(.decimal(value), extent)
    } else {
      report(.decimalTooLarge(tree.text(extent)), extent)
      emit(.invalid, extent)
    }
  }

  mutating func emitEscapedString(_ extent: Extent) {
    let inside = Int(extent.start) + 1..<Int(extent.end) - 1
    var invalid: [Extent] = []
    let decoded = StringEscapes.decode(tree.source.bytes[inside]) { invalid.append($0) }
    for at in invalid { problems.append(SyntaxProblem(problem: .invalidEscape(tree.text(at)), extent: at)) }
    emit(.decodedString(UInt32(tree.strings.count)), extent)
    tree.strings.append(decoded)
  }
}
