import Foundation
import GRDB
import SystemFiles
import TestServers
import Testing

@testable import HatMaxPacks

struct StoreTests {
  @Test func `installed files can't be written, and verify sees every change`() throws {
    let project = try SampleProject()
    try project.publish("base", "1.0.0")
    try project.ensure(["base": "*"])
    let folder = project.store.folder(of: PackVersion("base", "1.0.0"))
    let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/templates/main.go.stencil")
    #expect(attributes[.posixPermissions] as? Int == 0o444)
    try Files.setMode(folder, 0o755)
    try Files.setMode(folder + "/README.md", 0o644)
    try Files.replace(folder + "/README.md", with: [1])
    try Files.writeNew([1], to: folder + "/added")
    try Files.removeTree(folder + "/templates/main.go.stencil")
    let problems = try project.store.verify().flatMap(\.problems)
    #expect(problems == ["`README.md` is changed", "`templates/main.go.stencil` is missing", "`added` was added"])
    let refused = refusal { try project.store.pack(PackVersion("base", "1.0.0")) }
    #expect(refused?.codes == ["PK0306"])
    #expect(refused?.category == .refused)
    #expect(try project.store.remove(PackVersion("base", "1.0.0")))
    let again = try project.store.remove(PackVersion("base", "1.0.0"))
    #expect(!again)
    #expect(try project.ensure(["base": "*"]).installed.count == 1)
  }

  @Test func `a folder that no row speaks of is replaced`() throws {
    let project = try SampleProject()
    try project.publish("base", "1.0.0")
    let folder = project.store.folder(of: PackVersion("base", "1.0.0"))
    try Files.makeFolder(folder)
    try Files.writeNew([1], to: folder + "/leftover")
    let result = try project.ensure(["base": "*"])
    #expect(result.packs.first?.bytes(of: "leftover") == nil)
    #expect(try project.store.verify().allSatisfy { $0.problems.isEmpty })
  }

  @Test func `a store of a newer program is not touched`() throws {
    let project = try SampleProject()
    _ = try project.store.list()
    try project.store.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9 future')") }
    #expect(refusal { try PackStore(home: project.store.home).list() }?.codes == ["PK0302"])
  }

  @Test func `a store of an older program is brought up to date`() throws {
    let project = try SampleProject()
    try Files.makeFolder(project.store.home)
    let old = try DatabaseQueue(path: project.store.home + "/store.sqlite")
    try StoreDatabase.migrator.migrate(old, upTo: "2 origin")
    try old.write { database in
      try database.execute(
        sql: """
          INSERT INTO pack (name, version, digest, registry, description, license)
            VALUES ('base', '1.0.0', '\(ContentDigest(of: []))', 'main', 'kept', 'MIT');
          INSERT INTO document VALUES ('base', 'kept', '', 'A readme.', '1.0.0', 'main', 1);
          INSERT INTO document VALUES ('other', 'asked for again', '', '', '1.0.0', 'main', 0);
          """)
    }
    try old.close()
    #expect(try project.store.list().map(\.description) == ["kept"])
    let search = SearchOperation(store: project.store, registries: Registries([]))
    #expect(try search.run(["readme"]).map(\.identity.description) == ["base 1.0.0"])
    #expect(try search.run([]).count == 1)
  }

  @Test func `a damaged database is said to be so`() throws {
    let scratch = try ScratchFolder()
    try Files.makeFolder(scratch.path + "/home")
    try Files.writeNew([UInt8](repeating: 0x41, count: 5_000), to: scratch.path + "/home/store.sqlite")
    #expect(refusal { try PackStore(home: scratch.path + "/home").list() }?.codes == ["PK0303"])
  }

  @Test func `a home that can't be made is said to be so`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("a file", to: "home")
    #expect(refusal { try PackStore(home: scratch.path + "/home/inner").list() }?.codes == ["PK0301"])
  }

  @Test func `contents are kept once, checked when read, and pruned by age`() throws {
    let scratch = try ScratchFolder()
    let content = ContentStore(folder: scratch.path + "/content")
    let old = try content.put([1, 2, 3])
    let used = try content.put([4, 5, 6])
    #expect(content.get(old) == [1, 2, 3])
    #expect(content.get(ContentDigest(of: [9])) == nil)
    let path = "\(content.folder)/\(old.hex.prefix(2))/\(old.hex.dropFirst(2))"
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: path)
    let removed = try content.prune(toBytes: 3)
    #expect(removed == (1, 3))
    #expect(content.get(old) == nil)
    #expect(content.get(used) == [4, 5, 6])
    try Data([0]).write(to: URL(fileURLWithPath: "\(content.folder)/\(used.hex.prefix(2))/\(used.hex.dropFirst(2))"))
    #expect(content.get(used) == nil)
  }
}
