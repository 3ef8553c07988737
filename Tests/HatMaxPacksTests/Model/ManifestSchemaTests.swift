import PositionedYAML
import SourceDiagnostics
import Testing

@testable import HatMaxPacks

struct ManifestSchemaTests {
  private static func schema() throws -> Node {
    var bag = DiagnosticBag()
    let node = YAMLParser.parse(SourceText(name: "schema", text: PackManifestSchema.json), into: &bag)
    #expect(!bag.hasErrors)
    return try #require(node)
  }

  /// A manifest with an unknown key in one of its mappings, and the definition that describes the mapping.
  private static let probes = [
    ("", "zzzzzzzz: 1"), ("replacement", "replaces: [{zzzzzzzz: 1}]"), ("capability", "provides: [{zzzzzzzz: 1}]"),
    ("option", "options: {a: {type: int, zzzzzzzz: 1}}"), ("output", "outputs: [{zzzzzzzz: 1}]"),
    ("header", "headers: [{zzzzzzzz: 1}]"), ("filter", "filters: {a: {zzzzzzzz: 1}}"),
    ("slot", "slots: {a: {zzzzzzzz: 1}}"), ("contribution", "contributes: {a: {zzzzzzzz: 1}}"),
  ]

  @Test(arguments: probes) func `the schema has the keys that the reader asks for`(_ name: String, _ text: String)
    throws
  {
    var bag = DiagnosticBag()
    _ = PackManifestReader.read(SourceText(name: "pack.yml", text: text), into: &bag)
    let unknown = try #require(bag.diagnostics.first { $0.code == "YA0101" })
    let asked = unknown.help.joined().split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }.map {
      String($0.element)
    }
    let root = try Self.schema()
    let definition = try #require(name.isEmpty ? root : root["$defs"]?[name])
    let keys = try #require(definition["properties"]).entries.map(\.key.text)
    #expect(keys.sorted() == asked.sorted())
  }

  @Test func `references lead somewhere`() throws {
    let root = try Self.schema()
    let definitions = try #require(root["$defs"]).entries.map(\.key.text)
    var open = [root]
    while let node = open.popLast() {
      if let reference = node["$ref"]?.string { #expect(definitions.contains(String(reference.dropFirst(8)))) }
      open += node.entries.map(\.value) + node.items
    }
  }
}
