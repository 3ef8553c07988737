import GoldenTesting
import HatMaxSpec
import SourceDiagnostics
import Testing

/// The tree that templates see.
@Suite struct ModelTests {
  @Test(arguments: ["todo", "shop", "bank"])
  func examples(_ name: String) throws {
    let (spec, said) = read(try contents("examples/\(name)/hatmax.yml"), name: "examples/\(name)/hatmax.yml")
    #expect(shown(said) == "")
    let model = try #require(spec).model()
    try Golden.expect(model.json(), equals: "Fixtures/models/\(name).json")
  }

  /// The example of the format's design, which says everything that can be said.
  @Test func design() throws {
    let (spec, said) = read(try contents("Tests/HatMaxSpecTests/Fixtures/specs/design.yml"))
    #expect(said.isEmpty)
    try Golden.expect(try #require(spec).model().json(), equals: "Fixtures/models/design.json")
  }

  @Test func whatIsReachedTwiceIsOneObject() throws {
    let (spec, _) = read(try contents("examples/todo/hatmax.yml"))
    let service = try #require(spec?.model()["services"]?.items.first)
    let aggregate = try #require(service["aggregates"]?.items.first)
    let routes = try #require(service["api"]?["routes"]?.items)
    #expect(routes.allSatisfy { $0["aggregate"] === aggregate })
    #expect(aggregate.origin?.path == "services.todo.aggregates.List")
    #expect(aggregate["fields"]?.items.first?.origin?.path == "services.todo.aggregates.List.fields.name")
  }

  @Test func collectionsAreListedLevelByLevel() throws {
    let service = try service(
      """
      values:
        Unused: {fields: {text: string}}
        Money: {fields: {amount: decimal, unit: Currency}}
        Currency: {fields: {code: string}}
      models:
        Remark: {fields: {text: string}}
        Note: {fields: {text: string}}
        Line: {fields: {price: Money}, children: {notes: {of: Note}, extra: {of: Note, many: false}}}
      aggregates:
        Order: {fields: {name: string}, children: {lines: {of: Line}, notes: {of: Note}}}
        Cart: {fields: {name: string}, children: {lines: {of: Line}}}
        Log:
          persistence: events
          fields: {total: Unused}
          children: {remarks: {of: Remark}}
          commands: {Start: {creates: true, emits: Started}}
          events: {Started: {}}
      """)
    #expect(names(service["state_aggregates"]) == ["Order", "Cart"])
    #expect(names(service["event_aggregates"]) == ["Log"])
    #expect(
      service["collections"]?.items.map { $0.origin?.path ?? "" } == [
        "services.shop.aggregates.Order.children.lines", "services.shop.aggregates.Order.children.notes",
        "services.shop.aggregates.Cart.children.lines", "services.shop.aggregates.Order.children.lines.children.notes",
        "services.shop.aggregates.Order.children.lines.children.extra",
        "services.shop.aggregates.Cart.children.lines.children.notes",
        "services.shop.aggregates.Cart.children.lines.children.extra",
      ])
    #expect(names(service["distinct_collections"]) == ["lines", "notes"])
    #expect(names(service["used_values"]) == ["Money", "Currency"])
    let line = try #require(service["models"]?.items.last)
    #expect(names(line["children"]) == ["notes", "extra"])
    #expect(line["children"]?.items.first?.origin?.path == "services.shop.models.Line.children.notes")
  }

  /// Two aggregates whose fields are written once, with an anchor, have a table of links each.
  @Test func linkTablesOfAliasedFields() throws {
    let service = try service(
      """
      aggregates:
        Tag: {fields: {name: string}}
        Post: {fields: &tagged {tags: {type: [ref], to: Tag}}}
        Page: {fields: *tagged}
      """)
    let tables = service["aggregates"]?.items.dropFirst().map { $0["fields"]?.items.first?["link_table"]?["name"] }
    #expect(tables?.map { $0.map(text) } == ["post_tags", "page_tags"])
  }

  private func service(_ body: String) throws -> ModelNode {
    let indented = body.split(separator: "\n").map { "    \($0)\n" }.joined()
    let (spec, said) = read("version: 1\npackage: example.com/shop\nservices:\n  shop:\n\(indented)")
    #expect(shown(said.filter { $0.severity == .error }) == "")
    return try #require(spec?.model()["services"]?.items.first)
  }

  private func names(_ list: ModelNode?) -> [String] { list?.items.map { $0["name"].map(text) ?? "" } ?? [] }

  private func text(_ node: ModelNode) -> String {
    if case .string(let text) = node.value { return text }
    return ""
  }

  /// Every node has exactly the keys and the types that the schema says.
  @Test(arguments: ["examples/todo", "examples/shop", "examples/bank"])
  func followsTheSchema(_ folder: String) throws {
    let model = try #require(read(try contents("\(folder)/hatmax.yml")).spec).model()
    var seen = Set<ObjectIdentifier>()
    #expect(mismatch(model, .record(ModelSchema.current.root), &seen) == nil)
  }

  /// Where a node is not of a type, or nil.
  private func mismatch(_ node: ModelNode, _ type: ModelType, _ seen: inout Set<ObjectIdentifier>) -> String? {
    switch (type, node.value) {
    case (.optional, .null), (.bool, .bool), (.int, .int), (.string, .string), (.decimal, .decimal): return nil
    case (.scalar, .int), (.scalar, .decimal), (.scalar, .string): return nil
    case (.optional(let inner), _): return mismatch(node, inner, &seen)
    case (.enumeration(let members), .string(let text)): return members.contains(text) ? nil : "no member: \(text)"
    case (.list(let item), .list(let items)):
      for node in items {
        if let problem = mismatch(node, item, &seen) { return problem }
      }
      return nil
    case (.record(let name), .record(let entries)):
      guard seen.insert(ObjectIdentifier(node)).inserted else { return nil }
      guard let schema = ModelSchema.current.record(name) else { return "no record \(name)" }
      guard schema.keys.map(\.name) == entries.map(\.key) else { return "keys of \(name)" }
      for (key, entry) in zip(schema.keys, entries) {
        if let problem = mismatch(entry.value, key.type, &seen) { return "\(name).\(key.name): \(problem)" }
      }
      return nil
    default: return "\(node.value) is no \(type.description)"
    }
  }
}
