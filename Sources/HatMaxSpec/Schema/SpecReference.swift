/// The reference of the file's format and of the model, made from their definitions.
package enum SpecReference {
  /// A Markdown section for every mapping of the file, in the order in which they are met.
  package static let format: String = {
    var sections: [RecordForm] = []
    collect(.record(SpecShapes.spec.form), into: &sections)
    return sections.map(section).joined(separator: "\n")
  }()

  /// The reference of the model: what holds for all of it, then a Markdown section for every record.
  package static let model: String = modelGuide + "\n" + modelRecords

  private static let modelGuide = """
    # What templates see

    A template sees records, lists and scalars made from `hatmax.yml`. `@root` is the record *Root*; what `.` is depends on the output's
    `for`. Names are given as they are written, and filters (`snake`, `go_name`, …) turn them into others. What is absent is null, an absent
    list is empty, an absent flag is false. `hatmax spec show --json` prints the whole tree of a file, `hatmax template context` parts of it; a record that is reached a second
    time is printed as a `$ref` to where it was first.

    - Records are shared, not copied: the aggregate of a route is the aggregate of the service.
    - **Where things are stored**: each aggregate that keeps its state has a table, each child collection another, whose key begins with the
      keys of its owners (`list_id`, `list_item_id`). A field is a column; value objects and lists are one column of the type `json`. A list of
      references (`[ref]`) has no column but a table of kind `link`. Elements of a collection have a `position` unless there is at most one.
    - **Routes** are about aggregates and their own collections; collections further down travel with their owner.

    """

  private static let modelRecords: String = ModelSchema.current.records.map { record in
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
