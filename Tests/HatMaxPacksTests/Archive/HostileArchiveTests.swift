import GoldenTesting
import SourceDiagnostics
import SystemFiles
import TestServers
import Testing

@testable import HatMaxPacks

/// Archives that no honest tool makes.
///
/// Each is refused with its own words, and nothing stays behind.
struct HostileArchiveTests {
  private struct Case {
    let name: String
    let code: String
    let bytes: [UInt8]
  }

  private static let manifest = Samples.manifest("evil", "1.0.0")

  private static func tar(_ build: (inout TarBuilder) -> Void) -> [UInt8] {
    var tar = TarBuilder()
    tar.add("pack.yml", content: manifest)
    build(&tar)
    return tar.finished
  }

  /// Tar archives that are compressed honestly.
  private static let tars: [(name: String, code: String, bytes: [UInt8])] = [
    ("parent", "PK0202", tar { $0.add("../outside", content: "x") }),
    ("parent inside", "PK0202", tar { $0.add("templates/../../outside", content: "x") }),
    ("absolute", "PK0202", tar { $0.add("/tmp/outside", content: "x") }),
    ("backslash", "PK0202", tar { $0.add("templates\\..\\outside", content: "x") }),
    ("dot", "PK0202", tar { $0.add("./a", content: "x") }),
    ("empty part", "PK0202", tar { $0.add("a//b", content: "x") }),
    ("hidden", "PK0202", tar { $0.add(".git/hooks/post-checkout", content: "x") }),
    ("newline", "PK0202", tar { $0.add("a\nb", content: "x") }),
    ("control character", "PK0202", tar { $0.add("a\u{1B}[2Jb", content: "x") }),
    ("right to left", "PK0202", tar { $0.add("a\u{202E}cod.exe", content: "x") }),
    (
      "zero byte", "PK0202",
      tar {
        $0.addPax([("path", Array("a\0b".utf8))])
        $0.add("a", content: "x")
      }
    ),
    ("invalid UTF-8", "PK0202", tar { $0.add([0x61, 0xFF, 0xFE], content: [0x78]) }),
    (
      "invalid UTF-8 in pax", "PK0202",
      tar {
        $0.addPax([("path", [0x61, 0xC0, 0xAF])])
        $0.add("a", content: "x")
      }
    ),
    (
      "long path", "PK0202",
      tar {
        $0.addPax([("path", Array(String(repeating: "long/", count: 400).utf8) + [0x61])])
        $0.add("a", content: "x")
      }
    ),
    (
      "long part", "PK0202",
      tar {
        $0.addPax([("path", [UInt8](repeating: 0x61, count: 250))])
        $0.add("a", content: "x")
      }
    ),
    ("symbolic link", "PK0203", tar { $0.add("a", type: "2", link: "/etc/passwd") }),
    (
      "chain of links", "PK0203",
      tar {
        $0.add("a", type: "2", link: ".")
        $0.add("a/b", type: "2", link: "..")
        $0.add("a/b/outside", content: "x")
      }
    ),
    ("hard link", "PK0203", tar { $0.add("a", type: "1", link: "/etc/passwd") }),
    ("hard link inside", "PK0203", tar { $0.add("a", type: "1", link: "pack.yml") }),
    ("character device", "PK0203", tar { $0.add("a", type: "3") }),
    ("block device", "PK0203", tar { $0.add("a", type: "4") }),
    ("named pipe", "PK0203", tar { $0.add("a", type: "6") }),
    ("duplicate", "PK0204", tar { $0.add("pack.yml", content: "name: other") }),
    ("case", "PK0204", tar { $0.add("PACK.yml", content: "name: other") }),
    (
      "case of a folder", "PK0204",
      tar {
        $0.add("templates/a", content: "x")
        $0.add("Templates/b", content: "x")
      }
    ),
    (
      "normalization", "PK0204",
      tar {
        $0.add("\u{E9}", content: "x")
        $0.add("e\u{301}", content: "x")
      }
    ),
    (
      "file as folder", "PK0204",
      tar {
        $0.add("a", content: "x")
        $0.add("a/b", content: "x")
      }
    ),
    (
      "folder as file", "PK0204",
      tar {
        $0.add("a/b", content: "x")
        $0.add("a", content: "x")
      }
    ),
    ("a hundred thousand empty files", "PK0205", tar { tar in for index in 0..<100_000 { tar.add("f\(index)") } }),
    ("large file", "PK0206", tar { $0.add("a", content: "x", size: 17 << 20) }),
    ("negative size", "PK0201", tar { $0.add(Array("a".utf8), content: [], size: -1) }),
    (
      "sparse", "PK0208",
      tar {
        $0.addPax([
          ("GNU.sparse.size", Array("1000000".utf8)), ("GNU.sparse.numblocks", Array("2".utf8)),
          ("GNU.sparse.map", Array("0,1,999999,1".utf8)),
        ])
        $0.add("b", content: "xy")
      }
    ),
    ("wrong checksum", "PK0201", tar { $0.add(Array("a".utf8), content: [0x78], checksum: 1) }),
    (
      "truncated tar", "PK0201", Array(tar { $0.add("a", content: String(repeating: "x", count: 2_000)) }.prefix(2_000))
    ),
    ("bomb", "PK0207", tar { $0.add(Array("a".utf8), content: [UInt8](repeating: 0, count: 12 << 20)) }),
    (
      "bomb in headers", "PK0201",
      tar { tar in
        for _ in 0..<16 { tar.addPax([("comment", [UInt8](repeating: 0x20, count: 500_000))]) }
        tar.add("a")
      }
    ),
    (
      "no manifest", "PK0109",
      { () -> [UInt8] in
        var t = TarBuilder(); t.add("README.md", content: "x"); return t.finished
      }()
    ),
    (
      "folder as manifest", "PK0109",
      { () -> [UInt8] in
        var t = TarBuilder(); t.add("pack.yml/", type: "5"); return t.finished
      }()
    ),
  ]

