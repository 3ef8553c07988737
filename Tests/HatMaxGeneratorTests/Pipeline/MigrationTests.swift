import Foundation
import HatMaxGenerator
import HatMaxSpec
import SourceDiagnostics
import Testing

/// Migrations and their ledger, on a pack that prints steps instead of SQL.
struct MigrationTests {
  private var project: Project
  private let folder = "services/orders/db"

  init() throws {
    project = try Project()
    try project.pack(
      "go-service",
      """
      outputs:
        - id: migration
          template: migration.stencil
          path: "services/{{ service.name }}/db/{{ migration.file }}.txt"
          ledger: "services/{{ service.name }}/db/schema.yml"
      """,
      [
        "templates/migration.stencil": """
        {{#each migration.up.steps as step}}
        {{ step.summary }}{{#if step.backfill != null}} ({{ step.backfill }}){{/if}}
        {{/each}}
        -- down
        {{#each migration.down.steps as step}}
        {{ step.summary }}
        {{/each}}

        """
      ])
  }

  private func migrations() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: project.output + "/" + folder).sorted()
  }

  private mutating func order(_ fields: String) {
    project.spec = Project.spec(
      """
        orders:
          aggregates:
            Order: {fields: {\(fields)}}
      """)
  }

  @Test mutating func `each change of the specification is one new file`() throws {
    order("number: string")
    #expect(try project.generate().diagnostics == [])
    #expect(try migrations() == ["0001_initial.txt", "schema.yml"])
    #expect(project.file(folder + "/0001_initial.txt") == "create table orders\n-- down\ndrop table orders\n")
    #expect(try !project.generate().hasChanges)

    order("number: string, stage: {type: string, default: new}")
    #expect(try project.generate().diagnostics == [])
    #expect(
      project.file(folder + "/0002_add_orders_stage.txt")
        == "add column orders.stage (new)\n-- down\ndrop column orders.stage\n")
    order("code: {type: string, was: number}, stage: {type: string, default: old}")
    #expect(try project.generate().diagnostics == [])
    #expect(
      project.file(folder + "/0003_rename_orders_number_to_code.txt")
        == "rename column orders.number to code\n-- down\nrename column orders.code to number\n")
    #expect(try !project.generate().hasChanges)
    #expect(try migrations().count == 4)
  }

  @Test mutating func `a migration and its ledger know what asked for them`() throws {
    order("number: string")
    _ = try project.generate()
    order("number: string, total: int")
    _ = try project.generate()
    let why = WhyOperation(project.options)
    let migration = try why.run(folder + "/0002_add_orders_total.txt", line: 1)
    #expect(migration.ownership == .migration)
    #expect(migration.pack == "go-service 1.0.0")
    #expect(migration.template == "go-service/templates/migration.stencil")
    #expect(migration.element == "services.orders")
    #expect(migration.history?.ledger == folder + "/schema.yml")
    #expect(migration.history?.migrations == ["0001_initial.txt", "0002_add_orders_total.txt"])
    #expect(migration.history?.tables == ["orders"])
    #expect(migration.line?.text == "add column orders.total")
    if case .migration? = migration.line?.author {} else { Issue.record("the author is \(migration.line as Any)") }
    let ledger = try why.run(folder + "/schema.yml")
    #expect(ledger.ownership == .ledger)
    #expect(ledger.template == nil)
    #expect(ledger.history == migration.history)
    #expect(throws: Stop.self) { _ = try why.run(folder + "/0003_not_there.txt") }
    #expect(throws: Stop.self) { _ = try why.run(folder + "/0001_initial.txt", line: 100) }
  }

  @Test mutating func `what was written is not touched again`() throws {
    order("number: string")
    _ = try project.generate()
    try project.edit(folder + "/0001_initial.txt") { $0 + "-- mine\n" }
    order("number: string, total: int")
    #expect(try project.generate().diagnostics == [])
    #expect(project.file(folder + "/0001_initial.txt")?.hasSuffix("-- mine\n") == true)
  }

  @Test mutating func `data is lost only on request`() throws {
    order("number: string, total: int")
    _ = try project.generate()
    order("number: string")
    let before = try project.tree()
    let report = try project.generate()
    #expect(project.errors(report) == ["GE0402"])
    #expect(report.diagnostics.first?.notes == ["drop column orders.total"])
    var after = try project.tree()
    after["project/hatmax.yml"] = before["project/hatmax.yml"]
    #expect(after == before)
    #expect(try project.generate { $0.allowDestructive = true }.diagnostics == [])
    #expect(try migrations().contains("0002_drop_orders_total.txt"))
  }

  @Test mutating func `a dry run shows the steps and writes nothing`() throws {
    order("number: string")
    let report = try project.generate { $0.dryRun = true }
    #expect(report.migrations.map { $0.steps.map(\.summary) } == [["create table orders"]])
    #expect(report.plan?.writes.map(\.path) == [folder + "/0001_initial.txt", folder + "/schema.yml"])
    #expect(project.file(folder + "/schema.yml") == nil)
  }

  @Test mutating func `rows without a value are announced`() throws {
    order("number: string")
    _ = try project.generate()
    order("number: string, total: {type: int, required: true}")
    let report = try project.generate()
    #expect(report.diagnostics.map(\.code.description) == ["GE0405"])
    #expect(report.applied)
  }

  @Test mutating func `undo takes the migration and the ledger back`() throws {
    order("number: string")
    _ = try project.generate()
    let before = try project.tree()
    order("number: string, total: int")
    _ = try project.generate()
    _ = try UndoOperation(output: project.output).run {}
    var after = try project.tree()
    after["project/hatmax.yml"] = before["project/hatmax.yml"]
    #expect(after == before)
  }

  // MARK: - Merges

  @Test mutating func `one number of two branches is an error until one is renumbered`() throws {
    order("number: string")
    _ = try project.generate()
    order("number: string, total: int")
    _ = try project.generate()
    try project.edit(folder + "/0002_add_orders_note.txt") { _ in "add column orders.note\n" }
    let report = try project.generate()
    #expect(project.errors(report) == ["GE0401"])
    #expect(report.diagnostics.first?.message.contains("0002_add_orders_note.txt") == true)
    let file = "\(project.output)/\(folder)/0002_add_orders_note.txt"
    let renamed = try RenumberOperation().run([file])
    #expect(renamed.map(\.to) == ["\(project.output)/\(folder)/0003_add_orders_note.txt"])
    #expect(try project.generate().diagnostics == [])
  }

  @Test(arguments: [
    (["0002_b.up.sql"], ["0002_b.up.sql>0003_b.up.sql", "0002_b.down.sql>0003_b.down.sql"]),
    (["0002_a.sql"], ["0002_a.sql>0003_a.sql"]),
    (["0001_i.sql", "0002_a.sql"], ["0001_i.sql>0003_i.sql", "0002_a.sql>0004_a.sql"]),
  ])
  func `moved migrations come after all others`(_ moved: [String], _ expected: [String]) throws {
    let folder = try TemporaryFolder()
    for name in ["0001_i.sql", "0002_a.sql", "0002_b.up.sql", "0002_b.down.sql"] { try folder.write(name, to: name) }
    let renamings = try RenumberOperation().run(moved.map { folder.path + "/" + $0 })
    let shown = renamings.map {
      $0.from.dropFirst(folder.path.count + 1) + ">" + $0.to.dropFirst(folder.path.count + 1)
    }
    #expect(Set(shown.map(String.init)) == Set(expected))
    for renaming in renamings {
      #expect(
        folder.read(String(renaming.to.dropFirst(folder.path.count + 1))).map { renaming.from.hasSuffix($0) } == true)
    }
  }

  @Test func `only migrations are renumbered`() throws {
    #expect(throws: Stop.self) { _ = try RenumberOperation().run([project.output + "/schema.yml"]) }
  }

  @Test mutating func `a ledger with conflict markers stops the run`() throws {
    order("number: string")
    _ = try project.generate()
    try project.edit(folder + "/schema.yml") { $0 + "<<<<<<< ours\n=======\n>>>>>>> theirs\n" }
    #expect(try project.errors(project.generate()) == ["GE0403"])
    try project.edit(folder + "/schema.yml") { _ in "version: 1\ntables: {orders: 3}\n" }
    #expect(try !project.errors(project.generate()).isEmpty)
  }

  @Test mutating func `a ledger without migrations stops the run`() throws {
    order("number: string")
    _ = try project.generate()
    try FileManager.default.removeItem(atPath: project.output + "/" + folder + "/0001_initial.txt")
    #expect(try project.errors(project.generate()) == ["GE0406"])
  }

  @Test mutating func `the migrations of a renamed service are asked for`() throws {
    order("number: string")
    _ = try project.generate()
    project.spec = project.spec.replacing("  orders:\n", with: "  sales:\n    was: orders\n")
    #expect(try project.errors(project.generate()) == ["GE0408"])
    try FileManager.default.moveItem(
      atPath: project.output + "/services/orders", toPath: project.output + "/services/sales")
    #expect(try project.generate().diagnostics == [])
    #expect(project.file("services/sales/db/0002_initial.txt") == nil)
  }

  // MARK: - From before

  @Test mutating func `migrations from before there were ledgers are adopted`() throws {
    let manifest = try #require(project.folder.read("packs/go-service/pack.yml"))
    try project.folder.write(
      """
      name: go-service
      version: 1.0.0
      description: as it was
      outputs: [{id: migration, template: old.stencil, mode: scaffold, path: "services/{{ service.name }}/db/0001_initial.txt"}]
      """, to: "packs/go-service/pack.yml")
    try project.folder.write("old\n", to: "packs/go-service/templates/old.stencil")
    order("number: string")
    #expect(try project.generate().diagnostics == [])
    try project.folder.write(
      manifest.replacing("version: 1.0.0", with: "version: 1.1.0"), to: "packs/go-service/pack.yml")
    try FileManager.default.removeItem(atPath: project.output + "/hatmax.lock")
    order("number: string, total: int")
    let report = try project.generate()
    #expect(report.diagnostics.map(\.code.description) == ["GE0404"])
    #expect(project.file(folder + "/0001_initial.txt") == "old\n")
    #expect(try migrations() == ["0001_initial.txt", "0002_add_orders_total.txt", "schema.yml"])
    #expect(try project.generate().diagnostics == [])
  }
}
