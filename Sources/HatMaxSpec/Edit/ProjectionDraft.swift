import PositionedYAML

/// A projection to be written.
package struct ProjectionDraft: Sendable {
  package var name: String
  package var key: [FieldDraft]
  package var fields: [FieldDraft]
  package var handlers: [Handler]

  package init(name: String, key: [FieldDraft], fields: [FieldDraft], handlers: [Handler]) {
    self.name = name
    self.key = key
    self.fields = fields
    self.handlers = handlers
  }

  /// What one event does to a row.
  package struct Handler: Sendable {
    /// What happens to a field; the raw value is how it is written between the field and the value.
    private enum Operation: String, CaseIterable {
      case increment = "+="
      case decrement = "-="
      case set = "="
    }

    let event: String
    private var isDeleting = false
    private var changes: [(operation: Operation, field: String, value: String)] = []

    /// Reads `EVENT:delete` or `EVENT:FIELD=VALUE,FIELD+=VALUE,FIELD-=VALUE`.
    ///
    /// - Returns: nil where it is neither; whether the names are known is for the specification's rules.
    package init?(argument: String) {
      guard let colon = argument.firstIndex(of: ":"), colon > argument.startIndex else { return nil }
      event = String(argument[..<colon])
      let text = argument[argument.index(after: colon)...]
      if text == "delete" {
        isDeleting = true
        return
      }
      for change in text.split(separator: ",", omittingEmptySubsequences: false) {
        guard
          let (operation, at) = Operation.allCases.lazy.compactMap({ operation in
            change.firstRange(of: operation.rawValue).map { (operation, $0) }
          }).first, at.lowerBound > change.startIndex, at.upperBound < change.endIndex
        else { return nil }
        changes.append((operation, String(change[..<at.lowerBound]), String(change[at.upperBound...])))
      }
    }

    /// `{increment: {orders: 1}, set: {last: $placed_at}}`, with values in the words of their fields' types.
    fileprivate func value(_ types: [String: String]) -> YAMLValue {
      if isDeleting { return .mapping([.init("delete", .bool(true))]) }
      let entries = Operation.allCases.compactMap { operation -> YAMLValue.Entry? in
        let changed = changes.filter { $0.operation == operation }
        let values = changed.map { YAMLValue.Entry($0.field, FieldDraft.literal($0.value, of: types[$0.field] ?? "")) }
        return values.isEmpty ? nil : .init("\(operation)", .mapping(values))
      }
      return .mapping(entries)
    }
  }

  /// The projection as it is written: what belongs to one field or event on one line.
  var value: YAMLValue {
    let types = Dictionary((key + fields).map { ($0.name, $0.type) }) { first, _ in first }
    var entries: [YAMLValue.Entry] = [.init("key", .inline(key.value))]
    if !fields.isEmpty { entries.append(.init("fields", .inline(fields.value))) }
    entries.append(.init("on", .mapping(handlers.map { .init($0.event, .inline($0.value(types))) })))
    return .mapping(entries)
  }
}
