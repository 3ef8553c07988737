import PositionedYAML
import SourceDiagnostics

/// How models, aggregates and their collections are written.
enum AggregateShapes {
  private static let names: Shape<[Name]> = .list(.text(.identifier))

  static let constraints = Record<Constraints>(
    "Constraints", "constraints", "Uniqueness and indexes over several fields.", make: { _, _ in Constraints() },
    [
      Key(
        "unique", .list(.list(.text(.identifier), minimum: 1)),
        "Groups of fields that are unique together: `[[sku, size]]`."
      ) {
        $0.unique = $1
      },
      Key("indexes", .list(.list(.text(.identifier), minimum: 1)), "Groups of fields that are searched for together.") {
        $0.indexes = $1
      },
    ])

  // MARK: - Children

  private struct Order: Sendable {
    var field: Name = .implied("")
    var scope: [Name] = []
  }

  private static let order: Shape<Order> = {
    let field = Shape<Name>.text(.identifier)
    let record = Record<Order>(
      "ChildOrder", "an order", "An order as the original HatMax writes it.", make: { _, _ in Order() },
      [
        Key("field", field, isRequired: true, isOriginal: true, "The field that orders.") { $0.field = $1 },
        Key("unique_scope", names, isOriginal: true, "Within which fields a position is unique.") { $0.scope = $1 },
      ])
    return Shape(form: .either([field.form, .record(record.form)])) { node, reader in
      if node.kind == .mapping { return record.shape.read(node, &reader) }
      return field.read(node, &reader).map { Order(field: $0) }
    }
  }()

  private static let foreignKey = Record<ForeignKeyNames>(
    "ChildForeignKey", "a foreign key", "The key that leads to the owner, as the original HatMax writes it.",
    make: { _, _ in ForeignKeyNames() },
    [
      Key("name", .text(.identifier), isOriginal: true, "The column.") { $0.name = $1 },
      Key("ref", .text(), isOriginal: true, "What it refers to.") { $0.ref = $1 },
      Key("on_delete", .text(.identifier), isOriginal: true, "Children always go with their owner.") {
        $0.onDelete = $1
      },
    ])

  static let child = Record<Child>(
    "Child", "a child collection",
    "A collection of models that belongs to its owner, is loaded and saved with it and goes with it.",
    make: { name, _ in Child(name: name) },
    [
      Key("of", .text(.identifier), isRequired: true, "The model.") { $0.of = $1 },
      Key("many", .bool, "Whether there may be several. Default: true.") { $0.isMany = $1 },
      Key("order", order, "`position` (the order in which they are kept), or a field of the model.") {
        $0.order = $1.field
        $0.uniqueScope = $1.scope
      },
      Key("max", .integer(1...1_000_000), "The largest number.") { $0.maximum = $1 },
      Key("constraints", constraints.shape, "Uniqueness and indexes within one owner.") { $0.constraints = $1 },
      Key("audit", .bool, "Whether who and when of creation and change are kept.") { $0.isAudited = $1 },
      Key("updatable", names, "The fields that a change of a child may touch. Default: all.") { $0.updatable = $1 },
      Key("table", .text(.identifier), "The table's name. Default: made from the owner's and its own.") {
        $0.table = $1
      },
      Key("description", .text(), "What it means; becomes a comment.") { $0.description = $1 },
      Key("was", .text(.identifier), "Its former name.") { $0.was = $1 },
      Key("fk", foreignKey.shape, isOriginal: true, "The key that leads to the owner.") { $0.foreignKey = $1 },
      Key("id", .text(.identifier), isOriginal: true, "The key's name, which is always `id`.") { $0.idField = $1 },
    ])

  static let children: Shape<[Child]> = .map(.identifier, child)

  // MARK: - Models

  private struct ModelOptions: Sendable {
    var isAudited = false
    var lifecycle: [Name] = []
  }

