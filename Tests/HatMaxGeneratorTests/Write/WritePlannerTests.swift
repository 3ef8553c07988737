import Foundation
import Testing

@testable import HatMaxGenerator

/// Runs of a made-up generator over a real folder: the tree, the manifest and the contents of the runs before.
private final class OutputFolder {
  let folder: TemporaryFolder
  var manifest = GenerationManifest()
  var written: [String: [UInt8]] = [:]

  init() throws { folder = try TemporaryFolder() }

  func file(_ path: String, _ text: String, id: String? = nil, _ ownership: Ownership = .generated) -> RenderedFile {
    RenderedFile(
      path: OutputPath(path) ?? { fatalError("a test's path is valid: \(path)") }(), ownership: ownership,
      origin: OutputOrigin(pack: "p", output: id ?? path, element: ""), bytes: Array(text.utf8))
  }

  func plan(_ files: [RenderedFile], _ policy: ConflictPolicy = .stop, adopt: Bool = false) throws -> WritePlan {
    try WritePlanner(
      root: folder.path, git: Git(scratch: folder.path + "/.hatmax/local"), policy: policy, adopt: adopt,
      base: { self.written[$0.hash.sha256] }
    ).plan(files, recorded: manifest)
  }

  @discardableResult
  func run(_ files: [RenderedFile], _ policy: ConflictPolicy = .stop, adopt: Bool = false) throws -> [String: String] {
    let plan = try plan(files, policy, adopt: adopt)
    if plan.conflicts.isEmpty {
      try FileWriter(root: folder.path).apply(plan.changes)
      manifest = plan.manifest
      for file in files { written[file.hash.sha256] = file.bytes }
    }
    return Dictionary(uniqueKeysWithValues: plan.writes.map { ($0.path, "\($0.outcome)") })
  }
}

struct WritePlannerTests {
  private let project: OutputFolder
  private let lines = "one\ntwo\nthree\nfour\nfive\n"

  init() throws { project = try OutputFolder() }

  @Test func `a second run changes nothing`() throws {
    let files = [project.file("a.go", lines), project.file("b/c.go", "c\n", .scaffold)]
    #expect(try project.run(files) == ["a.go": "create", "b/c.go": "create"])
    let plan = try project.plan(files)
    #expect(plan.changes.isEmpty)
    #expect(plan.manifest == project.manifest)
  }

