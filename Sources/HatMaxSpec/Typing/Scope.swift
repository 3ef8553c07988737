import PositionedYAML
import SourceDiagnostics

/// The names that a condition or a mapping can use.
struct Scope {
  let source: SourceText
  /// The service's value objects and models, by which paths go on: `price.amount`.
  let types: [String: Model]
  /// The aggregate before, or none (a projection has none).
  var aggregate: Aggregate?
  /// The fields that `$name` and `input.name` mean.
  var input: [Field] = []
  /// What `input` is, for messages: `the input of Place`.
  var inputName = "the input"

  /// The operand that `names` stands for below some fields, or the problem.
  func resolve(
    _ names: [String], in fields: [Field], kind: Operand.Kind, of what: String, span: SourceSpan
  ) throws(TypingFailure) -> Operand {
    var path: [Field] = []
    var fields = fields
    var what = what
    for (index, name) in names.enumerated() {
      guard let field = fields.named(name) else {
        throw .unknownName(name, in: what, known: fields.map(\.name.value), span)
      }
      path.append(field)
      if index + 1 < names.count {
        guard !field.type.isList, let model = types[field.type.name.value] else {
          throw .notARecord(field, span)
        }
        fields = model.fields
        what = model.name.value
      }
    }
    guard let last = path.last else { throw .unknownName("", in: what, known: [], span) }
    return Operand(kind: kind, type: ValueType(of: last), path: path, span: span)
  }

  /// A field or a child collection of the aggregate.
  func own(_ names: [String], span: SourceSpan) throws(TypingFailure) -> Operand {
    guard let aggregate else { throw .noAggregate(span) }
    if names.count == 1, let child = aggregate.children.named(names[0]) {
      return Operand(
        kind: .child, type: ValueType(base: .named(child.of.value), isList: child.isMany), child: child, span: span)
    }
    if names == ["id"] { return Operand(kind: .id, type: .builtin(.uuid), span: span) }
    do {
      return try resolve(names, in: aggregate.fields, kind: .field, of: aggregate.name.value, span: span)
    } catch TypingFailure.unknownName(let name, let what, let known, let span) {
      throw .unknownName(
        name, in: what, known: known + (names.count == 1 ? aggregate.children.map(\.name.value) : []), span)
    }
  }

  /// `$name`, `$self.x`, `$now`, `$id`, `$actor`.
  func dollar(_ names: [String], span: SourceSpan) throws(TypingFailure) -> Operand {
    if let field = names.first, input.named(field) != nil {
      return try resolve(names, in: input, kind: .input, of: inputName, span: span)
    }
    switch names.first {
    case "self" where names.count > 1: return try own(Array(names.dropFirst()), span: span)
    case "now" where names.count == 1: return Operand(kind: .now, type: .builtin(.datetime), span: span)
    case "id" where names.count == 1: return Operand(kind: .id, type: .builtin(.uuid), span: span)
    case "actor" where names.count == 1: return Operand(kind: .actor, type: .builtin(.string), span: span)
    default:
      let known = input.map(\.name.value) + ["now", "id", "actor"] + (aggregate == nil ? [] : ["self"])
      throw .unknownName(names.first ?? "", in: inputName, known: known, span)
    }
  }
}

/// What can be wrong with a condition or a mapping once it is read.
enum TypingFailure: Error {
  case syntax(expected: String, SourceSpan)
  case unknownName(String, in: String, known: [String], SourceSpan)
  case notARecord(Field, SourceSpan)
  case noAggregate(SourceSpan)
  case notComparable(ValueType, ValueType, SourceSpan)
  case notOrdered(ValueType, SourceSpan)
  case notAMember(String, of: [String], SourceSpan)
  case notBool(ValueType, SourceSpan)
  case notAList(SourceSpan)
  case noType(SourceSpan)
  case wrongType(ValueType, wanted: ValueType, SourceSpan)
  case badLiteral(String, wanted: ValueType, SourceSpan)
}
