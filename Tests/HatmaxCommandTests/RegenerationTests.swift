import Foundation
import GoldenTesting
import Testing

/// The commands around generated files, as people and programs see them, with a small base pack in a registry of its own.
struct RegenerationTests {
  private let shell: CommandLine
  private let order = "services/shop/order.go"

  init() throws {
    shell = try CommandLine()
    try base("1.0.0", comment: "is kept")
    try spec("number: string")
  }

  private func spec(_ fields: String) throws {
    try shell.write(
      """
      version: 1
      name: shop
      package: example.com/shop
      registries: {house: "\(shell.folder)/house"}
      services:
        shop:
          aggregates:
            Order: {fields: {\(fields)}}
      """, to: "project/hatmax.yml")
  }

  /// Builds a version of the base pack into the registry.
  private func base(_ version: String, comment: String) throws {
    try shell.write(
      """
      name: go-service
      version: \(version)
      description: The smallest base
      license: MIT
      outputs:
        - id: entity
          template: entity.go.stencil
          for: service.aggregates as aggregate
          path: "services/{{ service.name }}/{{ aggregate.name | snake }}.go"
        - {id: hook, template: hook.go.stencil, mode: scaffold, path: "services/{{ service.name }}/hook.go"}
      """, to: "base/pack.yml")
    try shell.write(
      """
      // {{ aggregate.name }} \(comment).
      package {{ service.name }}

      type {{ aggregate.name }} struct {
      {{#each aggregate.fields as field}}
      \t{{ field.name | pascal }} {{ field.type }}
      {{/each}}
      }

      // The end.

      """, to: "base/templates/entity.go.stencil")
    try shell.write("package {{ service.name }}\n", to: "base/templates/hook.go.stencil")
    try shell.write("# The smallest base\n", to: "base/README.md")
    let built = try shell.run("pack", "build", shell.folder + "/base", "-o", shell.folder + "/house")
    try #require(built.status == 0, "\(built.messages)")
  }

  private func edit(_ old: String, _ new: String) throws {
    let text = try #require(shell.read("project/" + order))
    try #require(text.contains(old))
    try shell.write(text.replacing(old, with: new), to: "project/" + order)
  }

  @Test func `plan, write, look, explain and undo`() throws {
    var transcript = Transcript(shell)
    try transcript.run("generate", "--dry-run")
    try transcript.run("generate", "--dry-run", "--json")
    try transcript.run("generate")
    try transcript.run("generate")
    try transcript.run("status")
    try edit("// The end.", "// Mine.\n\n// The end.")
    try spec("number: string, total: int")
    try transcript.run("generate", "-n")
    try transcript.run("generate", "--check")
    try transcript.run("status")
    try transcript.run("status", "--json")
    try transcript.run("diff")
    try transcript.run("diff", "--json")
    try transcript.run("generate")
    try transcript.run("why", order)
    try transcript.run("why", order + ":6")
    try transcript.run("why", order + ":9")
    try transcript.run("why", order + ":6", "--json")
    try transcript.run("why", order + ":40")
    try transcript.run("why", "services/shop/oder.go")
    try transcript.run("undo")
    try transcript.run("status")
    try transcript.run("undo")
    try transcript.run("status")
    try Golden.expect(transcript.text, equals: "Goldens/regeneration.txt")
  }

  @Test func `an update of a pack reaches a file with edits`() throws {
    var transcript = Transcript(shell)
    try transcript.run("generate")
    try edit("// The end.", "// Mine.\n\n// The end.")
    try base("1.1.0", comment: "is stored")
    try transcript.run("pack", "update")
    try transcript.run("generate", "-n")
    try transcript.run("generate")
    let merged = try #require(shell.read("project/" + order))
    #expect(merged.hasPrefix("// Order is stored.\n"))
    #expect(merged.contains("// Mine.\n"))

    // What both changed is a conflict, which writes nothing.
    try edit("// Order is stored.", "// Order is ours.")
    try base("1.2.0", comment: "is archived")
    try transcript.run("pack", "update")
    try transcript.run("status")
    try transcript.run("diff")
    try transcript.run("generate")
    #expect(shell.read("project/" + order)?.hasPrefix("// Order is ours.\n") == true)
    try transcript.run("generate", "--conflict=ours")
    #expect(shell.read("project/" + order)?.hasPrefix("// Order is ours.\n") == true)
    try transcript.run("generate")
    let text = transcript.text.replacing(/sha256:[0-9a-f]{64}/, with: "sha256:…")
    try Golden.expect(text, equals: "Goldens/pack-update-over-edits.txt")
  }
}
