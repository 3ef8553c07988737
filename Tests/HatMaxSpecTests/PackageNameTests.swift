import SourceDiagnostics
import Testing

@testable import HatMaxSpec

/// The names that other names bring into a service's Go package: whoever takes one of them gets no Go that compiles.
@Suite struct PackageNameTests {
  @Test(arguments: [
    "OrderID", "OrderAttrs", "OrderPatch", "OrderState", "OrderRepository", "OrderQuery", "OrderFilter",
    "OrderSortKeys", "NewOrder",
    "RehydrateOrder", "OrderPhaseNew", "OrderPhaseValues", "ParseOrderPhase", "LineID", "LineAttrs",
    "LinePatch",
    "OrderCommand", "OrderEvent", "OrderEvents", "HandleOrder", "OrderPlace", "AccountDeposit", "Accounts",
    "NewAccounts",
    "SalesTable", "SalesProjection", "AccountTable", "AccountProjection", "Memory", "Repos", "Storage", "UnitOfWork",
    "EventCheck", "EventFolds", "Projections",
  ])
  func taken(_ name: String) {
    #expect(clashes(with: name) == [name])
  }

  @Test(arguments: [
    "Orders", "OrderLine", "LineState", "PlaceCommand", "SalesEvents", "HandleLine", "NewSales", "PhaseNew", "Event",
    "OrderTable", "OrderProjection",
  ])
  func free(_ name: String) {
    #expect(clashes(with: name) == [])
  }

  /// What brings a name is needed for it to be taken.
  @Test(arguments: ["OrderCommand", "HandleOrder", "EventCheck", "Projections"])
  func withoutEvents(_ name: String) {
    #expect(said("values: {\(name): {fields: {text: string}}}\naggregates: {Order: {fields: {name: string}}}") == [])
  }

  /// `New` with `State` brings the type `NewState`, and `State` the function `NewState`.
  @Test(arguments: [
    ("New", "State", ["State"]), ("New", "Patch", ["Patch"]), ("Rehydrate", "Query", ["Query"]),
    ("New", "SortKeys", ["SortKeys"]),
    ("New", "Line", []), ("Order", "State", []),
  ])
  func beginnings(_ beginning: String, _ other: String, _ expected: [String]) {
    #expect(
      said("aggregates:\n  \(beginning): {fields: {name: string}}\n  \(other): {fields: {name: string}}") == expected)
  }

  @Test func beginningsOfModels() {
    let service = """
      models: {New: {fields: {text: string}}}
      aggregates:
        Attrs: {fields: {name: string}, children: {news: {of: New}}}
        State: {fields: {name: string}}
      """
    #expect(said(service) == ["Attrs"])
  }

  /// A command is the one to blame when what follows from another name was there before it.
  @Test func commandsMeetOtherNames() {
    let order = """
      aggregates:
        Order:
          fields: {name: string, place: {type: enum, values: [home, shop]}}
          commands: {Place: {input: {name: string}, emits: OrderPlaced}, State: {input: {name: string}, emits: OrderPlaced}}
          events: {OrderPlaced: {fields: {name: string}}}
      """
    #expect(said(order) == ["place", "State"])
  }

  /// `Order` with `lines` has handlers for an `OrderLine`.
  @Test(arguments: [
    ("OrderLine", "rows", ["OrderLine"]), ("Row", "rows", []), ("OrderRow", "rows", []),
  ])
  func handlersOfCollections(_ name: String, _ table: String, _ expected: [String]) {
    let service = """
      models: {Line: {fields: {text: string}}}
      aggregates:
        Order: {fields: {name: string}, children: {lines: {of: Line}}}
        \(name): {table: \(table), fields: {name: string}}
      """
    #expect(said(service) == expected)
  }

  /// A list is filtered by what a text contains, under a name that a field could have.
  @Test(arguments: [
    ("note: text, note_contains: bool", ["note_contains"]), ("note: int, note_contains: bool", []),
    ("note: [text], note_contains: bool", []), ("note: text, note_contains: [text]", []),
    ("text_contains: text", []),
  ])
  func filters(_ fields: String, _ expected: [String]) {
    #expect(said("aggregates: {Order: {fields: {\(fields)}}}", "SP0208") == expected)
  }

  private func clashes(with name: String) -> [String] {
    said(
      """
      values: {\(name): {fields: {text: string}}}
      models: {Line: {fields: {text: string}}}
      aggregates:
        Order:
          fields: {name: string, phase: {type: enum, values: [new, old]}}
          children: {lines: {of: Line}}
          commands: {Place: {input: {name: string}, emits: OrderPlaced}}
          events: {OrderPlaced: {fields: {name: string}}}
        Account:
          persistence: events
          fields: {balance: int}
          commands: {Deposit: {creates: true, input: {amount: int}, emits: MoneyDeposited}}
          events: {MoneyDeposited: {fields: {amount: int}, sets: {balance: $amount}}}
      projections:
        Sales: {key: {name: string}, fields: {times: int}, on: {OrderPlaced: {increment: {times: 1}}}}
      queries: {Poorest: {of: Account, sort: [balance]}, Latest: {of: Order, filter: [phase]}}
      """)
  }

  /// The names that a rule is about in a service.
  private func said(_ service: String, _ code: String = "SP0209") -> [String] {
    let lines = service.split(separator: "\n").map { "    \($0)\n" }.joined()
    let result = read("version: 1\npackage: example.com/shop\nservices:\n  shop:\n\(lines)")
    #expect(
      result.said.allSatisfy { $0.severity != .error || $0.code.description == code }, "\(shown(result.said))")
    return result.said.filter { $0.code.description == code }
      .map { String($0.message.split(separator: "`", omittingEmptySubsequences: false)[1]) }
  }
}
