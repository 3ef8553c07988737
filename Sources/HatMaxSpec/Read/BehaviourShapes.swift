import PositionedYAML
import SourceDiagnostics

/// How commands, events, queries and projections are written.
enum BehaviourShapes {
  /// Where the fields of something come from.
  static let mapping: Shape<[MappingEntry]> = .map(.identifier, .any) { name, node, _ in
    MappingEntry(target: name, source: node)
  }

  // MARK: - Commands and events

  private static let guardRecord = Record<Guard>(
    "Guard", "a guard", "A condition with the words to say when it doesn't hold.", make: { _, _ in Guard() },
    [
      Key("when", .text(), isRequired: true, "The condition that must hold.") { $0.condition = $1 },
      Key("message", .text(), isRequired: true, "What to say when it doesn't.") { $0.message = $1 },
    ])

  private static let emissions: Shape<[Emission]> = {
    let name = Shape<Name>.text(.identifier)
    let list = Shape<[Name]>.list(name)
    let map = Shape<[Emission]>.map(.identifier, mapping.form) { event, node, reader in
      Emission(event: event, mappings: mapping.read(node, &reader) ?? [])
    }
    return Shape(form: .either([map.form, list.form, name.form])) { node, reader in
      if node.kind == .mapping || node.isNull { return map.read(node, &reader) }
      if node.kind == .sequence { return list.read(node, &reader)?.map { Emission(event: $0) } }
      return name.read(node, &reader).map { [Emission(event: $0)] }
    }
  }()

  static let command = Record<Command>(
    "Command", "a command", "Something that an aggregate can be told to do.", make: { name, _ in Command(name: name) },
    [
      Key("creates", .bool, "Whether it makes a new aggregate.") { $0.isCreating = $1 },
      Key("input", FieldShapes.fields, "What it is told with.") { $0.input = $1 },
      Key("when", .text(), "The condition under which it is accepted: `status == draft and lines is set`.") {
        $0.when = $1
      },
      Key("guards", .list(guardRecord.shape), "Further conditions, each with its own message.") { $0.guards = $1 },
      Key(
        "emits", emissions,
        "The events that it causes, with where their fields come from; what isn't mapped comes from an input field of the "
          + "same name and type."
      ) { $0.emits = $1 },
      Key("description", .text(), "What it means; becomes a comment.") { $0.description = $1 },
      Key("was", .text(.identifier), "Its former name.") { $0.was = $1 },
    ])

  private static let history = Shape<[EventVersion]>.map(
    .any, .map(.identifier, .record(FieldShapes.field.form))
  ) { version, node, reader in
    EventVersion(version: version, fields: FieldShapes.fields.read(node, &reader) ?? [])
  }

  static let event = Record<Event>(
    "Event", "an event", "Something that happened to an aggregate.", make: { name, _ in Event(name: name) },
    [
      Key("version", .integer(1...10_000), "Raised whenever the fields change. Default: 1.") { $0.version = $1 },
      Key("fields", FieldShapes.fields, "What it carries.") { $0.fields = $1 },
      Key("sets", mapping, "Fields of the aggregate and what they become: `{status: placed, placed_at: $placed_at}`.") {
        $0.sets = $1
      },
      Key("appends", mapping, "Collections of the aggregate and what is added to them: `{lines: $line}`.") {
        $0.appends = $1
      },
      Key("removes", mapping, "Collections of the aggregate and the id of what is taken out: `{lines: $line_id}`.") {
        $0.removes = $1
      },
      Key("increments", mapping, "Numbers of the aggregate and what is added to them: `{balance: $amount}`.") {
        $0.increments = $1
      },
      Key("decrements", mapping, "Numbers of the aggregate and what is taken from them: `{balance: $amount}`.") {
        $0.decrements = $1
      },
      Key("history", history, "The fields of older versions, by version: `{1: {amount: int}}`.") { $0.history = $1 },
      Key("description", .text(), "What it means; becomes a comment.") { $0.description = $1 },
      Key("was", .text(.identifier), "Its former name.") { $0.was = $1 },
    ])

  // MARK: - Queries and projections

  static let query = Record<Query>(
    "Query", "a query", "A question with filters, an order and pages.", make: { name, _ in Query(name: name) },
    [
      Key("of", .text(.identifier), isRequired: true, "The aggregate or projection that is searched.") { $0.of = $1 },
      Key("filter", .list(.text(.identifier)), "Fields that the answer can be narrowed by.") { $0.filter = $1 },
      Key("sort", .list(.text(.sortKey)), "Fields that order the answer, `-` for falling: `[-placed_at]`.") {
        $0.sort = $1
      },
      Key("page", .choice("a kind of paging", of: Query.Page.self), "How it is cut into pages. Default: `cursor`.") {
        $0.page = $1.value
      },
      Key("description", .text(), "What it means; becomes a comment.") { $0.description = $1 },
      Key("was", .text(.identifier), "Its former name.") { $0.was = $1 },
    ])

  private static let handler = Record<ProjectionHandler>(
    "ProjectionHandler", "an event handler", "What one event does to a row of the projection.",
    make: { name, _ in ProjectionHandler(event: name) },
    [
      Key("set", mapping, "Fields and what they become: `{last: $placed_at}`.") { $0.sets = $1 },
      Key("increment", mapping, "Numbers and what is added to them: `{orders: 1}`.") { $0.increments = $1 },
      Key("decrement", mapping, "Numbers and what is taken from them: `{orders: 1}`.") { $0.decrements = $1 },
      Key("delete", .bool, "Whether the row goes.") { $0.isDeleting = $1 },
    ])

  static let projection = Record<Projection>(
    "Projection", "a projection", "A read model that events keep up to date.",
    make: { name, _ in Projection(name: name) },
    [
      Key(
        "key", FieldShapes.fields, isRequired: true,
        "The fields that tell its rows apart; every event below carries them."
      ) {
        $0.key = $1
      },
      Key("fields", FieldShapes.fields, "What a row holds.") { $0.fields = $1 },
      Key("on", .map(.identifier, handler), isRequired: true, "The events that change it.") { $0.handlers = $1 },
      Key("description", .text(), "What it means; becomes a comment.") { $0.description = $1 },
      Key("was", .text(.identifier), "Its former name.") { $0.was = $1 },
    ])
}
