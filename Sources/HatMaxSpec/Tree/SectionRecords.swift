import PositionedYAML

/// Sections that are kept for packs to come: their records are made from the form in which they are written.
///
/// Every key is there; what isn't written is null, or an empty list.
enum SectionRecords {
  /// The node of a section, or null when it isn't written.
  static func node(_ node: Node?, _ form: Form) -> ModelNode {
    switch form {
    case .list(let item, _, _): return .list(node?.items.map { Self.node($0, item) } ?? [])
    case .record(let record):
      guard let node else { return .null }
      return ModelNode(
        .record(
          ModelFields(ModelFieldNames(record.keys.map(\.name)), record.keys.map { Self.node(node[$0.name], $0.form) })))
    default: return node.map(scalar) ?? .null
    }
  }

  private static func scalar(_ node: Node) -> ModelNode {
    if let bool = node.bool { return .bool(bool) }
    if let int = node.int { return .int(int) }
    return node.isNull ? .null : .string(node.text)
  }

  /// The type of a section.
  static func type(_ form: Form) -> ModelType {
    switch form {
    case .bool: .optional(.bool)
    case .integer: .optional(.int)
    case .list(let item, _, _): .list(element(item))
    case .record(let record): .optional(.record(record.name))
    default: .optional(.string)
    }
  }

  private static func element(_ form: Form) -> ModelType {
    if case .optional(let type) = type(form) { return type }
    return type(form)
  }

  /// The records of a section and of those inside it, each once.
  static func schemas(_ forms: [Form]) -> [ModelRecordSchema] {
    var schemas: [ModelRecordSchema] = []
    func add(_ form: Form) {
      guard case .record(let record) = form, !schemas.contains(where: { $0.name == record.name }) else { return }
      schemas.append(
        ModelRecordSchema(
          name: record.name, documentation: record.documentation,
          keys: record.keys.map {
            ModelKeySchema(name: $0.name, type: type($0.form), documentation: $0.documentation)
          }))
      for key in record.keys { add(key.form) }
    }
    for form in forms { add(form) }
    return schemas
  }
}
