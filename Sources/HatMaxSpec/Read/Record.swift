import PositionedYAML
import SourceDiagnostics

/// A mapping with known keys, and the type that it becomes.
struct Record<Owner: Sendable>: Sendable {
  let form: RecordForm
  private let keys: [Key<Owner>]
  private let make: @Sendable (Name, Node) -> Owner
  private let shorthand: Shape<Owner>?
  /// Whether a mapping that lacks a required key still counts, so that what names it isn't wrong too.
  private let keepsIncomplete: Bool
  /// A shorthand needs the name, which a shape doesn't get.
  private let applyName: @Sendable (inout Owner, Name) -> Void

  /// Defines a record.
  ///
  /// - Parameters:
  ///   - make: an empty value for a name (empty if it has none) and a node.
  ///   - shorthand: another way to write it; `name` then puts the name in.
  init(
    _ name: String, _ what: String, _ documentation: String, conditions: [KeyCondition] = [],
    keepsIncomplete: Bool = false, shorthand: Shape<Owner>? = nil,
    name applyName: @escaping @Sendable (inout Owner, Name) -> Void = { _, _ in },
    make: @escaping @Sendable (Name, Node) -> Owner, _ keys: [Key<Owner>]
  ) {
    form = RecordForm(
      name: name, what: what, documentation: documentation, keys: keys.map(\.form), conditions: conditions,
      shorthand: shorthand?.form)
    self.keys = keys
    self.make = make
    self.shorthand = shorthand
    self.keepsIncomplete = keepsIncomplete
    self.applyName = applyName
  }

  /// The record as a shape, for values without a name.
  var shape: Shape<Owner> {
    let record = self
    return Shape(form: .record(form)) { node, reader in
      record.read(node, named: .implied("", at: node.headSpan), &reader)
    }
  }

  /// Reads a mapping (or nothing, an empty mapping) or the shorthand.
  func read(_ node: Node, named name: Name, _ reader: inout Reader) -> Owner? {
    if node.kind != .mapping, !node.isNull {
      guard let shorthand else { return reader.wrong(node, .record(form)) }
      guard Self.fits(node, shorthand.form) else { return reader.wrong(node, .record(form)) }
      guard var owner = shorthand.read(node, &reader) else { return nil }
      applyName(&owner, name)
      return owner
    }
    var owner = make(name, node)
    var seen: UInt64 = 0
    for entry in node.entries {
      guard let index = keys.firstIndex(where: { entry.key.hasText($0.form.name) }) else {
        reader.report(YAMLDiagnostics.unknownKey(entry.key, in: form.what, known: offered))
        continue
      }
      seen |= 1 << UInt64(index)
      let key = keys[index]
      if entry.value.isNull, !key.form.form.acceptsNull {
        reader.report(SpecDiagnostics.nothingWritten(entry, expected: key.form.form.expectation))
      } else {
        key.read(entry.value, &owner, &reader)
      }
    }
    var isComplete = true
    for (index, key) in keys.enumerated() where key.form.isRequired && seen & (1 << UInt64(index)) == 0 {
      isComplete = false
      reader.report(SpecDiagnostics.missingKey(key.form.name, in: form.what, at: place(node, name), node))
    }
    for condition in form.conditions { check(condition, node, name, &reader) }
    return isComplete || keepsIncomplete ? owner : nil
  }

  private static func fits(_ node: Node, _ form: Form) -> Bool {
    switch form {
    case .either(let forms): forms.contains { fits(node, $0) }
    case .list: node.kind == .sequence
    case .map, .record, .oneOf, .single: node.kind == .mapping
    default: node.kind == .scalar
    }
  }

  /// The keys that suggestions offer: not those of older files alone.
  private var offered: [String] { keys.filter { !$0.form.isOriginal }.map(\.form.name) }

  private func place(_ node: Node, _ name: Name) -> SourceSpan {
    name.value.isEmpty ? node.headSpan : name.span
  }

  private func check(_ condition: KeyCondition, _ node: Node, _ name: Name, _ reader: inout Reader) {
    let other = node[condition.other]
    let values = other.map { $0.kind == .sequence ? $0.items.map(\.text) : [$0.text] } ?? []
    let holds = values.contains { condition.values.contains($0) }
    let entry = node.entry(condition.key)
    switch condition.kind {
    case .needed where holds && entry == nil:
      reader.report(
        SpecDiagnostics.neededKey(condition, in: form.what, other: other, at: place(node, name), node.source))
    case .allowed where !holds:
      if let entry { reader.report(SpecDiagnostics.keyNotAllowed(condition, entry.key, in: form.what)) }
    default:
      break
    }
  }
}

/// One key of a record: its form, and how its value gets into the owner.
struct Key<Owner: Sendable>: Sendable {
  let form: KeyForm
  let read: @Sendable (Node, inout Owner, inout Reader) -> Void

  /// An optional key unless `isRequired`.
  init<Value>(
    _ name: String, _ shape: Shape<Value>, isRequired: Bool = false, isOriginal: Bool = false,
    _ documentation: String, _ store: @escaping @Sendable (inout Owner, Value) -> Void
  ) {
    form = KeyForm(
      name: name, form: shape.form, isRequired: isRequired, documentation: documentation, isOriginal: isOriginal)
    read = { node, owner, reader in
      if let value = shape.read(node, &reader) { store(&owner, value) }
    }
  }
}
