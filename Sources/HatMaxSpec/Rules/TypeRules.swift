import PositionedYAML
import SourceDiagnostics

/// Rules about types and references.
enum TypeRules {
  static let all = [
    unknownType, modelAsType, unknownTarget, valueCycle, valueDepth, impossibleSetNull, misplacedReference,
    misplacedUnique,
    memberless,
  ]

  static let unknownType = SpecRule(
    "SP0301", "unknown type",
    "A field's type is built in (`string text bool int float decimal uuid email url date datetime duration json bytes enum ref`) "
      + "or the name of one of the service's value objects.", in: .fields, about: .named, wrong: "name: strng",
    right: "name: string"
  ) { field, _, index, context in
    let name = field.type.name.value
    guard !name.isEmpty, index.types[name] == nil else { return }
    let known = FieldKind.allCases.map(\.rawValue) + index.service.values.map(\.name.value)
    let help =
      index.aggregates[name] == nil
      ? Suggestion.help(for: name, among: known) : "refer to an aggregate with `{type: ref, to: \(name)}`"
    context.report(
      "unknown type `\(name)`", at: field.type.name.span, "neither built in nor a value object",
      help: [help, "built in are: " + FieldKind.allCases.map(\.rawValue).joined(separator: " ")])
  }

  static let modelAsType = SpecRule(
    "SP0302", "a model as the type of a field",
    "Models have identity and live in child collections. A group of fields without identity is a value object; write it below "
      + "`values`. Events and inputs of commands may carry models.", in: .service, about: .named,
    wrong: "models:\n  Line: {fields: {sku: string}}\naggregates:\n  Order: {fields: {line: Line}}",
    right:
      "models:\n  Line: {fields: {sku: string}}\naggregates:\n  Order: {fields: {name: string}, children: {lines: {of: Line}}}"
  ) { field, group, index, context in
    guard ![.event, .input].contains(group.kind), index.value(field.type.name.value) == nil,
      let model = index.model(field.type.name.value)
    else { return }
    context.report(
      "`\(model.name.value)` is a model, and so not the type of a field", at: field.type.name.span,
      and: [(model.name.span, "defined as a model here")],
      help: [
        "make it a child collection: `children: {\(field.name.value): {of: \(model.name.value)}}`, or a value object"
      ])
  }

  static let unknownTarget = SpecRule(
    "SP0303", "a reference to an unknown aggregate",
    "A `ref` holds the id of an aggregate of the same service. For something of another service use `uuid`.",
    in: .fields, about: .reference,
    wrong: "customer: {type: ref, to: Custmer}", right: "parent: {type: ref, to: Order}"
  ) { field, _, index, context in
    guard let target = field.target, index.aggregates[target.value] == nil else { return }
    context.report(
      "no aggregate is called `\(target.value)` in the service `\(index.service.name.value)`", at: target.span,
      help: [
        Suggestion.help(for: target.value, among: index.service.aggregates.map(\.name.value)),
        index.model(target.value) == nil ? nil : "`\(target.value)` is a model; only aggregates can be referred to",
      ])
  }

  static let valueCycle = SpecRule(
    "SP0304", "a value object inside itself", "A value that contains itself would never end.", in: .service,
    wrong: "values:\n  Node: {fields: {next: Node}}\naggregates:\n  Tree: {fields: {root: Node}}",
    right: "values:\n  Node: {fields: {name: string}}\naggregates:\n  Tree: {fields: {root: Node}}"
  ) { context in
    for index in context.services {
      for cycle in index.valueGraph.cycles {
        guard let name = cycle.first, let value = index.value(name) else { continue }
        context.report(
          "the value object `\(name)` contains itself", at: value.name.span, cycle.joined(separator: " → "),
          help: ["remove the field that closes the circle"])
      }
    }
  }

