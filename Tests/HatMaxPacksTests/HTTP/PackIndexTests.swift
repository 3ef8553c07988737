import Foundation
import GoldenTesting
import SourceDiagnostics
import TestServers
import Testing

@testable import HatMaxPacks

@Suite struct PackIndexTests {
  private func read(_ text: String) -> (index: PackIndex?, bag: DiagnosticBag) {
    var bag = DiagnosticBag()
    let index = PackIndex.read(SourceText(name: "index.json", text: text), into: &bag)
    return (index, bag)
  }

  @Test func anIndexIsMadeOfAFolderAndReadBack() throws {
    let folder = try ScratchFolder()
    let signed = TestPack(name: "acme/base", version: "1.1.0+build.5", requires: ["go-service": "^1.0", "acme/x": "*"])
    try TestPack(name: "sqlite-repo", version: "2.0.0").archive(in: folder)
    try TestPack(name: "acme/base", version: "1.0.0").archive(in: folder)
    _ = try signed.sign(signed.archive(in: folder))
    let made = try PackIndexer.index(folder.path + "/root")
    #expect(made.isChanged)
    let text = try folder.read("root/index.json")
    let (index, bag) = read(text)
    #expect(bag.diagnostics.isEmpty)
    #expect(index == made.index)
    #expect(index?.text == text)
    #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
    let entry = try #require(index?.entries[1])
    #expect(entry.isSigned)
    #expect(entry.release.identity == (try signed.identity))
    #expect(entry.release.archive == "acme/base-1.1.0%2Bbuild.5.hatpack")
    #expect(entry.release.requirements?.map(\.name.description) == ["acme/x", "go-service"])
    #expect(try !PackIndexer.index(folder.path + "/root").isChanged)
  }

  @Test func theNewestVersionBringsTheBeginningOfItsReadme() throws {
    let folder = try ScratchFolder()
    let text = String(repeating: "ü", count: 5_000)
    for version in ["1.0.0", "1.1.0", "2.0.0-rc.1"] {
      try TestPack(name: "base", version: version, content: text).archive(in: folder)
    }
    let made = try PackIndexer.index(folder.path + "/root").index
    #expect(made.entries.map(\.release.readme) == ["", String(repeating: "ü", count: 4_096), ""])
    #expect(try read(folder.read("root/index.json")).index == made)
  }

  @Test func anEmptyFolderHasAnEmptyIndex() throws {
    let folder = try ScratchFolder()
    try folder.write("", to: "root/.keep")
    #expect(try PackIndexer.index(folder.path + "/root").index.entries.isEmpty)
    #expect(try read(folder.read("root/index.json")).index?.entries == [])
  }

  @Test func aPublishedVersionKeepsItsContent() throws {
    let folder = try ScratchFolder()
    var pack = TestPack(name: "base", version: "1.0.0")
    let archive = try pack.archive(in: folder)
    _ = try PackIndexer.index(folder.path + "/root")
    let before = try folder.read("root/index.json")
    try FileManager.default.removeItem(atPath: archive)
    pack.content = "changed\n"
    try pack.archive(in: folder)
    let refused = failure { _ = try PackIndexer.index(folder.path + "/root") }
    #expect(refused?.codes == ["PK0409"])
    #expect(refused?.category == .refused)
    #expect(try folder.read("root/index.json") == before)
  }

  @Test func anArchiveIsWhatItsNameSays() throws {
    let folder = try ScratchFolder()
    let archive = try TestPack(name: "base", version: "1.0.0").archive(in: folder)
    try FileManager.default.moveItem(atPath: archive, toPath: folder.path + "/root/base-2.0.0.hatpack")
    #expect(failure { _ = try PackIndexer.index(folder.path + "/root") }?.codes == ["PK0211"])
  }

  @Test func everyProblemOfAnIndexIsReported() throws {
    let digest = String(repeating: "ab", count: 32)
    let good = "\"archive\": \"a.hatpack\", \"digest\": \"sha256:\(digest)\", \"sha256\": \"\(digest)\", \"size\": 7"
    let (index, bag) = read(
      """
      {
        "format": 1,
        "packs": {
          "Base": [],
          "one": {"version": "1.0.0"},
          "two": [
            {"version": "1.0", \(good)},
            {"version": "1.0.0", \(good), "requires": {"x y": "^1", "z": "about 1"}},
            {"version": "1.0.1", "archive": "a.hatpack", "digest": "sha256:12", "sha256": "\(digest)", "size": 0},
            {"version": "1.0.2", \(good), "later": "versions of hatmax know what this is"},
            {"version": "1.0.2", \(good)},
            {"version": "1.0.3"},
            7
          ]
        }
      }
      """)
    #expect(index == nil)
    try Golden.expect(DiagnosticRenderer().render(bag), equals: "../Fixtures/HTTP/bad_index.txt")
  }

  @Test func aLaterFormatIsNotGuessed() throws {
    let (index, bag) = read("{\"format\": 2, \"packs\": 7}")
    #expect(index == nil)
    #expect(bag.diagnostics.map(\.code.description) == ["PK0405"])
  }

  @Test(arguments: [
    "", "{", "[]", "null", "<html>no</html>", "{\"format\": 1, \"packs\": [", "\u{0}", "{\"format\": \"1\"}",
  ])
  func whatIsNoIndexIsReported(text: String) {
    let (index, bag) = read(text)
    #expect(index == nil)
    #expect(bag.hasErrors)
  }

  @Test func everyTruncationOfAnIndexIsSurvived() throws {
    let pack = try TestPack(name: "acme/base", version: "1.0.0").identity
    let digest = ContentDigest(of: [])
    let release = PackRelease(
      pack, digest: digest, requirements: [], archive: "a", archiveDigest: digest, archiveSize: 1)
    let text = Array(PackIndex([PackIndex.Entry(release, isSigned: true)]).text.utf8)
    for length in 0..<text.count {
      var bag = DiagnosticBag()
      let index = PackIndex.read(SourceText(name: "index.json", bytes: Array(text.prefix(length))), into: &bag)
      #expect((index == nil) == bag.hasErrors, "\(length) bytes")
    }
  }
}
