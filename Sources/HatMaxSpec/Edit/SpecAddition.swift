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
  case child(owner: String, name: String, of: String, many: Bool = true)
  case command(
    aggregate: String, name: String, creates: Bool, input: [FieldDraft], when: String? = nil, emits: [String])
  case event(aggregate: String, name: String, fields: [FieldDraft])
  case query(name: String, of: String, filter: [String], sort: [String])
  case projection(ProjectionDraft)
  /// A pack for one service or for the whole project; nothing changes when it is named already.
  case pack(name: String, version: String?, scope: PackScope = .service)

  /// Where a pack is named.
  package enum PackScope: Sendable { case service, project }
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
  package var defaultValue: String?
  package var description: String?

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

  /// Reads `NAME:TYPE`, with a detail after a second colon and `!` at the end for what is required: `number:string!`,
  /// `tags:[string]`, `status:enum:draft,placed`, `customer:ref:Customer!`.
  ///
  /// - Returns: nil where no name or no type is given; whether they make sense is for the specification's rules.
  package init?(argument: String) {
    let isRequired = argument.hasSuffix("!")
    let parts = (isRequired ? argument.dropLast() : argument[...])
      .split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    self.init(parts[0], type: parts[1], isRequired: isRequired)
    guard parts.count == 3 else { return }
    if Self.item(of: type) == FieldKind.reference.rawValue {
      target = parts[2]
    } else {
      members = parts[2].split(separator: ",").map(String.init)
    }
  }

  /// The type of a list's items, or the type itself.
  private static func item(of type: String) -> String {
    type.hasPrefix("[") && type.hasSuffix("]") ? String(type.dropFirst().dropLast()) : type
  }

  /// A default in the words of its type: `5` is a number for an `int` and a text for a `string`.
  static func literal(_ text: String, of type: String) -> YAMLValue {
    switch FieldKind(rawValue: type) {
    case .bool where text == "true" || text == "false": .bool(text == "true")
    case .int, .float, .decimal: Double(text) == nil ? .text(text) : .number(text)
    default: .text(text)
    }
  }

  /// `{type: string, validations: [required]}`, or the type alone where that says it all.
  var value: YAMLValue {
    let item = Self.item(of: type)
    let written: YAMLValue = item == type ? .text(type) : .list([.text(item)])
    var entries: [YAMLValue.Entry] = [.init("type", written)]
    if let target { entries.append(.init("to", .text(target))) }
    if !members.isEmpty { entries.append(.init("values", .list(members.map(YAMLValue.text)))) }
    if let defaultValue { entries.append(.init("default", Self.literal(defaultValue, of: item))) }
    if isUnique { entries.append(.init("unique", .bool(true))) }
    if isRequired { entries.append(.init("validations", .list([.text("required")]))) }
    if let description { entries.append(.init("description", .text(description))) }
    return entries.count == 1 ? written : .inline(.mapping(entries))
  }
}

extension [FieldDraft] {
  var value: YAMLValue { .mapping(map { .init($0.name, $0.value) }) }
}
