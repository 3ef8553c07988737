import PositionedYAML

/// The records of values, models, aggregates and their fields.
enum ModelRecords {
  // MARK: - Fields

  static let validation = ModelRecord<Validation>(
    "Validation", "A check of a field, as it is written.",
    [
      .string("name", "Which one.") { $0.rule.rawValue },
      .optional("value", "Its argument as it is written, or null.") {
        $0.argument.flatMap { $0.kind == .scalar ? $0.text : nil }
      },
      .strings("values", "Its argument where that is a list.") { $0.argument?.items.map(\.text) ?? [] },
    ])

  static let reference = ModelRecord<Field>(
    "Reference", "What a `ref` refers to.",
    [
      .string("aggregate", "The aggregate.") { $0.target?.value ?? "" },
      .choice("on_delete", "What happens here when the other is deleted.") { $0.onDelete?.value ?? .restrict },
    ])

  private static func argument(_ field: Field, _ rule: ValidationRule) -> Node? {
    field.validations.last { $0.rule == rule }?.argument
  }

  private static func length(_ name: String, _ rule: ValidationRule, _ documentation: String) -> ModelKey<Field> {
    ModelKey(name, .optional(.int), documentation) { field, _ in
      field.validations.last { $0.rule == rule }?.integer.map(ModelNode.int) ?? .null
    }
  }

  private static func bound(_ name: String, _ rule: ValidationRule, _ documentation: String) -> ModelKey<Field> {
    ModelKey(name, .optional(.scalar), documentation) { field, _ in
      argument(field, rule).map { Self.scalar($0, as: field.type.kind) } ?? .null
    }
  }

  /// A scalar as the field's type wants it: an integer, a decimal number or a text.
  private static func scalar(_ node: Node, as kind: FieldKind?) -> ModelNode {
    let text = node.text
    switch kind {
    case .int: return (node.int ?? Int64(text)).map(ModelNode.int) ?? .string(text)
    case .float, .decimal:
      if let int = Int64(text) { return .int(int) }
      let isNumber = text.utf8.allSatisfy { $0 &- 48 < 10 || "-.eE+".utf8.contains($0) } && Double(text) != nil
      return isNumber && text.first?.isNumber == true ? ModelNode(.decimal(text)) : .string(text)
    default: return .string(text)
    }
  }

  private static let kindNodes = Dictionary(
    uniqueKeysWithValues: FieldKind.allCases.map { ($0, ModelNode.string($0.rawValue)) })
  private static let valueNode = ModelNode.string("value")
  private static let modelNode = ModelNode.string("model")

  static let field = ModelRecord<Field>(
    "Field", "A field of an aggregate, a model, a value object, an event or an input.",
    [
      .string("name", "The name as it is written; `snake`, `go_name` and the like turn it into others.") {
        $0.name.value
      },
      .string("column", "The column of its value, in snake case: `customer_id` for a `ref` named `customer`.") {
        $0.columnName
      },
      .optional("was", "The former name.") { $0.was?.value },
      .optional("description", "What it means.") { $0.description?.value },
      ModelKey(
        "type", .enumeration(FieldKind.allCases.map(\.rawValue) + ["value", "model"]),
        "The built-in type; `value` for a value object, `model` for a model. Of a list: the type of its items."
      ) { field, model in
        if let kind = field.type.kind { return kindNodes[kind] ?? .null }
        return model.values.contains(field.type.name.value) ? valueNode : modelNode
      },
      .bool("list", "Whether it is a list.") { $0.type.isList },
      .bool("required", "Whether a value must be given.") { $0.isRequired },
      .bool("optional", "Whether it can be without a value: not required, no default, no list. Nullable in Go and SQL.")
      {
        $0.isOptional
      },
      .bool("unique", "Whether no two may have the same value: of those of a model, no two in one collection.") {
        $0.isUnique
      },
      .optional("default", "The default as it is written, where that is a single value.") {
        $0.defaultValue.flatMap { $0.kind == .scalar && !$0.isNull ? $0.text : nil }
      },
      .bool("has_default", "Whether there is a default.") { $0.defaultValue != nil },
      .strings("values", "The members of an `enum`.") { $0.members.map(\.value) },
      ModelKey("ref", .optional(.record("Reference")), "For `ref`: what it refers to.") { field, model in
        field.target == nil ? .null : reference.node(field, model)
      },
      ModelKey("value", .optional(.record("Model")), "For `value` and `model`: the value object or model.") {
        field, model in
        field.type.kind == nil ? model.type(field.type.name.value) : .null
      },
      ModelKey("link_table", .optional(.record("LinkTable")), "For `[ref]` of a state-keeping aggregate: its table.") {
        field, model in
        model.linkTable(of: field).map { ServiceRecords.linkTable.node($0, model) } ?? .null
      },
      bound("min", .min, "The smallest value."),
      bound("max", .max, "The largest value."),
      length("min_length", .minLength, "The least number of characters or items."),
      length("max_length", .maxLength, "The largest number of characters or items."),
      length("length", .length, "The exact number of characters or items."),
      .optional("pattern", "The regular expression that the text must match.") { argument($0, .pattern)?.text },
      ModelKey("one_of", .list(.scalar), "The values that are allowed.") { field, _ in
        .list(argument(field, .oneOf)?.items.map { scalar($0, as: field.type.kind) } ?? [])
      },
      .bool("email", "Whether it must be an e-mail address.") { $0.type.kind == .email || $0.has(.email) },
      .bool("url", "Whether it must be an absolute URL.") { $0.type.kind == .url || $0.has(.url) },
      .strings("custom", "The names of checks written by hand.") { field in
        field.validations.filter { $0.rule == .custom }.map { $0.argument?.text ?? field.name.value }
      },
      ModelKey("validations", .list(.record("Validation")), "All checks, as they are written.") { field, model in
        .list(field.validations.map { validation.node($0, model) })
      },
    ])

