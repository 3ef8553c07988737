package import PositionedYAML
package import SourceDiagnostics

/// The HTTP side of a service.
package struct API: Sendable {
  package var basePath: Name?
  /// nil: the standard routes of every aggregate, command and query.
  package var handlers: [Handler]?
}

/// A route as it is written.
package struct Handler: Sendable {
  package enum Operation: String, Sendable, CaseIterable {
    case list, get, create, update, patch, delete, restore, custom
  }

  package var span: SourceSpan
  package var id: Name?
  package var route: Name = .implied("")
  package var operation: Located<Operation>?
  package var aggregate: Name?
  package var model: Name?
  package var child: Name?
  package var command: Name?
  package var query: Name?
  package var source: Name?
  package var customOperation: Name?
  package var overrides: Node?
}
