public import SourceDiagnostics

/// Typed access to one mapping: wrong types, missing keys and unknown keys become diagnostics.
///
/// Ask for every key that there may be, then call `finish`, which reports the others with a suggestion.
///
/// ```swift
/// guard var map = MappingReader(node, "a pack manifest", into: &bag) else { return nil }
/// let name = map.requiredString("name", into: &bag)
/// let isExclusive = map.bool("exclusive", into: &bag) ?? false
/// let tags = map.strings("tags", into: &bag)
/// map.finish(into: &bag)
/// ```
public struct MappingReader {
  /// The mapping.
  public let node: Node
  /// What the mapping is, for messages, with its article: `a pack manifest`.
  public let what: String
  private var known: [String] = []

  /// Starts to read a mapping; reports anything else and gives nil.
  ///
  /// Nothing written (`key:`) is an empty mapping.
  public init?(_ node: Node, _ what: String, into bag: inout DiagnosticBag) {
    guard node.kind == .mapping || node.isNull else {
      bag.add(YAMLDiagnostics.wrongKind(node, expected: "\(what) (a mapping)"))
      return nil
    }
    self.node = node
    self.what = what
  }

  /// Reports every key that was not asked for.
  ///
  /// Call it last.
  public func finish(into bag: inout DiagnosticBag) {
    var reported = 0
    for entry in node.entries where !known.contains(where: entry.key.hasText) {
      reported += 1
      if reported > YAMLLimits.maximumReports { return }
      bag.add(YAMLDiagnostics.unknownKey(entry.key, in: what, known: known))
    }
  }

  // MARK: - Nodes

  /// The value of a key whatever it is, or nil; a value that is null counts as absent.
  public mutating func node(_ key: String) -> Node? {
    known.append(key)
    guard let value = node[key], !value.isNull else { return nil }
    return value
  }

  /// The value of a key that must be there.
  public mutating func requiredNode(_ key: String, into bag: inout DiagnosticBag) -> Node? {
    if let value = node(key) { return value }
    bag.add(YAMLDiagnostics.missingKey(key, in: what, node))
    return nil
  }

  /// A reader of the mapping below a key; `what` names it for messages.
  public mutating func mapping(_ key: String, _ what: String, into bag: inout DiagnosticBag) -> MappingReader? {
    node(key).flatMap { MappingReader($0, what, into: &bag) }
  }

  /// The entries of the mapping below a key, whose keys are names of the user's choice; empty when absent.
  public mutating func entries(_ key: String, into bag: inout DiagnosticBag) -> [Node.Entry] {
    guard let value = node(key) else { return [] }
    guard value.kind == .mapping else {
      bag.add(YAMLDiagnostics.wrongKind(value, expected: "a mapping"))
      return []
    }
    return value.entries.filter { entry in
      if entry.key.kind == .scalar { return true }
      bag.add(YAMLDiagnostics.wrongKind(entry.key, expected: "a name"))
      return false
    }
  }

  /// The items of the list below a key; empty when absent.
  public mutating func items(_ key: String, into bag: inout DiagnosticBag) -> [Node] {
    guard let value = node(key) else { return [] }
    guard value.kind == .sequence else {
      bag.add(YAMLDiagnostics.wrongKind(value, expected: "a list"))
      return []
    }
    return Array(value.items)
  }

  // MARK: - Scalars

  /// The text below a key.
  ///
  /// A number is taken as it is written, so that `version: 1.10` keeps its zero.
  public mutating func string(_ key: String, into bag: inout DiagnosticBag) -> String? {
    node(key)?.readString(into: &bag)
  }

  /// The text below a key that must be there.
  public mutating func requiredString(_ key: String, into bag: inout DiagnosticBag) -> String? {
    requiredNode(key, into: &bag)?.readString(into: &bag)
  }

  /// `true` or `false` below a key.
  public mutating func bool(_ key: String, into bag: inout DiagnosticBag) -> Bool? {
    node(key)?.readBool(into: &bag)
  }

  /// The whole number below a key.
  public mutating func int(
    _ key: String, in range: ClosedRange<Int64> = .min ... .max, into bag: inout DiagnosticBag
  ) -> Int64? {
    node(key)?.readInt(in: range, into: &bag)
  }

  /// The texts in the list below a key; what isn't text is reported and left out.
  public mutating func strings(_ key: String, into bag: inout DiagnosticBag) -> [String] {
    items(key, into: &bag).compactMap { $0.readString(into: &bag) }
  }

  /// One of a few words below a key: the raw value of a case.
  ///
  /// `what` names it for messages: `a mode`.
  public mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ key: String, _ what: String, of type: Choice.Type = Choice.self, into bag: inout DiagnosticBag
  ) -> Choice? {
    node(key)?.readChoice(what, of: type, into: &bag)
  }
}

extension Node {
  /// Its text; reports a collection, a boolean or nothing.
  ///
  /// A number is taken as it is written.
  public func readString(into bag: inout DiagnosticBag) -> String? {
    if kind == .scalar, scalarType != .bool, scalarType != .null { return text }
    bag.add(YAMLDiagnostics.wrongKind(self, expected: "a text"))
    return nil
  }

  /// Its truth value; reports anything else.
  public func readBool(into bag: inout DiagnosticBag) -> Bool? {
    if let bool { return bool }
    bag.add(YAMLDiagnostics.wrongKind(self, expected: "`true` or `false`"))
    return nil
  }

  /// Its value as a whole number within a range; reports anything else.
  public func readInt(in range: ClosedRange<Int64> = .min ... .max, into bag: inout DiagnosticBag) -> Int64? {
    if let int, range.contains(int) { return int }
    if kind == .scalar, scalarType == .int {
      bag.add(YAMLDiagnostics.outOfRange(self, range))
    } else {
      bag.add(YAMLDiagnostics.wrongKind(self, expected: "a whole number"))
    }
    return nil
  }

  /// The case whose raw value it is; reports anything else with a suggestion.
  public func readChoice<Choice: CaseIterable & RawRepresentable<String>>(
    _ what: String, of type: Choice.Type = Choice.self, into bag: inout DiagnosticBag
  ) -> Choice? {
    guard kind == .scalar, !isNull else {
      bag.add(YAMLDiagnostics.wrongKind(self, expected: what))
      return nil
    }
    if let choice = Choice(rawValue: text) { return choice }
    bag.add(YAMLDiagnostics.notAChoice(self, what, choices: Choice.allCases.map(\.rawValue)))
    return nil
  }
}
