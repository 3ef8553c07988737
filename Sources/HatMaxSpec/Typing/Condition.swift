import SourceDiagnostics

/// A condition whose names are resolved and whose types fit: what templates print as Go.
indirect enum Condition: Sendable {
  enum Comparison: String, Sendable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    var isOrdering: Bool { self != .equal && self != .notEqual }
  }

  case and([Condition])
  case or([Condition])
  case not(Condition)
  case compare(Comparison, Operand, Operand)
  case isIn(Operand, [Operand])
  case isSet(Operand)
  case isNotSet(Operand)
  /// A boolean on its own.
  case truth(Operand)
}

/// One side of a comparison, or where a value in a mapping comes from.
struct Operand: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    /// A field of the aggregate as it is before.
    case field
    /// A child collection of the aggregate.
    case child
    /// A field of the command's input or of the event at hand.
    case input
    case literal
    /// A member of an enum.
    case member
    case now, id, actor
  }

  var kind: Kind
  var type: ValueType
  /// The fields from the aggregate or the input down to the value: more than one inside value objects.
  var path: [Field] = []
  var child: Child?
  /// A literal's or member's text.
  var text = ""
  /// The items of a list literal.
  var items: [Operand] = []
  var span: SourceSpan
}
