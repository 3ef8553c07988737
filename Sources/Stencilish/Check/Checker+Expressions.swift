import SourceDiagnostics

extension Checker {
  /// The type of an expression, by running its operations over types.
  mutating func evaluate(_ range: Extent, input: Known? = nil) -> Known {
    var current = input ?? Known(type: .any)
    var stack: [Known] = []
    var shorts: [(kind: Operation.Kind, left: Known, mark: Int)] = []
    for index in range.range {
      let operation = tree.operations[index]
      switch operation.kind {
      case .push: stack.append(current)
      case .andThen, .orElse, .ifNull:
        shorts.append((operation.kind, current, facts.mark))
        assume(operation.kind, current)
      case .endShort:
        guard let short = shorts.popLast() else { break }
        facts.undo(to: short.mark)
        current = combine(short.kind, short.left, current)
      default: step(operation, &current, &stack)
      }
    }
    return current
  }

  private mutating func assume(_ kind: Operation.Kind, _ left: Known) {
    switch kind {
    case .andThen: facts.assume(left.ifTrue)
    case .orElse: facts.assume(left.ifFalse)
    default: break
    }
  }

  private func combine(_ kind: Operation.Kind, _ left: Known, _ right: Known) -> Known {
    var result = Known(type: left.type.joined(with: right.type), extent: span(left, right))
    switch kind {
    case .andThen: result.ifTrue = Array((left.ifTrue + right.ifTrue).suffix(Self.maximumFacts))
    case .orElse: result.ifFalse = Array((left.ifFalse + right.ifFalse).suffix(Self.maximumFacts))
    default: result.type = left.type == .null ? right.type : left.type.unwrapped.joined(with: right.type)
    }
    return result
  }

  private func span(_ left: Known, _ right: Known) -> Extent {
    Extent(Int(min(left.extent.start, right.extent.start)), Int(max(left.extent.end, right.extent.end)))
  }

  private mutating func step(_ operation: Operation, _ current: inout Known, _ stack: inout [Known]) {
    let extent = operation.extent
    switch operation.kind {
    case .null: current = Known(type: .null, extent: extent)
    case .bool: current = Known(type: .bool, extent: extent)
    case .int: current = Known(type: .int, extent: extent)
    case .decimal: current = Known(type: .decimal, extent: extent)
    case .string(let inside): current = text(tree.text(inside), extent)
    case .decodedString(let index):
      current = text(String(decoding: tree.strings[Int(index)], as: UTF8.self), extent)
    case .name: current = withFacts(lookUp(extent), extent)
    case .this: current = withFacts(dots.last ?? Known(type: .any), extent)
    case .root: current = withFacts(Known(type: CheckType(schema.root), path: "root"), extent)
    case .loop(let variable, _): current = Known(type: type(of: variable), extent: extent)
    case .field: current = withFacts(field(of: current, extent), Extent(Int(current.extent.start), Int(extent.end)))
    case .element: current = element(of: stack.popLast() ?? current, at: current, extent)
    case .list(let count): current = list(Int(count), current, &stack, extent)
    case .not:
      current = Known(type: .bool, ifTrue: current.ifFalse, ifFalse: current.ifTrue, extent: extent)
    case .negate:
      requireGuard(current)
      if !current.type.unwrapped.isNumber, !current.type.isAny {
        report(.wrongOperand("-", current.type.name), extent)
      }
      current = Known(type: current.type.unwrapped, extent: extent)
    case .binary(let binary): current = self.binary(binary, stack.popLast() ?? current, current, extent)
    case .filter(let count, let names): current = filter(operation, Int(count), Int(names), current, &stack)
    case .invalid, .push, .andThen, .orElse, .ifNull, .endShort, .beginFilters, .endFilters: break
    }
  }

  private func text(_ value: String, _ extent: Extent) -> Known {
    Known(type: .oneOf([value]), literal: value, extent: extent)
  }

  private func type(of variable: LoopVariable) -> CheckType {
    switch variable {
    case .index, .number, .length: .int
    case .first, .last: .bool
    case .key: .any
    }
  }

  private func list(_ count: Int, _ current: Known, _ stack: inout [Known], _ extent: Extent) -> Known {
    guard count > 0 else { return Known(type: .list(.any), extent: extent) }
    var element = current.type
    for _ in 1..<max(count, 1) { element = (stack.popLast()?.type ?? .any).joined(with: element) }
    return Known(type: .list(element), extent: extent)
  }

  // MARK: - Names

  private mutating func lookUp(_ extent: Extent) -> Known {
    let name = tree.text(extent)
    if let bound = bound(name) { return bound }
    for dot in dots.reversed() {
      switch fieldType(name, in: dot.type.unwrapped) {
      case .found(let type): return Known(type: type, path: dot.path.map { $0 + "." + name })
      case .unknowable: return Known(type: .any)
      case .missing: continue
      }
    }
    if tree.options.mode == .strict {
      let visible = names + dots.reversed().flatMap { fieldNames(of: $0.type.unwrapped) }
      report(.unknownName(name, Suggestion.closest(to: name, among: visible)), extent)
    }
    return Known(type: .any)
  }

