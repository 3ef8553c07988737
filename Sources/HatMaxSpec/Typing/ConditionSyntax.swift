import SourceDiagnostics

/// A condition as it is written, before names are looked up.
indirect enum ConditionSyntax {
  case and([ConditionSyntax])
  case or([ConditionSyntax])
  case not(ConditionSyntax)
  case compare(Condition.Comparison, Term, Term)
  case isIn(Term, Term)
  case isSet(Term)
  case isNotSet(Term)
  case truth(Term)

  /// A name, a literal or a list.
  struct Term {
    enum Kind {
      /// `status`, `input.x`, `price.amount`
      case path([String])
      /// `$name`
      case dollar([String])
      case text(String)
      case number(String)
      case bool(Bool)
      case list([Term])
    }

    var kind: Kind
    var span: SourceSpan
  }
}

/// Reads the condition language by recursive descent.
///
/// ```
/// or         = and { "or" and }
/// and        = not { "and" not }
/// not        = "not" not | "(" or ")" | comparison
/// comparison = term [ ("==" | "!=" | "<" | "<=" | ">" | ">=" | "in") term | "is" ["not"] "set" ]
/// term       = path | "$" path | text | number | "true" | "false" | "[" term { "," term } "]"
/// ```
struct ConditionParser {
  /// What went wrong, where.
  struct Failure: Error {
    let expected: String
    let span: SourceSpan
  }

  private var tokens: [Token]
  private var next = 0
  private var depth = 0
  private static let maximumDepth = 50

  /// - Parameters:
  ///   - text: the condition.
  ///   - place: gives the span in the file of a range of the text's bytes.
  static func parse(_ text: String, place: (Range<Int>) -> SourceSpan) throws(Failure) -> ConditionSyntax {
    var parser = ConditionParser(tokens: try Token.all(of: text, place: place))
    let condition = try parser.or()
    guard parser.current.kind == .end else { throw parser.failure("`and`, `or` or the end") }
    return condition
  }

  private var current: Token { tokens[next] }

  private init(tokens: [Token]) { self.tokens = tokens }

  private func failure(_ expected: String) -> Failure { Failure(expected: expected, span: current.span) }

  private mutating func accept(_ kind: Token.Kind) -> Bool {
    guard current.kind == kind else { return false }
    next += 1
    return true
  }

  private mutating func expect(_ kind: Token.Kind, _ words: String) throws(Failure) {
    if !accept(kind) { throw failure(words) }
  }

  // MARK: - Grammar

  private mutating func or() throws(Failure) -> ConditionSyntax {
    var terms = [try and()]
    while accept(.word("or")) { terms.append(try and()) }
    return terms.count == 1 ? terms[0] : .or(terms)
  }

  private mutating func and() throws(Failure) -> ConditionSyntax {
    var terms = [try not()]
    while accept(.word("and")) { terms.append(try not()) }
    return terms.count == 1 ? terms[0] : .and(terms)
  }

