import GoldenTesting
import SourceDiagnostics
import Testing

@testable import HatMaxPacks

/// Messages whose causes need a broken machine, a network, or a longer story than the other goldens tell.
struct WordingTests {
  private static let label = Label(
    SourceText(name: "hatmax.yml", text: "packs: {base: ^3}\n"), SourceSpan(start: 8, end: 12))
  private static let (one, two) = (ContentDigest(of: [1]), ContentDigest(of: [2]))
  private static let base = PackVersion("base", "1.0.0")
  private static let registries = Registries([.init(alias: "acme", source: FolderSource("/srv/packs"))])

  @Test func `messages`() throws {
    var bag = DiagnosticBag()
    let source = SourceText(name: "pack.yml", text: Samples.manifest("base", "1.0.0", more: "engine: \">=2\""))
    let manifest = try #require(PackManifestReader.read(source, into: &bag))
    let engine = try #require(manifest.engine)
    let all = [
      PackDiagnostics.otherEngine(manifest, engine, current: "1.0.0"),
      PackDiagnostics.archiveNotWritten("a.hatpack", reason: "Write error"),
      PackDiagnostics.changedWhileReading("base/README.md"),
      PackDiagnostics.otherIdentity("base-2.0.0.hatpack", expected: PackVersion("base", "2.0.0"), found: Self.base),
      PackDiagnostics.noLibArchive(reasons: [
        "libarchive.so.13: cannot open shared object file: No such file or directory"
      ]),
      PackDiagnostics.refused("a.hatpack", entry: nil, .fileTooLarge(.standard)),
      PackDiagnostics.refused("a.hatpack", entry: nil, .packTooLarge(.standard)),
      PackDiagnostics.fileFailed("write", "/home/store.sqlite", reason: "No space left on device"),
      PackDiagnostics.storeTooNew("/home/store.sqlite"),
      PackDiagnostics.storeFailed("/home", reason: "SQLite error 11: database disk image is malformed"),
      PackDiagnostics.notInstalled("base 3.0.0", installed: ["base 1.0.0"]),
      PackDiagnostics.otherContent(Self.base, installed: Self.one, offered: Self.two),
      PackDiagnostics.publishedAlready(Self.base, "/srv/packs", published: Self.one, offered: Self.two),
      PackDiagnostics.damagedPack(Self.base, problems: ["`README.md` is changed"]),
      PackDiagnostics.unknownPack("bsae", Self.label, registries: Self.registries, known: ["base"]),
      PackDiagnostics.missingFilePack("base", Self.label),
      PackDiagnostics.notPublishable("https://packs.example/acme"),
      PackDiagnostics.offline("https://packs.example/base-1.0.0.hatpack"),
      PackDiagnostics.unknownVersion("base", "^3", Self.label, available: ["1.0.0", "2.0.0"]),
      PackDiagnostics.offline("base 1.0.0", registry: "acme"),
      PackDiagnostics.republished(Self.base, registry: "acme", known: Self.one, offered: Self.two),
      PackDiagnostics.otherThanOffered(Self.base, registry: "acme", offered: Self.one, found: Self.two),
      PackDiagnostics.noSolution("Because a requires b ^1 and …, ….\nSo, ….", labels: [Self.label]),
      PackDiagnostics.downgrade("base", locked: "1.1.0", found: "1.0.0"),
      PackDiagnostics.ownerChanged("base", locked: "acme", owner: "world"),
      PackDiagnostics.unknownRegistry("base", alias: "amce", known: ["acme"]),
      PackDiagnostics.lockOutdated(changes: ["- base 1.0.0 acme folder", "+ base 1.1.0 acme folder"]),
      PackDiagnostics.lockedDigest(Self.base, registry: "acme", locked: Self.one, found: Self.two),
    ]
    let shown = all.map { DiagnosticRenderer().render($0) }.joined(separator: "\n")
    try Golden.expect(shown, equals: "../Fixtures/Diagnostics/messages.txt")
  }
}
