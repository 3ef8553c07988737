import PositionedYAML
import SourceDiagnostics

extension Scope {
  /// The typed form of a condition.
  func condition(_ text: Name) throws(TypingFailure) -> Condition {
    let syntax: ConditionSyntax
    do {
      syntax = try ConditionParser.parse(text.value) { text.place(of: $0) }
    } catch {
      throw .syntax(expected: error.expected, error.span)
    }
    return try typed(syntax)
  }

  private func typed(_ syntax: ConditionSyntax) throws(TypingFailure) -> Condition {
    switch syntax {
    case .and(let terms): return .and(try all(terms))
    case .or(let terms): return .or(try all(terms))
    case .not(let term): return .not(try typed(term))
    case .compare(let comparison, let left, let right):
      let (left, right) = try pair(left, right)
      guard left.type.isComparable(with: right.type) else {
        throw .notComparable(left.type, right.type, right.span)
      }
      if comparison.isOrdering, left.type.kind?.isOrdered != true { throw .notOrdered(left.type, left.span) }
      return .compare(comparison, left, right)
    case .isIn(let left, let right):
      guard case .list(let items) = right.kind else { throw .notAList(right.span) }
      let value = try operand(left, like: nil)
      var members: [Operand] = []
      for item in items {
        let member = try operand(item, like: value.type)
        guard value.type.isComparable(with: member.type) else {
          throw .notComparable(value.type, member.type, member.span)
        }
        members.append(member)
      }
      return .isIn(value, members)
    case .isSet(let term): return .isSet(try operand(term, like: nil))
    case .isNotSet(let term): return .isNotSet(try operand(term, like: nil))
    case .truth(let term):
      let value = try operand(term, like: nil)
      guard value.type.kind == .bool else { throw .notBool(value.type, value.span) }
      return .truth(value)
    }
  }

  private func all(_ terms: [ConditionSyntax]) throws(TypingFailure) -> [Condition] {
    var conditions: [Condition] = []
    for term in terms { conditions.append(try typed(term)) }
    return conditions
  }

  /// Both sides; the side that has a type of its own gives meaning to a bare word or literal on the other.
  private func pair(
    _ left: ConditionSyntax.Term, _ right: ConditionSyntax.Term
  ) throws(TypingFailure) -> (Operand, Operand) {
    if isOpen(left), !isOpen(right) {
      let right = try operand(right, like: nil)
      return (try operand(left, like: right.type), right)
    }
    let left = try operand(left, like: nil)
    return (left, try operand(right, like: left.type))
  }

  /// Whether a term is a literal, or a word that is no field and so may be a member.
  private func isOpen(_ term: ConditionSyntax.Term) -> Bool {
    switch term.kind {
    case .path(let names): names.count == 1 && (try? own(names, span: term.span)) == nil
    case .dollar: false
    case .text, .number, .bool, .list: true
    }
  }

  private func operand(_ term: ConditionSyntax.Term, like type: ValueType?) throws(TypingFailure) -> Operand {
    switch term.kind {
    case .path(let names):
      if let type, type.kind == .enumeration, names.count == 1 {
        if type.members.contains(names[0]) {
          return Operand(kind: .member, type: type, text: names[0], span: term.span)
        }
        if isOpen(term) { throw .notAMember(names[0], of: type.members, term.span) }
      }
      if names.first == "input", names.count > 1, aggregate?.fields.named("input") == nil {
        return try resolve(Array(names.dropFirst()), in: input, kind: .input, of: inputName, span: term.span)
      }
      return try own(names, span: term.span)
    case .dollar(let names): return try dollar(names, span: term.span)
    case .text(let text):
      return try Literal.operand(text, written: .string, wanted: type ?? .builtin(.string), span: term.span)
    case .number(let text):
      let natural = ValueType.builtin(text.contains(".") ? .decimal : .int)
      let wanted = type?.kind?.isNumeric == true ? type ?? natural : natural
      return try Literal.operand(text, written: text.contains(".") ? .float : .int, wanted: wanted, span: term.span)
    case .bool(let value):
      return Operand(kind: .literal, type: .builtin(.bool), text: value ? "true" : "false", span: term.span)
    case .list: throw .notAList(term.span)
    }
  }
}

extension Name {
  /// The span in the file of a range of the value's bytes; all of it where the text is not written byte by byte.
  func place(of range: Range<Int>) -> SourceSpan {
    let count = value.utf8.count
    let quote = span.length == count + 2 ? 1 : 0
    guard span.length == count + 2 * quote else { return span }
    let start = span.start + quote
    return SourceSpan(
      start: start + range.lowerBound, end: start + max(range.upperBound, min(range.lowerBound + 1, count)))
  }
}
