import PositionedYAML
import SourceDiagnostics

extension FieldKind {
  private static let words = WordTable(allCases.map(\.rawValue))

  /// The built-in type that a scalar names.
  fileprivate static func named(_ node: Node) -> FieldKind? { words.index(of: node).map { allCases[$0] } }
}

/// How fields, their types and validations are written.
enum FieldShapes {
  /// `string`, `Money`, `[string]`.
  static let type: Shape<TypeName> = {
    let name = Shape<Name>.text(.identifier)
    return Shape(form: .either([name.form, .list(name.form, minimum: 1, maximum: 1)])) { node, reader in
      guard node.kind == .sequence else {
        return name.read(node, &reader).map { TypeName(name: $0, kind: FieldKind.named(node)) }
      }
      guard node.items.count == 1 else {
        reader.report(SpecDiagnostics.listTypeNeedsOneItem(node))
        return nil
      }
      let item = node.items[0]
      return name.read(item, &reader).map { TypeName(name: $0, isList: true, kind: FieldKind.named(item)) }
    }
  }()

  private static let shorthand: Shape<Field> = Shape(form: type.form) { node, reader in
    type.read(node, &reader).map { Field(name: .implied(""), type: $0) }
  }

  static let field = Record<Field>(
    "Field", "a field",
    "A field. In place of the mapping its type alone can stand: `name: string`, `tags: [string]`.",
    conditions: [
      KeyCondition(kind: .needed, key: "values", other: "type", values: ["enum"]),
      KeyCondition(kind: .allowed, key: "values", other: "type", values: ["enum"]),
      KeyCondition(kind: .needed, key: "to", other: "type", values: ["ref"]),
      KeyCondition(kind: .allowed, key: "to", other: "type", values: ["ref"]),
      KeyCondition(kind: .allowed, key: "on_delete", other: "type", values: ["ref"]),
    ],
    keepsIncomplete: true, shorthand: shorthand, name: { $0.name = $1 },
    make: { name, _ in Field(name: name, type: TypeName(name: .implied(""), kind: nil)) },
    [
      Key(
        "type", type, isRequired: true,
        "A built-in type (`string text bool int float decimal uuid email url date datetime duration json bytes enum ref`), "
          + "the name of a value object, or a list of one of these: `[string]`."
      ) { $0.type = $1 },
      Key("to", .text(.identifier), "For `ref`: the aggregate that is referred to. A list, `[ref]`, is many-to-many.") {
        $0.target = $1
      },
      Key(
        "on_delete", .choice("a way to treat references on deletion"),
        "For `ref`: what happens here when the other is deleted. Default: `restrict`."
      ) { $0.onDelete = $1 },
      Key("values", .list(.text(.identifier), minimum: 1), "For `enum`: its members.") { $0.members = $1 },
      Key("default", .any, "The value when none is given; of the field's type.") { $0.defaultValue = $1 },
      Key("required", .bool, "Whether a value must be given; the same as the validation `required`.") {
        $0.isRequiredByKey = $1
      },
      Key(
        "unique", .bool,
        "Whether no two may have the same value; of a collection, no two elements of one owner. Those without a value don't count, "
          + "nor soft-deleted ones."
      ) { $0.isUniqueByKey = $1 },
      Key("validations", .list(validation), "Checks, by name or with an argument: `[required, {max_length: 64}]`.") {
        $0.validations = $1
      },
      Key("description", .text(), "What it means; becomes a comment.") { $0.description = $1 },
      Key(
        "was", .text(.identifier), "Its former name, which makes a rename of what would be a removal and an addition."
      ) {
        $0.was = $1
      },
    ])

  /// Fields by name, in order.
  static let fields: Shape<[Field]> = .map(.identifier, field)

  // MARK: - Validations

  /// The argument of each validation; `custom` names a function.
  private static let arguments: [(rule: ValidationRule, shape: Shape<Node>, documentation: String)] = [
    (.required, .checked(.bool), "A value must be given, and a text must not be empty."),
    (.min, .scalar, "The smallest value; for dates and durations a text."),
    (.max, .scalar, "The largest value; for dates and durations a text."),
    (.minLength, .checked(.integer(0...Int64(Int32.max))), "The least number of characters, or of items of a list."),
    (.maxLength, .checked(.integer(0...Int64(Int32.max))), "The largest number of characters, or of items of a list."),
    (.length, .checked(.integer(0...Int64(Int32.max))), "The exact number of characters, or of items of a list."),
    (.pattern, .checked(.text()), "A regular expression in Go's syntax (RE2) that the text must match."),
    (.oneOf, .checked(.list(.scalar, minimum: 1)), "The values that are allowed."),
    (.email, .checked(.bool), "An e-mail address."),
    (.url, .checked(.bool), "An absolute URL."),
    (.unique, .checked(.bool), "No two may have the same value."),
    (
      .custom, .checked(.text(.identifier)), "A check written by hand: the name of the function, in a file of your own."
    ),
  ]

  private static let argumentNames = WordTable(arguments.map(\.rule.rawValue))

  private struct NamedValidation: Sendable {
    var rule: Located<ValidationRule>?
    var argument: Node?
  }

  private static let named = Record<NamedValidation>(
    "NamedValidation", "a validation", "A validation as the original HatMax writes it.",
    make: { _, _ in NamedValidation() },
    [
      Key("name", .choice("a validation", of: ValidationRule.self), isRequired: true, isOriginal: true, "Which one.") {
        $0.rule = $1
      },
      Key("value", .scalar, isOriginal: true, "Its argument.") { $0.argument = $1 },
    ])

  static let validation: Shape<Validation> = {
    let word = Shape<Located<ValidationRule>>.choice("a validation", of: ValidationRule.self)
    let keys = arguments.map {
      KeyForm(
        name: $0.rule.rawValue, form: $0.shape.form, isRequired: false, documentation: $0.documentation,
        isOriginal: false)
    }
    return Shape(form: .either([word.form, .oneOf(keys), .record(named.form)])) { node, reader in
      guard node.kind == .mapping else {
        return word.read(node, &reader).map { Validation($0) }
      }
      if node.entry("name") != nil {
        return named.shape.read(node, &reader).flatMap { named in named.rule.map { Validation($0, named.argument) } }
      }
      guard node.entries.count == 1, let entry = node.entries.first else {
        reader.report(SpecDiagnostics.oneKeyExpected(node, "a validation"))
        return nil
      }
      guard let argument = argumentNames.index(of: entry.key).map({ arguments[$0] }) else {
        reader.report(
          YAMLDiagnostics.notAChoice(entry.key, "a validation", choices: ValidationRule.allCases.map(\.rawValue)))
        return nil
      }
      if entry.value.isNull {
        reader.report(SpecDiagnostics.nothingWritten(entry, expected: argument.shape.form.expectation))
        return nil
      }
      guard let value = argument.shape.read(entry.value, &reader) else { return nil }
      return Validation(Located(argument.rule, entry.key.span), value)
    }
  }()
}
