import Foundation
import GoldenTesting
import PositionedYAML
import SourceDiagnostics
import TestServers
import Testing

@testable import HatMaxPacks

struct ManifestTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Fixtures/Manifest").standardized.path

  private static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?.filter { $0.hasSuffix(".yml") }.sorted() ?? []

  private func text(_ name: String) throws -> SourceText {
    SourceText(name: "pack.yml", bytes: Array(try Data(contentsOf: URL(fileURLWithPath: Self.folder + "/" + name))))
  }

  @Test(arguments: names) func `a manifest and what is said of it`(_ name: String) throws {
    var bag = DiagnosticBag()
    let manifest = PackManifestReader.read(try text(name), into: &bag)
    #expect((manifest == nil) == bag.hasErrors)
    try Golden.expect(DiagnosticRenderer().render(bag), equals: "../Fixtures/Manifest/\(name.dropLast(4)).txt")
  }

  @Test func `everything in a manifest is read`() throws {
    var bag = DiagnosticBag()
    let manifest = try #require(PackManifestReader.read(try text("full.yml"), into: &bag))
    #expect(manifest.identity.description == "acme/sqlite-repo 1.2.0-rc.1")
    #expect(manifest.identity.archivePath == "acme/sqlite-repo-1.2.0-rc.1.hatpack")
    #expect(manifest.engine?.value.contains("1.0.0") == true)
    #expect(manifest.requirements.map { "\($0.name) \($0.range)" } == ["go-service ^1.0", "other *", "base-repo ^1.0"])
    #expect(manifest.provides.map(\.isExclusive) == [false, true])
    #expect(manifest.tables[0].fallback == "BLOB")
    #expect(manifest.tables[0].entries.map(\.key) == ["uuid", "int"])
    #expect(manifest.outputs[0].each?.binding == "aggregate")
    #expect(manifest.outputs[1].mode == .scaffold)
    #expect(manifest.outputs[1].scope == .project)
    #expect(
      manifest.contributes.map(\.slot.text) == [
        "main.imports", "go-service::go.mod.require", "go-service::go.mod.require",
      ])
    #expect(manifest.slots.map(\.type) == [.text, .imports])
    #expect(manifest.filters.map(\.isExpression) == [false, false, true])
    #expect(manifest.filters.map { $0.parameters.map(\.text) } == [[], ["from"], []])
  }

  @Test func `fragments know where they are`() throws {
    var bag = DiagnosticBag()
    let manifest = try #require(PackManifestReader.read(try text("full.yml"), into: &bag))
    let fragments = manifest.outputs.map(\.path) + manifest.outputs.compactMap(\.when) + manifest.filters.map(\.body)
    for fragment in fragments + manifest.outputs.compactMap(\.each).map(\.expression) {
      #expect(fragment.isVerbatim)
      let bytes = fragment.source.bytes[fragment.span.start..<fragment.span.end]
      #expect(String(decoding: bytes, as: UTF8.self) == fragment.text)
    }
  }

  @Test func `options take the strongest layer, else the default`() throws {
    var bag = DiagnosticBag()
    let manifest = try #require(PackManifestReader.read(try text("full.yml"), into: &bag))
    let service = try #require(YAMLParser.parse(SourceText(name: "s", text: "{driver: mattn}"), into: &bag))
    let project = try #require(
      YAMLParser.parse(SourceText(name: "p", text: "{driver: modernc, pool: 9, env: {A: c}}"), into: &bag))
    let layers = [manifest.readOptions(service, into: &bag), manifest.readOptions(project, into: &bag)]
    let values = Dictionary(manifest.resolveOptions(layers).map { ($0.name, $0.value) }) { first, _ in first }
    #expect(!bag.hasErrors)
    #expect(values["driver"] == .string("mattn"))
    #expect(values["pool"] == .int(9))
    #expect(values["strict"] == .bool(false))
    #expect(values["tags"] == .list(["a", "b"]))
    #expect(values["env"] == .map([LookupTable.Entry(key: "A", value: "c")]))
    #expect(values["dsn"] == .null)
  }

  @Test func `unknown options and wrong values are reported`() throws {
    var bag = DiagnosticBag()
    let manifest = try #require(PackManifestReader.read(try text("full.yml"), into: &bag))
    let text = "drivr: mattn\ndriver: mattnn\npool: x\nstrict: 1\ntags: a\nenv: [a]\ndsn: [a]\n"
    let node = try #require(YAMLParser.parse(SourceText(name: "hatmax.yml", text: text), into: &bag))
    #expect(manifest.readOptions(node, into: &bag).isEmpty)
    try Golden.expect(DiagnosticRenderer().render(bag), equals: "../Fixtures/Manifest/given-options.txt")
  }

  @Test func `a manifest's files must be there`() throws {
    let scratch = try ScratchFolder()
    let more =
      "outputs: [{id: a, template: mian.go.stencil, path: a}]\ncontributes: {x: {template: partials/x.stencil}}"
    let folder = try Samples.folder("base", "1.0.0", in: scratch, more: more)
    let problems = refusal { try BuildOperation.run(folder, into: scratch.path + "/out") }
    #expect(problems?.codes == ["PK0104", "PK0104"])
    let shown = problems?.shown.replacingOccurrences(of: scratch.path, with: "…") ?? ""
    try Golden.expect(shown, equals: "../Fixtures/Manifest/files.txt")
  }
}
