import PositionedYAML
import SourceDiagnostics

/// How services and their routes are written.
enum ServiceShapes {
  static let handler = Record<Handler>(
    "Handler", "a handler", "A route and what it does: an operation on an aggregate, a command or a query.",
    make: { name, _ in Handler(span: name.span) },
    [
      Key("route", .text(), isRequired: true, "Method and path: `GET /orders/{id}`.") { $0.route = $1 },
      Key("op", .choice("an operation", of: Handler.Operation.self), "The operation.") { $0.operation = $1 },
      Key("aggregate", .text(.identifier), "The aggregate that the operation is on.") { $0.aggregate = $1 },
      Key("child", .text(.identifier), "The child collection of the aggregate that the operation is on.") {
        $0.child = $1
      },
      Key("command", .text(), "A command: `Order.Place`.") { $0.command = $1 },
      Key("query", .text(.identifier), "A query.") { $0.query = $1 },
      Key("id", .text(.identifier), "A name for the handler.") { $0.id = $1 },
      Key("model", .text(.identifier), isOriginal: true, "The aggregate or model that the operation is on.") {
        $0.model = $1
      },
      Key("source", .text(.identifier), isOriginal: true, "Where the original looks for the logic.") { $0.source = $1 },
      Key("custom_operation", .text(.identifier), isOriginal: true, "The name of an operation of your own.") {
        $0.customOperation = $1
      },
      Key("overrides", .any, isOriginal: true, "Names of generated functions.") { $0.overrides = $1 },
    ])

  static let api = Record<API>(
    "API", "an API", "The HTTP side of a service.", make: { _, _ in API() },
    [
      Key("base_path", .text(), "What every path begins with: `/shop`.") { $0.basePath = $1 },
      Key(
        "handlers", .list(handler.shape),
        "The routes. Default: the standard routes of every aggregate, command and query."
      ) { $0.handlers = $1 },
    ])

  static let service = Record<Service>(
    "Service", "a service", "One Go service.", make: { name, _ in Service(name: name) },
    [
      Key(
        "kind", .choice("a kind of service", of: Service.Kind.self),
        "`atom`: single models; `domain`: aggregates; `composite`: calls others; `web`: pages. Default: `domain`."
      ) {
        $0.kind = $1
      },
      Key(
        "repo_impl", .listOrOne(.text(.identifier)),
        "Where aggregates are kept: `sqlite`, `postgres`, `mongo`. The first is used unless the configuration says otherwise."
      ) {
        $0.repoImpl = $1
      },
      Key("packs", SpecShapes.packs, "Packs that are active in this service.") { $0.packs = $1 },
      Key("values", .map(.identifier, AggregateShapes.value), "Value objects.") { $0.values = $1 },
      Key("models", .map(.identifier, AggregateShapes.model), "Models, which child collections are made of.") {
        $0.models = $1
      },
      Key("aggregates", .map(.identifier, AggregateShapes.aggregate), "Aggregates.") { $0.aggregates = $1 },
      Key("queries", .map(.identifier, BehaviourShapes.query), "Queries.") { $0.queries = $1 },
      Key("projections", .map(.identifier, BehaviourShapes.projection), "Projections.") { $0.projections = $1 },
      Key("api", api.shape, "The HTTP side.") { $0.api = $1 },
      Key("description", .text(), "What it is for; becomes a comment.") { $0.description = $1 },
      Key("was", .text(.service), "Its former name.") { $0.was = $1 },
      Key("preset", .text(), isOriginal: true, "A ready-made service of the original HatMax.") { $0.preset = $1 },
      Key("sqlite_driver", .text(), isOriginal: true, "The SQLite library of the original HatMax.") {
        $0.sqliteDriver = $1
      },
      Key("auth", DeploymentShapes.auth, isOriginal: true, "Authentication.") { $0.auth = $1 },
      Key("deployment", DeploymentShapes.service, isOriginal: true, "Deployment of the service.") {
        $0.deployment = $1
      },
    ])
}
