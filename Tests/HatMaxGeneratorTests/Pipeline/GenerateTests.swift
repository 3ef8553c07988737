import Foundation
import HatMaxGenerator
import HatMaxPacks
import HatMaxSpec
import SourceDiagnostics
import Testing

/// `hatmax generate` from the file to the disk, on packs that are small enough to read.
struct GenerateTests {
  private var project: Project

  init() throws { project = try Project() }

  private func audit() throws {
    try project.pack(
      "audit",
      """
      requires: {go-service: ^1.0}
      options: {level: {type: enum, of: [low, high], default: low, description: how much is logged}}
      contributes:
        main.imports: {template: partials/imports.stencil}
        main.wiring: {template: partials/wiring.stencil}
        requires: {template: partials/requires.stencil, when: 'options.level == "high"'}
      """,
      [
        "partials/imports.stencil": "\"log/slog\"\n\"example.com/audit\"\n",
        "partials/wiring.stencil": "audit.Start(slog.Default(), \"{{ options.level }}\")\n",
        "partials/requires.stencil": "example.com/audit v1.2.0\n",
      ])
  }

  @Test func `writes what the packs say, and nothing the second time`() throws {
    let report = try project.generate()
    #expect(report.diagnostics == [])
    #expect(report.applied)
    #expect(report.installed.map(\.description) == ["go-service 1.0.0"])
    #expect(
      project.file("services/orders/order.go")
        == "package orders\n\ntype Order struct {\n\tNumber string\n\tTotal int\n}\n")
    #expect(project.file("services/orders/main.go")?.contains("import (\n\t\"fmt\"\n)") == true)
    #expect(project.file("services/orders/main.go")?.contains("nothing is wired") == true)
    #expect(project.file("go.mod")?.hasPrefix("module example.com/shop\n") == true)
    #expect(project.file("hatmax.lock")?.contains("go-service 1.0.0 builtin sha256:") == true)
    let before = try project.tree()
    let second = try project.generate()
    #expect(second.diagnostics == [])
    #expect(!second.hasChanges)
    #expect(try project.tree() == before)
  }

  @Test mutating func `a pack joins through slots when a service names it`() throws {
    try audit()
    project.spec += "\n    packs: [{audit: {options: {level: high}}}]\n"
    let report = try project.generate()
    #expect(report.diagnostics == [])
    let main = try #require(project.file("services/orders/main.go"))
    #expect(main.contains("import (\n\t\"fmt\"\n\t\"log/slog\"\n\n\t\"example.com/audit\"\n)"))
    #expect(main.contains("func main() {\n\taudit.Start(slog.Default(), \"high\")\n}"))
    #expect(project.file("go.mod")?.contains("require (\n\texample.com/audit v1.2.0\n)") == true)
  }

  @Test func `an installed pack that no service uses is mentioned`() throws {
    try audit()
    _ = try project.generate()
    let name = try #require(PackName("audit"))
    let access = PackAccess(home: project.folder.path + "/home", builtin: project.folder.path + "/packs")
    let installed = try ProjectPacksOperation(project: project.output, access: access).install(
      [Requirement(name, .any)])
    #expect(installed.notes.map(\.code.description) == ["GE0106"])
    #expect(project.file("hatmax.lock")?.contains("audit 1.0.0") == true)
    #expect(try project.generate().diagnostics.map(\.code.description) == ["GE0106"])
    let added = EditOperation(project: project.output).run(.add(.pack(name: "audit", version: nil)))
    #expect(added.diagnostics == [])
    #expect(added.isWritten)
    #expect(added.diff.contains("+    packs: [audit]\n"))
    #expect(project.file("hatmax.yml")?.hasSuffix("    packs: [audit]") == true)
    let again = EditOperation(project: project.output, service: "orders").run(.add(.pack(name: "audit", version: nil)))
    #expect(!again.isWritten)
    #expect(again.diagnostics == [])
  }

  @Test mutating func `an event that changed since the last run needs a new version`() throws {
    let event = "Placed: {fields: {customer: uuid}}"
    project.spec = project.spec.replacing("Order: {fields:", with: "Order: {events: {\(event)}, fields:")
    _ = try project.generate()
    project.spec = project.spec.replacing(event, with: "Placed: {fields: {customer: uuid, note: text}}")
    let report = try project.generate()
    #expect(report.diagnostics.filter { $0.severity == .error }.map(\.code.description) == ["SP0521"])
    #expect(!report.applied)
    #expect(SpecOperation.check(project.output).diagnostics.contains { $0.code.description == "SP0521" })
    project.spec = project.spec.replacing(
      "customer: uuid, note: text}", with: "customer: uuid, note: text}, version: 2, history: {1: {customer: uuid}}")
    #expect(try project.generate().applied)
  }

  @Test mutating func `a new field reaches an edited file`() throws {
    _ = try project.generate()
    try project.edit("services/orders/order.go") { $0 + "\nfunc (o Order) Mine() {}\n" }
    project.spec = project.spec.replacing(
      "number: {type: string}", with: "placed: {type: string}, number: {type: string}")
    let report = try project.generate()
    #expect(report.diagnostics == [])
    #expect(
      project.file("services/orders/order.go")
        == "package orders\n\ntype Order struct {\n\tPlaced string\n\tNumber string\n\tTotal int\n}\n\nfunc (o Order) Mine() {}\n"
    )
  }

  @Test mutating func `a renamed aggregate takes its file and the edits along`() throws {
    _ = try project.generate()
    try project.edit("services/orders/order.go") { $0 + "\nfunc (o Order) Mine() {}\n" }
    project.spec = project.spec.replacing("Order: {fields", with: "Purchase: {was: Order, fields")
    let report = try project.generate()
    #expect(report.diagnostics == [])
    #expect(project.file("services/orders/order.go") == nil)
    let moved = project.file("services/orders/purchase.go")
    #expect(moved?.contains("type Purchase struct") == true)
    #expect(moved?.hasSuffix("func (o Order) Mine() {}\n") == true)
  }

  @Test mutating func `an update of a pack reaches an edited file`() throws {
    _ = try project.generate()
    try project.edit("services/orders/order.go") { $0 + "\nfunc (o Order) Mine() {}\n" }
    try project.folder.write(
      "// Package doc.\npackage {{ service.name }}\n\ntype {{ aggregate.name | go_name }} struct {\n{{#each aggregate.fields as field}}\n\t{{ field.name | go_name }} {{ field.type }}\n{{/each}}\n}\n",
      to: "packs/go-service/templates/aggregate.go.stencil")
    try FileManager.default.removeItem(atPath: project.output + "/hatmax.lock")
    #expect(try project.generate().diagnostics == [])
    #expect(project.file("services/orders/order.go")?.hasPrefix("// Package doc.\npackage orders\n") == true)
    #expect(project.file("services/orders/order.go")?.hasSuffix("func (o Order) Mine() {}\n") == true)
  }

  @Test mutating func `a removed aggregate takes its file along unless it was edited`() throws {
    _ = try project.generate()
    try project.edit("services/orders/customer.go") { $0 + "// mine\n" }
    project.spec = project.spec.replacing("      Customer: {fields: {name: {type: string}}}", with: "")
    #expect(try project.generate().diagnostics == [])
    #expect(project.file("services/orders/customer.go")?.hasSuffix("// mine\n") == true)
    try project.edit("services/orders/customer.go") { $0.replacing("// mine\n", with: "") }
    #expect(try project.generate().diagnostics == [])
    #expect(project.file("services/orders/customer.go") == nil)
  }

  @Test mutating func `a conflict writes nothing at all`() throws {
    _ = try project.generate()
    try project.edit("services/orders/order.go") { $0.replacing("Number string", with: "Number MyNumber") }
    project.spec = project.spec.replacing("number: {type: string}", with: "number: {type: text}").replacing(
      "{name: {type: string}}", with: "{name: {type: text}}")
    let before = try project.tree()
    let report = try project.generate()
    #expect(project.errors(report) == ["GE0301"])
    #expect(!report.applied)
    var after = try project.tree()
    after["project/hatmax.yml"] = before["project/hatmax.yml"]
    #expect(after == before)
    #expect(try project.errors(project.generate { $0.conflict = .ours }) == [])
    #expect(project.file("services/orders/order.go")?.contains("Number MyNumber") == true)
  }

  @Test func `a dry run writes nothing`() throws {
    let report = try project.generate { $0.dryRun = true }
    #expect(report.plan?.writes.count == 5)
    #expect(!report.applied)
    #expect(try project.tree().keys.sorted() == ["project/hatmax.yml"])
  }

  @Test func `the number of workers does not change a byte`() throws {
    _ = try project.generate { $0.workers = 1 }
    let one = try project.tree()
    let other = try Project()
    _ = try other.generate { $0.workers = 7 }
    #expect(try other.tree() == one)
  }

  @Test func `every bad path is reported and nothing is written`() throws {
    try project.pack(
      "go-service",
      """
      outputs:
        - {id: up, template: a.stencil, path: "../{{ service.name }}"}
        - {id: one, template: a.stencil, path: same.go}
        - {id: two, template: a.stencil, path: Same.go}
        - {id: list, template: a.stencil, for: service.name as letter, path: "x/{{ letter }}"}
      """, ["templates/a.stencil": "x\n"])
    let report = try project.generate()
    #expect(Set(project.errors(report)) == ["GE0202", "GE0203", "GE0207"])
    #expect(try project.tree().keys.sorted() == ["project/hatmax.yml"])
  }

  @Test mutating func `a template's error points at its line and at the spec`() throws {
    try project.pack(
      "broken",
      """
      requires: {go-service: ^1.0}
      outputs: [{id: x, template: x.stencil, for: service.aggregates as a, path: "{{ a.name }}.txt"}]
      """, ["templates/x.stencil": "ok\n{{ a.nmae }}\n"])
    project.spec += "\n    packs: [broken]\n"
    let report = try project.generate()
    #expect(report.diagnostics.first?.labels.first?.source.name == "broken/templates/x.stencil")
    #expect(report.diagnostics.first?.help.contains { $0.contains("name") } == true)
    #expect(!report.applied)
  }

  @Test(arguments: ["version: 1\nname: [", "", "nonsense: true\n", "version: 1\nname: a\npackage: b\nservices: 3\n"])
  mutating func `a bad specification stops before anything is written`(_ text: String) throws {
    project.spec = text
    let report = try project.generate()
    #expect(report.hasErrors)
    #expect(report.plan == nil)
    #expect(try project.tree().keys.sorted() == ["project/hatmax.yml"])
  }

  @Test mutating func `a pack that nobody has is named with its place`() throws {
    project.spec += "\n    packs: [go-servcie]\n"
    let report = try project.generate()
    #expect(project.errors(report) == ["PK0401"])
    #expect(report.diagnostics.first?.labels.first?.source.name.hasSuffix("hatmax.yml") == true)
    #expect(report.diagnostics.first?.help == ["did you mean `go-service`?"])
  }
}
