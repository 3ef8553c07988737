import SourceDiagnostics

/// Reads the handlers of a file into routes; what can't be served is a failure.
struct WrittenRoutes {
  enum Failure: Error {
    case badRoute(Name, reason: String)
    case unknown(Name, what: String, known: [String])
    case ambiguous(Name, owners: [String])
    case nothingToDo(Handler)
    case tooMuch(Handler, keys: [String])
    case noOperation(Handler)
    case parameters(Handler, wanted: Int, found: Int, example: String)
    case custom(Handler)
    case unservable(Handler, reason: String)
  }

  private let service: Service

  init(_ service: Service) { self.service = service }

  func route(_ handler: Handler) throws(Failure) -> Route {
    let (method, path) = try methodAndPath(handler.route)
    let targets = [
      handler.aggregate.map { _ in "aggregate" }, handler.model.map { _ in "model" },
      handler.command.map { _ in "command" },
      handler.query.map { _ in "query" },
    ].compactMap(\.self)
    if targets.count > 1 { throw .tooMuch(handler, keys: targets) }
    var route = Route(method: method, path: path, operation: .list, id: handler.id?.value, span: handler.route.span)
    if let name = handler.command {
      try resolve(name, into: &route)
    } else if let name = handler.query {
      try resolve(query: name, into: &route)
    } else {
      try resolveOperation(handler, into: &route)
    }
    try nameParameters(handler, &route)
    return route
  }

  // MARK: - Path

  private static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]

  private func methodAndPath(_ written: Name) throws(Failure) -> (String, String) {
    let parts = written.value.split(separator: " ")
    guard parts.count == 2 else { throw .badRoute(written, reason: "expected a method and a path: `GET /orders`") }
    let method = String(parts[0])
    guard Self.methods.contains(method) else {
      throw .badRoute(written, reason: "expected one of " + Self.methods.map { "`\($0)`" }.joined(separator: ", "))
    }
    guard parts[1].hasPrefix("/") else { throw .badRoute(written, reason: "expected a path that starts with `/`") }
    var segments: [Substring] = []
    var parameters: [Substring] = []
    for segment in parts[1].split(separator: "/") {
      if segment.hasPrefix("{"), segment.hasSuffix("}") {
        let name = segment.dropFirst().dropLast()
        guard NamePattern.identifier.matches(String(name)) else {
          throw .badRoute(written, reason: "expected a name in `{…}`")
        }
        if parameters.contains(name) { throw .badRoute(written, reason: "`{\(name)}` appears twice") }
        parameters.append(name)
      } else if !segment.utf8.allSatisfy(Self.isPathByte) {
        throw .badRoute(written, reason: "`\(segment)` can't be part of a path")
      }
      segments.append(segment)
    }
    let base = service.basePath.split(separator: "/")
    // A path that is written with the base path is not given it twice.
    if !segments.starts(with: base) { segments = base + segments }
    return (method, segments.isEmpty ? "/" : segments.map { "/" + $0 }.joined())
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 || "-_.~".utf8.contains(byte)
  }

  // MARK: - What it does

  private func resolve(_ name: Name, into route: inout Route) throws(Failure) {
    let parts = name.value.split(separator: ".").map(String.init)
    route.operation = .command
    if parts.count == 2 {
      guard let aggregate = service.aggregates.named(parts[0]) else {
        throw .unknown(name, what: "aggregate", known: service.aggregates.map(\.name.value))
      }
      guard let command = aggregate.commands.named(parts[1]) else {
        throw .unknown(
          name, what: "command of \(aggregate.name.value)",
          known: aggregate.commands.map { "\(aggregate.name.value).\($0.name.value)" })
      }
      (route.aggregate, route.command) = (aggregate, command)
      return
    }
    let owners = service.aggregates.filter { $0.commands.named(name.value) != nil }
    guard let owner = owners.first, let command = owner.commands.named(name.value) else {
      throw .unknown(
        name, what: "command",
        known: service.aggregates.flatMap { owner in owner.commands.map { "\(owner.name.value).\($0.name.value)" } })
    }
    if owners.count > 1 { throw .ambiguous(name, owners: owners.map { "\($0.name.value).\(name.value)" }) }
    (route.aggregate, route.command) = (owner, command)
  }

  private func resolve(query name: Name, into route: inout Route) throws(Failure) {
    guard let query = service.queries.named(name.value) else {
      throw .unknown(name, what: "query", known: service.queries.map(\.name.value))
    }
    route.operation = .query
    route.query = query
    route.aggregate = service.aggregates.named(query.of.value)
  }

  private func resolveOperation(_ handler: Handler, into route: inout Route) throws(Failure) {
    guard let target = handler.aggregate ?? handler.model else { throw .nothingToDo(handler) }
    guard let operation = handler.operation else { throw .noOperation(handler) }
    if operation.value == .custom { throw .custom(handler) }
    if let aggregate = service.aggregates.named(target.value) {
      route.aggregate = aggregate
      if let child = handler.child {
        guard let found = aggregate.children.named(child.value) else {
          throw .unknown(
            child, what: "child collection of \(aggregate.name.value)", known: aggregate.children.map(\.name.value))
        }
        route.child = found
      }
    } else if handler.model != nil, service.models.named(target.value) != nil {
      let owners = service.aggregates.flatMap { aggregate in
        aggregate.children.filter { $0.of.value == target.value }.map { (aggregate, $0) }
      }
      guard let owner = owners.first else {
        throw .unservable(handler, reason: "the model `\(target.value)` is no child collection of an aggregate")
      }
      if owners.count > 1 {
        throw .ambiguous(target, owners: owners.map { "\($0.0.name.value).\($0.1.name.value)" })
      }
      (route.aggregate, route.child) = owner
    } else {
      let known = service.aggregates.map(\.name.value) + (handler.model == nil ? [] : service.models.map(\.name.value))
      throw .unknown(target, what: handler.model == nil ? "aggregate" : "aggregate or model", known: known)
    }
    route.operation = try self.operation(operation.value, isChild: route.child != nil, route.method, handler)
    if route.operation == .restore, route.aggregate?.isSoftDeleted != true {
      throw .unservable(handler, reason: "`restore` needs `soft_delete: true`")
    }
    let changes: [Route.Operation] = [.list, .get, .childList, .childGet]
    if route.aggregate?.isEventSourced == true, !changes.contains(route.operation) {
      throw .unservable(handler, reason: "an event-sourced aggregate changes by commands alone")
    }
  }

  private func operation(
    _ operation: Handler.Operation, isChild: Bool, _ method: String, _ handler: Handler
  ) throws(Failure) -> Route.Operation {
    switch (operation, isChild) {
    case (.list, false): return .list
    case (.get, false): return .get
    case (.create, false): return .create
    // The method tells a replacement from a change of some fields.
    case (.update, false), (.patch, false): return method == "PATCH" ? .patch : .update
    case (.delete, false): return .delete
    case (.restore, false): return .restore
    case (.list, true): return .childList
    case (.get, true): return .childGet
    case (.create, true): return .childCreate
    case (.update, true), (.patch, true): return .childUpdate
    case (.delete, true): return .childDelete
    case (.restore, true): throw .unservable(handler, reason: "a child collection has nothing to restore")
    case (.custom, _): throw .custom(handler)
    }
  }

  // MARK: - Parameters

  /// Says what the wildcards of the path are, from the root down; a child's path without its parents is put below them.
  private func nameParameters(_ handler: Handler, _ route: inout Route) throws(Failure) {
    let ids = route.neededIDs
    let written = route.path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
      String($0.dropFirst().dropLast())
    }
    if written.count == ids.count {
      route.parameters = zip(written, ids).map { Route.Parameter(name: $0, of: $1) }
      return
    }
    guard route.child != nil, written.count == ids.count - 1, let aggregate = route.aggregate else {
      throw .parameters(handler, wanted: ids.count, found: written.count, example: example(of: route))
    }
    let own = Words.snake(aggregate.name.value) + "_id"
    let parent = Route.Parameter(name: written.contains(own) ? "parent_" + own : own, of: ids[0])
    route.movedFrom = "\(route.method) \(route.path)"
    let base = service.basePath
    route.path = "\(base)/{\(parent.name)}\(route.path.dropFirst(base.utf8.count))"
    route.parameters = [parent] + zip(written, ids.dropFirst()).map { Route.Parameter(name: $0, of: $1) }
  }

  private func example(of route: Route) -> String {
    guard let aggregate = route.aggregate else { return service.basePath + "/…" }
    var path = service.route(of: aggregate)
    let ids = route.neededIDs.count
    if ids > 0 { path += "/{id}" }
    if let child = route.child {
      path += "/" + Words.kebab(child.name.value)
      if ids > 1 { path += "/{\(child.parameterName)}" }
    }
    return path
  }
}

