package import PositionedYAML

/// One Go service.
package struct Service: Sendable, Named {
  package enum Kind: String, Sendable, CaseIterable { case atom, domain, composite, web }

  package var name: Name
  package var was: Name?
  package var kind: Located<Kind>?
  package var description: Name?
  /// A ready-made service of the original HatMax.
  package var preset: Name?
  package var repoImpl: [Name] = []
  package var packs: [PackRequirement] = []
  package var values: [Model] = []
  package var models: [Model] = []
  package var aggregates: [Aggregate] = []
  package var queries: [Query] = []
  package var projections: [Projection] = []
  package var api = API()
  package var sqliteDriver: Name?
  package var auth: Node?
  package var deployment: Node?
}

/// A value object or a model: a named group of fields.
///
/// An object rather than a value: rules and models hand it on by the thousand. The reader makes it, and nothing changes it
/// once the file is read.
package final class Model: @unchecked Sendable, Named {
  package internal(set) var name: Name
  package internal(set) var was: Name?
  package internal(set) var description: Name?
  package internal(set) var fields: [Field] = []
  package internal(set) var children: [Child] = []
  package internal(set) var isAudited = false
  /// Hooks of a 0.1 file.
  package internal(set) var lifecycle: [Name] = []
  package internal(set) var constraints = Constraints()

  init(name: Name) { self.name = name }
}

/// A consistency boundary with identity and version.
///
/// An object rather than a value: rules and models hand it on by the thousand. The reader makes it, and nothing changes it
/// once the file is read.
package final class Aggregate: @unchecked Sendable, Named {
  package enum Concurrency: String, Sendable, CaseIterable { case optional, strict }
  package enum Persistence: String, Sendable, CaseIterable { case state, events }

  package internal(set) var name: Name
  package internal(set) var was: Name?
  package internal(set) var description: Name?
  package internal(set) var isAudited = false
  package internal(set) var isSoftDeleted = false
  package internal(set) var concurrency: Concurrency = .optional
  package internal(set) var persistence: Located<Persistence>?
  package internal(set) var table: Name?
  package internal(set) var plural: Name?
  package internal(set) var fields: [Field] = []
  package internal(set) var children: [Child] = []
  package internal(set) var constraints = Constraints()
  package internal(set) var commands: [Command] = []
  package internal(set) var events: [Event] = []
  /// Keys of a 0.1 file that name what is fixed now.
  package internal(set) var idField: Name?
  package internal(set) var versionField: Name?
  package internal(set) var lifecycle: [Name] = []
  /// Whether it was written below `models` of a service that keeps single models.
  package internal(set) var isPromotedModel = false

  package var isEventSourced: Bool { persistence?.value == .events }

  init(name: Name) { self.name = name }
}

/// Uniqueness and indexes over several fields.
package struct Constraints: Sendable {
  package var unique: [[Name]] = []
  package var indexes: [[Name]] = []
}

/// A collection of models inside an aggregate or a model.
///
/// An object rather than a value: rules and models hand it on by the thousand. The reader makes it, and nothing changes it
/// once the file is read.
package final class Child: @unchecked Sendable, Named {
  package internal(set) var name: Name
  package internal(set) var was: Name?
  package internal(set) var description: Name?
  package internal(set) var of: Name = .implied("")
  package internal(set) var isMany = true
  /// `position`, or a field of the model.
  package internal(set) var order: Name?
  package internal(set) var maximum: Located<Int64>?
  package internal(set) var constraints = Constraints()
  package internal(set) var isAudited = false
  package internal(set) var table: Name?
  package internal(set) var updatable: [Name] = []
  package internal(set) var foreignKey: ForeignKeyNames?
  package internal(set) var idField: Name?
  package internal(set) var uniqueScope: [Name] = []

  init(name: Name) { self.name = name }
}

/// The `fk` section of a child in a 0.1 file.
package struct ForeignKeyNames: Sendable {
  package var name: Name?
  package var ref: Name?
  package var onDelete: Name?
}
