import PositionedYAML
import SourceDiagnostics

/// A mapping with known keys, and the type that it becomes.
///
/// A class, since a value of so many parts would be copied wherever one record reads another.
final class Record<Owner: Sendable>: Sendable {
  let form: RecordForm
  private let keys: [Key<Owner>]
  private let names: WordTable
  /// The positions of the keys that must be there.
  private let required: [Int]
  private let conditions: [Condition]
  /// The position of the key whose value the conditions are about.
  private let discriminator: Int?
  private let make: @Sendable (Name, Node) -> Owner
  private let shorthand: Shape<Owner>?
  /// Whether a mapping that lacks a required key still counts, so that what names it isn't wrong too.
  private let keepsIncomplete: Bool
  /// A shorthand needs the name, which a shape doesn't get.
  private let applyName: @Sendable (inout Owner, Name) -> Void

  /// Defines a record.
  ///
  /// - Parameters:
  ///   - conditions: when keys must or may be there; all depend on one other key.
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
    names = WordTable(keys.map(\.form.name))
    required = keys.indices.filter { keys[$0].form.isRequired }
    self.conditions = conditions.map { condition in
      Condition(
        condition, key: keys.firstIndex { $0.form.name == condition.key }, words: WordTable(condition.values))
    }
    precondition(conditions.allSatisfy { $0.other == conditions[0].other }, "conditions about two keys in \(name)")
    discriminator = conditions.first.flatMap { condition in keys.firstIndex { $0.form.name == condition.other } }
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
    var discriminating: Node?
    for entry in node.entries {
      guard let index = names.index(of: entry.key) else {
        reader.report(YAMLDiagnostics.unknownKey(entry.key, in: form.what, known: offered))
        continue
      }
      seen |= 1 << UInt64(index)
      if index == discriminator { discriminating = entry.value }
      if !keys[index].acceptsNull, entry.value.isNull {
        reader.report(SpecDiagnostics.nothingWritten(entry, expected: keys[index].form.form.expectation))
      } else {
        keys[index].read(entry.value, &owner, &reader)
      }
    }
    var isComplete = true
    for index in required where seen & (1 << UInt64(index)) == 0 {
      isComplete = false
      reader.report(SpecDiagnostics.missingKey(keys[index].form.name, in: form.what, at: place(node, name), node))
    }
    for index in conditions.indices where conditions[index].speaks(of: seen) {
      check(conditions[index], discriminating, node, name, &reader)
    }
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

  /// A condition with what looks it up fast.
  private final class Condition: Sendable {
    let form: KeyCondition
    /// The position of the key that it is about.
    let key: Int?
    let words: WordTable

    /// Which of the two cases it says something about: that its key is there, or that it isn't.
    let isAboutPresence: Bool

    init(_ form: KeyCondition, key: Int?, words: WordTable) {
      self.form = form
      self.key = key
      self.words = words
      isAboutPresence = form.kind == .allowed
    }

    /// Whether it says something about a mapping with such keys, a bit for each.
    func speaks(of seen: UInt64) -> Bool {
      (key.map { seen & (1 << UInt64($0)) != 0 } ?? false) == isAboutPresence
    }

    /// Whether the other key has one of the values.
    func holds(_ other: Node?) -> Bool {
      guard let other else { return false }
      if other.kind == .sequence { return other.items.contains { words.index(of: $0) != nil } }
      return words.index(of: other) != nil
    }
  }

  /// Checks a condition that says something about the keys of a mapping.
  private func check(_ condition: Condition, _ other: Node?, _ node: Node, _ name: Name, _ reader: inout Reader) {
    guard condition.holds(other) != condition.isAboutPresence else { return }
    if condition.isAboutPresence {
      guard let entry = node.entry(condition.form.key) else { return }
      reader.report(SpecDiagnostics.keyNotAllowed(condition.form, entry.key, in: form.what))
    } else {
      reader.report(
        SpecDiagnostics.neededKey(condition.form, in: form.what, other: other, at: place(node, name), node.source))
    }
  }
}

/// One key of a record: its form, and how its value gets into the owner.
final class Key<Owner: Sendable>: Sendable {
  let form: KeyForm
  let acceptsNull: Bool
  let read: @Sendable (Node, inout Owner, inout Reader) -> Void

  /// An optional key unless `isRequired`.
  init<Value>(
    _ name: String, _ shape: Shape<Value>, isRequired: Bool = false, isOriginal: Bool = false,
    _ documentation: String, _ store: @escaping @Sendable (inout Owner, Value) -> Void
  ) {
    form = KeyForm(
      name: name, form: shape.form, isRequired: isRequired, documentation: documentation, isOriginal: isOriginal)
    acceptsNull = shape.form.acceptsNull
    read = { node, owner, reader in
      if let value = shape.read(node, &reader) { store(&owner, value) }
    }
  }
}
