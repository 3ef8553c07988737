import Foundation
import HatMaxGenerator
import HatMaxPacks
import SourceDiagnostics
import Stencilish
import Testing

/// What is known of a file and of its lines.
struct WhyTests {
  private var project: Project
  private let customer = "services/orders/customer.go"

  init() throws {
    project = try Project()
    _ = try project.generate()
  }

  private func why(_ path: String, line: Int? = nil) throws -> WhyOperation.Answer {
    try WhyOperation(project.options).run(path, line: line)
  }

  /// The author of a line in a few words: `TEMPLATE:LINE PACK ELEMENT:LINE`, `user` or `earlier run`.
  private func author(_ path: String, line: Int) throws -> String {
    switch try why(path, line: line).line?.author {
    case .user: return "user"
    case .earlierRun: return "earlier run"
    case .migration: return "migration"
    case .ledger: return "ledger"
    case .template(let place, let pack, let value):
      let line = place.source.position(of: place.span.start).line
      let specLine = value?.source.flatMap { source in value?.span.map { source.position(of: $0.start).line } } ?? 0
      return "\(place.source.name):\(line) (\(pack ?? "-")) \(value?.path ?? "-"):\(specLine)"
    case nil: return "nothing"
    }
  }

  @Test func `a file knows what asked for it`() throws {
    let answer = try why("./" + customer)
    #expect(answer.path == customer)
    #expect(answer.pack == "go-service 1.0.0")
    #expect(answer.template == "go-service/templates/aggregate.go.stencil")
    #expect(answer.element == "services.orders.aggregates.Customer")
    #expect(answer.places.last.map { $0.source.position(of: $0.span.start).line } == 8)
    #expect(answer.line == nil)
    #expect(throws: Stop.self) { _ = try why("services/orders/custmer.go") }
  }

  @Test func `a line knows its template and its part of the specification`() throws {
    #expect(try why(customer, line: 4).line?.text == "\tName string")
    #expect(
      try author(customer, line: 4)
        == "go-service/templates/aggregate.go.stencil:5 (go-service 1.0.0) services.orders.aggregates.Customer.fields.name:8"
    )
    #expect(
      try author(customer, line: 5)
        == "go-service/templates/aggregate.go.stencil:7 (go-service 1.0.0) services.orders.aggregates.Customer:8")
  }

  @Test func `a line of the user is told apart, and those around it keep their templates`() throws {
    try project.edit(customer) { $0.replacing("\tName string\n", with: "\t// mine\n\tName string\n") }
    #expect(try author(customer, line: 4) == "user")
    #expect(try author(customer, line: 5).contains(".fields.name:8"))
    #expect(throws: Stop.self) { _ = try why(customer, line: 7) }
    #expect(throws: Stop.self) { _ = try why(customer, line: 0) }
  }

  @Test mutating func `what only an earlier run wrote is nobody's edit`() throws {
    project.spec = project.spec.replacing("{name: {type: string}}", with: "{name: {type: text}}")
    _ = try project.generate { $0.dryRun = true }
    #expect(try author(customer, line: 4) == "earlier run")
  }

  @Test func `a file that is not there yet is explained as it would be written`() throws {
    try FileManager.default.removeItem(atPath: project.output + "/" + customer)
    #expect(try author(customer, line: 4).contains(".fields.name:8"))
  }

  @Test mutating func `lines of slots and headers name the packs that give them`() throws {
    try project.pack(
      "sqlite-repo",
      """
      requires: {go-service: ^1.0}
      contributes:
        main.imports: {template: partials/imports.stencil}
        main.wiring: {template: partials/wiring.stencil}
      headers: [{files: "*/main.go", template: partials/header.stencil}]
      """,
      [
        "partials/imports.stencil": "\"database/sql\"\n",
        "partials/wiring.stencil": "{{#each .aggregates as aggregate}}\nopen({{ aggregate.name }})\n{{/each}}\n",
        "partials/header.stencil": "// Ours.\n",
      ])
    project.spec = project.spec.replacing("  orders:\n", with: "  orders:\n    repo_impl: [sqlite]\n")
    _ = try project.generate()
    let main = "services/orders/main.go"
    #expect(try author(main, line: 1) == "sqlite-repo/partials/header.stencil:1 (sqlite-repo 1.0.0) services.orders:5")
    #expect(try why(main, line: 5).line?.text == "\t\"database/sql\"")
    #expect(try author(main, line: 5) == "sqlite-repo/partials/imports.stencil:1 (sqlite-repo 1.0.0) services.orders:5")
    #expect(try author(main, line: 6) == "go-service/templates/main.go.stencil:5 (go-service 1.0.0) services.orders:5")
    #expect(
      try author(main, line: 11)
        == "sqlite-repo/partials/wiring.stencil:2 (sqlite-repo 1.0.0) services.orders.aggregates.Customer:9")
  }

  @Test mutating func `a clash in a slot shows the lines of both packs`() throws {
    for (name, line) in [("one-repo", "\"database/sql\""), ("two-repo", "\"os\"\n\nsqldb \"database/sql\"")] {
      try project.pack(
        name, "requires: {go-service: ^1.0}\ncontributes: {main.imports: {template: partials/imports.stencil}}",
        ["partials/imports.stencil": line + "\n"])
    }
    project.spec = project.spec.replacing("  orders:\n", with: "  orders:\n    repo_impl: [one, two]\n")
    let report = try project.generate()
    #expect(project.errors(report) == ["GE0206"])
    let labels = report.diagnostics.first { $0.code.description == "GE0206" }?.labels ?? []
    let places = labels.map { "\($0.source.name):\($0.source.position(of: $0.span.start).line)" }
    #expect(
      places.prefix(3) == [
        "go-service/templates/main.go.stencil:4", "one-repo/partials/imports.stencil:1",
        "two-repo/partials/imports.stencil:3",
      ])
  }
}
