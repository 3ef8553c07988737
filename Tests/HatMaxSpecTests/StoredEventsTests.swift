import GoldenTesting
import HatMaxSpec
import SourceDiagnostics
import Testing

/// Events that may be stored, from one specification to the next.
@Suite struct StoredEventsTests {
  private static let before = "Placed: {fields: {customer: uuid, total: Money}}"

  /// What the next specification writes, and the code of what is said about it.
  static let cases: [(name: String, event: String, money: String, code: String?)] = [
    ("same", before, "amount: decimal", nil),
    ("order", "Placed: {fields: {total: Money, customer: uuid}}", "amount: decimal", nil),
    ("new field", "Placed: {fields: {customer: uuid, total: Money, note: text}}", "amount: decimal", "SP0521"),
    ("field gone", "Placed: {fields: {customer: uuid}}", "amount: decimal", "SP0521"),
    ("other type", "Placed: {fields: {customer: string, total: Money}}", "amount: decimal", "SP0521"),
    ("value object changed", before, "amount: decimal, currency: string", "SP0521"),
    (
      "new version",
      "Placed: {version: 2, fields: {customer: uuid, total: Money, note: text}, history: {1: {customer: uuid, total: Money}}}",
      "amount: decimal", nil
    ),
    ("no history", "Placed: {version: 2, fields: {customer: uuid}}", "amount: decimal", "SP0522"),
    ("other history", "Placed: {version: 2, fields: {}, history: {1: {customer: uuid}}}", "amount: decimal", "SP0522"),
    (
      "renamed", "Ordered: {was: Placed, fields: {customer: uuid, total: Money, note: text}}", "amount: decimal",
      "SP0521"
    ),
    ("another event", "Ordered: {fields: {customer: uuid, total: Money, note: text}}", "amount: decimal", "SP0526"),
  ]

  @Test(arguments: cases.map(\.name))
  func next(_ name: String) throws {
    let row = try #require(Self.cases.first { $0.name == name })
    let said = try said(file(row.event, row.money), since: file(Self.before, "amount: decimal"))
    #expect(said.map(\.code.description) == (row.code.map { [$0] } ?? []), "\(shown(said))")
    if !said.isEmpty {
      let golden = name.replacing(" ", with: "-")
      try Golden.expect(shown(said), equals: "Fixtures/diagnostics/events/\(golden).txt")
    }
  }

  /// What an event was called at the last run, what it is called now, and the code of what is said about it.
  static let names: [(name: String, then: String, now: String, code: String?)] = [
    ("renamed again", "Taken: {was: Placed}", "Ordered: {was: Placed}", nil),
    ("renamed back", "Taken: {was: Placed}", "Placed: {}", nil),
    ("forgotten", "Taken: {was: Placed}", "Taken: {}", "SP0525"),
    ("renamed twice", "Taken: {was: Placed}", "Ordered: {was: Taken}", "SP0525"),
  ]

  @Test(arguments: names.map(\.name))
  func storedName(_ name: String) throws {
    let row = try #require(Self.names.first { $0.name == name })
    let said = try said(file(row.now, "amount: decimal"), since: file(row.then, "amount: decimal"))
    #expect(said.map(\.code.description) == (row.code.map { [$0] } ?? []), "\(shown(said))")
    if !said.isEmpty {
      try Golden.expect(shown(said), equals: "Fixtures/diagnostics/events/\(name.replacing(" ", with: "-")).txt")
    }
  }

  @Test func theNameOfAnAggregateIsStoredToo() throws {
    func renamed(_ aggregate: String) -> String {
      file(Self.before, "amount: decimal").replacing("Order:\n", with: "\(aggregate)\n")
    }
    let first = renamed("Purchase:")
    let second = renamed("Order:\n        was: Purchase")
    #expect(try said(second, since: first).isEmpty)
    let forgotten = try said(renamed("Order:"), since: second)
    try Golden.expect(shown(forgotten), equals: "Fixtures/diagnostics/events/aggregate-forgotten.txt")
  }

  @Test func aVersionNeverGoesBack() throws {
    let said = try said(
      file("Placed: {fields: {total: Money}}", "amount: decimal"),
      since: file("Placed: {version: 2, fields: {total: Money}, history: {1: {}}}", "amount: decimal"))
    try Golden.expect(shown(said), equals: "Fixtures/diagnostics/events/back.txt")
  }

  /// What was unique at the last run and what is now, of an event-sourced aggregate, and whether something is said about it.
  static let claims: [(name: String, then: String, now: String, isSaid: Bool)] = [
    (
      "unique before", "fields: {code: {type: string, unique: true}}",
      "fields: {code: {type: string, unique: true}}", false
    ),
    ("unique no more", "fields: {code: {type: string, unique: true}}", "fields: {code: string}", false),
    (
      "unique and renamed", "fields: {code: {type: string, unique: true}}",
      "fields: {key: {type: string, unique: true, was: code}}", false
    ),
    ("unique now", "fields: {code: string}", "fields: {code: {type: string, unique: true}}", true),
    (
      "unique together", "fields: {code: string, place: string}",
      "fields: {code: string, place: string}, constraints: {unique: [[code, place]]}", true
    ),
  ]

  @Test(arguments: claims.map(\.name))
  func claimed(_ name: String) throws {
    let row = try #require(Self.claims.first { $0.name == name })
    func eventSourced(_ rules: String) -> String {
      let lines = rules.replacing(", constraints", with: "\n        constraints")
      return file(Self.before, "amount: decimal").replacing(
        "Order:\n", with: "Order:\n        persistence: events\n        \(lines)\n")
    }
    let said = try said(eventSourced(row.now), since: eventSourced(row.then))
    #expect(said.map(\.code.description) == (row.isSaid ? ["SP0527"] : []), "\(shown(said))")
    if !said.isEmpty {
      try Golden.expect(shown(said), equals: "Fixtures/diagnostics/events/\(name.replacing(" ", with: "-")).txt")
    }
  }

  private func said(_ text: String, since earlier: String) throws -> [Diagnostic] {
    var bag = DiagnosticBag()
    StoredEvents.check(try #require(read(text).spec), since: try #require(read(earlier).spec), into: &bag)
    return bag.sorted
  }

  private func file(_ event: String, _ money: String) -> String {
    """
    version: 1
    package: example.com/shop
    services:
      shop:
        values:
          Money: {fields: {\(money)}}
        aggregates:
          Order:
            events:
              \(event)
    """
  }
}
