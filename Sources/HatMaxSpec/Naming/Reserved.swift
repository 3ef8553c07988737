/// Names that mean something to those who will read them.
enum Reserved {
  /// Go's keywords (The Go Programming Language Specification, "Keywords").
  static let goKeywords = WordSet(
    """
    break case chan const continue default defer else fallthrough for func go goto if import interface map package range
    return select struct switch type var
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Packages and predeclared names that a package of the same name would hide in every file.
  static let goPackages = WordSet(
    """
    main internal vendor context errors fmt http json log os sql sync time string int error any bool byte rune len cap new
    make nil true false iota append copy delete panic print println recover close min max clear init platform
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// What Go takes a file's last word for: tests, operating systems and architectures (`go help buildconstraint`).
  static let goFileEndings = WordSet(
    """
    test aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos
    unix 386 amd64 amd64p32 arm arm64 armbe arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64
    ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Words that SQLite (lang_keywords.html, those that can't be names) or PostgreSQL (appendix C, "reserved") keep.
  static let sql = WordSet(
    """
    add all alter analyse analyze and any array as asc asymmetric authorization between binary both case cast check collate
    collation column commit concurrently constraint create cross current_catalog current_date current_role current_schema
    current_time current_timestamp current_user default deferrable delete desc distinct do drop else end escape except
    exists false fetch for foreign freeze from full grant group having ilike in index initially inner insert intersect into
    is isnull join lateral leading left like limit localtime localtimestamp natural not nothing notnull null offset on only
    or order outer overlaps placing primary references returning right rollback select session_user set similar some
    symmetric system_user table tablesample then to trailing transaction true union unique update user using values
    variadic verbose when where window with
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Device names of Windows, which can't be the name of a file or folder there.
  static let windowsFiles = WordSet(
    ["con", "prn", "aux", "nul"] + (1...9).flatMap { ["com\($0)", "lpt\($0)"] })
}

/// Words that names are looked up among: most names are told apart by their length and their first and last letters.
struct WordSet: Sendable {
  private let words: Set<String>
  private var lengths: UInt64 = 0
  private var firsts: UInt64 = 0
  private var lasts: UInt64 = 0

  init(_ words: [String]) {
    self.words = Set(words)
    for word in words {
      lengths |= Self.bit(word.utf8.count)
      firsts |= Self.bit(word.utf8.first)
      lasts |= Self.bit(word.utf8.last)
    }
  }

  func contains(_ word: String) -> Bool {
    let bytes = word.utf8
    guard lengths & Self.bit(bytes.count) != 0, firsts & Self.bit(bytes.first) != 0, lasts & Self.bit(bytes.last) != 0
    else { return false }
    return words.contains(word)
  }

  private static func bit(_ length: Int) -> UInt64 { 1 << UInt64(min(length, 63)) }
  private static func bit(_ letter: UInt8?) -> UInt64 { 1 << UInt64((letter ?? 0) & 63) }
}
