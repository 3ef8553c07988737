import GoldenTesting
import HatMaxPacks
import SourceDiagnostics
import SystemFiles
import Testing

@testable import HatMaxGenerator

/// Every message of the library, as people see it.
struct GeneratorDiagnosticsTests {
  private static let spec = SourceText(
    name: "hatmax.yml", text: "services:\n  todo:\n    repo_impl: [sqlite]\n    packs: [audti]\n")
  private static let manifest = SourceText(
    name: "sqlite-repo/pack.yml", text: "outputs:\n  - id: repository\n    path: internal/{{ name }}.go\n")

  private static func label(_ text: String, in source: SourceText) -> Label {
    let bytes = Array(text.utf8)
    let start = source.bytes.indices.first { source.bytes[$0...].starts(with: bytes) } ?? 0
    return Label(source, SourceSpan(start: start, end: start + bytes.count))
  }

  private static let service = label("todo", in: spec)
  private static let path = label("internal/{{ name }}.go", in: manifest)
  private static let origin = OutputOrigin(
    pack: "sqlite-repo", output: "repository", element: "services.todo.aggregates.List", labels: [path, service])
  private static let standIn = PackName("sqlite-repo").map { pack in
    StandIns.StandIn(
      pack: pack, path: "templates/repo.stencil", original: Array("new".utf8),
      text: SourceText(name: "acme/base/templates/repo.stencil", text: "mine"), owner: PackName("acme/base"),
      place: path,
      expected: ContentDigest(of: Array("old".utf8)))
  }
  private static let disk = FileSystem.Failure(action: "write", path: "out/a.go", code: 28)

  private static func conflict(_ reason: ConflictReason, text: String? = nil) -> Diagnostic? {
    GeneratorDiagnostics.conflict(
      PlannedWrite(
        path: "internal/list.go", outcome: .conflict(reason), changes: [], entry: nil, rendered: nil,
        conflictText: text.map { Array($0.utf8) }))
  }

