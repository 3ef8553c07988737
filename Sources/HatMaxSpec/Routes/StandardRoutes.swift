/// The routes that a service has when its file names none.
struct StandardRoutes {
  private let service: Service
  private let base: String
  private var routes: [Route] = []

  static func of(_ service: Service) -> [Route] {
    var standard = StandardRoutes(service)
    for aggregate in service.aggregates { standard.add(aggregate) }
    for query in service.queries { standard.add(query) }
    return standard.routes
  }

  private init(_ service: Service) {
    self.service = service
    base = service.basePath
  }

  private mutating func add(_ aggregate: Aggregate) {
    let collection = service.route(of: aggregate)
    let one = collection + "/{id}"
    let key = [Route.Parameter(name: "id", of: aggregate.name.value)]
    func route(_ method: String, _ path: String, _ operation: Route.Operation, _ parameters: [Route.Parameter]) -> Route
    {
      Route(
        method: method, path: path, operation: operation, aggregate: aggregate, parameters: parameters,
        span: aggregate.name.span)
    }
    routes.append(route("GET", collection, .list, []))
    routes.append(route("GET", one, .get, key))
    // What is kept is events: the state changes by commands alone.
    if !aggregate.isEventSourced {
      routes.append(route("POST", collection, .create, []))
      routes.append(route("PUT", one, .update, key))
      routes.append(route("PATCH", one, .patch, key))
      routes.append(route("DELETE", one, .delete, key))
      if aggregate.isSoftDeleted { routes.append(route("POST", one + "/restore", .restore, key)) }
    }
    for child in aggregate.children { add(child, of: aggregate, below: one, key) }
    for command in aggregate.commands { add(command, of: aggregate, collection, key) }
  }

  private mutating func add(_ child: Child, of aggregate: Aggregate, below owner: String, _ keys: [Route.Parameter]) {
    let collection = owner + "/" + Words.kebab(child.name.value)
    let key = Route.Parameter(name: child.parameterName, of: child.name.value)
    let one = "\(collection)/{\(key.name)}"
    func route(
      _ method: String, _ path: String, _ operation: Route.Operation, _ parameters: [Route.Parameter]
    ) -> Route {
      Route(
        method: method, path: path, operation: operation, aggregate: aggregate, child: child, parameters: parameters,
        span: child.name.span)
    }
    routes.append(route("GET", collection, .childList, keys))
    routes.append(route("GET", one, .childGet, keys + [key]))
    if !aggregate.isEventSourced {
      routes.append(route("POST", collection, .childCreate, keys))
      routes.append(route("PUT", one, .childUpdate, keys + [key]))
      routes.append(route("DELETE", one, .childDelete, keys + [key]))
    }
  }

  private mutating func add(_ command: Command, of aggregate: Aggregate, _ collection: String, _ key: [Route.Parameter])
  {
    let creating = aggregate.commands.filter(\.isCreating)
    let name = Words.kebab(command.name.value)
    let path =
      if !command.isCreating {
        "\(collection)/{id}/\(name)"
      } else if aggregate.isEventSourced, creating.count == 1 {
        collection
      } else {
        "\(collection)/\(name)"
      }
    routes.append(
      Route(
        method: "POST", path: path, operation: .command, aggregate: aggregate, command: command,
        parameters: command.isCreating ? [] : key, span: command.name.span))
  }

  private mutating func add(_ query: Query) {
    routes.append(
      Route(
        method: "GET", path: "\(base)/\(Words.kebab(query.name.value))", operation: .query,
        aggregate: service.aggregates.named(query.of.value), query: query, span: query.name.span))
  }
}

extension Service {
  /// What every path begins with: empty, or a path without a slash at its end.
  var basePath: String {
    let parts = api.basePath?.value.split(separator: "/") ?? []
    return parts.map { "/" + $0 }.joined()
  }

  /// The path of an aggregate's collection.
  func route(of aggregate: Aggregate) -> String { basePath + "/" + Words.kebab(aggregate.pluralName) }
}

extension Child {
  /// The name of its id in paths: `item_id`.
  var parameterName: String { singularName + "_id" }
  /// The name of one element in snake case.
  var singularName: String { Nouns.singular(Words.snake(name.value)) }
}
