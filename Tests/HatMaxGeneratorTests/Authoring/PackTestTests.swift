import Foundation
import HatMaxPacks
import SourceDiagnostics
import Testing

@testable import HatMaxGenerator

/// `hatmax pack new` and `hatmax pack test` on packs that are small enough to read.
struct PackTestTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      name: go-service
      version: 1.2.3
      description: the pack that every service is built on
      slots: {api.imports: {type: imports, arguments: {service: Service}}, middleware: {arguments: {service: Service}}}

      """, to: "go-service/pack.yml")
    try folder.write(
      """
      name: notes
      version: 1.0.0
      description: notes
      requires: {go-service: ^1.0}
      options: {style: {type: enum, of: [long, short], default: long, description: how}}
      outputs: [{id: note, template: note, for: service.aggregates as a, path: "{{ service.name }}/{{ a.name }}.txt"}]

      """, to: "notes/pack.yml")
    try folder.write("{{ a.name }}\n\n{{ options.style }}\n\nend\n", to: "notes/templates/note")
    try spec("Order: {fields: {x: {type: int}}}", case: "basic")
  }

  private var access: PackAccess { PackAccess(home: folder.path + "/home", builtin: nil) }

  private func spec(_ aggregates: String, case name: String) throws {
    try folder.write(
      """
      version: 1
      package: example.com/a
      services:
        mail:
          packs: [notes]
          aggregates: {\(aggregates)}

      """, to: "notes/tests/\(name)/spec.yml")
  }

  private func run(
    _ change: (inout PackTestOperation.Options) -> Void = { _ in }
  ) throws -> [PackTestOperation.Result] {
    var options = PackTestOperation.Options(scratch: folder.path + "/scratch-\(UUID().uuidString)")
    change(&options)
    var results: [PackTestOperation.Result] = []
    try PackTestOperation(folder.path + "/notes", access: access, options: options).run { results.append($0) }
    return results
  }

  @Test func `what comes out is written, compared, and shown where it differs`() throws {
    #expect(try run().map(\.isPassed) == [false])
    #expect(try run { $0.update = true }.map(\.isUpdated) == [true])
    #expect(folder.read("notes/tests/basic/expect/mail/Order.txt") == "Order\n\nlong\n\nend\n")
    #expect(try run().map(\.isPassed) == [true])
    #expect(try run { $0.update = true }.map(\.isUpdated) == [false])
    try folder.write("{{ a.name }}!\n\n{{ options.style }}\n\nend\n", to: "notes/templates/note")
    let failed = try run()
    #expect(
      failed.map(\.differences) == [
        ["--- mail/Order.txt\n+++ mail/Order.txt\n@@ -1,4 +1,4 @@\n-Order\n+Order!\n \n long\n \n"]
      ])
  }

  @Test func `every combination of options has its own expectation`() throws {
    try folder.write("options: {style: [long, short]}\n", to: "notes/tests/basic/case.yml")
    #expect(try run { $0.update = true }.map(\.name) == ["basic (style=long)", "basic (style=short)"])
    #expect(folder.read("notes/tests/basic/expect-style=short/mail/Order.txt") == "Order\n\nshort\n\nend\n")
    #expect(try run().allSatisfy(\.isPassed))
  }

  @Test func `an update of the pack reaches an edited file`() throws {
    try folder.write(
      """
      before: [{file: pack/templates/note, replace: "end", with: "the end"}]
      edits: [{file: mail/Order.txt, replace: "Order\\n", with: "Order\\nmine\\n"}]

      """, to: "notes/tests/basic/case.yml")
    #expect(try run { $0.update = true }.map(\.isUpdated) == [true])
    #expect(folder.read("notes/tests/basic/expect/mail/Order.txt") == "Order\nmine\n\nlong\n\nend\n")
    #expect(try run().map(\.isPassed) == [true])
  }

  @Test func `a conflict is what is said`() throws {
    try folder.write(
      """
      before: [{file: pack/templates/note, replace: "end", with: "the end"}]
      edits: [{file: mail/Order.txt, replace: "the end", with: "fin"}]

      """, to: "notes/tests/basic/case.yml")
    #expect(try run { $0.update = true }.map(\.isUpdated) == [true])
    let said = try #require(folder.read("notes/tests/basic/expect.txt"))
    #expect(said.hasPrefix("error[GE0301]: `mail/Order.txt`"))
    #expect(!said.contains(folder.path))
  }

  @Test func `an edit that can't be made is a failure`() throws {
    try folder.write(
      "edits: [{file: mail/Order.txt, replace: nothing, with: x}, {file: none, append: x}]\n",
      to: "notes/tests/basic/case.yml")
    let problems = try run { $0.update = true }.flatMap(\.problems)
    #expect(problems.count == 2)
    #expect(problems[0].contains("GE0515"))
    #expect(problems[0].contains("the file has no such text"))
    #expect(problems[1].contains("there is no such file"))
  }

  @Test func `commands are run only when that is allowed`() throws {
    try folder.write("run: [\"test -f mail/Order.txt\", \"echo no; exit 3\"]\n", to: "notes/tests/basic/case.yml")
    _ = try run { $0.update = true }
    #expect(try run().map(\.skipped.count) == [2])
    let problems = try run { $0.runsCommands = true }.flatMap(\.problems)
    #expect(problems == ["`echo no; exit 3` ended with status 3\nno\n"])
  }

  @Test func `one case can be chosen, and one that is not there is named`() throws {
    try spec("Other: {fields: {x: {type: int}}}", case: "other")
    #expect(try run { $0.only = "other" }.map(\.name) == ["other"])
    do {
      _ = try run { $0.only = "ohter" }
      Issue.record("there is no such case")
    } catch let stop as Stop {
      #expect(stop.diagnostics.map(\.code.description) == ["GE0514"])
      #expect(stop.diagnostics[0].help == ["did you mean `other`?"])
    }
  }

  @Test(arguments: [nil, "go-service"]) func `a new pack passes its own tests`(_ extended: String?) throws {
    let target = folder.path + "/fresh"
    let name = try #require(PackName("acme/fresh-start"))
    let operation = NewPackOperation(target, access: access, scratch: folder.path + "/scratch")
    let files = try operation.run(name, extending: extended.flatMap { PackName($0) })
    #expect(files.contains("tests/basic/expect/services/notes/internal/freshstart/middleware.go"))
    let updated = try #require(
      folder.read("fresh/tests/field-added/expect/services/notes/internal/freshstart/middleware.go"))
    #expect(updated.contains("\"Note stored, Tag stored\")\n"))
    #expect(updated.hasSuffix("}\n\n// A line of the user's stays.\n"))
    #expect(
      folder.read("fresh/pack.yml")?.contains(
        extended == nil ? "requires: {go-service: ^1.0}" : "extends: {go-service: ^1.2}") == true)
    #expect(LintOperation(target, access: access).run() == [])
    var results: [PackTestOperation.Result] = []
    let options = PackTestOperation.Options(scratch: folder.path + "/scratch-2")
    try PackTestOperation(target, access: access, options: options).run { results.append($0) }
    #expect(results.map(\.isPassed) == [true, true])
    #expect(throws: Stop.self) { try operation.run(name, extending: nil) }
  }
}