  private mutating func not() throws(Failure) -> ConditionSyntax {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw failure("a condition nested at most \(Self.maximumDepth) levels deep")
    }
    if accept(.word("not")) { return .not(try not()) }
    if accept(.symbol("(")) {
      let inner = try or()
      try expect(.symbol(")"), "`)`")
      return inner
    }
    return try comparison()
  }

  private mutating func comparison() throws(Failure) -> ConditionSyntax {
    let left = try term()
    if case .symbol(let text) = current.kind, let comparison = Condition.Comparison(rawValue: text) {
      next += 1
      return .compare(comparison, left, try term())
    }
    if accept(.word("in")) { return .isIn(left, try term()) }
    if accept(.word("is")) {
      let isNegated = accept(.word("not"))
      try expect(.word("set"), isNegated ? "`set`" : "`set` or `not set`")
      return isNegated ? .isNotSet(left) : .isSet(left)
    }
    return .truth(left)
  }

  private mutating func term() throws(Failure) -> ConditionSyntax.Term {
    let token = current
    switch token.kind {
    case .word("true"), .word("false"):
      next += 1
      return .init(kind: .bool(token.kind == .word("true")), span: token.span)
    case .word(let word) where !["and", "or", "not", "in", "is"].contains(word):
      return .init(kind: .path(try path()), span: SourceSpan(start: token.span.start, end: tokens[next - 1].span.end))
    case .symbol("$"):
      next += 1
      guard case .word = current.kind else { throw failure("a name after `$`") }
      return .init(kind: .dollar(try path()), span: SourceSpan(start: token.span.start, end: tokens[next - 1].span.end))
    case .text(let text):
      next += 1
      return .init(kind: .text(text), span: token.span)
    case .number(let text):
      next += 1
      return .init(kind: .number(text), span: token.span)
    case .symbol("["):
      next += 1
      return try list(from: token.span.start)
    default:
      throw failure("a field, `input.NAME`, `$NAME` or a value")
    }
  }

  private mutating func list(from start: Int) throws(Failure) -> ConditionSyntax.Term {
    var items: [ConditionSyntax.Term] = []
    repeat {
      if case .symbol("[") = current.kind { throw failure("a value") }
      items.append(try term())
    } while accept(.symbol(","))
    let end = current.span.end
    try expect(.symbol("]"), "`,` or `]`")
    return .init(kind: .list(items), span: SourceSpan(start: start, end: end))
  }

  private mutating func path() throws(Failure) -> [String] {
    var names: [String] = []
    repeat {
      guard case .word(let name) = current.kind else { throw failure("a name") }
      names.append(name)
      next += 1
    } while accept(.symbol("."))
    return names
  }
}

/// A piece of a condition.
private struct Token {
  enum Kind: Equatable {
    case word(String)
    case text(String)
    case number(String)
    case symbol(String)
    case end
  }

  var kind: Kind
  var span: SourceSpan

  static func all(
    of text: String, place: (Range<Int>) -> SourceSpan
  ) throws(ConditionParser.Failure) -> [Token] {
    let bytes = Array(text.utf8)
    var tokens: [Token] = []
    var at = 0
    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    func end(of start: Int, while test: (UInt8) -> Bool) -> Int {
      var end = start
      while end < bytes.count, test(bytes[end]) { end += 1 }
      return end
    }
    while at < bytes.count {
      let start = at
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        at += 1
        continue
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
        at = end(of: at) { ($0 | 0x20) &- 97 < 26 || $0 &- 48 < 10 || $0 == 95 }
        tokens.append(Token(kind: .word(string(start..<at)), span: place(start..<at)))
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        at = end(of: at + 1) { $0 &- 48 < 10 || $0 == UInt8(ascii: ".") }
        guard Double(string(start..<at)) != nil else {
          throw .init(expected: "a number", span: place(start..<at))
        }
        tokens.append(Token(kind: .number(string(start..<at)), span: place(start..<at)))
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        let close = end(of: at + 1) { $0 != byte }
        guard close < bytes.count else { throw .init(expected: "a closing quote", span: place(start..<bytes.count)) }
        at = close + 1
        tokens.append(Token(kind: .text(string(start + 1..<close)), span: place(start..<at)))
      default:
        let two = string(at..<min(at + 2, bytes.count))
        if ["==", "!=", "<=", ">="].contains(two) {
          at += 2
        } else if "()[],.<>$".utf8.contains(byte) {
          at += 1
        } else {
          throw .init(
            expected: "a name, a value or an operator (`==`, `!=`, `<`, `in`, `is set`, …)", span: place(at..<at + 1))
        }
        tokens.append(Token(kind: .symbol(string(start..<at)), span: place(start..<at)))
      }
    }
    tokens.append(Token(kind: .end, span: place(bytes.count..<bytes.count)))
    return tokens
  }
}
