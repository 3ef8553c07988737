import Foundation
import GoldenTesting
import Testing

/// What a person sees when something is wrong: message, place, advice, exit code, and nothing written.
struct BadInputTests {
  private let shell: CommandLine

  init() throws { shell = try CommandLine() }

  private static let good = """
    version: 1
    name: todo
    package: example.com/todo
    services:
      todo:
        aggregates:
          List: {fields: {name: {type: string}}}
    """

  private static let specs: [(name: String, text: String?)] = [
    ("missing", nil), ("empty", ""), ("syntax", "version: 1\nservices:\n  todo: [\n"),
    ("tab", "version: 1\nservices:\n\ttodo: {}\n"),
    ("unknown-key", good.replacing("aggregates:", with: "agregates:")),
    ("wrong-type", good.replacing("name: todo", with: "name: [todo]")),
    ("duplicate-key", good + "\nname: again\n"),
    ("unknown-type", good.replacing("type: string", with: "type: strnig")),
    ("unknown-pack", good + "\n    packs: [sqlite-rep]\n"),
    (
      "several",
      good.replacing("type: string", with: "type: strnig").replacing("version: 1", with: "version: 7")
        + "\n    kinde: atom\n"
    ),
  ]

  @Test(arguments: specs.map(\.name)) func `a bad hatmax.yml`(_ name: String) throws {
    let text = try #require(Self.specs.first { $0.name == name }).text
    if let text { try shell.write(text, to: "project/hatmax.yml") }
    let result = try shell.run("generate")
    try Golden.expect(
      "exit \(result.status)\n\(result.output)\(result.messages)", equals: "Goldens/bad-spec-\(name).txt")
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(shell.files("project").allSatisfy { $0 == "hatmax.yml" })
  }

  @Test func `an output folder that is a file`() throws {
    try shell.write(Self.good, to: "project/hatmax.yml")
    try shell.write("in the way", to: "project/out")
    let result = try shell.run("generate", "-o", "out")
    #expect(result.status == 2)
    #expect(result.messages.contains("error[GE0314]"))
    #expect(shell.read("project/out") == "in the way")
  }

  @Test func `a store that can't be written`() throws {
    try shell.write(Self.good, to: "project/hatmax.yml")
    try shell.write("in the way", to: "home")
    let result = try shell.run("generate")
    #expect(result.status == 2)
    #expect(result.messages.contains("error[PK0"))
    #expect(shell.files("project") == ["hatmax.yml"])
  }

  /// A real full disk: a small file system in memory, where the machine lets tests mount one.
  @Test func `a full disk`() throws {
    try shell.write(Self.good, to: "project/hatmax.yml")
    let disk = shell.folder + "/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    let mount = Process()
    mount.executableURL = URL(fileURLWithPath: "/bin/mount")
    mount.arguments = ["-t", "tmpfs", "-o", "size=16k", "tmpfs", disk]
    mount.standardError = FileHandle.nullDevice
    try mount.run()
    mount.waitUntilExit()
    guard mount.terminationStatus == 0 else {
      withKnownIssue("a full disk is not tested: this machine does not let tests mount a file system") {
        Issue.record("mount failed")
      }
      return
    }
    defer {
      let unmount = Process()
      unmount.executableURL = URL(fileURLWithPath: "/bin/umount")
      unmount.arguments = [disk]
      try? unmount.run()
      unmount.waitUntilExit()
    }
    let result = try shell.run("generate", "-o", disk)
    #expect(result.status == 2)
    #expect(result.messages.contains("error[GE0314]"))
    #expect(result.messages.contains("free some space"))
    let left = shell.files("disk").filter { !$0.hasPrefix(".hatmax") }
    #expect(left == [], "nothing is half-written")
  }

  @Test func `usage`() throws {
    #expect(try shell.run("generate", "--conflict=maybe").status == 64)
    #expect(try shell.run("frobnicate").status == 64)
    #expect(try shell.run("pack", "install", "Not A Name").status == 64)
    let result = try shell.run("add", "pack", "sqlite-repo")
    #expect(result.status == 2)
    #expect(result.messages.contains("error[GE0001]"))
  }
}
