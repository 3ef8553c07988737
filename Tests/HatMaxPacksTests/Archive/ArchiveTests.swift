import Foundation
import SystemFiles
import TestServers
import Testing

@testable import HatMaxPacks

struct ArchiveTests {
  private func content(_ archive: String, _ scratch: ScratchFolder) throws -> (files: [FileDigest], folder: String) {
    let folder = scratch.path + "/out-\(UUID().uuidString)"
    try Files.makeFolder(folder)
    return (try ArchiveReader.extract(archive, into: folder), folder)
  }

  @Test func `what is packed comes out again`() throws {
    let scratch = try ScratchFolder()
    let source = try Samples.folder("base", "1.0.0", in: scratch)
    try scratch.write(String(repeating: "x", count: 200_000) + "äöü", to: "base/templates/über/lang.stencil")
    try scratch.write("", to: "base/empty")
    let files = try PackFolder(path: source).files()
    try ArchiveWriter.write(files, of: source, to: scratch.path + "/a.hatpack")
    let (extracted, folder) = try content(scratch.path + "/a.hatpack", scratch)
    #expect(extracted == files)
    #expect(try PackFolder(path: folder).files() == files)
    #expect(ContentDigest(ofPack: extracted) == ContentDigest(ofPack: files))
    let peeked = try ArchiveReader.peek(scratch.path + "/a.hatpack", at: "pack.yml")
    #expect(peeked.files == files)
    #expect(peeked.content == Array(try scratch.read("base/pack.yml").utf8))
  }

  @Test func `the digest is what sha256sum says`() throws {
    let scratch = try ScratchFolder()
    let source = try Samples.folder("base", "1.0.0", in: scratch)
    try scratch.write("a", to: "base/a-b/c")
    try scratch.write("b", to: "base/a/b c")
    let command =
      "cd '\(source)' && find . -type f -printf '%P\\n' | xargs -d '\\n' sha256sum | LC_ALL=C sort | sha256sum"
    let printed = try Shell.run(command, in: scratch)
    #expect(printed.hasPrefix(ContentDigest(ofPack: try PackFolder(path: source).files()).hex))
  }

  @Test func `the bytes don't depend on the folder, the umask, the times or the order of creation`() throws {
    let scratch = try ScratchFolder()
    let first = try Samples.folder("base", "1.0.0", in: scratch, at: "one")
    let second = try Samples.folder("base", "1.0.0", in: scratch, at: "deeply/in/two")
    for name in ["z", "a"] { try scratch.write(name, to: "one/" + name, mode: 0o777) }
    for name in ["a", "z"] { try scratch.write(name, to: "deeply/in/two/" + name, mode: 0o600) }
    try scratch.write("not part of it", to: "one/.git/config")
    let long = [FileAttributeKey.modificationDate: Date(timeIntervalSince1970: 12_345)]
    try FileManager.default.setAttributes(long, ofItemAtPath: first + "/a")
    for (folder, archive) in [(first, "1"), (second, "2")] {
      try ArchiveWriter.write(try PackFolder(path: folder).files(), of: folder, to: scratch.path + "/" + archive)
    }
    let (one, two) = (try Files.read(scratch.path + "/1"), try Files.read(scratch.path + "/2"))
    #expect(one == two)
  }

  @Test func `a folder with a socket or a pipe is refused`() throws {
    let scratch = try ScratchFolder()
    let source = try Samples.folder("base", "1.0.0", in: scratch)
    try Shell.run("mkfifo '\(source)/pipe'", in: scratch)
    let bind = "import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])"
    try Shell.run("cd '\(source)' && python3 -c '\(bind)' socket", in: scratch)
    let problems = try #require(refusal { try PackFolder(path: source).files() })
    #expect(problems.codes == ["PK0203", "PK0203"])
  }

  @Test func `a folder with links or too deep names is refused`() throws {
    let scratch = try ScratchFolder()
    let source = try Samples.folder("base", "1.0.0", in: scratch)
    try FileManager.default.createSymbolicLink(atPath: source + "/link", withDestinationPath: "pack.yml")
    try scratch.write("x", to: "base/PACK.YML")
    let problems = try #require(refusal { try PackFolder(path: source).files() })
    #expect(problems.codes.sorted() == ["PK0203", "PK0204"])
  }
}
