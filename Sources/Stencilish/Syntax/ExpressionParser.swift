import SourceDiagnostics

/// Parses expressions by precedence and writes operations in evaluation order.
///
/// Parsing recurses only where the text nests (parentheses, brackets, arguments, prefix operators), and that is bounded
/// by `maximumNesting`.
struct ExpressionParser: ~Copyable {
  static let maximumNesting = 100

  /// How tightly operators bind, loosest first.
  enum Level: Int {
    case or, and, not, comparison, coalesce, sum, product, unary
  }

  var lexer: ExpressionLexer
  var tree: SyntaxTree
  var problems: [SyntaxProblem]
  private var nesting = 0
  private var isTooDeep = false
  /// Whether this tag has an error already: what follows from it isn't worth a message.
  private(set) var hasFailed = false
  /// The filter that ended the operand just parsed, for the lint of `a + b | f`.
  var lastFilter: Extent?

  init(_ source: TemplateSource) {
    tree = SyntaxTree(source)
    problems = []
    lexer = ExpressionLexer(tree.bytes)
  }

  /// Starts with the inside of a tag.
  mutating func begin(from start: Int, to limit: Int) {
    lexer.start(from: start, to: limit)
    isTooDeep = false
    hasFailed = false
  }

  // MARK: - Tokens

  mutating func report(_ problem: Problem, _ extent: Extent) {
    if problem.severity == .error { hasFailed = true }
    problems.append(SyntaxProblem(problem: problem, extent: extent))
  }

  @inline(__always) func isAt(_ token: ExpressionLexer.Token) -> Bool { lexer.token == token }

  mutating func take(_ token: ExpressionLexer.Token) -> Bool {
    guard isAt(token) else { return false }
    lexer.advance()
    return true
  }

  @inline(__always) func isAt(_ word: Word) -> Bool { lexer.word == word }

  mutating func take(_ word: Word) -> Bool {
    guard isAt(word) else { return false }
    lexer.advance()
    return true
  }

  /// The text of the current token.
  var tokenText: String { lexer.token == .end ? "" : tree.text(lexer.extent) }

  /// Reports what stands where something else was expected.
  mutating func reportUnexpected(_ expected: String) {
    guard !hasFailed else { return }
    switch lexer.token {
    case .end: report(.expectedAtEnd(expected), Extent(lexer.previousEnd, lexer.previousEnd))
    case .invalid where tokenText.first == "\"" || tokenText.first == "'": report(.unclosedString, lexer.extent)
    default: report(.unexpected(tokenText, expected: expected), lexer.extent)
    }
  }

  // MARK: - Operations

  mutating func emit(_ kind: Operation.Kind, _ extent: Extent) {
    tree.operations.append(Operation(kind: kind, extent: extent))
  }

  mutating func emit(_ kind: Operation.Kind, from start: Int) {
    emit(kind, Extent(start, lexer.previousEnd))
  }

  // MARK: - Grammar

  /// Parses one expression and gives its operations; on an error they hold `invalid`.
  mutating func parseExpression() -> Extent {
    let first = tree.operations.count
    parse(.or)
    return Extent(first, tree.operations.count)
  }

  mutating func parse(_ level: Level) {
    guard !isTooDeep else { return emit(.invalid, lexer.extent) }
    nesting += 1
    defer { nesting -= 1 }
    if nesting > Self.maximumNesting {
      isTooDeep = true
      report(.expressionTooDeep(Self.maximumNesting), lexer.extent)
      while lexer.token != .end { lexer.advance() }
      return emit(.invalid, lexer.extent)
    }
    let start = lexer.start
    parsePrefix(level)
    parseOperators(level, from: start)
  }

  private mutating func parsePrefix(_ level: Level) {
    let start = lexer.start
    if level.rawValue <= Level.not.rawValue, take(.not) {
      parse(.not)
      return emit(.not, from: start)
    }
    if isAt(.minus) {
      lexer.advance()
      if lexer.token == .integer, lexer.start == start + 1, !lexer.isFollowedByPipe {
        // So that the smallest integer can be written.
        emitInteger(Extent(start, lexer.end))
        lexer.advance()
        return parsePostfix(from: start)
      }
      parse(.unary)
      return emit(.negate, from: start)
    }
    parsePrimary()
    parsePostfix(from: start)
  }

