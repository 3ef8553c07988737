package import PositionedYAML

/// Something that an aggregate can be told to do.
package struct Command: Sendable, Named {
  package var name: Name
  package var was: Name?
  package var description: Name?
  package var isCreating = false
  package var input: [Field] = []
  /// The condition under which it is accepted, as text.
  package var when: Name?
  package var guards: [Guard] = []
  package var emits: [Emission] = []
}

/// A condition with the words to say when it doesn't hold.
package struct Guard: Sendable {
  package var condition: Name = .implied("")
  package var message: Name = .implied("")
}

/// An event that a command emits, with where its fields come from.
package struct Emission: Sendable {
  package var event: Name
  package var mappings: [MappingEntry] = []
}

/// `target: source` in a mapping: `$name`, `$self.x`, `$now`, `$id`, `$actor` or a literal.
package struct MappingEntry: Sendable {
  package var target: Name
  package var source: Node
}

/// Something that happened to an aggregate.
package struct Event: Sendable, Named {
  package var name: Name
  package var was: Name?
  package var description: Name?
  package var version: Located<Int64>?
  package var fields: [Field] = []
  package var sets: [MappingEntry] = []
  package var appends: [MappingEntry] = []
  package var removes: [MappingEntry] = []
  package var increments: [MappingEntry] = []
  package var decrements: [MappingEntry] = []
  /// The fields of older versions, oldest first.
  package var history: [EventVersion] = []
}

/// What an event carried in an older version.
package struct EventVersion: Sendable {
  package var version: Name
  package var fields: [Field]
}

/// A question to a repository or a read model.
package struct Query: Sendable, Named {
  package enum Page: String, Sendable, CaseIterable { case cursor, offset, none }

  package var name: Name
  package var was: Name?
  package var description: Name?
  package var of: Name = .implied("")
  package var filter: [Name] = []
  /// Fields, with `-` before one that falls.
  package var sort: [Name] = []
  package var page: Page = .cursor
}

/// A read model that events keep up to date.
package struct Projection: Sendable, Named {
  package var name: Name
  package var was: Name?
  package var description: Name?
  package var key: [Field] = []
  package var fields: [Field] = []
  package var handlers: [ProjectionHandler] = []
}

extension Projection {
  /// The names of the fields that count: they start at zero and are never without a value.
  var counters: Set<String> {
    Set(handlers.flatMap { $0.increments + $0.decrements }.map(\.target.value))
  }
}

/// What one event does to a read model.
package struct ProjectionHandler: Sendable {
  package var event: Name
  package var sets: [MappingEntry] = []
  package var increments: [MappingEntry] = []
  package var decrements: [MappingEntry] = []
  package var isDeleting = false
}
