import SourceDiagnostics

/// A service with its names looked up and its parts listed, once for all rules.
final class ServiceIndex {
  let service: Service
  let aggregates: [String: Int]
  let models: [String: Int]
  let values: [String: Int]
  let types: [String: Model]
  let groups: [FieldGroup]
  /// Only for rules that found something in the names: making tables takes as long as all other rules.
  private(set) lazy var tables = TableBuilder.names(of: service)
  private(set) lazy var suspectNames = SuspectNames(service, groups: groups, plurals: plurals)
  /// The plurals of the aggregates' names.
  private(set) lazy var plurals = service.aggregates.map(\.pluralName)
  /// What is wrong with conditions and mappings.
  let typing: [TypingFailure]

  init(_ service: Service, _ spec: Spec) {
    self.service = service
    aggregates = Self.positions(service.aggregates)
    models = Self.positions(service.models)
    values = Self.positions(service.values)
    types = Dictionary((service.values + service.models).map { ($0.name.value, $0) }) { first, _ in first }
    groups = FieldGroup.all(of: service)
    typing = TypingCheck.failures(of: service, types: types, spec)
  }

  private static func positions(_ elements: [some Named]) -> [String: Int] {
    Dictionary(elements.enumerated().map { ($0.element.name.value, $0.offset) }) { first, _ in first }
  }

  func aggregate(_ name: String) -> Aggregate? { aggregates[name].map { service.aggregates[$0] } }
  func model(_ name: String) -> Model? { models[name].map { service.models[$0] } }
  func value(_ name: String) -> Model? { values[name].map { service.values[$0] } }

  /// Every child collection that is written, with its owner.
  var children: [(child: Child, owner: String)] {
    service.aggregates.flatMap { owner in owner.children.map { ($0, owner.name.value) } }
      + service.models.flatMap { owner in owner.children.map { ($0, owner.name.value) } }
  }
}

/// Fields that stand together, and where.
struct FieldGroup {
  enum Kind {
    case aggregate, model, value, input, event, projection
  }

  let kind: Kind
  /// The name of what they belong to.
  let owner: String
  /// The version of an event that they are of, where it is not the current one.
  var version: String?
  let fields: [Field]
  var children: [Child] = []
  var constraints = Constraints()

  /// For messages: ``the aggregate `Order` ``.
  var what: String {
    switch kind {
    case .aggregate: "the aggregate `\(owner)`"
    case .model: "the model `\(owner)`"
    case .value: "the value object `\(owner)`"
    case .input: "the input of `\(owner)`"
    case .event: version.map { "version \($0) of the event `\(owner)`" } ?? "the event `\(owner)`"
    case .projection: "the projection `\(owner)`"
    }
  }

  static func all(of service: Service) -> [FieldGroup] {
    var groups: [FieldGroup] = []
    for value in service.values {
      groups.append(FieldGroup(kind: .value, owner: value.name.value, fields: value.fields))
    }
    for model in service.models {
      groups.append(
        FieldGroup(
          kind: .model, owner: model.name.value, fields: model.fields, children: model.children,
          constraints: model.constraints))
    }
    for aggregate in service.aggregates {
      groups.append(
        FieldGroup(
          kind: .aggregate, owner: aggregate.name.value, fields: aggregate.fields, children: aggregate.children,
          constraints: aggregate.constraints))
      for command in aggregate.commands where !command.input.isEmpty {
        groups.append(FieldGroup(kind: .input, owner: command.name.value, fields: command.input))
      }
      for event in aggregate.events {
        groups.append(FieldGroup(kind: .event, owner: event.name.value, fields: event.fields))
        for version in event.history {
          groups.append(
            FieldGroup(
              kind: .event, owner: event.name.value, version: version.version.value, fields: version.fields))
        }
      }
    }
    for projection in service.projections {
      groups.append(
        FieldGroup(
          kind: .projection, owner: projection.name.value,
          fields: projection.key + projection.fields))
    }
    return groups
  }
}

/// Types every condition and mapping of a service and keeps what is wrong.
enum TypingCheck {
  static func failures(of service: Service, types: [String: Model], _ spec: Spec) -> [TypingFailure] {
    var failures: [TypingFailure] = []
    func attempt(_ work: () throws(TypingFailure) -> Void) {
      do { try work() } catch { failures.append(error) }
    }
    for aggregate in service.aggregates {
      for command in aggregate.commands {
        // What is being created has no fields yet.
        let scope = Scope(
          source: spec.source, types: types, aggregate: command.isCreating ? nil : aggregate, input: command.input,
          inputName: "the input of `\(command.name.value)`")
        for condition in [command.when].compactMap(\.self) + command.guards.map(\.condition) {
          attempt { () throws(TypingFailure) in _ = try scope.condition(condition) }
        }
        for emission in command.emits {
          guard let event = aggregate.events.named(emission.event.value) else { continue }
          for entry in emission.mappings {
            attempt { () throws(TypingFailure) in
              _ = try scope.assignment(entry, to: event.fields, of: "the event `\(event.name.value)`")
            }
          }
        }
      }
      for event in aggregate.events {
        let scope = Scope(
          source: spec.source, types: types, aggregate: aggregate, input: event.fields,
          inputName: "the event `\(event.name.value)`")
        let what = "the aggregate `\(aggregate.name.value)`"
        for entry in event.sets {
          attempt { () throws(TypingFailure) in _ = try scope.assignment(entry, to: aggregate.fields, of: what) }
        }
        for entry in event.increments + event.decrements {
          attempt { () throws(TypingFailure) in _ = try scope.increment(entry, of: aggregate.fields, what) }
        }
        for entry in event.appends {
          attempt { () throws(TypingFailure) in _ = try scope.collection(entry, removes: false) }
        }
        for entry in event.removes {
          attempt { () throws(TypingFailure) in _ = try scope.collection(entry, removes: true) }
        }
      }
    }
    for projection in service.projections {
      let what = "the projection `\(projection.name.value)`"
      for handler in projection.handlers {
        guard let event = service.event(handler.event)?.event else { continue }
        let scope = Scope(
          source: spec.source, types: types, input: event.fields, inputName: "the event `\(event.name.value)`")
        for entry in handler.sets {
          attempt { () throws(TypingFailure) in _ = try scope.assignment(entry, to: projection.fields, of: what) }
        }
        for entry in handler.increments + handler.decrements {
          attempt { () throws(TypingFailure) in _ = try scope.increment(entry, of: projection.fields, what) }
        }
      }
    }
    return failures
  }
}
