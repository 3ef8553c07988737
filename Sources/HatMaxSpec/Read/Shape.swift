import PositionedYAML
import SourceDiagnostics

/// Collects what reading a file has to say.
struct Reader {
  let source: SourceText
  var bag = DiagnosticBag()
  private var reported = 0
  /// A hostile file could otherwise cost a message per byte.
  private static let maximumReports = 200

  init(_ source: SourceText) { self.source = source }

  mutating func report(_ diagnostic: @autoclosure () -> Diagnostic) {
    reported += 1
    if reported <= Self.maximumReports { bag.add(diagnostic()) }
  }
}

/// How one value is written and read: the only definition of it, from which its schema is made too.
struct Shape<Value: Sendable>: Sendable {
  let form: Form
  /// The value, or nil after a report.
  let read: @Sendable (Node, inout Reader) -> Value?
}

// MARK: - Scalars

extension Shape where Value == Name {
  /// A text that follows a pattern.
  static func text(_ pattern: NamePattern? = nil) -> Shape<Name> {
    Shape(form: .text(pattern)) { node, reader in
      guard node.kind == .scalar, node.scalarType == .string else {
        reader.report(SpecDiagnostics.notText(node))
        return nil
      }
      if let pattern, !pattern.matches(node) {
        reader.report(SpecDiagnostics.badName(node, pattern))
        return nil
      }
      return Name(node.text, node.span)
    }
  }

  /// A text or a number, as it is written.
  static var word: Shape<Name> {
    Shape(form: .word) { node, reader in
      guard node.kind == .scalar, [.string, .int, .float].contains(node.scalarType) else {
        return reader.wrong(node, .word)
      }
      return Name(node.text, node.span)
    }
  }
}

extension Shape where Value == Bool {
  static var bool: Shape<Bool> {
    Shape(form: .bool) { node, reader in node.bool ?? reader.wrong(node, .bool) }
  }
}

extension Shape where Value == Located<Int64> {
  static func integer(_ range: ClosedRange<Int64>) -> Shape<Located<Int64>> {
    Shape(form: .integer(range)) { node, reader in
      if let int = node.int, range.contains(int) { return Located(int, node.span) }
      if node.kind == .scalar, node.scalarType == .int {
        reader.report(YAMLDiagnostics.outOfRange(node, range))
        return nil
      }
      return reader.wrong(node, .integer(range))
    }
  }
}

extension Shape where Value == Node {
  /// Anything, kept as it is.
  static var any: Shape<Node> { Shape(form: .any) { node, _ in node } }

  /// A number, or a text that stands for one.
  static var scalar: Shape<Node> {
    Shape(form: .scalar) { node, reader in
      node.kind == .scalar && !node.isNull ? node : reader.wrong(node, .scalar)
    }
  }

  /// What another shape accepts, kept as it is written.
  static func checked<Other>(_ shape: Shape<Other>) -> Shape<Node> {
    Shape(form: shape.form) { node, reader in shape.read(node, &reader) == nil ? nil : node }
  }
}

extension Shape {
  /// One of a few words.
  static func choice<Choice>(_ what: String, of type: Choice.Type = Choice.self) -> Shape<Located<Choice>>
  where Value == Located<Choice>, Choice: CaseIterable & RawRepresentable<String> & Sendable {
    let choices = Choice.allCases.map(\.rawValue)
    let words = WordTable(choices)
    let cases = Array(Choice.allCases)
    return Shape<Located<Choice>>(form: .choice(choices)) { node, reader in
      guard node.kind == .scalar, node.scalarType == .string else {
        return reader.wrong(node, .choice(choices))
      }
      if let index = words.index(of: node) { return Located(cases[index], node.span) }
      reader.report(YAMLDiagnostics.notAChoice(node, what, choices: choices))
      return nil
    }
  }
}

extension Reader {
  /// Reports a node that has the wrong kind.
  mutating func wrong<Value>(_ node: Node, _ form: Form) -> Value? {
    report(YAMLDiagnostics.wrongKind(node, expected: form.expectation))
    return nil
  }
}

// MARK: - Collections

extension Shape {
  /// A list; items that can't be read are left out.
  static func list<Item>(_ item: Shape<Item>, minimum: Int = 0) -> Shape<[Item]> where Value == [Item] {
    let form = Form.list(item.form, minimum: minimum)
    return Shape<[Item]>(form: form) { node, reader in
      if node.isNull, minimum == 0 { return [] }
      guard node.kind == .sequence else { return reader.wrong(node, form) }
      if node.items.count < minimum { reader.report(SpecDiagnostics.tooFewItems(node, minimum: minimum)) }
      let nodes = node.items
      var items: [Item] = []
      items.reserveCapacity(nodes.count)
      for node in nodes {
        if let value = item.read(node, &reader) { items.append(value) }
      }
      return items
    }
  }

  /// A list, or a single item in its place.
  static func listOrOne<Item>(_ item: Shape<Item>) -> Shape<[Item]> where Value == [Item] {
    let list = Shape<[Item]>.list(item)
    return Shape<[Item]>(form: .either([list.form, item.form])) { node, reader in
      if node.kind == .sequence || node.isNull { return list.read(node, &reader) }
      return item.read(node, &reader).map { [$0] }
    }
  }

  /// A mapping from names of the user's choice.
  static func map<Item: Sendable>(
    _ pattern: NamePattern, _ form: Form,
    _ read: @escaping @Sendable (Name, Node, inout Reader) -> Item?
  ) -> Shape<[Item]> where Value == [Item] {
    let mapForm = Form.map(pattern, form)
    return Shape<[Item]>(form: mapForm) { node, reader in
      if node.isNull { return [] }
      guard node.kind == .mapping else { return reader.wrong(node, mapForm) }
      let entries = node.entries
      var items: [Item] = []
      items.reserveCapacity(entries.count)
      for entry in entries {
        guard let name = reader.name(entry.key, pattern), let item = read(name, entry.value, &reader) else { continue }
        items.append(item)
      }
      return items
    }
  }

  /// A mapping from names to records.
  static func map<Item>(_ pattern: NamePattern, _ record: Record<Item>) -> Shape<[Item]> where Value == [Item] {
    map(pattern, .record(record.form)) { name, node, reader in record.read(node, named: name, &reader) }
  }
}

extension Reader {
  /// The name that a key is.
  mutating func name(_ key: Node, _ pattern: NamePattern) -> Name? {
    guard key.kind == .scalar else { return wrong(key, .text(pattern)) }
    if pattern.matches(key) { return Name(key.text, key.span) }
    report(SpecDiagnostics.badName(key, pattern))
    return nil
  }
}
