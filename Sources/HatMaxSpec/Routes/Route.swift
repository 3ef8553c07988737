import SourceDiagnostics

/// A route of a service: what was written, or what follows from the aggregates when nothing is.
struct Route: Sendable {
  enum Operation: String, Sendable, CaseIterable {
    case list, get, create, update, patch, delete, restore
    case childList = "child_list"
    case childGet = "child_get"
    case childCreate = "child_create"
    case childUpdate = "child_update"
    case childDelete = "child_delete"
    case command, query
  }

  /// A wildcard of the path, from the root down.
  struct Parameter: Sendable, Equatable {
    /// As it stands in the path: `id` in `/orders/{id}`.
    var name: String
    /// The aggregate or the child collection whose id it is.
    var of: String
  }

  var method: String
  var path: String
  var operation: Operation
  var aggregate: Aggregate?
  /// The aggregate's own collection that it is about; those further down travel with it.
  var child: Child?
  var command: Command?
  var query: Query?
  var parameters: [Parameter] = []
  var id: String?
  /// Where it is written, or what it follows from.
  var span: SourceSpan
  /// A name that no other route of the service has.
  var name = ""
  /// The path as it was written, when it is served elsewhere: below the parent.
  var movedFrom: String?
}

extension Route {
  /// How two patterns of Go's `net/http` stand to each other when some request fits both.
  ///
  /// Source: net/http, "Precedence" in the documentation of ServeMux: the more specific wins, and where neither is,
  /// registration panics.
  func conflicts(with other: Route) -> Bool {
    guard method == other.method else { return false }
    let own = path.split(separator: "/")
    let others = other.path.split(separator: "/")
    guard own.count == others.count else { return false }
    var isNarrower = false
    var isWider = false
    for (a, b) in zip(own, others) {
      switch (a.hasPrefix("{"), b.hasPrefix("{")) {
      case (false, false): if a != b { return false }
      case (false, true): isNarrower = true
      case (true, false): isWider = true
      case (true, true): break
      }
    }
    return isNarrower == isWider
  }
}
