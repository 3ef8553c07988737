/// Splits the inside of a tag into tokens, one at a time.
struct ExpressionLexer {
  enum Token: Equatable {
    case name
    case integer
    case decimal
    case string(escaped: Bool)
    /// `@root`, `@outer.index` and so on start with this.
    case at
    case symbol(Symbol)
    case invalid
    case end
  }

  enum Symbol: UInt8 {
    case dot, comma, pipe, assign, star
    case openParenthesis, closeParenthesis, openBracket, closeBracket
    case plus, minus, slash, percent
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case doubleQuestion
  }

  let bytes: [UInt8]
  private(set) var limit: Int
  /// The current token.
  private(set) var token = Token.end
  private(set) var start: Int
  private(set) var end: Int
  /// Where the token before the current one ended.
  private(set) var previousEnd: Int

  init(_ bytes: [UInt8], from start: Int, to limit: Int) {
    self.bytes = bytes
    self.limit = limit
    self.start = start
    end = start
    previousEnd = start
    advance()
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
    var at = end
    while at < limit, bytes[at].isWhiteSpace { at += 1 }
    start = at
    guard at < limit else {
      end = limit
      start = limit
      token = .end
      return
    }
    let byte = bytes[at]
    if byte.isNameStart {
      at += 1
      while at < limit, bytes[at].isNamePart { at += 1 }
      (token, end) = (.name, at)
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
    var escaped = false
    while at < limit, bytes[at] != quote {
      if bytes[at] == UInt8(ascii: "\\") {
        escaped = true
        at += 1
      }
      at += 1
    }
    if at < limit {
      (token, end) = (.string(escaped: escaped), at + 1)
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
    case UInt8(ascii: "."): token = .symbol(.dot)
    case UInt8(ascii: ","): token = .symbol(.comma)
    case UInt8(ascii: "|"): token = .symbol(.pipe)
    case UInt8(ascii: "*"): token = .symbol(.star)
    case UInt8(ascii: "("): token = .symbol(.openParenthesis)
    case UInt8(ascii: ")"): token = .symbol(.closeParenthesis)
    case UInt8(ascii: "["): token = .symbol(.openBracket)
    case UInt8(ascii: "]"): token = .symbol(.closeBracket)
    case UInt8(ascii: "+"): token = .symbol(.plus)
    case UInt8(ascii: "-"): token = .symbol(.minus)
    case UInt8(ascii: "/"): token = .symbol(.slash)
    case UInt8(ascii: "%"): token = .symbol(.percent)
    case UInt8(ascii: "="): isEqualNext ? two(.equal) : (token = .symbol(.assign))
    case UInt8(ascii: "!") where isEqualNext: two(.notEqual)
    case UInt8(ascii: "<"): isEqualNext ? two(.lessOrEqual) : (token = .symbol(.less))
    case UInt8(ascii: ">"): isEqualNext ? two(.greaterOrEqual) : (token = .symbol(.greater))
    case UInt8(ascii: "?") where next == UInt8(ascii: "?"): two(.doubleQuestion)
    default:
      token = .invalid
      while end < limit, bytes[end] & 0xC0 == 0x80 { end += 1 }
    }
  }

  private mutating func two(_ symbol: Symbol) {
    token = .symbol(symbol)
    end += 1
  }
}

extension UInt8 {
  /// Space, tab, carriage return or line feed.
  @inline(__always) var isWhiteSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
  @inline(__always) var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  @inline(__always) var isNameStart: Bool {
    let lower = self | 0x20
    return (lower >= 0x61 && lower <= 0x7A) || self == 0x5F
  }
  @inline(__always) var isNamePart: Bool { isNameStart || isDigit }
}
