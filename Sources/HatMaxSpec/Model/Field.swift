package import PositionedYAML
package import SourceDiagnostics

/// The built-in types of fields.
package enum FieldKind: String, Sendable, CaseIterable {
  case string, text, bool, int, float, decimal, uuid, email, url, date, datetime, duration, json, bytes
  case enumeration = "enum"
  case reference = "ref"
}

extension FieldKind {
  /// Whether its values are text of a length that people count.
  var isTextual: Bool { [.string, .text, .email, .url].contains(self) }
  /// Whether its values are numbers.
  var isNumeric: Bool { [.int, .float, .decimal].contains(self) }
  /// Whether `<` means something between two of its values.
  var isOrdered: Bool {
    isTextual || isNumeric || [.date, .datetime, .duration].contains(self)
  }
}

/// A type as it is written: a built-in one or the name of a value object or model, or a list of these.
package struct TypeName: Sendable, Equatable {
  package let name: Name
  package let isList: Bool
  /// The built-in type; nil for a name.
  package let kind: FieldKind?

  init(name: Name, isList: Bool = false, kind: FieldKind?) {
    self.name = name
    self.isList = isList
    self.kind = kind
  }
}

/// What happens to the one who refers when the other is deleted.
package enum OnDelete: String, Sendable, CaseIterable {
  case restrict, cascade
  case setNull = "set_null"
  case noAction = "no_action"
}

/// A field of an aggregate, a model, a value object, an event or an input.
///
/// An object rather than a value: rules and models hand it on by the thousand. The reader makes it, and nothing changes it
/// once the file is read; so nobody need look out for overlapping accesses.
package final class Field: @unchecked Sendable, Named {
  @exclusivity(unchecked) package internal(set) var name: Name {
    didSet {
      snakeName = Words.snake(name.value)
      nameClasses = NameClasses(of: snakeName)
    }
  }
  /// Its name in snake case.
  @exclusivity(unchecked) private(set) var snakeName: String
  /// What that means already.
  @exclusivity(unchecked) private(set) var nameClasses: NameClasses
  @exclusivity(unchecked) package internal(set) var was: Name?
  @exclusivity(unchecked) package internal(set) var description: Name?
  @exclusivity(unchecked) package internal(set) var type: TypeName
  @exclusivity(unchecked) package internal(set) var target: Name?
  @exclusivity(unchecked) package internal(set) var onDelete: Located<OnDelete>?
  @exclusivity(unchecked) package internal(set) var members: [Name] = []
  @exclusivity(unchecked) package internal(set) var defaultValue: Node?
  @exclusivity(unchecked) package internal(set) var isUniqueByKey = false
  @exclusivity(unchecked) package internal(set) var isRequiredByKey = false
  @exclusivity(unchecked) package internal(set) var validations: [Validation] = []

  init(name: Name, type: TypeName) {
    self.name = name
    snakeName = Words.snake(name.value)
    nameClasses = NameClasses(of: snakeName)
    self.type = type
  }

  /// Whether a value must be given.
  package var isRequired: Bool { isRequiredByKey || has(.required) }

  /// Whether no two may have the same value.
  package var isUnique: Bool { isUniqueByKey || has(.unique) }

  package func has(_ rule: ValidationRule) -> Bool { validations.contains { $0.rule == rule } }
}

/// The checks that a field's value can be put under.
package enum ValidationRule: String, Sendable, CaseIterable {
  case required, min, max
  case minLength = "min_length"
  case maxLength = "max_length"
  case length, pattern
  case oneOf = "one_of"
  case email, url, unique, custom
}

/// One check with its argument.
package struct Validation: Sendable {
  package let rule: ValidationRule
  /// Where it is named.
  package let span: SourceSpan
  package let argument: Node?

  package init(_ rule: Located<ValidationRule>, _ argument: Node? = nil) {
    self.rule = rule.value
    span = rule.span
    self.argument = argument
  }
}