  private static let all: [Diagnostic?] = [
    GeneratorDiagnostics.noSpec("hatmax.yml"),
    GeneratorDiagnostics.unreadable(FileSystem.Failure(action: "read", path: "hatmax.yml", code: 21)),
    GeneratorDiagnostics.specExists("hatmax.yml"),
    GeneratorDiagnostics.badSchema("schema.yml", "`root` is not a map of fields"),
    GeneratorDiagnostics.unknownCode("GE9999", help: nil),
    GeneratorDiagnostics.badPackName(label("audti", in: spec), "audti"),
    GeneratorDiagnostics.badVersionRange(label("audti", in: spec), "audti"),
    GeneratorDiagnostics.reservedAlias(service, "builtin"),
    PackName("go-service").map { GeneratorDiagnostics.stillNeeded(PackWish(Requirement($0, .any), label: service)) },
    PackName("go-service").map { GeneratorDiagnostics.stillNeeded(PackWish(Requirement($0, .any))) },
    GeneratorDiagnostics.unmetNeed("repository", pack: "audit", service: service, needing: path),
    GeneratorDiagnostics.exclusive("router", packs: ["a", "b"], service: service, declarations: [path]),
    GeneratorDiagnostics.inactivePack("audit"),
    GeneratorDiagnostics.otherVersionEnhanced(path, pack: "audit 1.0.0", enhanced: "sqlite-repo 2.0.0"),
    GeneratorDiagnostics.missingTemplate(
      path, name: "repo.stencil", pack: "sqlite-repo", known: ["templates/repo.go.stencil", "templates/rep.stencil"]),
    GeneratorDiagnostics.badPath("../x.go", problem: "has a `..` component", origin: origin),
    GeneratorDiagnostics.samePath("internal/list.go", "internal/list.go", origin, origin),
    GeneratorDiagnostics.samePath("internal/List.go", "internal/list.go", origin, origin),
    GeneratorDiagnostics.undeclaredSlot(path, slot: "main.import", pack: "sqlite-repo", known: ["main.imports"]),
    GeneratorDiagnostics.ambiguousSlot(path, slot: "imports", packs: ["a", "b"]),
    GeneratorDiagnostics.slotClash(
      "the import \"log\" has two names", labels: [path, Label(spec, service.span, "contributed by `b`")],
      slot: "main.imports"),
    GeneratorDiagnostics.notAList(path, text: "todo"),
    GeneratorDiagnostics.slotNotDeclared(path, "main.wiring", pack: "go-service"),
    GeneratorDiagnostics.absentPack(path, template: "sqlite/journal.go.stencil", absent: "sqlite-repo"),
    GeneratorDiagnostics.badDigest(path),
    GeneratorDiagnostics.replacesNothing(path, template: "repo.stencl", pack: "acme/base", known: ["repo.stencil"]),
    GeneratorDiagnostics.ambiguousTemplate(path, template: "repo.stencil", packs: ["a", "b"]),
    standIn.map { GeneratorDiagnostics.replacedTwice($0, $0) },
    standIn.map { GeneratorDiagnostics.replacedChanged($0, difference: "--- a\n+++ a\n@@ -1 +1 @@\n-old\n+new\n") },
    standIn.map { GeneratorDiagnostics.replacedChanged($0, difference: "") },
    standIn.map(GeneratorDiagnostics.replacedUnknown),
    conflict(
      .overlapping,
      text: "package a\n<<<<<<< yours\nmine\n||||||| last generated\nold\n=======\nnew\n>>>>>>> generated\n"),
    conflict(.noBase), conflict(.unmanaged), conflict(.blocked), conflict(.moveTarget),
    GeneratorDiagnostics.changedMeanwhile(["a.go", "b.go"]),
    GeneratorDiagnostics.unfinished(["a.go"]),
    GeneratorDiagnostics.finishedEarlierRun(files: 3),
    GeneratorDiagnostics.outside((1...12).map { "link/\($0).go" }),
    GeneratorDiagnostics.notWritten(disk),
    GeneratorDiagnostics.interrupted(FileSystem.Failure(action: "rename", path: "out/a.go", code: 13)),
    GeneratorDiagnostics.newerManifest(),
    GeneratorDiagnostics.damagedManifest(),
    GeneratorDiagnostics.gitFailed(.notFound("git"), path: "a.go"),
    GeneratorDiagnostics.gitFailed(.files(disk), path: "a.go"),
    GeneratorDiagnostics.gitFailed(.failed(status: 255, message: "error: Cannot merge binary files"), path: "a.go"),
    GeneratorDiagnostics.nothingToUndo(),
    GeneratorDiagnostics.changedSinceRun(["a.go", "b.go"]),
    GeneratorDiagnostics.notGenerated("internal/lst.go", known: ["internal/list.go"]),
    GeneratorDiagnostics.noSuchLine(400, in: "internal/list.go", count: 12),
    GeneratorDiagnostics.sameMigrationNumber(["db/0002_add_a.sql", "db/0002_add_b.sql"]),
    GeneratorDiagnostics.destructiveMigration(
      "db/0002_change_lists.sql", ["drop column lists.due", "change column lists.size: string becomes int"]),
    GeneratorDiagnostics.unmergedLedger(service),
    GeneratorDiagnostics.adoptedMigrations("db/schema.yml", ["0001_initial.sql"]),
    GeneratorDiagnostics.rowsWithoutValue("db/0002_add_lists_size.sql", ["add column lists.size"]),
    GeneratorDiagnostics.ledgerWithoutMigrations("db/schema.yml"),
    GeneratorDiagnostics.migrationsOfRenamedService(service, from: "services/old/db", to: "services/todo/db"),
    GeneratorDiagnostics.noSuchMigration("db/readme.txt"),
  ]

  @Test func `every code is explained`() {
    let explained = Set(Explanations.all.map(\.code))
    #expect(Explanations.all.count == explained.count)
    #expect(Self.all.compactMap { $0?.code }.filter { !explained.contains($0) } == [])
  }

  @Test func `as people see them`() throws {
    let renderer = DiagnosticRenderer()
    let text = Self.all.compactMap { $0 }.map(renderer.render).joined(separator: "\n")
    try Golden.expect(text, equals: "../Goldens/diagnostics.txt")
  }
}
