import Foundation
import SourceDiagnostics
import SystemFiles
import TestServers
import Testing

@testable import HatMaxPacks

/// A project with registries in folders and a store of its own.
final class SampleProject {
  let scratch: ScratchFolder
  let store: PackStore
  var lock = Lockfile()

  init() throws {
    scratch = try ScratchFolder()
    store = PackStore(home: scratch.path + "/home")
  }

  func registry(_ alias: String) -> Registries.Registry {
    Registries.Registry(alias: alias, source: FolderSource(scratch.path + "/" + alias))
  }

  /// Publishes a pack into the folder of a registry.
  @discardableResult func publish(
    _ name: String, _ version: String, to alias: String = "main", requires: [String: String] = [:],
    content: String = "hello\n"
  ) throws -> String {
    try Samples.archive(name, version, in: scratch, at: alias, requires: requires, content: content)
  }

  @discardableResult func ensure(
    _ wishes: [String: String], registries: [String] = ["main"], mode: PackAccessMode = PackAccessMode(),
    updating: Bool = false, engine: Version? = nil, folders: [String: String] = [:]
  ) throws -> EnsureOperation.Result {
    let names = wishes.keys.sorted().joined(separator: "\n")
    let text = SourceText(name: "hatmax.yml", text: names)
    let wanted = try wishes.sorted { $0.key < $1.key }.map { name, range in
      let pack = try #require(PackName(name))
      let at = names.range(of: name).map { names.distance(from: names.startIndex, to: $0.lowerBound) } ?? 0
      return PackWish(
        Requirement(pack, try #require(VersionRange(range))),
        label: Label(text, SourceSpan(start: at, end: at + name.utf8.count)), folder: folders[name])
    }
    let result = try EnsureOperation(
      registries: Registries(registries.map(registry)), store: store, mode: mode, engine: engine,
      updating: { _ in updating }
    ).run(wanted, lock: lock)
    lock = result.lock
    return result
  }
}

struct EnsureTests {
  @Test func `packs and what they require are installed, locked and read back`() throws {
    let project = try SampleProject()
    try project.publish("base", "1.0.0")
    try project.publish("base", "1.1.0")
    try project.publish("api", "2.0.0", requires: ["base": "^1.0"])
    let first = try project.ensure(["api": "*"])
    #expect(first.packs.map(\.identity.description) == ["api 2.0.0", "base 1.1.0"])
    #expect(first.installed.count == 2)
    #expect(first.packs[0].bytes(of: "templates/main.go.stencil") == Array("hello\n".utf8))
    #expect(first.packs[0].bytes(of: "nothing") == nil)
    let second = try project.ensure(["api": "*"])
    #expect(second.installed.isEmpty)
    #expect(second.lock == first.lock)
    #expect(try project.store.verify().allSatisfy(\.problems.isEmpty))
  }

  @Test func `installed and locked packs need no source`() throws {
    let project = try SampleProject()
    try project.publish("base", "1.0.0")
    try project.ensure(["base": "^1"])
    try Files.removeTree(project.scratch.path + "/main")
    #expect(try project.ensure(["base": "^1"], mode: PackAccessMode(locked: true, offline: true)).packs.count == 1)
  }

  @Test func `a lock keeps versions, an update takes the newest, a removed pack leaves the lock`() throws {
    let project = try SampleProject()
    try project.publish("base", "1.0.0")
    try project.publish("other", "1.0.0")
    try project.ensure(["base": "^1", "other": "*"])
    try project.publish("base", "1.1.0")
    #expect(try project.ensure(["base": "^1", "other": "*"]).lock["base"]?.version == "1.0.0")
    #expect(try project.ensure(["base": "^1"]).lock.entries.map(\.name) == ["base"])
    #expect(try project.ensure(["base": "^1"], updating: true).lock["base"]?.version == "1.1.0")
  }

  @Test func `--locked refuses to change the lock`() throws {
    let project = try SampleProject()
    try project.publish("base", "1.0.0")
    let refused = refusal { try project.ensure(["base": "^1"], mode: PackAccessMode(locked: true)) }
    #expect(refused?.codes == ["PK0604"])
    #expect(refused?.category == .outOfDate)
  }

  @Test func `all unknown packs and ranges are reported at once`() throws {
    let project = try SampleProject()
    try project.publish("sqlite-repo", "1.0.0")
    let refused = refusal { try project.ensure(["sqlite-repo": "^2", "sqlit-repo": "*", "other": "*"]) }
    #expect(refused?.codes == ["PK0401", "PK0401", "PK0402"])
    #expect(refused?.shown.contains("did you mean `sqlite-repo`?") == true)
  }

  @Test func `the first registry that has a name owns it`() throws {
    let project = try SampleProject()
    try project.publish("base", "1.0.0", to: "acme")
    try project.publish("base", "9.0.0", to: "world")
    let owned = try project.ensure(["base": "*"], registries: ["acme", "world"])
    #expect(owned.lock["base"]?.version == "1.0.0")
    #expect(owned.lock["base"]?.registry == "acme")
    let shadowed = refusal { try project.ensure(["base": "*"], registries: ["world", "acme"], updating: true) }
    #expect(shadowed?.codes == ["PK0503"])
    #expect(shadowed?.category == .refused)
    let gone = refusal { try project.ensure(["base": "*"], registries: ["world"], updating: true) }
    #expect(gone?.codes == ["PK0504"])
  }