  private mutating func parseOperators(_ lowest: Level, from start: Int) {
    var comparisons = 0
    while lexer.token.isOperator || lexer.word.isOperator,
      let (level, kind) = Self.operator(at: lexer), level.rawValue >= lowest.rawValue
    {
      let operatorExtent = lexer.extent
      lexer.advance()
      if level == .comparison {
        comparisons += 1
        if comparisons == 2 { report(.chainedComparison, operatorExtent) }
      }
      guard let tighter = Level(rawValue: level.rawValue + 1) else { return }
      switch kind {
      case .binary(let binary):
        emit(.push, operatorExtent)
        parseRightSide(tighter)
        emit(.binary(binary), from: start)
      case .ifNull:
        emit(kind, operatorExtent)
        parseRightSide(tighter)
        emit(.endShort, operatorExtent)
      default:
        emit(kind, operatorExtent)
        parse(tighter)
        emit(.endShort, operatorExtent)
      }
    }
  }

  private mutating func parseRightSide(_ level: Level) {
    lastFilter = nil
    parse(level)
    if let lastFilter { report(.filterAfterOperator(tree.text(lastFilter)), lastFilter) }
    lastFilter = nil
  }

  private static func `operator`(at lexer: ExpressionLexer) -> (Level, Operation.Kind)? {
    switch lexer.token {
    case .star: return (.product, .binary(.multiply))
    case .slash: return (.product, .binary(.divide))
    case .percent: return (.product, .binary(.remainder))
    case .plus: return (.sum, .binary(.add))
    case .minus: return (.sum, .binary(.subtract))
    case .doubleQuestion: return (.coalesce, .ifNull)
    case .equal: return (.comparison, .binary(.equal))
    case .notEqual: return (.comparison, .binary(.notEqual))
    case .less: return (.comparison, .binary(.less))
    case .lessOrEqual: return (.comparison, .binary(.lessOrEqual))
    case .greater: return (.comparison, .binary(.greater))
    case .greaterOrEqual: return (.comparison, .binary(.greaterOrEqual))
    case .name where lexer.word == .in: return (.comparison, .binary(.isIn))
    case .name where lexer.word == .and: return (.and, .andThen)
    case .name where lexer.word == .or: return (.or, .orElse)
    default: return nil
    }
  }

  // MARK: - Values

  mutating func parsePrimary() {
    let extent = lexer.extent
    switch lexer.token {
    case .name: parseName(extent)
    case .integer:
      emitInteger(extent)
      lexer.advance()
    case .decimal:
      emitDecimal(extent)
      lexer.advance()
    case .string:
      emit(.string(Extent(Int(extent.start) + 1, Int(extent.end) - 1)), extent)
      lexer.advance()
    case .escapedString:
      emitEscapedString(extent)
      lexer.advance()
    case .at: parseLoopVariable()
    case .dot: parseThisField()
    case .openParenthesis:
      lexer.advance()
      parse(.or)
      lastFilter = nil
      if !take(.closeParenthesis) { reportUnexpected("`)`") }
    case .openBracket: parseList()
    default:
      reportUnexpected("a value")
      emit(.invalid, extent)
      // The token is taken, so that one mistake gives one message.
      if lexer.token != .end { lexer.advance() }
    }
  }

  private mutating func parseName(_ extent: Extent) {
    switch lexer.word {
    case .none: emit(.name, extent)
    case .true: emit(.bool(true), extent)
    case .false: emit(.bool(false), extent)
    case .null: emit(.null, extent)
    case .this: emit(.this, extent)
    case let word where word.isOperator:
      report(.wordAsValue(tokenText), extent)
      emit(.invalid, extent)
    default: emit(.name, extent)
    }
    lexer.advance()
  }

  private mutating func parseThisField() {
    emit(.this, lexer.extent)
    let dotEnd = lexer.end
    lexer.advance()
    // `.x` is a field; a lone `.` may be followed by anything else.
    if lexer.token == .name, lexer.start == dotEnd { emitField() }
  }

  mutating func emitField() {
    emit(.field, lexer.extent)
    lexer.advance()
  }

  private mutating func parseLoopVariable() {
    let start = lexer.start
    lexer.advance()
    var level: UInt32 = 0
    while isAt(.outer) {
      level += 1
      lexer.advance()
      guard take(.dot) else { break }
    }
    let extent = Extent(start, lexer.end)
    if level == 0, take(.root) { return emit(.root, extent) }
    guard lexer.token == .name, let variable = LoopVariable(tokenText) else {
      report(.unknownLoopVariable("@" + tokenText), extent)
      if lexer.token == .name { lexer.advance() }
      return emit(.invalid, extent)
    }
    lexer.advance()
    emit(.loop(variable, level: level), extent)
  }

  private mutating func parseList() {
    let start = lexer.start
    lexer.advance()
    var count: UInt32 = 0
    while !isAt(.closeBracket), lexer.token != .end {
      if count > 0 { emit(.push, lexer.extent) }
      parse(.or)
      count += 1
      guard take(.comma) else { break }
    }
    if !take(.closeBracket) { reportUnexpected("`,` or `]`") }
    emit(.list(count), from: start)
  }
}
