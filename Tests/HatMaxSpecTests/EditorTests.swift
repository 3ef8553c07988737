import GoldenTesting
import SourceDiagnostics
import Testing

@testable import HatMaxSpec

/// Edits of `hatmax.yml` through the text.
@Suite struct EditorTests {
  private static let file = """
    # The shop.
    version: 1
    package: example.com/shop   # the module

    services:
      shop:
        packs: [cqrs]
        models:
          Line: {fields: {sku: string}}   # a line
        aggregates:
          Customer:
            fields: {email: email}
          # What is bought.
          Order:
            fields:
              customer: {type: ref, to: Customer}
              status: {type: enum, values: [draft, placed], default: draft}
              note: text

            children:
              lines: {of: Line, order: sku}
            commands:
              Place: {when: status == draft and lines is set and note is set, emits: OrderPlaced}
            events:
              OrderPlaced: {sets: {status: placed, note: $self.note}}
            constraints: {unique: [[note]]}
        queries:
          Orders: {of: Order, filter: [status], sort: [-note]}
        api:
          handlers:
            - {route: "GET /orders", op: list, aggregate: Order}
            - {route: "POST /orders/{id}/place", command: Order.Place}

    """

  private func add(_ additions: SpecAddition..., service: String? = nil, to file: String = file) throws -> String {
    var source = SourceText(name: "hatmax.yml", text: file)
    for addition in additions {
      var bag = DiagnosticBag()
      let edited = SpecEditor.add(addition, service: service, to: source, into: &bag)
      #expect(shown(bag.sorted) == "")
      source = try #require(edited)
    }
    return String(decoding: source.bytes, as: UTF8.self)
  }

  private func rename(_ renamings: SpecRenaming...) throws -> String {
    var source = SourceText(name: "hatmax.yml", text: Self.file)
    for renaming in renamings {
      var bag = DiagnosticBag()
      let edited = SpecEditor.rename(renaming, in: source, into: &bag)
      #expect(shown(bag.sorted) == "")
      source = try #require(edited)
    }
    return String(decoding: source.bytes, as: UTF8.self)
  }

  /// The lines of `after` that are not in `before`, and that nothing of `before` but what was changed is gone.
  private func added(_ after: String, to before: String = file) -> [String] {
    let old = before.split(separator: "\n", omittingEmptySubsequences: false)
    var rest = old[...]
    var added: [String] = []
    for line in after.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == rest.first { rest = rest.dropFirst() } else { added.append(String(line)) }
    }
    #expect(rest.isEmpty)
    return added
  }

  @Test func theFileOfTheTestsIsRight() {
    #expect(shown(read(Self.file).said) == "")
  }

  @Test func addsOfEveryKindTouchNothingElse() throws {
    let after = try add(
      .service(name: "billing", kind: nil, repositories: ["sqlite"]),
      service: nil)
    #expect(added(after) == ["  billing:", "    repo_impl: [sqlite]"])

    let more = try add(
      .aggregate(name: "Invoice", fields: [FieldDraft("number", type: "string", isRequired: true, isUnique: true)]),
      .field(owner: "Order", FieldDraft("tags", type: "[string]")),
      .child(owner: "Order", name: "extras", of: "Line"),
      .event(aggregate: "Order", name: "OrderShipped", fields: [FieldDraft("on", type: "date")]),
      .command(
        aggregate: "Order", name: "Ship", creates: false, input: [FieldDraft("on", type: "date")],
        emits: ["OrderShipped"]),
      .query(name: "ByNote", of: "Order", filter: ["note"], sort: []),
      .projection(
        ProjectionDraft(
          name: "Shipments", key: [FieldDraft("on", type: "date")], fields: [FieldDraft("orders", type: "int")],
          handlers: [try #require(ProjectionDraft.Handler(argument: "OrderShipped:orders+=1"))])))
    try Golden.expect(more, equals: "Fixtures/edits/added.yml")
  }

  @Test(arguments: [
    "OrderPlaced", ":delete", "OrderPlaced:", "OrderPlaced:orders", "OrderPlaced:+=1", "OrderPlaced:orders+=",
    "OrderPlaced:orders+=1,", "OrderPlaced:delete,orders=1",
  ])
  func whatIsNoHandlerOfAnEvent(_ argument: String) {
    #expect(ProjectionDraft.Handler(argument: argument) == nil)
  }

  @Test func addsInFlowStyle() throws {
    let flow = "version: 1\npackage: a.b/c\nservices: {s: {aggregates: {A: {fields: {x: int}}}}}\n"
    let after = try add(.field(owner: "A", FieldDraft("y", type: "enum", members: ["a", "b"])), to: flow)
    #expect(after.contains("{fields: {x: int, y: {type: enum, values: [a, b]}}}"))
  }

  @Test func addsPacks() throws {
    #expect(
      try add(.pack(name: "event-sourcing", version: nil), service: "shop").contains("packs: [cqrs, event-sourcing]"))
    #expect(
      try add(.pack(name: "sqlite-repo", version: "^1.0", scope: .project)).hasSuffix("packs:\n  sqlite-repo: ^1.0\n"))
  }

  @Test func renamesFollowEverythingThatNamesIt() throws {
    let after = try rename(
      .aggregate("Order", to: "Purchase"), .aggregate("Customer", to: "Client"), .model("Line", to: "Item"),
      .field(owner: "Purchase", "note", to: "remark"), .field(owner: "Item", "sku", to: "code"),
      .child(owner: "Purchase", "lines", to: "items"), .command(aggregate: "Purchase", "Place", to: "Confirm"),
      .event(aggregate: "Purchase", "OrderPlaced", to: "PurchaseConfirmed"), .query("Orders", to: "Purchases"),
      .service("shop", to: "store"))
    #expect(shown(read(after).said.filter { $0.severity == .error }) == "")
    try Golden.expect(after, equals: "Fixtures/edits/renamed.yml")
  }

  static let refusals: [(String, SpecAddition, String?)] = [
    ("SP0801", .aggregate(name: "A", fields: []), "shpo"),
    ("SP0802", .field(owner: "Ordr", FieldDraft("x", type: "int")), nil),
    ("SP0803", .aggregate(name: "Order", fields: []), nil),
    ("SP0805", .field(owner: "Order", FieldDraft("to", type: "ref", target: "Nobody")), nil),
  ]

  @Test(arguments: refusals.map(\.0))
  func refuses(_ code: String) throws {
    let row = try #require(Self.refusals.first { $0.0 == code })
    try refuse(row.1, service: row.2, Self.file, code)
  }

  @Test func refusesWhatAnAliasShares() throws {
    let file =
      "version: 1\npackage: a.b/c\nservices:\n  s:\n    aggregates:\n      A: &a {fields: {x: int}}\n      B: *a\n"
    try refuse(.field(owner: "B", FieldDraft("y", type: "int")), service: nil, file, "SP0804")
  }

  private func refuse(_ addition: SpecAddition, service: String?, _ file: String, _ code: String) throws {
    var bag = DiagnosticBag()
    #expect(
      SpecEditor.add(addition, service: service, to: SourceText(name: "hatmax.yml", text: file), into: &bag) == nil)
    #expect(bag.sorted.contains { $0.code.description == code })
    try Golden.expect(shown(bag.sorted), equals: "Fixtures/diagnostics/\(code).txt")
  }

  @Test(arguments: SpecTemplate.allCases)
  func templatesAreTheExamples(_ template: SpecTemplate) throws {
    let name = template.rawValue
    #expect(template.text(name: name, package: "example.com/\(name)") == (try contents("examples/\(name)/hatmax.yml")))
  }
}