  @Test func `an edit and a template change are merged`() throws {
    try project.run([project.file("a.go", lines)])
    try project.folder.write(lines.replacing("five", with: "FIVE, mine"), to: "a.go")
    #expect(try project.run([project.file("a.go", lines.replacing("one", with: "ONE"))]) == ["a.go": "merge"])
    #expect(project.folder.read("a.go") == "ONE\ntwo\nthree\nfour\nFIVE, mine\n")
    #expect(
      try project.run([project.file("a.go", lines.replacing("one", with: "ONE"))]) == [
        "a.go": "keep(HatMaxGenerator.KeepReason.edited)"
      ])
  }

  @Test(arguments: [
    (ConflictPolicy.stop, "one\nmine\nthree\nfour\nfive\n"), (.ours, "one\nmine\nthree\nfour\nfive\n"),
    (.theirs, "one\nnew\nthree\nfour\nfive\n"),
    (
      .markers,
      "one\n<<<<<<< yours\nmine\n||||||| last generated\ntwo\n=======\nnew\n>>>>>>> generated\nthree\nfour\nfive\n"
    ),
  ])
  func `both changed the same line`(_ policy: ConflictPolicy, _ expected: String) throws {
    try project.run([project.file("a.go", lines), project.file("b.go", "b\n")])
    try project.folder.write(lines.replacing("two", with: "mine"), to: "a.go")
    let outcomes = try project.run(
      [project.file("a.go", lines.replacing("two", with: "new")), project.file("b.go", "B\n")], policy)
    #expect(project.folder.read("a.go") == expected)
    #expect(outcomes["a.go"]?.hasPrefix("conflict") == (policy == .stop))
    #expect(project.folder.read("b.go") == (policy == .stop ? "b\n" : "B\n"), "a conflict stops the whole run")
  }

  @Test func `without a base nothing is overwritten`() throws {
    try project.run([project.file("a.go", lines)])
    project.written = [:]
    try project.folder.write("mine\n", to: "a.go")
    #expect(
      try project.run([project.file("a.go", "new\n")])["a.go"] == "conflict(HatMaxGenerator.ConflictReason.noBase)")
    #expect(project.folder.read("a.go") == "mine\n")
  }

  @Test func `a moved output takes the edits along`() throws {
    try project.run([project.file("old/a.go", lines, id: "x")])
    try project.folder.write(lines.replacing("five", with: "mine"), to: "old/a.go")
    let outcome = try project.run([project.file("new/a.go", lines.replacing("one", with: "ONE"), id: "x")])
    #expect(outcome == ["new/a.go": "move(from: \"old/a.go\")"])
    #expect(try project.folder.tree() == ["new/a.go": "ONE\ntwo\nthree\nfour\nmine\n"])
  }

  @Test(arguments: ConflictPolicy.allCases)
  func `a moved output with edits and without a base`(policy: ConflictPolicy) throws {
    try project.run([project.file("old/a.go", lines, id: "x")])
    project.written = [:]
    try project.folder.write("mine\n", to: "old/a.go")
    try project.run([project.file("new/a.go", "new\n", id: "x")], policy)
    let tree =
      switch policy {
      case .stop: ["old/a.go": "mine\n"]
      case .ours: ["new/a.go": "mine\n"]
      case .theirs: ["new/a.go": "new\n"]
      case .markers: ["new/a.go": "<<<<<<< yours\nmine\n=======\nnew\n>>>>>>> generated\n"]
      }
    #expect(try project.folder.tree() == tree)
  }

  @Test func `a scaffold file is the user's`() throws {
    try project.run([project.file("hook.go", "v1\n", .scaffold)])
    try project.folder.write("mine\n", to: "hook.go")
    #expect(
      try project.run([project.file("hook.go", "v2\n", .scaffold)]) == [
        "hook.go": "keep(HatMaxGenerator.KeepReason.scaffoldOutdated)"
      ])
    #expect(project.folder.read("hook.go") == "mine\n")
    try FileManager.default.removeItem(atPath: project.folder.path + "/hook.go")
    #expect(
      try project.run([project.file("hook.go", "v2\n", .scaffold)]) == [
        "hook.go": "keep(HatMaxGenerator.KeepReason.deleted)"
      ])
    #expect(project.folder.read("hook.go") == nil)
  }

  @Test func `orphans go unless they were edited`() throws {
    try project.run([project.file("a.go", "a\n"), project.file("b.go", "b\n")])
    try project.folder.write("mine\n", to: "b.go")
    #expect(try project.run([]) == ["a.go": "remove", "b.go": "keep(HatMaxGenerator.KeepReason.orphan)"])
    #expect(try project.folder.tree() == ["b.go": "mine\n"])
    #expect(try project.run([]) == ["b.go": "keep(HatMaxGenerator.KeepReason.orphan)"], "it stays listed")
  }

  @Test func `a first run over files that nobody manages`() throws {
    try project.folder.write("same\n", to: "same.go")
    try project.folder.write("mine\n", to: "mine.go")
    let files = [project.file("same.go", "same\n"), project.file("mine.go", "ours\n")]
    #expect(try project.run(files)["mine.go"] == "conflict(HatMaxGenerator.ConflictReason.unmanaged)")
    #expect(
      try project.run(files, adopt: true) == [
        "same.go": "keep(HatMaxGenerator.KeepReason.unchanged)", "mine.go": "keep(HatMaxGenerator.KeepReason.edited)",
      ])
    #expect(project.folder.read("mine.go") == "mine\n")
  }

  @Test func `a folder in the way is a conflict`() throws {
    try FileManager.default.createDirectory(atPath: project.folder.path + "/a.go", withIntermediateDirectories: true)
    #expect(
      try project.run([project.file("a.go", "a\n")]) == ["a.go": "conflict(HatMaxGenerator.ConflictReason.blocked)"])
  }

  @Test func `go.mod keeps what go mod tidy wrote`() throws {
    let wanted = "module m\n\ngo 1.26\n\nrequire example.com/a v1.2.0\n"
    try project.run([project.file("go.mod", wanted, .module)])
    let tidied =
      "module m\n\ngo 1.26\n\nrequire example.com/a v1.3.0\n\nrequire (\n\texample.com/x v0.1.0 // indirect\n)\n"
    try project.folder.write(tidied, to: "go.mod")
    try project.run([project.file("go.mod", wanted, .module)])
    #expect(project.folder.read("go.mod") == tidied)
    try project.run([
      project.file("go.mod", wanted.replacing("v1.2.0", with: "v1.4.0") + "require example.com/b v0.9.1\n", .module)
    ])
    #expect(
      project.folder.read("go.mod")
        == "module m\n\ngo 1.26\n\nrequire example.com/a v1.4.0\n\nrequire (\n\texample.com/b v0.9.1\n\texample.com/x v0.1.0 // indirect\n)\n"
    )
  }
}

struct GenerationManifestTests {
  private func entry(_ path: String) -> GenerationManifest.Entry {
    GenerationManifest.Entry(
      path: path, identity: "p/" + path, ownership: .generated, hash: ContentHash(of: Array(path.utf8)))
  }

  @Test func `reads what it wrote`() throws {
    let manifest = GenerationManifest([entry("b.go"), entry("a b/c.go")])
    let read = try #require(GenerationManifest(reading: manifest.text))
    #expect(read == manifest)
    #expect(!read.isDamaged)
  }

  @Test func `lines inside conflict markers are forgotten`() throws {
    let clean = GenerationManifest([entry("a.go"), entry("z.go")]).text
    let other = GenerationManifest([entry("m.go")]).text.split(separator: "\n")[1]
    let damaged = clean.replacing(
      "z.go\t", with: "<<<<<<< HEAD\n\(other)\n=======\n\(other)\n>>>>>>> branch\nz.go\t", maxReplacements: 1)
    let read = try #require(GenerationManifest(reading: damaged))
    #expect(read.isDamaged)
    #expect(Set(read.entries.keys) == ["a.go", "z.go"])
  }

  @Test func `a newer format is refused`() {
    #expect(GenerationManifest(reading: "hatmax manifest 2\n") == nil)
  }

  @Test(arguments: [
    "../a", "/a", "a//b", "a/./b", "", "con.txt", "a/nul", "a\\b", "a\tb", "a.", "b /c", ".git/config",
    ".hatmax/manifest", "a:b", "AUX", "prn.tar.gz", "Com1/a.go", "a/lpt9.txt", "b./a", "a..", "a/",
    String(repeating: "a", count: 256), "ä/../b",
  ])
  func `paths that are refused`(_ path: String) {
    #expect(OutputPath(path) == nil)
    #expect(OutputPath.problem(with: path) != nil)
  }

  @Test(arguments: [
    "cmd/api/main.go", "a/.golangci.yml", "com/lpt.go", "connect/auxiliary.go", "null/cons.tar.gz", "com0/a-b.go",
    ".env",
    "a b/größe.go", ".github/x.yml", ".hatmaxed", "a..b/c", String(repeating: "a", count: 255),
  ])
  func `paths that are taken`(_ path: String) {
    #expect(OutputPath(path)?.text == path)
  }
}
