import PositionedYAML
import SourceDiagnostics

/// Rules about defaults and validations.
enum ValueRules {
  static let all = [
    badDefault, defaultWithoutUse, inapplicable, badBound, contradiction, badPattern, badChoice, validationTwice,
  ]

  static let badDefault = SpecRule(
    "SP0311", "a default of another type", "The default must be a value of the field's type.", in: .fields,
    about: .defaultValue,
    wrong: "quantity: {type: int, default: many}", right: "quantity: {type: int, default: 1}"
  ) { field, _, _, context in
    guard let node = field.defaultValue, let kind = field.type.kind, kind != .enumeration, kind != .json else {
      return
    }
    if field.type.isList {
      guard node.kind == .sequence else {
        context.report("the default of a list is a list", at: node.headSpan, "expected `[…]`")
        return
      }
      for item in node.items where !isValid(item, kind) { report(item, field, kind, &context) }
    } else if !isValid(node, kind) {
      report(node, field, kind, &context)
    }
  }

  private static func isValid(_ node: Node, _ kind: FieldKind) -> Bool {
    node.kind == .scalar && Literal.isValid(node.text, node.scalarType, as: kind)
  }

  private static func report(_ node: Node, _ field: Field, _ kind: FieldKind, _ context: inout RuleContext) {
    context.report(
      "the default of `\(field.name.value)` is no \(kind.rawValue)", at: node.headSpan, "expected \(kind.expectation)",
      help: [kind.isTextual && node.kind == .scalar && !node.isNull ? "put it in quotes: \"\(node.text)\"" : nil])
  }

  static let defaultWithoutUse = SpecRule(
    "SP0312", "a default that can't be",
    "A reference, an id, bytes and a value object have no default: what would be referred to may not exist.",
    in: .fields, about: .defaultValue,
    wrong: "parent: {type: ref, to: Order, default: 00000000-0000-0000-0000-000000000000}",
    right: "parent: {type: ref, to: Order}"
  ) { field, _, _, context in
    guard let node = field.defaultValue else { return }
    if node.isNull {
      context.report(
        "null is no default", at: field.name.span, help: ["a field that isn't required is null when nothing is given"]
      )
    } else if field.type.kind == nil || field.type.kind == .reference || field.type.kind == .bytes {
      context.report(
        "a \(field.type.kind == nil ? "value object" : "`\(field.type.name.value)`") can't have a default",
        at: node.headSpan,
        help: ["remove `default`"])
    }
  }

  static let inapplicable = SpecRule(
    "SP0313", "a validation that means nothing for the type",
    "`min` and `max` are for numbers, dates, times and durations; lengths for texts, bytes and lists; `pattern`, `email` and `url` "
      + "for texts; `one_of` for single texts and numbers that are no decimals.", in: .fields, about: .validations,
    wrong: "done: {type: bool, validations: [{min: 1}]}",
    right: "quantity: {type: int, validations: [{min: 1}]}"
  ) { field, _, _, context in
    for validation in field.validations {
      let rule = validation.rule
      if applies(rule, to: field) { continue }
      context.report(
        "`\(rule.rawValue)` means nothing for the type `\(ValueType(of: field).description)`",
        at: validation.span,
        help: [hint(rule, field)])
    }
  }

  private static func applies(_ rule: ValidationRule, to field: Field) -> Bool {
    let kind = field.type.kind
    switch rule {
    case .required, .unique, .custom: return true
    case .min, .max:
      return !field.type.isList && (kind?.isNumeric == true || kind == .date || kind == .datetime || kind == .duration)
    case .minLength, .maxLength, .length: return field.type.isList || kind?.isTextual == true || kind == .bytes
    case .pattern, .email, .url: return !field.type.isList && kind?.isTextual == true
    case .oneOf: return !field.type.isList && (kind?.isTextual == true || kind == .int || kind == .float)
    }
  }

  private static func hint(_ rule: ValidationRule, _ field: Field) -> String? {
    switch rule {
    case .min where field.type.isList || field.type.kind?.isTextual == true: "did you mean `min_length`?"
    case .max where field.type.isList || field.type.kind?.isTextual == true: "did you mean `max_length`?"
    case .oneOf where field.type.kind == .enumeration: "an enum has only its members"
    case .oneOf where field.type.kind == .decimal: "make it an enum, or an int of the smallest unit"
    default: nil
    }
  }

  static let badBound = SpecRule(
    "SP0314", "a bound of another type", "`min` and `max` are values of the field's type, lengths whole numbers.",
    in: .fields, about: .validations,
    wrong: "day: {type: date, validations: [{min: yesterday}]}",
    right: "day: {type: date, validations: [{min: 2024-01-01}]}"
  ) { field, _, _, context in
    for validation in field.validations {
      let rule = validation.rule
      guard applies(rule, to: field), let kind = field.type.kind else { continue }
      switch rule {
      case .min, .max:
        if let node = validation.argument, !isBound(node, kind) {
          context.report("`\(node.text)` is no \(kind.rawValue)", at: node.span, "expected \(kind.expectation)")
        } else if validation.argument == nil {
          context.report(
            "`\(rule.rawValue)` needs a value", at: validation.span, help: ["write `{\(rule.rawValue): 1}`"])
        }
      case .minLength, .maxLength, .length:
        if validation.integer == nil || (validation.integer ?? 0) < 0 {
          context.report(
            "`\(rule.rawValue)` needs a whole number", at: validation.argument?.span ?? validation.span,
            help: ["write `{\(rule.rawValue): 1}`"])
        }
      case .pattern, .oneOf:
        if validation.argument == nil {
          context.report("`\(rule.rawValue)` needs a value", at: validation.span)
        }
      default: break
      }
    }
  }

