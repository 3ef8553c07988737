import PositionedYAML
import SourceDiagnostics

/// A mapping whose target and source are resolved and fit.
struct Assignment: Sendable {
  var name: Name
  /// The field that gets the value; nil when a child collection does.
  var field: Field?
  var child: Child?
  var source: Operand
  /// Whether nobody wrote it: the source is a field of the same name and type.
  var isImplied = false
}

extension Scope {
  /// The operand that the right side of a mapping stands for.
  func source(_ node: Node, wanted: ValueType) throws(TypingFailure) -> Operand {
    guard node.kind == .scalar, node.scalarType == .string, node.text.hasPrefix("$") else {
      return try Literal.operand(node, wanted: wanted)
    }
    let text = node.text
    // `$$` is a dollar that is meant.
    if text.hasPrefix("$$") {
      return try Literal.operand(String(text.dropFirst()), written: .string, wanted: wanted, span: node.span)
    }
    let names = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard names.allSatisfy(NamePattern.identifier.matches) else {
      throw .syntax(expected: "`$NAME`, `$self.NAME`, `$now`, `$id` or `$actor`", node.span)
    }
    let operand = try dollar(names, span: node.span)
    guard operand.type.fits(wanted) else { throw .wrongType(operand.type, wanted: wanted, node.span) }
    return operand
  }

  /// One written entry whose target is one of `fields`.
  func assignment(_ entry: MappingEntry, to fields: [Field], of what: String) throws(TypingFailure) -> Assignment {
    guard let field = fields.named(entry.target.value) else {
      throw .unknownName(entry.target.value, in: what, known: fields.map(\.name.value), entry.target.span)
    }
    return Assignment(name: entry.target, field: field, source: try source(entry.source, wanted: ValueType(of: field)))
  }

  /// One entry of `appends` or `removes`: a collection, and an element or its id.
  func collection(_ entry: MappingEntry, removes: Bool) throws(TypingFailure) -> Assignment {
    guard let aggregate else { throw .noAggregate(entry.target.span) }
    if let child = aggregate.children.named(entry.target.value) {
      let wanted = removes ? ValueType.builtin(.uuid) : ValueType(base: .named(child.of.value))
      return Assignment(name: entry.target, child: child, source: try source(entry.source, wanted: wanted))
    }
    if let field = aggregate.fields.named(entry.target.value), field.type.isList {
      var wanted = ValueType(of: field)
      wanted.isList = false
      return Assignment(name: entry.target, field: field, source: try source(entry.source, wanted: wanted))
    }
    let known = aggregate.children.map(\.name.value) + aggregate.fields.filter(\.type.isList).map(\.name.value)
    throw .unknownName(
      entry.target.value, in: "the collections of \(aggregate.name.value)", known: known, entry.target.span)
  }

  /// One entry of `increment`: a number, and what is added.
  func increment(_ entry: MappingEntry, of fields: [Field], _ what: String) throws(TypingFailure) -> Assignment {
    let assignment = try assignment(entry, to: fields, of: what)
    if let type = assignment.field.map(ValueType.init(of:)), type.kind?.isNumeric != true {
      throw .notOrdered(type, entry.target.span)
    }
    return assignment
  }

  /// How each field of an event is filled when a command emits it: as written, else from an input field of the same
  /// name and type; nil where there is none.
  func filling(of event: Event, by emission: Emission) -> [(field: Field, assignment: Assignment?)] {
    event.fields.map { field in
      if let entry = emission.mappings.first(where: { $0.target.value == field.name.value }) {
        return (field, try? assignment(entry, to: event.fields, of: event.name.value))
      }
      guard let own = input.named(field.name.value), ValueType(of: own).fits(ValueType(of: field)) else {
        return (field, nil)
      }
      let source = Operand(kind: .input, type: ValueType(of: own), path: [own], span: own.name.span)
      return (field, Assignment(name: field.name, field: field, source: source, isImplied: true))
    }
  }
}