  private enum FieldType {
    case found(CheckType)
    case missing
    /// Anything may be there.
    case unknowable
  }

  private func fieldType(_ name: String, in type: CheckType) -> FieldType {
    switch type {
    case .any: return .unknowable
    // A key that a map lacks is an error at run time, not null.
    case .map(let value): return .found(value)
    case .made(let fields): return fields[name].map { .found($0) } ?? .missing
    case .record(let record):
      guard let fields = schema.records[record] else { return .unknowable }
      return fields.first { $0.name == name }.map { .found(CheckType($0.type)) } ?? .missing
    default: return .missing
    }
  }

  private func fieldNames(of type: CheckType) -> [String] {
    switch type {
    case .record(let record): schema.records[record]?.map(\.name) ?? []
    case .made(let fields): fields.keys.sorted()
    default: []
    }
  }

  private mutating func field(of value: Known, _ extent: Extent) -> Known {
    let name = tree.text(extent)
    requireGuard(value)
    let type = value.type.unwrapped
    switch fieldType(name, in: type) {
    case .found(let found):
      return Known(type: found, path: value.path.map { $0 + "." + name })
    case .unknowable: return Known(type: .any)
    case .missing:
      guard tree.options.mode == .strict else { return Known(type: .any) }
      let candidates = fieldNames(of: type)
      if case .record = type {
        report(.unknownField(name, Suggestion.closest(to: name, among: candidates), of: candidates), extent)
      } else if case .made = type {
        report(.unknownField(name, Suggestion.closest(to: name, among: candidates), of: candidates), extent)
      } else {
        report(.noFields(name, kind: type.name), extent)
      }
      return Known(type: .any)
    }
  }

  private mutating func element(of whole: Known, at index: Known, _ extent: Extent) -> Known {
    requireGuard(whole)
    requireGuard(index)
    switch (whole.type.unwrapped, index.type.unwrapped) {
    case (.any, _), (_, .any): return Known(type: .any, extent: extent)
    case (.list(let element), .int): return Known(type: element, extent: extent)
    case (.map(let value), let key) where key.isText: return Known(type: value, extent: extent)
    case (let type, let key) where type.kinds == .record && key.isText:
      guard let literal = index.literal else { return Known(type: .any, extent: extent) }
      if case .found(let found) = fieldType(literal, in: type) { return Known(type: found, extent: extent) }
      let names = fieldNames(of: type)
      if !names.isEmpty {
        report(.unknownKey(literal, Suggestion.closest(to: literal, among: names)), index.extent)
      }
      return Known(type: .any, extent: extent)
    case (let type, let key):
      report(.wrongIndex(kind: type.name, index: key.name), extent)
      return Known(type: .any, extent: extent)
    }
  }

  // MARK: - Facts

  /// A value with what the conditions around it say, and with what a condition on it would say.
  private func withFacts(_ value: Known, _ extent: Extent) -> Known {
    var value = value
    value.extent = extent
    value.type = narrowed(value)
    if let path = value.path {
      value.ifTrue = [Fact(path: path, statement: .notNull), Fact(path: path, statement: .isTrue)]
      value.ifFalse = [Fact(path: path, statement: .isFalse)]
      if case .optional(let inner) = value.type, inner.truth == true {
        value.ifFalse.append(Fact(path: path, statement: .isNull))
      }
    }
    return value
  }

  /// The type of a value under the facts that hold.
  func narrowed(_ value: Known) -> CheckType {
    var type = value.type
    let statements = facts.statements(of: value.path)
    if statements.isEmpty { return type }
    if statements.contains(.isNull) { return .null }
    if statements.contains(.notNull) { type = type.unwrapped }
    if case .oneOf(let values) = type.unwrapped {
      let left = values.filter { !statements.contains(.differs($0)) }
      let isWrapped = type.isOptional
      type = .oneOf(left)
      if isWrapped { type = type.orNull }
    }
    for case .equals(let value) in statements { type = .oneOf([value]) }
    return type
  }

  /// Whether a condition is known to be true or false.
  func truth(of value: Known) -> Bool? {
    if facts.holds(.isTrue, of: value.path) { return true }
    if facts.holds(.isFalse, of: value.path) { return false }
    if value.ifTrue.contains(where: contradicts) { return false }
    if value.path == nil, value.type == .bool, !value.ifFalse.isEmpty, value.ifFalse.contains(where: contradicts) {
      return true
    }
    return value.path == nil && value.type == .bool ? nil : value.type.truth
  }

  private func contradicts(_ fact: Fact) -> Bool {
    let statements = facts.statements(of: fact.path)
    switch fact.statement {
    case .notNull: return statements.contains(.isNull)
    case .isNull: return statements.contains(.notNull)
    case .isTrue: return statements.contains(.isFalse)
    case .isFalse: return statements.contains(.isTrue)
    case .differs(let value): return statements.contains(.equals(value))
    case .equals(let value):
      return statements.contains { statement in
        if case .equals(let other) = statement { return other != value }
        return statement == .differs(value)
      }
    }
  }
}
