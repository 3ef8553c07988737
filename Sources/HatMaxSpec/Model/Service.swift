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
package struct Model: Sendable, Named {
  package var name: Name
  package var was: Name?
  package var description: Name?
  package var fields: [Field] = []
  package var children: [Child] = []
  package var isAudited = false
  /// Hooks of a 0.1 file.
  package var lifecycle: [Name] = []
  package var constraints = Constraints()
}

/// A consistency boundary with identity and version.
package struct Aggregate: Sendable, Named {
  package enum Concurrency: String, Sendable, CaseIterable { case optional, strict }
  package enum Persistence: String, Sendable, CaseIterable { case state, events }

  package var name: Name
  package var was: Name?
  package var description: Name?
  package var isAudited = false
  package var isSoftDeleted = false
  package var concurrency: Concurrency = .optional
  package var persistence: Located<Persistence>?
  package var table: Name?
  package var plural: Name?
  package var fields: [Field] = []
  package var children: [Child] = []
  package var constraints = Constraints()
  package var commands: [Command] = []
  package var events: [Event] = []
  /// Keys of a 0.1 file that name what is fixed now.
  package var idField: Name?
  package var versionField: Name?
  package var lifecycle: [Name] = []
  /// Whether it was written below `models` of a service that keeps single models.
  package var isPromotedModel = false

  package var isEventSourced: Bool { persistence?.value == .events }
}

/// Uniqueness and indexes over several fields.
package struct Constraints: Sendable {
  package var unique: [[Name]] = []
  package var indexes: [[Name]] = []
}

/// A collection of models inside an aggregate or a model.
package struct Child: Sendable, Named {
  package var name: Name
  package var was: Name?
  package var description: Name?
  package var of: Name = .implied("")
  package var isMany = true
  /// `position`, or a field of the model.
  package var order: Name?
  package var maximum: Located<Int64>?
  package var constraints = Constraints()
  package var isAudited = false
  package var table: Name?
  package var updatable: [Name] = []
  package var foreignKey: ForeignKeyNames?
  package var idField: Name?
  package var uniqueScope: [Name] = []
}

/// The `fk` section of a child in a 0.1 file.
package struct ForeignKeyNames: Sendable {
  package var name: Name?
  package var ref: Name?
  package var onDelete: Name?
}
