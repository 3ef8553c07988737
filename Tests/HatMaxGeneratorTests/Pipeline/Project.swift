import Foundation
import HatMaxGenerator
import HatMaxPacks
import SourceDiagnostics

/// A project with its own packs and store in a temporary folder.
struct Project {
  let folder: TemporaryFolder
  var spec = Self.spec(
    """
      orders:
        aggregates:
          Order: {fields: {number: {type: string}, total: {type: int}}}
          Customer: {fields: {name: {type: string}}}
    """)

  /// A specification with these services, indented by two.
  static func spec(_ services: String) -> String {
    "version: 1\nname: shop\npackage: example.com/shop\nservices:\n\(services)"
  }

  init() throws {
    folder = try TemporaryFolder()
    try pack(
      "go-service",
      """
      outputs:
        - {id: main, template: main.go.stencil, path: "services/{{ service.name }}/main.go"}
        - id: aggregate
          template: aggregate.go.stencil
          for: service.aggregates as aggregate
          path: "services/{{ service.name }}/{{ aggregate.name | snake }}.go"
        - {id: module, template: go.mod.stencil, scope: project, path: go.mod}
        - {id: hook, template: hook.go.stencil, mode: scaffold, path: "services/{{ service.name }}/hook.go"}
      slots:
        main.imports: {type: imports, arguments: {service: Service}}
        main.wiring: {type: text}
        requires: {type: requires}
      """,
      [
        "templates/main.go.stencil": """
        package main

        import (
        \t{{#slot main.imports type=imports service=service}}
        \t"fmt"
        \t{{/slot}}
        )

        func main() {
        \t{{#slot main.wiring}}
        \tfmt.Println("nothing is wired")
        \t{{/slot}}
        }

        """,
        "templates/aggregate.go.stencil": """
        package {{ service.name }}

        type {{ aggregate.name | go_name }} struct {
        {{#each aggregate.fields as field}}
        \t{{ field.name | go_name }} {{ field.type }}
        {{/each}}
        }

        """,
        "templates/go.mod.stencil": """
        module {{ project.package }}

        go 1.26

        require (
        \t{{#slot requires type=requires}}{{/slot}}
        )

        """,
        "templates/hook.go.stencil": "package {{ service.name }}\n",
      ])
  }

  /// Writes an official pack: the manifest without its first lines, and files.
  func pack(_ name: String, version: String = "1.0.0", _ manifest: String, _ files: [String: String] = [:]) throws {
    try folder.write(
      "name: \(name)\nversion: \(version)\ndescription: a pack of the tests\n\(manifest)\n",
      to: "packs/\(name)/pack.yml")
    for (path, text) in files { try folder.write(text, to: "packs/\(name)/\(path)") }
  }

  var output: String { folder.path + "/project" }

  func file(_ path: String) -> String? { folder.read("project/" + path) }

  func edit(_ path: String, _ change: (String) -> String) throws {
    try folder.write(change(file(path) ?? ""), to: "project/" + path)
  }

  /// Runs `hatmax generate` in the project.
  func generate(_ change: (inout GenerateOperation.Options) -> Void = { _ in }) throws -> GenerateOperation.Report {
    try folder.write(spec, to: "project/hatmax.yml")
    var options = options
    change(&options)
    return GenerateOperation(options).run {}
  }

  /// The options of a run in the project.
  var options: GenerateOperation.Options {
    GenerateOperation.Options(
      project: output, packs: PackAccess(home: folder.path + "/home", builtin: folder.path + "/packs"), workers: 2)
  }

  /// The codes of a report's errors.
  func errors(_ report: GenerateOperation.Report) -> [String] {
    report.diagnostics.filter { $0.severity == .error }.map(\.code.description)
  }

  /// Everything in the project but hatmax's own files.
  func tree() throws -> [String: String] {
    try folder.tree().filter { $0.key.hasPrefix("project/") && !$0.key.hasPrefix("project/.hatmax") }
  }
}