extension Route {
  /// Whose ids the path must carry, from the root down.
  var neededIDs: [String] {
    let root = aggregate.map { [$0.name.value] } ?? []
    switch operation {
    case .list, .create, .query: return []
    case .get, .update, .patch, .delete, .restore: return root
    case .command: return command?.isCreating == true ? [] : root
    case .childList, .childCreate: return root
    case .childGet, .childUpdate, .childDelete: return root + (child.map { [$0.name.value] } ?? [])
    }
  }
}

extension Service {
  /// Its routes: those that are written and can be served, or the standard ones.
  var routes: [Route] {
    guard let handlers = api.handlers else { return Route.named(StandardRoutes.of(self)) }
    let written = WrittenRoutes(self)
    return Route.named(handlers.compactMap { try? written.route($0) })
  }
}

extension Route {
  /// The routes, each with a name of its own: the handler's id or what it does, numbered where that isn't enough.
  static func named(_ routes: [Route]) -> [Route] {
    var counts: [String: Int] = [:]
    return routes.map { route in
      var route = route
      let plain = route.id.map(Words.snake) ?? route.naturalName
      let count = counts[plain, default: 0] + 1
      counts[plain] = count
      route.name = count == 1 ? plain : "\(plain)_\(count)"
      return route
    }
  }

  private var naturalName: String {
    let owner = Words.snake(aggregate?.name.value ?? "")
    switch operation {
    case .command: return "\(owner)_\(Words.snake(command?.name.value ?? ""))"
    case .query: return Words.snake(query?.name.value ?? "")
    case .childList, .childGet, .childCreate, .childUpdate, .childDelete:
      let verb = operation.rawValue.dropFirst("child_".count)
      return "\(owner)_\(verb == "list" ? Words.snake(child?.name.value ?? "") : child?.singularName ?? "")_\(verb)"
    default: return "\(owner)_\(operation.rawValue)"
    }
  }
}
