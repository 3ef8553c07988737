import SourceDiagnostics

/// The JSON Schema of `hatmax.yml`, made from the definitions that the reader reads by.
///
/// It accepts a document exactly when the reader finds its structure right; what the rules say beyond (unknown names,
/// colliding routes) no schema can. Dialect: JSON Schema 2020-12.
package enum SpecSchema {
  /// The schema as JSON text.
  package static let json: String = {
    var definitions = Definitions()
    let root = definitions.schema(.record(SpecShapes.spec.form))
    let schema: [(String, JSON)] = [
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("title", .string("hatmax.yml")),
      ("description", .string("The specification of a monorepo of Go services, for hatmax.")),
    ]
    return JSON.object(schema + root + [("$defs", .object(definitions.all))]).text() + "\n"
  }()
}

/// Collects the definitions of records, each once.
private struct Definitions {
  private(set) var all: [(String, JSON)] = []

  mutating func schema(_ form: Form) -> [(String, JSON)] {
    switch form {
    case .text(let pattern): return [("type", .string("string"))] + Self.pattern(pattern)
    case .word: return [("type", .array([.string("string"), .string("number")]))]
    case .bool: return [("type", .string("boolean"))]
    case .integer(let range):
      return [("type", .string("integer")), ("minimum", .int(range.lowerBound)), ("maximum", .int(range.upperBound))]
    case .number: return [("type", .string("number"))]
    case .scalar: return [("type", .array([.string("string"), .string("number"), .string("boolean")]))]
    case .any: return []
    case .choice(let choices): return [("enum", .array(choices.map(JSON.string)))]
    case .list(let item, let minimum, let maximum):
      var list: [(String, JSON)] = [("type", minimum == 0 ? Self.orNull("array") : .string("array"))]
      if minimum > 0 { list.append(("minItems", .int(Int64(minimum)))) }
      if let maximum { list.append(("maxItems", .int(Int64(maximum)))) }
      return list + [("items", .object(schema(item)))]
    case .map(let pattern, let value):
      return [("type", Self.orNull("object"))] + Self.names(pattern) + [
        ("additionalProperties", .object(schema(value)))
      ]
    case .record(let record):
      define(record)
      return [("$ref", .string("#/$defs/\(record.name)"))]
    case .oneOf(let keys):
      return [
        ("type", .string("object")), ("minProperties", .int(1)), ("maxProperties", .int(1)),
        ("properties", properties(keys)),
        ("additionalProperties", .bool(false)),
      ]
    case .single(let pattern, let value):
      return [("type", .string("object")), ("minProperties", .int(1)), ("maxProperties", .int(1))] + Self.names(pattern)
        + [("additionalProperties", .object(schema(value)))]
    case .either(let forms): return [("anyOf", .array(forms.map { .object(schema($0)) }))]
    }
  }

  private mutating func define(_ record: RecordForm) {
    if all.contains(where: { $0.0 == record.name }) { return }
    let position = all.count
    // The place is taken first, so that definitions stand in the order in which they are met.
    all.append((record.name, .object([])))
    let required = record.keys.filter(\.isRequired).map { JSON.string($0.name) }
    var mapping: [(String, JSON)] = [("type", required.isEmpty ? Self.orNull("object") : .string("object"))]
    mapping.append(("properties", properties(record.keys)))
    if !required.isEmpty { mapping.append(("required", .array(required))) }
    mapping.append(("additionalProperties", .bool(false)))
    if !record.conditions.isEmpty { mapping.append(("allOf", .array(record.conditions.map(Self.condition)))) }
    let description: (String, JSON) = ("description", .string(record.documentation))
    if let shorthand = record.shorthand {
      let short = JSON.object(schema(shorthand))
      all[position].1 = .object([description, ("anyOf", .array([.object(mapping), short]))])
    } else {
      all[position].1 = .object([description] + mapping)
    }
  }

  private mutating func properties(_ keys: [KeyForm]) -> JSON {
    .object(
      keys.map { key in
        var value = schema(key.form)
        value.append(("description", .string(key.documentation)))
        if key.isOriginal { value.append(("deprecated", .bool(true))) }
        return (key.name, .object(value))
      })
  }

  private static func condition(_ condition: KeyCondition) -> JSON {
    let values = JSON.array(condition.values.map(JSON.string))
    let holds = JSON.object([
      ("required", .array([.string(condition.other)])),
      (
        "properties",
        .object([
          (
            condition.other,
            .object([
              (
                "anyOf",
                .array([
                  .object([("enum", values)]),
                  .object([("type", .string("array")), ("contains", .object([("enum", values)]))]),
                ])
              )
            ])
          )
        ])
      ),
    ])
    let has = JSON.object([("required", .array([.string(condition.key)]))])
    switch condition.kind {
    case .needed: return .object([("if", holds), ("then", has)])
    case .allowed: return .object([("if", has), ("then", holds)])
    }
  }

  private static func orNull(_ type: String) -> JSON { .array([.string(type), .string("null")]) }

  private static func pattern(_ pattern: NamePattern?) -> [(String, JSON)] {
    guard let pattern, pattern != .any else { return [] }
    return [("pattern", .string(pattern.rawValue))]
  }

  private static func names(_ pattern: NamePattern) -> [(String, JSON)] {
    pattern == .any ? [] : [("propertyNames", .object([("pattern", .string(pattern.rawValue))]))]
  }
}
