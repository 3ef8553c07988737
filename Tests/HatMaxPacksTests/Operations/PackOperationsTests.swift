import SystemFiles
import TestServers
import Testing

@testable import HatMaxPacks

struct PackOperationsTests {
  @Test func `a folder is built, published and installed`() throws {
    let scratch = try ScratchFolder()
    let folder = try Samples.folder("acme/base", "1.0.0", in: scratch, at: "source")
    let built = try BuildOperation.run(folder, into: scratch.path + "/out")
    #expect(built.path.hasSuffix("/out/base-1.0.0.hatpack"))
    #expect(try BuildOperation.run(folder, into: scratch.path + "/out") == built)
    let registry = FolderSource(scratch.path + "/registry")
    try scratch.write("signature", to: "out/base-1.0.0.hatpack.sig")
    #expect(refusal { try PublishOperation.run(built.path, to: registry) }?.codes == ["PK0702"])
    try Files.removeTree(built.path + ".sig")
    let published = try PublishOperation.run(built.path, to: registry)
    #expect(published.place.hasSuffix("/registry/acme/base-1.0.0.hatpack"))
    #expect(published.outcome == .published)
    #expect(try PublishOperation.run(built.path, to: registry).outcome == .alreadyThere)
    _ = try PackIndexer.index(registry.location)
    #expect(try !scratch.read("registry/index.json").contains("signed"))
    _ = try TestPack(name: "acme/base", version: "1.0.0").sign(built.path)
    #expect(try PublishOperation.run(built.path, to: registry).outcome == .signed)
    #expect(try scratch.read("registry/index.json").contains("signed"))
    #expect(try registry.names() == ["acme/base"])
    #expect(try registry.releases(of: "acme/base").map(\.identity) == [PackVersion("acme/base", "1.0.0")])
    try scratch.write("changed", to: "source/README.md")
    let changed = try BuildOperation.run(folder, into: scratch.path + "/changed")
    let refused = refusal { try PublishOperation.run(changed.path, to: registry) }
    #expect(refused?.codes == ["PK0305"])
  }

  @Test func `show gives an installed pack, else what a registry has, or says what is installed`() throws {
    let project = try SampleProject()
    let registries = Registries([project.registry("main")])
    let local = ShowOperation(store: project.store)
    let everywhere = ShowOperation(store: project.store, registries: registries)
    #expect(refusal { try local.run("base", nil) }?.codes == ["PK0304"])
    for version in ["1.0.0", "1.1.0", "1.2.0", "2.0.0-rc.1"] { try project.publish("base", version) }
    let offered = try everywhere.run("base", nil)
    #expect(offered.manifest.version == "1.2.0" && !offered.isInstalled && offered.registry == "main")
    #expect(offered.files.contains("pack.yml"))
    #expect(try everywhere.run("base", "2.0.0-rc.1").manifest.version == "2.0.0-rc.1")
    #expect(try project.store.list().isEmpty, "what is shown is not kept")
    #expect(try Files.list(project.store.quarantineRoot) == ["lock"])

    try project.ensure(["base": "=1.0.0"])
    try project.ensure(["base": "=1.1.0"])
    let details = try local.run("base", nil)
    #expect(details.manifest.version == "1.1.0" && details.isInstalled)
    #expect(details.otherVersions == ["1.0.0"])
    #expect(try everywhere.run("base", nil).manifest.version == "1.1.0", "what is installed comes first")
    #expect(try everywhere.run("base", "1.2.0").otherVersions == ["1.0.0", "1.1.0"])
    let refused = refusal { try everywhere.run("base", "3.0.0") }
    #expect(refused?.shown.contains("installed: base 1.0.0, base 1.1.0") == true)
  }

  @Test func `what is shown of a registry is held to the project's trust`() throws {
    let project = try SampleProject()
    try project.publish("base", "1.0.0")
    let signers = TrustPolicy(require: .signed)
    let strict = ShowOperation(
      store: project.store, registries: Registries([project.registry("main")]), trust: TrustCheck([signers], time: 0))
    #expect(refusal { try strict.run("base", nil) }?.category == .refused)
  }

  @Test func `outdated tells what fits and what is newest`() throws {
    let project = try SampleProject()
    try project.publish("base", "1.0.0")
    try project.publish("fresh", "1.0.0")
    try project.ensure(["base": "^1", "fresh": "*"])
    for version in ["1.1.0", "2.0.0", "3.0.0-rc.1"] { try project.publish("base", version) }
    let found = try PackOperations.outdated(
      [PackWish(Requirement("base", "^1")), PackWish(Requirement("fresh", "*"))], lock: project.lock,
      registries: Registries([project.registry("main")]), store: project.store)
    #expect(found == [.init(name: "base", locked: "1.0.0", compatible: "1.1.0", latest: "2.0.0")])
  }

  @Test func `search finds words in names, descriptions, keywords and readmes`() throws {
    let project = try SampleProject()
    try project.publish("sqlite-repo", "1.0.0")
    try project.publish("sqlite-repo", "1.1.0")
    try project.publish("cqrs", "1.0.0")
    try project.ensure(["cqrs": "*"])
    let search = SearchOperation(store: project.store, registries: Registries([project.registry("main")]))
    #expect(try search.run(["sqli"]).map(\.identity.description) == ["sqlite-repo 1.1.0"])
    #expect(try search.run(["sample"]).count == 2)
    let cqrs = try search.run(["CQRS"])
    #expect(cqrs.map(\.isInstalled) == [true])
    #expect(try search.run([]).map(\.identity.name) == ["cqrs", "sqlite-repo"])
    #expect(try search.run(["\"", "AND", "NEAR(", "*"]).isEmpty)
    #expect(try search.run(["nothing"]).isEmpty)
    try project.publish("cqrs", "2.0.0", to: "second")
    try project.publish("only-here", "1.0.0", to: "second")
    let two = SearchOperation(
      store: project.store, registries: Registries(["main", "second"].map(project.registry)))
    #expect(try two.run(["cqrs"]).map(\.identity.version) == ["1.0.0"], "the first registry owns the name")
    #expect(try two.run(["only"]).map(\.registry) == ["second"])
  }

  @Test func `cleaning removes what only saves time`() throws {
    let project = try SampleProject()
    try ContentStore(project.store).put([1, 2, 3])
    #expect(try PackOperations.clean(project.store) == .init(contents: 1, downloads: 0, bytes: 3))
    #expect(try PackOperations.clean(project.store) == .init(contents: 0, downloads: 0, bytes: 0))
  }
}
