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
/// once the file is read; so nobody need look out for overlapping accesses.
package final class Model: @unchecked Sendable, Named {
  @exclusivity(unchecked) package internal(set) var name: Name
  @exclusivity(unchecked) package internal(set) var was: Name?
  @exclusivity(unchecked) package internal(set) var description: Name?
  @exclusivity(unchecked) package internal(set) var fields: [Field] = []
  @exclusivity(unchecked) package internal(set) var children: [Child] = []
  @exclusivity(unchecked) package internal(set) var isAudited = false
  /// Hooks of a 0.1 file.
  @exclusivity(unchecked) package internal(set) var lifecycle: [Name] = []
  @exclusivity(unchecked) package internal(set) var constraints = Constraints()

  init(name: Name) { self.name = name }
}

/// A consistency boundary with identity and version.
///
/// An object rather than a value: rules and models hand it on by the thousand. The reader makes it, and nothing changes it
/// once the file is read; so nobody need look out for overlapping accesses.
package final class Aggregate: @unchecked Sendable, Named {
  package enum Concurrency: String, Sendable, CaseIterable { case optional, strict }
  package enum Persistence: String, Sendable, CaseIterable { case state, events }

  package let name: Name
  /// Its name in snake case.
  let snakeName: String
  @exclusivity(unchecked) package internal(set) var was: Name?
  @exclusivity(unchecked) package internal(set) var description: Name?
  @exclusivity(unchecked) package internal(set) var isAudited = false
  @exclusivity(unchecked) package internal(set) var isSoftDeleted = false
  @exclusivity(unchecked) package internal(set) var concurrency: Concurrency = .optional
  @exclusivity(unchecked) package internal(set) var persistence: Located<Persistence>?
  @exclusivity(unchecked) package internal(set) var table: Name?
  @exclusivity(unchecked) package internal(set) var plural: Name?
  @exclusivity(unchecked) package internal(set) var fields: [Field] = []
  @exclusivity(unchecked) package internal(set) var children: [Child] = []
  @exclusivity(unchecked) package internal(set) var constraints = Constraints()
  @exclusivity(unchecked) package internal(set) var commands: [Command] = []
  @exclusivity(unchecked) package internal(set) var events: [Event] = []
  /// Keys of a 0.1 file that name what is fixed now.
  @exclusivity(unchecked) package internal(set) var idField: Name?
  @exclusivity(unchecked) package internal(set) var versionField: Name?
  @exclusivity(unchecked) package internal(set) var lifecycle: [Name] = []
  /// Whether it was written below `models` of a service that keeps single models.
  @exclusivity(unchecked) package internal(set) var isPromotedModel = false

  package var isEventSourced: Bool { persistence?.value == .events }

  init(name: Name) {
    self.name = name
    snakeName = Words.snake(name.value)
  }
}

/// Uniqueness and indexes over several fields.
package struct Constraints: Sendable {
  package var unique: [[Name]] = []
  package var indexes: [[Name]] = []

  /// Adds groups that aren't there yet.
  mutating func add(_ other: Constraints) {
    unique = Self.joined(unique, other.unique)
    indexes = Self.joined(indexes, other.indexes)
  }

  private static func joined(_ groups: [[Name]], _ others: [[Name]]) -> [[Name]] {
    var known = Set(groups.map { $0.map(\.value) })
    return groups + others.filter { known.insert($0.map(\.value)).inserted }
  }
}

/// A collection of models inside an aggregate or a model.
///
/// An object rather than a value: rules and models hand it on by the thousand. The reader makes it, and nothing changes it
/// once the file is read; so nobody need look out for overlapping accesses.
package final class Child: @unchecked Sendable, Named {
  @exclusivity(unchecked) package internal(set) var name: Name
  /// What its name means already.
  var nameClasses: NameClasses { NameClasses(of: Words.snake(name.value)) }
  @exclusivity(unchecked) package internal(set) var was: Name?
  @exclusivity(unchecked) package internal(set) var description: Name?
  @exclusivity(unchecked) package internal(set) var of: Name = .implied("")
  @exclusivity(unchecked) package internal(set) var isMany = true
  /// `position`, or a field of the model.
  @exclusivity(unchecked) package internal(set) var order: Name?
  @exclusivity(unchecked) package internal(set) var maximum: Located<Int64>?
  @exclusivity(unchecked) package internal(set) var constraints = Constraints()
  @exclusivity(unchecked) package internal(set) var isAudited = false
  @exclusivity(unchecked) package internal(set) var table: Name?
  @exclusivity(unchecked) package internal(set) var updatable: [Name] = []
  @exclusivity(unchecked) package internal(set) var foreignKey: ForeignKeyNames?
  @exclusivity(unchecked) package internal(set) var idField: Name?
  @exclusivity(unchecked) package internal(set) var uniqueScope: [Name] = []

  init(name: Name) { self.name = name }

  /// What is unique and searched within one owner: the unique fields of the model, its groups, and the collection's own.
  func constraints(of model: Model) -> Constraints {
    var all = Constraints(unique: model.fields.filter(\.isUnique).map { [$0.name] })
    all.add(model.constraints)
    all.add(constraints)
    return all
  }
}

/// The `fk` section of a child in a 0.1 file.
package struct ForeignKeyNames: Sendable {
  package var name: Name?
  package var ref: Name?
  package var onDelete: Name?
}
