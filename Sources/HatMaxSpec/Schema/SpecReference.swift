/// The reference of the file's format and of the model, made from their definitions.
package enum SpecReference {
  /// A Markdown section for every mapping of the file, in the order in which they are met.
  package static let format: String = {
    var sections: [RecordForm] = []
    collect(.record(SpecShapes.spec.form), into: &sections)
    return sections.map(section).joined(separator: "\n")
  }()

  /// A Markdown section for every record that templates see.
  package static let model: String = ModelSchema.current.records.map { record in
    var out = "### \(record.name)\n\n\(record.documentation)\n\n| key | type | meaning |\n|---|---|---|\n"
    for key in record.keys {
      out += "| `\(key.name)` | \(typeText(key.type)) | \(cell(key.documentation)) |\n"
    }
    return out
  }.joined(separator: "\n")

  // MARK: - Parts

  private static func collect(_ form: Form, into sections: inout [RecordForm]) {
    switch form {
    case .record(let record):
      if sections.contains(where: { $0.name == record.name }) { return }
      sections.append(record)
      for key in record.keys { collect(key.form, into: &sections) }
    case .list(let inner, _, _), .map(_, let inner), .single(_, let inner): collect(inner, into: &sections)
    case .oneOf(let keys): for key in keys { collect(key.form, into: &sections) }
    case .either(let forms): for inner in forms { collect(inner, into: &sections) }
    default: break
    }
  }

  private static func section(_ record: RecordForm) -> String {
    var out = "### \(record.name)\n\n\(record.documentation)\n\n| key | value | meaning |\n|---|---|---|\n"
    for key in record.keys {
      let marks = (key.isRequired ? " (required)" : "") + (key.isOriginal ? " (0.1)" : "")
      out += "| `\(key.name)`\(marks) | \(text(key.form)) | \(cell(key.documentation)) |\n"
    }
    return out
  }

  private static func text(_ form: Form) -> String {
    switch form {
    case .text(.none): return "text"
    case .text(.some(let pattern)): return pattern == .identifier || pattern == .any ? "name" : "\(pattern) name"
    case .word: return "text or number"
    case .bool: return "`true` or `false`"
    case .integer(let range): return "whole number, \(range.lowerBound) to \(range.upperBound)"
    case .number: return "number"
    case .scalar: return "single value"
    case .any: return "anything"
    case .choice(let choices): return choices.map { "`\($0)`" }.joined(separator: " ")
    case .list(let item, let minimum, let maximum):
      return maximum == 1 ? "`[…]` with one \(text(item))" : (minimum > 0 ? "non-empty " : "") + "list of \(text(item))"
    case .map(_, let value): return "mapping from names to \(text(value))"
    case .record(let record): return "[\(record.name)](#\(record.name.lowercased()))"
    case .oneOf(let keys): return "one of " + keys.map { "`{\($0.name): …}`" }.joined(separator: " ")
    case .single(_, let value): return "`{NAME: …}` with \(text(value))"
    case .either(let forms): return forms.map(text).joined(separator: ", or ")
    }
  }

  private static func typeText(_ type: ModelType) -> String {
    switch type {
    case .record(let name): "[\(name)](#\(name.lowercased()))"
    case .list(let item): "list of \(typeText(item))"
    case .optional(let inner): "\(typeText(inner)) or null"
    default: type.description
    }
  }

  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
