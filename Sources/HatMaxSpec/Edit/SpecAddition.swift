import PositionedYAML

/// Something to add to a specification.
package enum SpecAddition: Sendable {
  case service(name: String, kind: String?, repositories: [String])
  case aggregate(name: String, fields: [FieldDraft])
  case model(name: String, fields: [FieldDraft])
  case value(name: String, fields: [FieldDraft])
  /// A field of an aggregate, a model or a value object.
  case field(owner: String, FieldDraft)
  /// A collection of an aggregate or a model.
  case child(owner: String, name: String, of: String)
  case command(aggregate: String, name: String, creates: Bool, input: [FieldDraft], emits: [String])
  case event(aggregate: String, name: String, fields: [FieldDraft])
  case query(name: String, of: String, filter: [String], sort: [String])
  /// A pack for one service, or for the whole project where no service is named.
  case pack(name: String, version: String?)
}

/// A field to be written.
package struct FieldDraft: Sendable {
  package var name: String
  /// As it is written: `string`, `[string]`.
  package var type: String
  package var isRequired = false
  package var isUnique = false
  package var members: [String] = []
  package var target: String?

  package init(
    _ name: String, type: String, isRequired: Bool = false, isUnique: Bool = false, members: [String] = [],
    target: String? = nil
  ) {
    self.name = name
    self.type = type
    self.isRequired = isRequired
    self.isUnique = isUnique
    self.members = members
    self.target = target
  }

  /// `{type: string, validations: [required]}`, or the type alone where that says it all.
  var value: YAMLValue {
    let isList = type.hasPrefix("[") && type.hasSuffix("]")
    let written: YAMLValue = isList ? .list([.text(String(type.dropFirst().dropLast()))]) : .text(type)
    var entries: [YAMLValue.Entry] = [.init("type", written)]
    if let target { entries.append(.init("to", .text(target))) }
    if !members.isEmpty { entries.append(.init("values", .list(members.map(YAMLValue.text)))) }
    if isUnique { entries.append(.init("unique", .bool(true))) }
    if isRequired { entries.append(.init("validations", .list([.text("required")]))) }
    return entries.count == 1 ? written : .inline(.mapping(entries))
  }
}

extension [FieldDraft] {
  var value: YAMLValue { .mapping(map { .init($0.name, $0.value) }) }
}
