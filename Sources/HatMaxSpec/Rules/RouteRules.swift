import SourceDiagnostics

/// Rules about routes.
enum RouteRules {
  static let all = [
    badRoute, unknownTarget, notOneTarget, noOperation, wrongParameters, conflict, moved, unservable, custom,
  ]

  /// Calls `body` with every failure of a written handler.
  private static func eachFailure(
    _ context: inout RuleContext, _ body: (WrittenRoutes.Failure, inout RuleContext) -> Void
  ) {
    for index in context.services {
      let written = WrittenRoutes(index.service)
      for handler in index.service.api.handlers ?? [] {
        do { _ = try written.route(handler) } catch { body(error, &context) }
      }
    }
  }

  private static let order = "aggregates:\n  Order: {fields: {name: string}, commands: {Place: {}}}\n"

  static let badRoute = SpecRule(
    "SP0601", "a route that can't be read",
    "A route is a method and a path: `GET /orders/{id}`. Methods are GET, POST, PUT, PATCH and DELETE; a path has parts of letters, "
      + "digits, `-`, `_`, `.`, `~`, and wildcards `{name}`.", in: .service,
    wrong: order + "api: {handlers: [{route: /orders, op: list, aggregate: Order}]}",
    right: order + "api: {handlers: [{route: GET /orders, op: list, aggregate: Order}]}"
  ) { context in
    eachFailure(&context) { failure, context in
      guard case .badRoute(let name, let reason) = failure else { return }
      context.report("`\(name.value)` is not a route", at: name.span, reason)
    }
    for index in context.services {
      guard let base = index.service.api.basePath else { continue }
      let isPath = base.value.hasPrefix("/") && !base.value.contains("{") && !base.value.contains(" ")
      if !isPath, !base.value.isEmpty {
        context.report(
          "`\(base.value)` can't be a base path", at: base.span, "expected a path such as `/shop`, without wildcards")
      }
    }
  }

  static let unknownTarget = SpecRule(
    "SP0602", "a handler for something unknown",
    "A handler is about an aggregate, a child collection, a command or a query of its service.",
    in: .service, wrong: order + "api: {handlers: [{route: GET /orders, op: list, aggregate: Ordr}]}",
    right: order + "api: {handlers: [{route: GET /orders, op: list, aggregate: Order}]}"
  ) { context in
    eachFailure(&context) { failure, context in
      switch failure {
      case .unknown(let name, let what, let known):
        context.report(
          "no \(what) is called `\(name.value)`", at: name.span, help: [Suggestion.help(for: name.value, among: known)])
      case .ambiguous(let name, let owners):
        context.report(
          "`\(name.value)` can be several things", at: name.span, owners.map { "`\($0)`" }.joined(separator: " or "),
          help: ["name the aggregate too"])
      default: break
      }
    }
  }

  static let notOneTarget = SpecRule(
    "SP0603", "a handler for nothing, or for several things",
    "A handler has exactly one of `aggregate` (with `op`), `command` and `query`.", in: .service,
    wrong: order + "api: {handlers: [{route: GET /orders, op: list}]}",
    right: order + "api: {handlers: [{route: GET /orders, op: list, aggregate: Order}]}"
  ) { context in
    eachFailure(&context) { failure, context in
      switch failure {
      case .nothingToDo(let handler):
        context.report(
          "the handler is about nothing", at: handler.route.span, help: ["add `aggregate`, `command` or `query`"])
      case .tooMuch(let handler, let keys):
        context.report(
          "the handler is about several things", at: handler.route.span, keys.map { "`\($0)`" }.joined(separator: ", "),
          help: ["keep one of them"])
      default: break
      }
    }
  }

  static let noOperation = SpecRule(
    "SP0604", "a handler without an operation", "A handler for an aggregate says what it does: `op: list`.",
    in: .service,
    wrong: order + "api: {handlers: [{route: GET /orders, aggregate: Order}]}",
    right: order + "api: {handlers: [{route: GET /orders, op: list, aggregate: Order}]}"
  ) { context in
    eachFailure(&context) { failure, context in
      guard case .noOperation(let handler) = failure else { return }
      let all = Handler.Operation.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      context.report("the handler needs an operation", at: handler.route.span, help: ["add `op`: one of \(all)"])
    }
  }

  static let wrongParameters = SpecRule(
    "SP0605", "a route with too few or too many wildcards",
    "What is about one aggregate has its id in the path, what is about one element of a collection two ids.",
    in: .service,
    wrong: order + "api: {handlers: [{route: GET /orders, op: get, aggregate: Order}]}",
    right: order + "api: {handlers: [{route: \"GET /orders/{id}\", op: get, aggregate: Order}]}"
  ) { context in
    eachFailure(&context) { failure, context in
      guard case .parameters(let handler, let wanted, let found, let example) = failure else { return }
      context.report(
        "the path has \(found) wildcard\(found == 1 ? "" : "s") where \(wanted) \(wanted == 1 ? "is" : "are") needed",
        at: handler.route.span,
        help: ["for example `\(example)`"])
    }
  }

