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

/// What names in snake case mean to those who will read them, looked up once for each field rather than by every rule.
struct NameClasses: OptionSet, Sendable {
  let rawValue: UInt8

  /// What every aggregate has.
  static let ofAggregate = NameClasses(rawValue: 1)
  static let ofAudit = NameClasses(rawValue: 2)
  static let ofDeletion = NameClasses(rawValue: 4)
  /// What everything in a collection has.
  static let ofElement = NameClasses(rawValue: 8)
  /// A method of every aggregate's Go type.
  static let method = NameClasses(rawValue: 16)
  static let goKeyword = NameClasses(rawValue: 32)
  static let sqlWord = NameClasses(rawValue: 64)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The classes of a name.
  init(of snake: String) { self = Self.words.contains(snake) ? Self.table[snake] ?? [] : [] }

  private static let table: [String: NameClasses] = {
    let classes: [(NameClasses, Set<String>)] = [
      (.ofAggregate, ["id", "version"]), (.ofAudit, ["created_at", "created_by", "updated_at", "updated_by"]),
      (.ofDeletion, ["deleted_at", "deleted_by"]), (.ofElement, ["id", "position"]),
      (.method, ["state", "replace", "apply"]), (.goKeyword, Reserved.goKeywords.words),
      (.sqlWord, Reserved.sql.words),
    ]
    var table: [String: NameClasses] = [:]
    for (own, words) in classes { for word in words { table[word, default: []].insert(own) } }
    return table
  }()

  private static let words = WordSet(Array(table.keys))
}

/// Words that names are looked up among: most names are told apart by their length and their first and last letters.
struct WordSet: Sendable {
  let words: Set<String>
  /// A bit for each of the places that the words have.
  private var places: [UInt64] = Array(repeating: 0, count: 16)

  init(_ words: [String]) {
    self.words = Set(words)
    for word in words {
      let place = Self.place(of: word)
      places[place / 64] |= 1 << UInt64(place % 64)
    }
  }

  func contains(_ word: String) -> Bool {
    let place = Self.place(of: word)
    return places[place / 64] & (1 << UInt64(place % 64)) != 0 && words.contains(word)
  }

  /// One of 1,024 places, by the length and the first and last letters.
  private static func place(of word: String) -> Int {
    let bytes = word.utf8
    return (Int(bytes.first ?? 0) * 131 + Int(bytes.last ?? 0) * 31 + bytes.count) % 1024
  }
}

extension Reserved {
  /// Tables and collections that generated services keep for themselves.
  static func tables(of service: Service) -> Set<String> {
    let happens = service.aggregates.contains { !$0.events.isEmpty || !$0.commands.isEmpty }
    return happens ? serviceTables.union(eventTables) : serviceTables
  }

  private static let serviceTables: Set<String> = ["schema_migrations", "idempotent_requests"]

  private static let eventTables: Set<String> = [
    "events", "event_claims", "event_counters", "event_snapshots", "event_streams", "projection_checkpoints",
    "projection_parked", "projection_retired", "projection_views",
  ]
}