  static let valueDepth = SpecRule(
    "SP0305", "value objects nested too deep", "Value objects may be nested four levels deep.", in: .service,
    wrong:
      "values:\n  A: {fields: {b: B}}\n  B: {fields: {c: C}}\n  C: {fields: {d: D}}\n  D: {fields: {e: E}}\n  E: {fields: {name: string}}\naggregates:\n  Order: {fields: {a: A}}",
    right: "values:\n  A: {fields: {b: B}}\n  B: {fields: {name: string}}\naggregates:\n  Order: {fields: {a: A}}"
  ) { context in
    for index in context.services {
      let graph = index.valueGraph
      let heights = graph.heights(upTo: Limits.valueDepth + 1)
      let endless = graph.endless
      for value in index.service.values
      where !endless.contains(value.name.value) && heights[value.name.value] == Limits.valueDepth + 1 {
        context.report(
          "value objects are nested more than \(Limits.valueDepth) levels deep", at: value.name.span, "the outermost")
      }
    }
  }

  static let impossibleSetNull = SpecRule(
    "SP0306", "a required reference that is set to null",
    "`on_delete: set_null` empties the reference when the other is deleted, which a required one can't be.",
    in: .fields, about: .reference,
    wrong: "parent: {type: ref, to: Order, required: true, on_delete: set_null}",
    right: "parent: {type: ref, to: Order, on_delete: set_null}"
  ) { field, _, _, context in
    guard let onDelete = field.onDelete, onDelete.value == .setNull, field.isRequired || field.isLink else { return }
    context.report(
      "`\(field.name.value)` can't be set to null", at: onDelete.span,
      field.isLink ? "a list has no null" : "it is required",
      help: ["use `restrict` or `cascade`"])
  }

  static let misplacedReference = SpecRule(
    "SP0307", "a reference where nothing can keep it",
    "References are kept by the store of an aggregate: its own fields and those of its collections. A value object, an event, an "
      + "input or a projection holds a plain id; lists of references are for an aggregate's own fields.", in: .service,
    about: .reference,
    wrong: "values:\n  Link: {fields: {to: {type: ref, to: Order}}}\naggregates:\n  Order: {fields: {link: Link}}",
    right: "values:\n  Link: {fields: {to: uuid}}\naggregates:\n  Order: {fields: {link: Link}}"
  ) { field, group, _, context in
    guard field.type.kind == .reference else { return }
    if group.kind == .aggregate || group.kind == .model && !field.type.isList { return }
    context.report(
      "\(group.what) can't hold a \(field.type.isList ? "list of references" : "reference")",
      at: field.type.name.span,
      help: [field.type.isList ? "use `[uuid]`" : "use `uuid`"])
  }

  static let misplacedUnique = SpecRule(
    "SP0308", "uniqueness that can't be kept",
    "Uniqueness is kept among aggregates, or among the elements of their collections, for single values of a type that can be "
      + "compared.", in: .fields, about: [.unique, .validations], wrong: "tags: {type: [string], unique: true}",
    right: "code: {type: string, unique: true}"
  ) { field, group, _, context in
    guard let span = field.uniqueSpan else { return }
    if ![.aggregate, .model].contains(group.kind) {
      context.report("nothing can keep `\(field.name.value)` unique in \(group.what)", at: span)
    } else if field.type.isList || field.type.kind == nil || field.type.kind == .json {
      context.report(
        "values of the type `\(ValueType(of: field).description)` can't be unique", at: span,
        help: ["use `constraints: {unique: …}` over single values"])
    }
  }

  static let memberless = SpecRule(
    "SP0309", "a default that is no member", "A default of an enum is one of its members.", in: .fields,
    about: .defaultValue,
    wrong: "status: {type: enum, values: [draft, placed], default: lost}",
    right: "status: {type: enum, values: [draft, placed], default: draft}"
  ) { field, _, _, context in
    guard field.type.kind == .enumeration, let node = field.defaultValue, !node.isNull else { return }
    let members = field.members.map(\.value)
    for item in field.type.isList ? Array(node.items) : [node]
    where item.kind == .scalar && !members.contains(item.text) {
      context.report(
        "`\(item.text)` is not a member of `\(field.name.value)`", at: item.span,
        "expected one of " + members.map { "`\($0)`" }.joined(separator: ", "),
        help: [Suggestion.help(for: item.text, among: members)])
    }
  }
}

extension Field {
  /// Where its uniqueness is asked for.
  fileprivate var uniqueSpan: SourceSpan? {
    validations.first { $0.rule == .unique }?.span ?? (isUniqueByKey ? name.span : nil)
  }
}