  /// 0.1 files write numbers as texts.
  private static func isBound(_ node: Node, _ kind: FieldKind) -> Bool {
    if Literal.isValid(node.text, node.scalarType, as: kind) { return true }
    return kind.isNumeric && node.scalarType == .string
      && (kind == .int ? Int64(node.text) != nil : Double(node.text) != nil)
  }

  static let contradiction = SpecRule(
    "SP0315", "validations that nothing can pass", "The smallest value or length is above the largest.", in: .fields,
    about: .validations,
    wrong: "quantity: {type: int, validations: [{min: 10}, {max: 1}]}",
    right: "quantity: {type: int, validations: [{min: 1}, {max: 10}]}"
  ) { field, _, _, context in
    guard field.validations.count > 1 else { return }
    func argument(_ rule: ValidationRule) -> (value: Double, span: SourceSpan)? {
      guard let validation = field.validations.last(where: { $0.rule == rule }), let node = validation.argument,
        let value = Double(node.text)
      else { return nil }
      return (value, node.span)
    }
    for (low, high) in [
      (ValidationRule.min, ValidationRule.max), (.minLength, .maxLength), (.minLength, .length),
      (.length, .maxLength),
    ] {
      guard let least = argument(low), let most = argument(high), least.value > most.value else { continue }
      context.report(
        "nothing can be of `\(low.rawValue)` \(number(least.value)) and `\(high.rawValue)` \(number(most.value))",
        at: least.span,
        "above the other", and: [(most.span, "`\(high.rawValue)`")])
    }
  }

  private static func number(_ value: Double) -> String {
    Int64(exactly: value).map(String.init) ?? "\(value)"
  }

  static let badPattern = SpecRule(
    "SP0316", "a pattern that Go can't read",
    "Patterns are regular expressions as Go's `regexp` reads them (RE2): no look-around, no back-references, and all brackets "
      + "closed.", in: .fields, about: .validations,
    wrong: "code: {type: string, validations: [{pattern: \"^(?=.*[0-9])[a-z0-9]+$\"}]}",
    right: "code: {type: string, validations: [{pattern: \"^[a-z0-9]+$\"}]}"
  ) { field, _, _, context in
    for validation in field.validations where validation.rule == .pattern {
      guard let node = validation.argument, let problem = PatternCheck.problem(node.text) else { continue }
      context.report("Go can't read the pattern of `\(field.name.value)`", at: node.span, problem)
    }
  }

  static let badChoice = SpecRule(
    "SP0317", "a choice of another type", "The values of `one_of` are of the field's type.", in: .fields,
    about: .validations,
    wrong: "size: {type: int, validations: [{one_of: [1, two]}]}",
    right: "size: {type: int, validations: [{one_of: [1, 2]}]}"
  ) { field, _, _, context in
    guard let kind = field.type.kind, kind.isTextual || kind.isNumeric else { return }
    for validation in field.validations where validation.rule == .oneOf {
      for item in validation.argument?.items.map(\.self) ?? []
      where !Literal.isValid(item.text, item.scalarType, as: kind) {
        context.report(
          "`\(item.text)` is no \(kind.rawValue)", at: item.span, "expected \(kind.expectation)",
          help: [kind.isTextual ? "put it in quotes" : nil])
      }
    }
  }

  static let validationTwice = SpecRule(
    "SP0318", "a validation twice", "Every validation but `custom` stands once for a field; the last would win.",
    in: .fields, about: .validations,
    wrong: "quantity: {type: int, validations: [{min: 1}, {min: 2}]}",
    right: "quantity: {type: int, validations: [{min: 2}]}"
  ) { field, _, _, context in
    for (position, validation) in field.validations.enumerated() where validation.rule != .custom {
      guard let other = field.validations.prefix(position).first(where: { $0.rule == validation.rule }) else {
        continue
      }
      context.report(
        "`\(validation.rule.rawValue)` stands twice", at: validation.span, "again here",
        and: [(other.span, "first here")])
    }
  }
}

extension FieldKind {
  /// What a value of the type looks like, for messages.
  var expectation: String {
    switch self {
    case .bool: "`true` or `false`"
    case .int: "a whole number of 64 bits"
    case .float: "a number"
    case .decimal: "a decimal number such as `12.50`"
    case .uuid, .reference: "a UUID such as `123e4567-e89b-12d3-a456-426614174000`"
    case .date: "a date such as `2024-02-29`"
    case .datetime: "a moment such as `2024-02-29T12:00:00Z`"
    case .duration: "a duration such as `1h30m`"
    default: "a text"
    }
  }
}
