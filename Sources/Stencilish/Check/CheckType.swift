/// What the checker knows of a value.
indirect enum CheckType: Hashable {
  case any
  case null
  case bool
  case int
  case decimal
  case string
  case oneOf([String])
  case list(CheckType)
  case map(CheckType)
  case record(String)
  /// A record that a filter makes.
  case made([String: CheckType])
  case optional(CheckType)

  init(_ type: SchemaType) {
    self =
      switch type {
      case .any: .any
      case .string: .string
      case .int: .int
      case .decimal: .decimal
      case .bool: .bool
      case .oneOf(let values): .oneOf(values)
      case .optional(let inner): CheckType(inner).orNull
      case .list(let element): .list(CheckType(element))
      case .map(let value): .map(CheckType(value))
      case .record(let name): .record(name)
      }
  }

  /// The type, or null.
  var orNull: CheckType {
    switch self {
    case .any, .null, .optional: self
    default: .optional(self)
    }
  }

  /// The type when it isn't null.
  var unwrapped: CheckType { if case .optional(let inner) = self { inner } else { self } }

  var isOptional: Bool { if case .optional = self { true } else { self == .null } }

  var isAny: Bool { self == .any }

  var isNumber: Bool { self == .int || self == .decimal }

  var isText: Bool { if case .oneOf = self { true } else { self == .string } }

  /// The kinds that a value of this type may have.
  var kinds: ValueKinds {
    switch self {
    case .any: .any
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .decimal: .decimal
    case .string, .oneOf: .string
    case .list: .list
    case .map, .record, .made: .record
    case .optional(let inner): inner.kinds.union(.null)
    }
  }

  /// Whether a condition on this type is known.
  var truth: Bool? {
    switch self {
    case .null: false
    case .int, .decimal, .record, .made, .map: true
    case .oneOf(let values): values.contains("") ? nil : true
    case .any, .bool, .string, .list, .optional: nil
    }
  }

  /// What both types are.
  func joined(with other: CheckType) -> CheckType {
    if self == other { return self }
    switch (self, other) {
    case (.null, _): return other.orNull
    case (_, .null): return orNull
    case (.optional(let left), _): return left.joined(with: other.unwrapped).orNull
    case (_, .optional(let right)): return joined(with: right).orNull
    case (.oneOf, .string), (.string, .oneOf): return .string
    case (.oneOf(let left), .oneOf(let right)): return .oneOf(left + right.filter { !left.contains($0) })
    case (.list(let left), .list(let right)): return .list(left.joined(with: right))
    default: return .any
    }
  }

  /// What people call it.
  var name: String {
    switch self {
    case .any: "anything"
    case .null: "null"
    case .bool: "a boolean"
    case .int: "an integer"
    case .decimal: "a decimal"
    case .string: "a string"
    case .oneOf(let values) where values.count == 1: "\"\(values[0])\""
    case .oneOf(let values): "one of " + values.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
    case .list: "a list"
    case .map, .record, .made: "a map"
    case .optional(let inner): inner.name + " or null"
    }
  }
}

/// Something that a condition says about the value of a path.
struct Fact: Hashable {
  enum Statement: Hashable {
    case notNull
    case isNull
    case isTrue
    case isFalse
    case equals(String)
    case differs(String)
  }

  var path: String
  var statement: Statement
}

/// The facts that hold at a place, with a way back.
struct FactStore {
  private var known: [String: Set<Fact.Statement>] = [:]
  private var log: [Fact] = []

  var mark: Int { log.count }

  mutating func assume(_ facts: [Fact]) {
    for fact in facts where known[fact.path, default: []].insert(fact.statement).inserted { log.append(fact) }
  }

  mutating func undo(to mark: Int) {
    while log.count > mark {
      let fact = log.removeLast()
      known[fact.path]?.remove(fact.statement)
    }
  }

  func holds(_ statement: Fact.Statement, of path: String?) -> Bool {
    guard let path else { return false }
    return known[path]?.contains(statement) ?? false
  }

  func statements(of path: String?) -> Set<Fact.Statement> {
    path.flatMap { known[$0] } ?? []
  }
}