  // MARK: - Models

  /// A value object or a model.
  struct ModelSubject {
    let model: Model
    let isValue: Bool

    init(_ model: Model, isValue: Bool) {
      self.model = model
      self.isValue = isValue
    }
  }

  static let model = ModelRecord<ModelSubject>(
    "Model", "A value object, or a model, which child collections are made of.",
    [
      .string("name", "The name as it is written.") { $0.model.name.value },
      .optional("was", "The former name.") { $0.model.was?.value },
      .optional("description", "What it means.") { $0.model.description?.value },
      ModelKey("kind", .enumeration(["value", "model"]), "`value`: without identity; `model`: with an id.") {
        subject, _ in
        .string(subject.isValue ? "value" : "model")
      },
      ModelKey("fields", .list(.record("Field")), "Its fields, in order.") { subject, model in
        .list(subject.model.fields.map(model.field))
      },
      ModelKey(
        "children", .list(.record("Child")),
        "Of a model: its collections as it declares them. Their `path` is the model alone, and `table` is made from its "
          + "name; where they are kept say the collections of an aggregate."
      ) { subject, model in
        .list(subject.model.children.map { model.child($0, below: [Ancestor(subject.model)]) })
      },
    ])

  static let constraints = ModelRecord<(constraints: Constraints, fields: [Field])>(
    "Constraints", "Uniqueness and indexes over several fields.",
    [
      ModelKey("unique", .list(.list(.record("Field"))), "Groups of fields that are unique together.") {
        subject, model in
        groups(subject.constraints.unique, subject.fields, model)
      },
      ModelKey("indexes", .list(.list(.record("Field"))), "Groups of fields that are searched for together.") {
        subject, model in
        groups(subject.constraints.indexes, subject.fields, model)
      },
    ])

  private static func groups(_ groups: [[Name]], _ fields: [Field], _ model: ServiceModel) -> ModelNode {
    .list(groups.map { .list($0.compactMap { fields.named($0.value).map(model.field) }) })
  }

  // MARK: - Aggregates

  static let aggregate = ModelRecord<Aggregate>(
    "Aggregate", "A root with identity and version that is loaded, checked and saved as a whole.",
    [
      .string("name", "The name as it is written.") { $0.name.value },
      .string("plural", "Its plural in snake case, for routes and collections.") { $0.pluralName },
      ModelKey("route", .string, "The path of the collection: `/lists`.") { aggregate, model in
        .string(model.service.route(of: aggregate))
      },
      ModelKey("api_routes", .list(.int), "The positions in the service's `api.routes` of those that are about it.") {
        aggregate, model in
        model.routePositions(RouteSubject(aggregate: aggregate.name.value))
      },
      ModelKey(
        "referenced", .bool, "Whether a field of the service's `state_aggregates` or their collections refers to it."
      ) {
        aggregate, model in
        .bool(model.referenced.contains(aggregate.name.value))
      },
      .string("table", "The root's table.") { $0.tableName },
      .optional("was", "The former name.") { $0.was?.value },
      .optional("description", "What it means.") { $0.description?.value },
      .bool("audit", "Whether who and when of creation and change are kept.") { $0.isAudited },
      .bool("soft_delete", "Whether deletion only marks, and can be undone.") { $0.isSoftDeleted },
      .choice("concurrency", "`strict`: a change must name the version it is based on.") { $0.concurrency },
      .choice("persistence", "What is kept: the state or the events.") { $0.persistence?.value ?? .state },
      ModelKey("fields", .list(.record("Field")), "Its fields, in order.") { aggregate, model in
        .list(aggregate.fields.map(model.field))
      },
      ModelKey("children", .list(.record("Child")), "Its child collections.") { aggregate, model in
        .list(ChildSubject.all(of: aggregate).map(model.child))
      },
      ModelKey(
        "collections", .list(.record("Child")), "The child collections at every level: its own, then those below them."
      ) { aggregate, model in
        .list(ChildSubject.collections(of: [aggregate], model.types).map(model.child))
      },
      ModelKey("used_values", .list(.record("Model")), "The value objects that its state holds, however deep.") {
        aggregate, model in
        model.usedValues(of: [aggregate])
      },
      ModelKey("constraints", .record("Constraints"), "Uniqueness and indexes over several fields.") {
        aggregate, model in
        constraints.node((aggregate.constraints, aggregate.fields), model)
      },
      ModelKey("commands", .list(.record("Command")), "What it can be told to do.") { aggregate, model in
        .list(aggregate.commands.map { model.command($0, of: aggregate) })
      },
      ModelKey("events", .list(.record("Event")), "What can happen to it.") { aggregate, model in
        .list(aggregate.events.map { model.event($0, of: aggregate) })
      },
    ])
}