  private static func cases(_ scratch: ScratchFolder) throws -> [Case] {
    var cases: [Case] = []
    for (name, code, bytes) in tars {
      cases.append(Case(name: name, code: code, bytes: try Gzip.compress(bytes, in: scratch)))
    }
    let honest = tar { $0.add("a", content: String(repeating: "text ", count: 3_000)) }
    let packed = try Gzip.compress(honest, in: scratch)
    cases.append(Case(name: "truncated gzip", code: "PK0201", bytes: Array(packed.dropLast(30))))
    var summed = packed
    summed[packed.count - 6] ^= 1
    cases.append(Case(name: "wrong checksum of gzip", code: "PK0201", bytes: summed))
    cases.append(Case(name: "something after the end", code: "PK0201", bytes: packed + Array("more".utf8)))
    cases.append(
      Case(name: "bzip2", code: "PK0201", bytes: Array("BZh91AY&SY".utf8) + [UInt8](repeating: 0, count: 60)))
    cases.append(Case(name: "xz", code: "PK0201", bytes: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0] + [0, 4, 0xE6, 0xD6]))
    cases.append(Case(name: "plain tar", code: "PK0201", bytes: honest))
    cases.append(Case(name: "gzip in gzip", code: "PK0201", bytes: try Gzip.compress(packed, in: scratch)))
    // A tar has no way to say that an entry is a socket; a cpio has, and is refused for what it is.
    cases.append(
      Case(name: "socket in a cpio", code: "PK0201", bytes: try Gzip.compress(TarBuilder.cpioSocket, in: scratch)))
    let zeros = [UInt8](repeating: 0, count: 8 << 20)
    let nested = try Gzip.compress(try Gzip.compress(zeros, in: scratch), in: scratch)
    cases.append(Case(name: "nested bomb", code: "PK0201", bytes: nested))
    cases.append(
      Case(name: "zip", code: "PK0201", bytes: Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 60)))
    cases.append(Case(name: "7z", code: "PK0201", bytes: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4]))
    cases.append(Case(name: "script", code: "PK0201", bytes: Array("#!/bin/sh\nexit 1\n".utf8)))
    cases.append(Case(name: "empty", code: "PK0201", bytes: []))
    cases.append(
      Case(name: "gzip of text", code: "PK0201", bytes: try Gzip.compress(Array("hello\n".utf8), in: scratch)))
    return cases
  }

  @Test func `every hostile archive is refused in its own words and leaves nothing`() throws {
    let scratch = try ScratchFolder()
    var report = ""
    for hostile in try Self.cases(scratch) {
      let path = scratch.path + "/evil-1.0.0.hatpack"
      try Files.writeNew(hostile.bytes, to: path, sync: false)
      let store = PackStore(home: scratch.path + "/home")
      let refused = refusal { try InstallArchiveOperation(store: store).install(archive: path) }
      report += "## \(hostile.name)\n\(refused?.shown ?? "accepted\n")\n"
      #expect(refused?.codes == [hostile.code], "\(hostile.name): \(refused?.shown ?? "accepted")")
      #expect(try store.list().isEmpty)
      #expect(try Files.list(store.quarantineRoot) == ["lock"], "\(hostile.name)")
      #expect(!Files.exists(store.home + "/packs"))
      #expect(!Files.exists(scratch.path + "/outside"))
      #expect(!Files.exists(scratch.path + "/home/outside"))
      try Files.removeTree(path)
    }
    try Golden.expect(report, equals: "../Fixtures/Archive/hostile.txt")
  }
}
