/// A short name as a number, so that telling a keyword is one comparison.
struct Word: Equatable, BitwiseCopyable {
  private let bits: UInt64

  /// Of names that are longer than any keyword, and of what is no name.
  static let none = Word(bits: 0)

  private init(bits: UInt64) { self.bits = bits }

  /// The word that bytes spell; `none` for more than eight.
  @inline(__always) init(_ bytes: Bytes) {
    guard bytes.count > 0, bytes.count <= 8 else {
      self = .none
      return
    }
    // The padding makes the read valid.
    let all = unsafe bytes.base.loadUnaligned(as: UInt64.self)
    bits = UInt64(littleEndian: all) & (.max >> UInt64(8 * (8 - bytes.count)))
  }

  /// The word of a few characters, made while compiling.
  @inline(__always) private init(
    _ a: Unicode.Scalar, _ b: Unicode.Scalar, _ c: Unicode.Scalar = "\0", _ d: Unicode.Scalar = "\0",
    _ e: Unicode.Scalar = "\0", _ f: Unicode.Scalar = "\0"
  ) {
    let first = UInt64(a.value) | UInt64(b.value) << 8 | UInt64(c.value) << 16
    bits = first | UInt64(d.value) << 24 | UInt64(e.value) << 32 | UInt64(f.value) << 40
  }
}

extension Word {
  // Values and operators
  static var `true`: Word { Word("t", "r", "u", "e") }
  static var `false`: Word { Word("f", "a", "l", "s", "e") }
  static var null: Word { Word("n", "u", "l", "l") }
  static var this: Word { Word("t", "h", "i", "s") }
  static var and: Word { Word("a", "n", "d") }
  static var or: Word { Word("o", "r") }
  static var `in`: Word { Word("i", "n") }
  static var not: Word { Word("n", "o", "t") }
  static var root: Word { Word("r", "o", "o", "t") }
  static var outer: Word { Word("o", "u", "t", "e", "r") }

  // Tags and clauses
  static var `as`: Word { Word("a", "s") }
  static var sep: Word { Word("s", "e", "p") }
  static var `if`: Word { Word("i", "f") }
  static var `else`: Word { Word("e", "l", "s", "e") }
  static var fail: Word { Word("f", "a", "i", "l") }
  static var each: Word { Word("e", "a", "c", "h") }
  static var unless: Word { Word("u", "n", "l", "e", "s", "s") }
  static var with: Word { Word("w", "i", "t", "h") }
  static var `let`: Word { Word("l", "e", "t") }
  static var define: Word { Word("d", "e", "f", "i", "n", "e") }
  static var slot: Word { Word("s", "l", "o", "t") }
  static var apply: Word { Word("a", "p", "p", "l", "y") }
  static var align: Word { Word("a", "l", "i", "g", "n") }
  static var raw: Word { Word("r", "a", "w") }

  /// Whether the word stands between values.
  @inline(__always) var isOperator: Bool { self == .and || self == .or || self == .in || self == .not }

  /// Whether nothing can be bound to the word.
  var isReserved: Bool { isOperator || self == .true || self == .false || self == .null || self == .this }
}