  static let conflict = SpecRule(
    "SP0606", "two routes for one request",
    "Go's `net/http` takes the more specific of two patterns that fit a request. Where neither is, the service would panic when it "
      + "starts: `/orders/{id}/lines` and `/orders/new/{id}` both fit `/orders/new/lines`.", in: .service,
    wrong: order
      + "api: {handlers: [{route: GET /orders, op: list, aggregate: Order}, {route: GET /orders, op: list, aggregate: Order}]}",
    right: order + "api: {handlers: [{route: GET /orders, op: list, aggregate: Order}]}"
  ) { context in
    for index in context.services where index.mayHaveConflictingRoutes {
      for (route, other) in RouteConflicts.find(index.service.routes, base: index.service.basePath) {
        context.report(
          "`\(route.method) \(route.path)` and `\(other.method) \(other.path)` fit the same request", at: route.span,
          "the second",
          and: [(other.span, "the first")], help: ["change one of the paths"])
      }
    }
  }

  static let moved = SpecRule(
    "SP0607", .warning, "a collection's route without its owner",
    "The elements of a collection are reached through their owner, so a route of theirs without the owner's id is served below the "
      + "owner.", in: .service,
    wrong:
      "models:\n  Finding: {fields: {text: string}}\naggregates:\n  Visit: {children: {findings: {of: Finding}}}\napi: {handlers: [{route: POST /findings, op: create, model: Finding}]}",
    right:
      "models:\n  Finding: {fields: {text: string}}\naggregates:\n  Visit: {children: {findings: {of: Finding}}}\napi: {handlers: [{route: \"POST /{visit_id}/findings\", op: create, model: Finding}]}"
  ) { context in
    for index in context.services where index.service.api.handlers != nil {
      for route in index.service.routes {
        guard let from = route.movedFrom else { continue }
        context.report(
          "`\(from)` lacks the id of the `\(route.aggregate?.name.value ?? "")` that owns it", at: route.span,
          "served as `\(route.method) \(route.path)`", help: ["write the route as it is served"])
      }
    }
  }

  static let unservable = SpecRule(
    "SP0608", "a route that can't be served",
    "Some operations have no meaning for what they are asked of: `restore` without `soft_delete`, a change of an event-sourced "
      + "aggregate other than by a command, a model that belongs to no aggregate.", in: .service,
    wrong: order + "api: {handlers: [{route: \"POST /orders/{id}/restore\", op: restore, aggregate: Order}]}",
    right: order + "api: {handlers: [{route: \"DELETE /orders/{id}\", op: delete, aggregate: Order}]}"
  ) { context in
    eachFailure(&context) { failure, context in
      guard case .unservable(let handler, let reason) = failure else { return }
      context.report("the route can't be served", at: handler.operation?.span ?? handler.route.span, reason)
    }
  }

  static let custom = SpecRule(
    "SP0609", .warning, "an operation of the original that is a command now",
    "The original HatMax wrote `op: custom` and left the logic to you. A command has a place for that logic, a route and tests.",
    in: .service,
    wrong: order
      + "api: {handlers: [{route: \"POST /orders/{id}/ship\", op: custom, custom_operation: ship, model: Order}]}",
    right: order + "api: {handlers: [{route: \"POST /orders/{id}/place\", command: Order.Place}]}"
  ) { context in
    eachFailure(&context) { failure, context in
      guard case .custom(let handler) = failure else { return }
      context.report(
        "`op: custom` has no effect", at: handler.operation?.span ?? handler.route.span,
        help: ["add a command to the aggregate and name it here: `command: Order.Ship`"])
    }
  }
}

extension ServiceIndex {
  /// Whether it is worth looking for conflicts: standard routes can only conflict where two names are the same.
  fileprivate var mayHaveConflictingRoutes: Bool {
    if service.api.handlers != nil { return true }
    // Paths are in kebab case; names that are the same there are the same in snake case.
    var collections = Set<String>()
    for name in plurals + service.queries.map({ Words.snake($0.name.value) })
    where !collections.insert(name).inserted {
      return true
    }
    return service.aggregates.contains { aggregate in
      let names = aggregate.children.map(\.name.value) + aggregate.commands.map(\.name.value)
      return !names.isEmpty && Set(names.map(Words.snake)).union(["restore"]).count <= names.count
    }
  }
}

/// Finds the pairs of routes that Go's `net/http` would refuse to register together.
enum RouteConflicts {
  /// Each conflicting route with the first that it conflicts with.
  ///
  /// Routes are compared within buckets of the same method, length and first literal part, so that thousands take no
  /// longer than they must.
  static func find(_ routes: [Route], base: String) -> [(Route, Route)] {
    let depth = base.split(separator: "/").count
    var buckets: [String: [Int]] = [:]
    var open: [Int] = []
    var found: [(Route, Route)] = []
    for (position, route) in routes.enumerated() {
      let parts = route.path.split(separator: "/")
      let head = parts.prefix(depth + 1)
      let isOpen = head.count <= depth || head.contains { $0.hasPrefix("{") }
      let key = "\(route.method) \(parts.count) \(head.joined(separator: "/"))"
      let candidates = isOpen ? Array(0..<position) : (buckets[key] ?? []) + open
      if let other = candidates.sorted().first(where: { routes[$0].conflicts(with: route) }) {
        found.append((route, routes[other]))
      }
      if isOpen { open.append(position) } else { buckets[key, default: []].append(position) }
    }
    return found
  }
}
