import SourceDiagnostics

extension Checker {
  // MARK: - Operators

  mutating func binary(_ binary: BinaryOperator, _ left: Known, _ right: Known, _ extent: Extent) -> Known {
    switch binary {
    case .equal, .notEqual: return equality(binary, left, right, extent)
    case .isIn:
      requireGuard(right)
      let whole = right.type.unwrapped
      let isPossible = whole.isAny || whole.kinds == .list || (whole.kinds != .null && textIn(left, whole))
      if !isPossible { report(.wrongOperands("in", left.type.name, right.type.name), extent) }
      return Known(type: .bool, extent: extent)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      _ = arithmetic(binary, left, right, extent, allowsText: true)
      return Known(type: .bool, extent: extent)
    case .add: return Known(type: arithmetic(binary, left, right, extent, allowsText: true), extent: extent)
    case .subtract, .multiply, .divide, .remainder:
      return Known(type: arithmetic(binary, left, right, extent, allowsText: false), extent: extent)
    }
  }

  private func textIn(_ part: Known, _ whole: CheckType) -> Bool {
    let type = part.type.unwrapped
    return (type.isText || type.isAny) && (whole.isText || whole.kinds == .record)
  }

  private mutating func arithmetic(
    _ binary: BinaryOperator, _ left: Known, _ right: Known, _ extent: Extent, allowsText: Bool
  ) -> CheckType {
    requireGuard(left)
    requireGuard(right)
    let (a, b) = (left.type.unwrapped, right.type.unwrapped)
    if a.isAny || b.isAny { return a.isAny ? (b.isText && allowsText ? .string : .any) : a.isText ? .string : .any }
    if a.isNumber, b.isNumber { return a == .int && b == .int ? .int : .decimal }
    if allowsText, a.isText, b.isText { return .string }
    report(.wrongOperands(binary.symbol, left.type.name, right.type.name), extent)
    return .any
  }

  private mutating func equality(_ binary: BinaryOperator, _ left: Known, _ right: Known, _ extent: Extent) -> Known {
    var (equal, different): ([Fact], [Fact]) = ([], [])
    for (value, other) in [(left, right), (right, left)] {
      guard let path = value.path else { continue }
      if other.type == .null {
        equal.append(Fact(path: path, statement: .isNull))
        different.append(Fact(path: path, statement: .notNull))
      } else if let literal = other.literal {
        equal += [Fact(path: path, statement: .equals(literal)), Fact(path: path, statement: .notNull)]
        different.append(Fact(path: path, statement: .differs(literal)))
      } else if !other.type.isOptional, !other.type.isAny {
        equal.append(Fact(path: path, statement: .notNull))
      }
    }
    if !canBeEqual(left.type, right.type) { report(.neverEqual(left.type.name, right.type.name), extent) }
    let isEqual = binary == .equal
    return Known(
      type: .bool, ifTrue: isEqual ? equal : different, ifFalse: isEqual ? different : equal, extent: extent)
  }

  private func canBeEqual(_ left: CheckType, _ right: CheckType) -> Bool {
    if left.isAny || right.isAny { return true }
    if left.isOptional, right.isOptional { return true }
    // A comparison with null of what can't be null is a harmless guard.
    if left == .null || right == .null { return true }
    let (a, b) = (left.unwrapped, right.unwrapped)
    // Every string has been ruled out: the branch is reported, not the comparison.
    if a == .oneOf([]) || b == .oneOf([]) { return true }
    if case .oneOf(let some) = a, case .oneOf(let others) = b { return some.contains(where: others.contains) }
    if a.isNumber, b.isNumber { return true }
    return a.kinds == b.kinds
  }

  // MARK: - Filters

  mutating func filter(
    _ operation: Operation, _ count: Int, _ names: Int, _ current: Known, _ stack: inout [Known]
  ) -> Known {
    let arguments = Array(stack.suffix(count))
    stack.removeLast(arguments.count)
    let input = count > 0 ? stack.popLast() ?? current : current
    let extent = operation.extent
    let text = tree.text(extent)
    let wanted = TemplateName(text)
    let namespace = wanted.namespace.isEmpty ? file.source.name.namespace : wanted.namespace
    let name = wanted.namespace.isEmpty ? text : wanted.path
    guard let definition = set.filters.find(name, in: namespace)?.definition else {
      return Known(type: .any, extent: extent)
    }
    if !definition.input.contains(.null) { requireGuard(input) }
    let kinds = input.type.unwrapped.kinds
    if input.type != .null, kinds.isDisjoint(with: definition.input) {
      report(.wrongInput(filter: definition.name, expected: definition.input.name, found: input.type.name), extent)
    }
    checkTable(definition, input)
    return Known(
      type: result(of: definition, input, arguments), extent: Extent(Int(input.extent.start), Int(extent.end)))
  }

  /// A key that is known while checking must be in the table.
  private mutating func checkTable(_ definition: FilterDefinition, _ input: Known) {
    guard case .table(let table) = definition.implementation, table.fallback == nil,
      case .oneOf(let values) = input.type.unwrapped
    else { return }
    for value in values where table.entries[value] == nil {
      let close = Suggestion.closest(to: value, among: table.keys)
      report(.missingKey(value, table: table.name, pack: table.namespace, close), input.extent)
    }
  }

  private func result(of definition: FilterDefinition, _ input: Known, _ arguments: [Known]) -> CheckType {
    let type = input.type.unwrapped
    switch definition.result {
    case .unknown: return .any
    case .string: return .string
    case .int: return .int
    case .bool: return .bool
    case .strings: return .list(.string)
    case .input: return type
    case .element:
      guard case .list(let element) = type else { return .any }
      return element.orNull
    case .inputOrArgument: return type.joined(with: arguments.first?.type ?? .any)
    case .entry:
      guard case .map(let value)? = arguments.first?.type else { return .any }
      return value
    case .fields, .groups, .flattened, .values, .sum: return collected(definition.result, type, arguments)
    }
  }

  /// What a filter makes of the elements of a list or the values of a map.
  private func collected(_ result: FilterResult, _ type: CheckType, _ arguments: [Known]) -> CheckType {
    switch (result, type) {
    case (.fields, .list(let element)): .list(path(arguments.first?.literal, in: element))
    case (.groups, .list(let element)):
      .list(.made(["key": path(arguments.first?.literal, in: element), "items": type]))
    case (.flattened, .list(.list(let element))): .list(element)
    case (.flattened, .list): type
    case (.values, .map(let value)): .list(value)
    case (.sum, .list(let element)) where element.isNumber: element
    default: .any
    }
  }

  private func path(_ path: String?, in type: CheckType) -> CheckType {
    guard let path else { return .any }
    var type = type
    for name in path.split(separator: ".") {
      guard case .record(let record) = type.unwrapped,
        let field = schema.records[record]?.first(where: { $0.name == name })
      else { return .any }
      type = CheckType(field.type)
    }
    return type
  }
}

extension ValueKinds {
  /// What people call these kinds.
  var name: String {
    if self == .scalar { return "a string" }
    let names: [(ValueKinds, String)] = [
      (.string, "a string"), (.list, "a list"), (.record, "a map"), (.int, "an integer"), (.decimal, "a decimal"),
      (.bool, "a boolean"),
    ]
    let parts = names.filter { contains($0.0) }.map(\.1)
    guard parts.count > 1, let last = parts.last else { return parts.first ?? "a value" }
    return parts.dropLast().joined(separator: ", ") + " or " + last
  }
}
