import Foundation
import HatMaxGenerator
import HatMaxPacks
import SourceDiagnostics
import Testing

/// Runs that find out that there is nothing to do without rendering anything.
struct BriefRunTests {
  private var project: Project

  init() throws {
    project = try Project()
    _ = try project.generate()
  }

  private func brief() throws -> GenerateOperation.Report { try project.generate { $0.mayBeBrief = true } }

  @Test func `nothing has changed`() throws {
    _ = try project.generate()
    let report = try brief()
    #expect(report.upToDate?.files == 5)
    #expect(report.plan == nil)
    #expect(!report.hasChanges)
  }

  @Test func `an edit is looked at once`() throws {
    try project.edit("services/orders/order.go") { $0 + "// mine\n" }
    #expect(try brief().upToDate == nil)
    // A clock with few ticks may leave the index in the tick of the edit; then a run looks again.
    Thread.sleep(forTimeInterval: 0.05)
    _ = try project.generate { $0.mayBeBrief = false }
    #expect(try brief().upToDate?.edited == 1)
  }

  @Test(arguments: ["hatmax.lock", "services/orders/order.go", ".hatmax/manifest", "go.mod"])
  func `whatever is gone is noticed`(_ path: String) throws {
    try FileManager.default.removeItem(atPath: project.output + "/" + path)
    #expect(try brief().upToDate == nil)
    #expect(project.file(path) != nil)
  }

  @Test mutating func `another specification is rendered`() throws {
    project.spec = project.spec.replacing("total: {type: int}", with: "sum: {type: int}")
    let report = try brief()
    #expect(report.upToDate == nil)
    #expect(project.file("services/orders/order.go")?.contains("Sum int") == true)
  }

  @Test func `a base is rendered again when nobody has kept it`() throws {
    try project.edit("services/orders/order.go") { $0 + "// mine\n" }
    try FileManager.default.removeItem(atPath: project.output + "/.hatmax/local/bases")
    var changed = project
    changed.spec = project.spec.replacing(
      "number: {type: string}", with: "placed: {type: string}, number: {type: string}")
    #expect(try changed.generate().diagnostics == [])
    #expect(changed.file("services/orders/order.go")?.contains("Placed string") == true)
    #expect(changed.file("services/orders/order.go")?.hasSuffix("// mine\n") == true)
  }

  // MARK: - Some of the files

  @Test mutating func `a run keeps to some of the files`() throws {
    project.spec = project.spec.replacing("{type: string}", with: "{type: text}")
    let report = try project.generate { $0.only = ["./services/orders/order.go"] }
    #expect(report.diagnostics == [])
    #expect(project.file("services/orders/order.go")?.contains("Number text") == true)
    #expect(project.file("services/orders/customer.go")?.contains("Name string") == true)
    #expect(try project.generate().plan?.changes.map(\.path) == ["services/orders/customer.go"])
    #expect(try project.errors(project.generate { $0.only = ["services/order"] }) == ["GE0320"])
  }

  @Test mutating func `a difference is shown as git shows it`() throws {
    project.spec = project.spec.replacing("{name: {type: string}}", with: "{name: {type: text}}")
    let plan = try #require(try project.generate { $0.dryRun = true }.plan)
    let text = String(decoding: try DiffOperation(output: project.output).run(plan, color: false), as: UTF8.self)
    #expect(text.hasPrefix("diff --git a/services/orders/customer.go b/services/orders/customer.go\n"))
    #expect(text.contains("-\tName string\n+\tName text\n"))
  }
}