  private static let options = Record<ModelOptions>(
    "ModelOptions", "options of a model", "Options as the original HatMax writes them.",
    make: { _, _ in ModelOptions() },
    [
      Key("audit", .bool, isOriginal: true, "The same as `audit`.") { $0.isAudited = $1 },
      Key("lifecycle", .list(.text(.identifier)), isOriginal: true, "Hooks of the original.") { $0.lifecycle = $1 },
    ])

  static let value = Record<Model>(
    "Value", "a value object", "A group of fields without identity, embedded wherever it is the type of a field.",
    keepsIncomplete: true, make: { name, _ in Model(name: name) },
    [
      Key("fields", FieldShapes.fields, isRequired: true, "Its fields, in order.") { $0.fields = $1 },
      Key("description", .text(), "What it means; becomes a comment.") { $0.description = $1 },
      Key("was", .text(.identifier), "Its former name.") { $0.was = $1 },
    ])

  static let model = Record<Model>(
    "Model", "a model", "What a child collection is made of: fields, and collections of its own.",
    keepsIncomplete: true, make: { name, _ in Model(name: name) },
    [
      Key("fields", FieldShapes.fields, isRequired: true, "Its fields, in order.") { $0.fields = $1 },
      Key("children", children, "Collections inside it; three levels at most.") { $0.children = $1 },
      Key("audit", .bool, "Whether who and when of creation and change are kept.") { $0.isAudited = $1 },
      Key("constraints", constraints.shape, "Uniqueness and indexes over several fields.") { $0.constraints = $1 },
      Key("description", .text(), "What it means; becomes a comment.") { $0.description = $1 },
      Key("was", .text(.identifier), "Its former name.") { $0.was = $1 },
      Key("options", options.shape, isOriginal: true, "Audit and lifecycle.") {
        $0.isAudited = $0.isAudited || $1.isAudited
        $0.lifecycle = $1.lifecycle
      },
    ])

  // MARK: - Aggregates

  static let aggregate = Record<Aggregate>(
    "Aggregate", "an aggregate", "A root with identity and version that is loaded, checked and saved as a whole.",
    make: { name, _ in Aggregate(name: name) },
    [
      Key("fields", FieldShapes.fields, "Its fields, in order.") { $0.fields = $1 },
      Key("children", children, "Collections inside it; three levels at most.") { $0.children = $1 },
      Key("audit", .bool, "Whether who and when of creation and change are kept.") { $0.isAudited = $1 },
      Key("soft_delete", .bool, "Whether deletion only marks, and can be undone.") { $0.isSoftDeleted = $1 },
      Key(
        "concurrency", .choice("a kind of concurrency control", of: Aggregate.Concurrency.self),
        "`strict`: a change must say which version it is based on (If-Match). Default: `optional`."
      ) {
        $0.concurrency = $1.value
      },
      Key(
        "persistence", .choice("a kind of persistence", of: Aggregate.Persistence.self),
        "`events`: what is kept is the events, and the state follows from them. Default: `state`."
      ) {
        $0.persistence = $1
      },
      Key("constraints", constraints.shape, "Uniqueness and indexes over several fields.") { $0.constraints = $1 },
      Key("commands", .map(.identifier, BehaviourShapes.command), "What it can be told to do.") { $0.commands = $1 },
      Key("events", .map(.identifier, BehaviourShapes.event), "What can happen to it.") { $0.events = $1 },
      Key("plural", .text(.identifier), "The plural of its name, for routes and tables. Default: by English rules.") {
        $0.plural = $1
      },
      Key("table", .text(.identifier), "The table's name. Default: the plural.") { $0.table = $1 },
      Key("description", .text(), "What it means; becomes a comment.") { $0.description = $1 },
      Key("was", .text(.identifier), "Its former name.") { $0.was = $1 },
      Key("id", .text(.identifier), isOriginal: true, "The key's name, which is always `id`.") { $0.idField = $1 },
      Key("version_field", .text(.identifier), isOriginal: true, "The version's name, which is always `version`.") {
        $0.versionField = $1
      },
    ])
}
