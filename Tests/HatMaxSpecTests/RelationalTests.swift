import GoldenTesting
import SourceDiagnostics
import Testing

@testable import HatMaxSpec

/// The tables of a service, and the steps between two versions of them.
@Suite struct RelationalTests {
  private func model(_ aggregates: String) throws -> RelationalModel {
    let text = """
      version: 1
      package: example.com/shop
      services:
        shop:
          models:
            Line: {fields: {sku: string, note: string}}
            Remark: {fields: {text: string}}
            Label: {fields: {name: {type: string, unique: true}, color: string}, constraints: {unique: [[color]]}}
          aggregates:

      """
    let (spec, said) = read(text + aggregates.split(separator: "\n").map { "      \($0)\n" }.joined())
    #expect(shown(said.filter { $0.severity == .error }) == "")
    return TableBuilder.tables(of: try #require(spec?.services.first))
  }

  private func steps(_ old: String, _ new: String) throws -> [RelationalStep] {
    ModelDifference(from: try model(old), to: try model(new)).steps
  }

  private func summary(_ steps: [RelationalStep]) -> [String] {
    steps.map { step in
      let text =
        switch step {
        case .createTable(let table): "create \(table.name)"
        case .renameTable(let from, let to): "rename \(from) to \(to)"
        case .dropTable(let table): "drop \(table.name)"
        case .addColumn(let table, let column): "add \(table).\(column.name)"
        case .renameColumn(let table, let from, let to): "rename \(table).\(from) to \(to)"
        case .changeColumn(let table, let old, let new):
          "change \(table).\(old.name) to \(new.name) \(new.type.rawValue)"
        case .dropColumn(let table, let column): "drop \(table).\(column.name)"
        case .addIndex(_, let index): "index \(index.name)"
        case .dropIndex(_, let index): "drop index \(index.name)"
        case .addForeignKey(let table, let key): "refer \(table) to \(key.table)"
        case .dropForeignKey(let table, let key): "unrefer \(table) from \(key.table)"
        case .changePrimaryKey(let table, _, let to): "key \(table) \(to.joined(separator: ","))"
        }
      return step.isDestructive ? text + " !" : text
    }
  }

  @Test func nothingChanged() throws {
    let text = "Order: {fields: {name: string}, children: {lines: {of: Line}}}"
    #expect(try steps(text, text) == [])
  }

  @Test func fieldsComeGoAndChange() throws {
    let steps = try steps(
      "Order: {fields: {name: string, old: int, size: int, note: {type: string, required: true}}}",
      "Order: {fields: {name: {type: string, unique: true}, size: string, note: string, new: bool}}")
    #expect(
      summary(steps) == [
        "change orders.size to size string !", "change orders.note to note string", "add orders.new",
        "index orders_name_key",
        "drop orders.old !",
      ])
  }

