/// Splits the inside of a tag into tokens, one at a time.
struct ExpressionLexer: BitwiseCopyable {
  enum Token: UInt8 {
    case name
    case integer
    case decimal
    case string
    /// A string with backslashes in it.
    case escapedString
    /// `@root`, `@outer.index` and so on start with this.
    case at
    case invalid
    case end
    case dot, comma, pipe, assign
    case openParenthesis, closeParenthesis, openBracket, closeBracket
    // Operators come last: see `isOperator`.
    case star, plus, minus, slash, percent
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case doubleQuestion

    var isOperator: Bool { rawValue >= Token.star.rawValue }
  }

  let bytes: Bytes
  private(set) var limit: Int
  /// The current token.
  private(set) var token = Token.end
  /// The current token if it is a name that could be a keyword.
  private(set) var word = Word.none
  private(set) var start: Int
  private(set) var end: Int
  /// Where the token before the current one ended.
  private(set) var previousEnd: Int

  /// A lexer at the end of nothing.
  init(_ bytes: Bytes) {
    self.bytes = bytes
    limit = 0
    start = 0
    end = 0
    previousEnd = 0
  }

  var extent: Extent { Extent(start, end) }

  /// Whether white space stands before the current token.
  var hasSpaceBefore: Bool { start > previousEnd }

  /// Starts again with another range.
  mutating func start(from start: Int, to limit: Int) {
    self.limit = limit
    end = start
    advance()
    previousEnd = start
  }

  /// Whether `|` comes after the current token.
  var isFollowedByPipe: Bool {
    var at = end
    while at < limit, bytes[at].isWhiteSpace { at += 1 }
    return at < limit && bytes[at] == UInt8(ascii: "|")
  }

  mutating func advance() {
    previousEnd = end
    word = .none
    var at = end
    while at < limit, bytes[at].isWhiteSpace { at += 1 }
    guard at < limit else {
      end = limit
      start = limit
      token = .end
      return
    }
    start = at
    let byte = bytes[at]
    if byte.isNameStart {
      at += 1
      while at < limit, bytes[at].isNamePart { at += 1 }
      (token, end) = (.name, at)
      word = Word(bytes.slice(start..<end))
    } else if byte.isDigit {
      scanNumber(at)
    } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      scanString(at, quote: byte)
    } else {
      scanSymbol(at)
    }
  }

  private mutating func scanNumber(_ from: Int) {
    var at = from
    while at < limit, bytes[at].isDigit { at += 1 }
    token = .integer
    if at + 1 < limit, bytes[at] == UInt8(ascii: "."), bytes[at + 1].isDigit {
      token = .decimal
      at += 1
      while at < limit, bytes[at].isDigit { at += 1 }
    }
    if at < limit, bytes[at] | 0x20 == UInt8(ascii: "e") {
      var exponent = at + 1
      if exponent < limit, bytes[exponent] == UInt8(ascii: "-") || bytes[exponent] == UInt8(ascii: "+") {
        exponent += 1
      }
      if exponent < limit, bytes[exponent].isDigit {
        token = .decimal
        at = exponent
        while at < limit, bytes[at].isDigit { at += 1 }
      }
    }
    if at < limit, bytes[at].isNamePart {
      token = .invalid
      while at < limit, bytes[at].isNamePart { at += 1 }
    }
    end = at
  }

  private mutating func scanString(_ from: Int, quote: UInt8) {
    var at = from + 1
    token = .string
    while at < limit, bytes[at] != quote {
      if bytes[at] == UInt8(ascii: "\\") {
        token = .escapedString
        at += 1
      }
      at += 1
    }
    if at < limit {
      end = at + 1
    } else {
      (token, end) = (.invalid, limit)
    }
  }

  private mutating func scanSymbol(_ at: Int) {
    let next = at + 1 < limit ? bytes[at + 1] : 0
    let isEqualNext = next == UInt8(ascii: "=")
    end = at + 1
    switch bytes[at] {
    case UInt8(ascii: "@"): token = .at
    case UInt8(ascii: "."): token = .dot
    case UInt8(ascii: ","): token = .comma
    case UInt8(ascii: "|"): token = .pipe
    case UInt8(ascii: "*"): token = .star
    case UInt8(ascii: "("): token = .openParenthesis
    case UInt8(ascii: ")"): token = .closeParenthesis
    case UInt8(ascii: "["): token = .openBracket
    case UInt8(ascii: "]"): token = .closeBracket
    case UInt8(ascii: "+"): token = .plus
    case UInt8(ascii: "-"): token = .minus
    case UInt8(ascii: "/"): token = .slash
    case UInt8(ascii: "%"): token = .percent
    case UInt8(ascii: "="): isEqualNext ? two(.equal) : (token = .assign)
    case UInt8(ascii: "!") where isEqualNext: two(.notEqual)
    case UInt8(ascii: "<"): isEqualNext ? two(.lessOrEqual) : (token = .less)
    case UInt8(ascii: ">"): isEqualNext ? two(.greaterOrEqual) : (token = .greater)
    case UInt8(ascii: "?") where next == UInt8(ascii: "?"): two(.doubleQuestion)
    default:
      token = .invalid
      while end < limit, bytes[end] & 0xC0 == 0x80 { end += 1 }
    }
  }

  private mutating func two(_ symbol: Token) {
    token = symbol
    end += 1
  }
}

extension UInt8 {
  /// Space, tab, carriage return or line feed.
  @inline(__always) var isWhiteSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
  @inline(__always) var isDigit: Bool { self &- 0x30 <= 9 }
  @inline(__always) var isNameStart: Bool { (self | 0x20) &- 0x61 <= 25 || self == 0x5F }
  @inline(__always) var isNamePart: Bool { isNameStart || isDigit }
}