  @Test func `what the lock says is checked before anything else`() throws {
    let project = try SampleProject()
    let archive = try project.publish("base", "1.0.0")
    try project.ensure(["base": "*"])
    try project.store.remove(PackVersion("base", "1.0.0"))
    try Files.removeTree(archive)
    // The manifest of what took its place is not even YAML: it must not be read.
    let evil = project.scratch.path + "/evil"
    try project.scratch.write("{{{", to: "evil/pack.yml")
    try ArchiveWriter.write(try PackFolder(path: evil).files(), of: evil, to: archive)
    let other = PackStore(home: project.scratch.path + "/other-home")
    let operation = EnsureOperation(registries: Registries([project.registry("main")]), store: other)
    let locked = project.lock
    let refused = refusal { try operation.run([PackWish(Requirement("base", .any))], lock: locked) }
    #expect(refused?.codes == ["PK0605"])
    #expect(try other.list().isEmpty)
  }

  @Test func `a version that was published again with other bytes is refused`() throws {
    let project = try SampleProject()
    let archive = try project.publish("base", "1.0.0")
    try project.ensure(["base": "*"])
    try project.store.remove(PackVersion("base", "1.0.0"))
    try Files.removeTree(archive)
    try project.publish("base", "1.0.0", content: "other\n")
    project.lock = Lockfile()
    #expect(refusal { try project.ensure(["base": "*"]) }?.codes == ["PK0409"])
  }

  @Test func `going back needs an explicit range`() throws {
    let project = try SampleProject()
    try project.publish("base", "1.0.0")
    let newer = try project.publish("base", "1.1.0")
    try project.ensure(["base": "^1"])
    try project.store.remove(PackVersion("base", "1.1.0"))
    try Files.removeTree(newer)
    #expect(refusal { try project.ensure(["base": "^1"]) }?.codes == ["PK0502"])
    #expect(try project.ensure(["base": "=1.0.0"]).lock["base"]?.version == "1.0.0")
  }

  @Test func `an archive that holds another version than its name says is refused`() throws {
    let project = try SampleProject()
    let archive = try project.publish("base", "1.0.0")
    try Files.move(archive, to: Files.parent(of: archive) + "/base-2.0.0.hatpack")
    #expect(refusal { try project.ensure(["base": "*"]) }?.codes == ["PK0211"])
    #expect(try project.store.list().isEmpty)
  }

  @Test func `a pack from a folder is read where it is and locked without digest`() throws {
    let project = try SampleProject()
    let folder = try Samples.folder("mine", "0.1.0", in: project.scratch, at: "work/mine")
    let first = try project.ensure(["mine": "*"], folders: ["mine": folder])
    #expect(first.lock.text.hasSuffix("mine 0.1.0 path folder\n"))
    try project.scratch.write("changed\n", to: "work/mine/templates/main.go.stencil")
    let second = try project.ensure(["mine": "*"], folders: ["mine": folder])
    #expect(second.packs.first?.bytes(of: "templates/main.go.stencil") == Array("changed\n".utf8))
    #expect(second.packs.first?.isLive == true)
    #expect(try project.store.list().isEmpty)
  }

  @Test func `the packs of a checkout are installed anew when they change`() throws {
    let project = try SampleProject()
    try Samples.folder("go-service", "1.0.0", in: project.scratch, at: "packs/go-service")
    let source = BuiltinSource(project.scratch.path + "/packs")
    let operation = EnsureOperation(
      registries: Registries([.init(alias: "builtin", source: source)]), store: project.store)
    let wishes = [PackWish(Requirement("go-service", .any))]
    let first = try operation.run(wishes, lock: Lockfile())
    #expect(try operation.run(wishes, lock: first.lock).installed.isEmpty)
    try project.scratch.write("changed\n", to: "packs/go-service/templates/main.go.stencil")
    let second = try operation.run(wishes, lock: first.lock)
    #expect(second.installed.count == 1)
    #expect(second.lock != first.lock)
    #expect(second.packs.first?.bytes(of: "templates/main.go.stencil") == Array("changed\n".utf8))
  }

  @Test func `offline, an uninstalled pack of a remote registry is an error`() throws {
    let project = try SampleProject()
    let registries = Registries([.init(alias: "web", source: RemoteSource())])
    let operation = EnsureOperation(registries: registries, store: project.store, mode: PackAccessMode(offline: true))
    let refused = refusal { try operation.run([PackWish(Requirement("base", .any))], lock: Lockfile()) }
    #expect(refused?.codes == ["PK0401"])
  }

  @Test func `a pack for another engine is refused`() throws {
    let project = try SampleProject()
    let folder = try Samples.folder("mine", "0.1.0", in: project.scratch, more: "engine: \">=2\"")
    let refused = refusal { try project.ensure(["mine": "*"], engine: "1.0.0", folders: ["mine": folder]) }
    #expect(refused?.codes == ["PK0114"])
  }

  @Test func `conflicts are explained`() throws {
    let project = try SampleProject()
    try project.publish("base", "1.0.0")
    try project.publish("base", "2.0.0")
    try project.publish("a", "1.0.0", requires: ["base": "^1"])
    try project.publish("b", "1.0.0", requires: ["base": "^2"])
    let refused = refusal { try project.ensure(["a": "*", "b": "*"]) }
    #expect(refused?.codes == ["PK0501"])
    #expect(refused?.shown.contains("Because a 1.0.0 requires base ^1 and b 1.0.0 requires base ^2") == true)
  }

  /// A registry that must not be asked.
  private struct RemoteSource: PackSource {
    var location: String { "https://packs.example" }
    var isRemote: Bool { true }
    func names() -> [PackName] { unasked([]) }
    func releases(of name: PackName) -> [PackRelease] { unasked([]) }
    func requirements(of release: PackRelease) -> [Requirement] { unasked([]) }
    func fetch(_ release: PackRelease, into folder: String) -> FetchedArchive {
      unasked(FetchedArchive(path: "", signature: nil))
    }

    private func unasked<Value>(_ value: Value) -> Value {
      Issue.record("the network was asked")
      return value
    }
  }
}