  @Test func whatIsUniqueInACollectionIsSoWithinItsOwner() throws {
    let tables = try model(
      "Order: {fields: {code: {type: string, validations: [unique]}}, "
        + "children: {labels: {of: Label, constraints: {unique: [[color], [name, color]]}}}}"
    ).tables
    let unique = tables.flatMap { table in table.indexes.filter(\.isUnique).map { "\(table.name): \($0.columns)" } }
    #expect(
      unique == [
        #"orders: ["code"]"#, #"order_labels: ["order_id", "name"]"#, #"order_labels: ["order_id", "color"]"#,
        #"order_labels: ["order_id", "name", "color"]"#,
      ])
    #expect(tables.flatMap(\.columns).filter(\.isUnique).map(\.name) == ["code"])
  }

  @Test func formerNamesMakeRenames() throws {
    let steps = try steps(
      "Order: {fields: {title: string}, children: {lines: {of: Line}}}",
      "Purchase: {was: Order, fields: {name: {type: string, was: title}}, children: {items: {of: Line, was: lines}}}")
    #expect(
      summary(steps) == [
        "drop index order_lines_position", "rename orders to purchases",
        "rename purchases.title to name",
        "rename order_lines to purchase_items", "rename purchase_items.order_id to purchase_id",
        "index purchase_items_position",
      ])
  }

  @Test func stepsOfARenameAreDoneOnce() throws {
    let old = try model("Order: {fields: {title: string}}")
    let new = try model("Purchase: {was: Order, fields: {name: {type: string, was: title}}}")
    #expect(!ModelDifference(from: old, to: new).steps.isEmpty)
    #expect(ModelDifference(from: new, to: new).steps == [])
  }

  @Test func tablesComeAndGo() throws {
    let steps = try steps(
      "Order: {fields: {name: string}, children: {lines: {of: Line}}}",
      "Customer: {fields: {name: string}, children: {remarks: {of: Remark}}}")
    #expect(summary(steps) == ["create customers", "create customer_remarks", "drop order_lines !", "drop orders !"])
  }

  @Test func tablesAreMadeAfterThoseThatTheyReferTo() throws {
    let tables = try model(
      """
      Order: {fields: {customer: {type: ref, to: Customer}, tags: {type: [ref], to: Tag}}}
      Tag: {fields: {name: string}}
      Customer: {fields: {best: {type: ref, to: Order}, friend: {type: ref, to: Customer}}}
      """
    ).tables.map(\.name)
    #expect(tables == ["customers", "orders", "tags", "order_tags"])
  }

  /// Packs make the tables of read models while a program runs.
  ///
  /// Migrations of former versions made others, which stayed empty.
  @Test func projectionsHaveNoTables() throws {
    let spec = try #require(read(try contents("examples/bank/hatmax.yml")).spec)
    let service = try #require(spec.services.first { !$0.projections.isEmpty })
    let tables = TableBuilder.tables(of: service)
    #expect(!tables.tables.contains { $0.kind == .projection })
    let former = TableBuilder.names(of: service)
    #expect(former.tables.contains { $0.name == "account_activity" })
    #expect(summary(ModelDifference(from: former, to: tables).steps) == ["drop accounts", "drop account_activity"])
  }

  /// What a query searches of an event-sourced aggregate is a table with a column for each field and each collection.
  @Test func searchedAggregatesHaveNamesInTheDatabase() throws {
    func names(_ queries: String) throws -> [String] {
      let (spec, said) = read(
        """
        version: 1
        package: example.com/shop
        services:
          shop:
            repo_impl: sqlite
            packs: [event-sourcing]
            models: {Line: {fields: {sku: string}}}
            aggregates:
              Order:
                persistence: events
                audit: true
                fields: {name: string}
                children: {lines: {of: Line}, values: {of: Line}}
                commands: {Open: {creates: true, input: {name: string}, emits: Opened}}
                events: {Opened: {fields: {name: string}, sets: {name: $name}}}
            queries: {\(queries)}
        """)
      #expect(TableBuilder.tables(of: try #require(spec?.services.first)).tables.isEmpty)
      return said.filter { $0.severity == .error }.map { "\($0.code) \($0.message)" }
    }
    #expect(try names("") == [])
    #expect(try names("ByName: {of: Order, sort: [-name, id]}") == ["SP0211 `values` is a reserved word of SQL"])
    #expect(
      try names("ByTime: {of: Order, sort: [created_at]}") == [
        "SP0211 `values` is a reserved word of SQL", "SP0517 `Order` has no field `created_at`",
      ])
  }

  @Test(arguments: ["todo", "shop"])
  func ledgersAreReadBackAsTheyWereWritten(_ example: String) throws {
    let spec = try #require(read(try contents("examples/\(example)/hatmax.yml")).spec)
    for service in spec.services {
      var model = TableBuilder.tables(of: service)
      // Former names are steps that were taken, and so not part of what there is.
      for table in model.tables.indices {
        model.tables[table].was = nil
        for column in model.tables[table].columns.indices { model.tables[table].columns[column].was = nil }
      }
      let text = SchemaLedger.write(model)
      var bag = DiagnosticBag()
      let back = SchemaLedger.read(SourceText(name: "schema.yml", text: text), into: &bag)
      #expect(shown(bag.sorted) == "")
      #expect(back == model)
      #expect(ModelDifference(from: model, to: TableBuilder.tables(of: service)).steps == [])
      try Golden.expect(text, equals: "Fixtures/ledgers/\(example)-\(service.name.value).yml")
    }
  }

  @Test(arguments: [
    ("5s", "5000000000"), ("1h30m", "5400000000000"), ("-1.5s", "-1500000000"), ("250ms", "250000000"), ("0", "0"),
    ("1.000001us", "1000"), (".5m", "30000000000"), ("2562047h47m16.854775807s", "9223372036854775807"),
  ])
  func `rows get a duration in nanoseconds`(written: String, stored: String) throws {
    let table = try model("Job: {fields: {wait: {type: duration, default: \"\(written)\"}}}").tables.first
    #expect(table?.columns.first { $0.name == "wait" }?.backfill == stored)
  }

  @Test(arguments: ["", "5", "s", "1.2.3s", "5 s", "-", ".s", "2562047h47m16.854775808s", "9999999999h"])
  func `what is no duration has no nanoseconds`(text: String) {
    #expect(Literal.nanoseconds(text) == nil)
  }
}
