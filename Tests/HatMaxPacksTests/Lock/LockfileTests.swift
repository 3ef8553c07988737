import GoldenTesting
import SourceDiagnostics
import TestServers
import Testing

@testable import HatMaxPacks

struct LockfileTests {
  private static let digest = ContentDigest(of: [1, 2, 3])

  private static let sample = Lockfile([
    .init(name: "go-service", version: "1.0.0", registry: "builtin", digest: digest),
    .init(name: "mine", version: "0.1.0", registry: "path", digest: nil),
    .init(name: "acme/base", version: "0.3.0", registry: "acme", digest: digest),
  ])

  private func read(_ text: String) -> (lock: Lockfile?, bag: DiagnosticBag) {
    var bag = DiagnosticBag()
    let lock = LockfileReader.read(SourceText(name: "hatmax.lock", text: text), into: &bag)
    return (lock, bag)
  }

  @Test func `what is written is read back, in one order`() throws {
    try Golden.expect(Self.sample.text, equals: "../Fixtures/Lock/version-1.lock")
    #expect(read(Self.sample.text).lock == Self.sample)
    #expect(Lockfile(Self.sample.entries.reversed()).text == Self.sample.text)
    #expect(read(Self.sample.text.replacing("\n", with: "\r\n")).lock == Self.sample)
    #expect(read("").lock == Lockfile())
    #expect(read(Lockfile().text).lock == Lockfile())
  }

  @Test func `changes are lines`() {
    let newer = Lockfile([
      .init(name: "go-service", version: "1.1.0", registry: "builtin", digest: Self.digest),
      .init(name: "mine", version: "0.1.0", registry: "path", digest: nil),
    ])
    let marks = newer.changes(since: Self.sample).map { $0.prefix(22) }
    #expect(marks == ["- acme/base 0.3.0 acme", "- go-service 1.0.0 bui", "+ go-service 1.1.0 bui"])
  }

  @Test func `damaged locks are refused in words`() throws {
    let cases = [
      "no version": "go-service 1.0.0 builtin folder\n", "newer format": "version 2\nanything goes here\n",
      "conflict": "version 1\n<<<<<<< ours\na 1.0.0 b folder\n=======\na 1.1.0 b folder\n>>>>>>> theirs\n",
      "few words": "version 1\na 1.0.0 b\n", "many words": "version 1\na 1.0.0 b folder more\n",
      "bad name": "version 1\nA_b 1.0.0 b folder\n", "bad version": "version 1\na 1.0 b folder\n",
      "bad digest": "version 1\na 1.0.0 b sha256:abc\n", "twice": "version 1\na 1.0.0 b folder\na 1.1.0 b folder\n",
      "binary": "version 1\n\u{0}\u{1}\u{2}\n", "several": "version 1\nx\nA 1.0.0 b folder\n",
    ]
    var report = ""
    for (name, text) in cases.sorted(by: { $0.key < $1.key }) {
      let (lock, bag) = read(text)
      #expect(lock == nil)
      report += "## \(name)\n" + DiagnosticRenderer().render(bag) + "\n"
    }
    try Golden.expect(report, equals: "../Fixtures/Lock/damaged.txt")
  }

  @Test func `branches that add different packs merge in git`() throws {
    let scratch = try ScratchFolder()
    func lock(_ names: [PackName]) -> String {
      Lockfile(names.map { .init(name: $0, version: "1.0.0", registry: "main", digest: Self.digest) }).text
    }
    let common: [PackName] = ["a", "c", "e", "g", "i"]
    try scratch.write(lock(common), to: "base")
    try scratch.write(lock(common + ["b"]), to: "ours")
    try scratch.write(lock(common + ["h"]), to: "theirs")
    try Shell.run("cd '\(scratch.path)' && git merge-file ours base theirs", in: scratch)
    #expect(read(try scratch.read("ours")).lock == read(lock(common + ["b", "h"])).lock)
  }
}
