import Testing

@testable import HatMaxPacks

struct PackOperationsTests {
  @Test func `a folder is built, published and installed`() throws {
    let scratch = try ScratchFolder()
    let folder = try Samples.folder("acme/base", "1.0.0", in: scratch, at: "source")
    let built = try BuildOperation.run(folder, into: scratch.path + "/out")
    #expect(built.path.hasSuffix("/out/base-1.0.0.hatpack"))
    #expect(try BuildOperation.run(folder, into: scratch.path + "/out") == built)
    try scratch.write("signature", to: "out/base-1.0.0.hatpack.sig")
    let published = try PublishOperation.run(built.path, toFolder: scratch.path + "/registry")
    #expect(published.path.hasSuffix("/registry/acme/base-1.0.0.hatpack"))
    #expect(try PublishOperation.run(built.path, toFolder: scratch.path + "/registry") == published)
    #expect(try scratch.read("registry/acme/base-1.0.0.hatpack.sig") == "signature")
    let source = FolderSource(scratch.path + "/registry")
    #expect(try source.names() == ["acme/base"])
    #expect(try source.releases(of: "acme/base").map(\.identity) == [PackVersion("acme/base", "1.0.0")])
    try scratch.write("changed", to: "source/README.md")
    let changed = try BuildOperation.run(folder, into: scratch.path + "/out")
    let refused = refusal { try PublishOperation.run(changed.path, toFolder: scratch.path + "/registry") }
    #expect(refused?.codes == ["PK0305"])
  }

  @Test func `show gives an installed pack or says what is installed`() throws {
    let project = try SampleProject()
    #expect(refusal { try PackOperations.show("base", nil, in: project.store) }?.codes == ["PK0304"])
    try project.publish("base", "1.0.0")
    try project.publish("base", "1.1.0")
    try project.ensure(["base": "=1.0.0"])
    try project.ensure(["base": "=1.1.0"])
    let details = try PackOperations.show("base", nil, in: project.store)
    #expect(details.stored.identity.version == "1.1.0")
    #expect(details.otherVersions == ["1.0.0"])
    let refused = refusal { try PackOperations.show("base", "3.0.0", in: project.store) }
    #expect(refused?.shown.contains("installed: base 1.0.0, base 1.1.0") == true)
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
  }

  @Test func `cleaning removes what only saves time`() throws {
    let project = try SampleProject()
    try ContentStore(project.store).put([1, 2, 3])
    #expect(try PackOperations.clean(project.store) == .init(contents: 1, bytes: 3))
    #expect(try PackOperations.clean(project.store) == .init(contents: 0, bytes: 0))
  }
}
