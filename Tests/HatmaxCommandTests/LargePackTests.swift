import Foundation
import TestServers
import Testing

/// A pack as large as packs may be takes the time that it takes, but no memory.
struct LargePackTests {
  /// `HATMAX_TEST_LARGE=255` makes it as large as a pack may be; a quarter of that shows a file that is held in memory as well.
  private static let mebibytes = Int(ProcessInfo.processInfo.environment["HATMAX_TEST_LARGE"] ?? "") ?? 75
  private static let limit = 64 << 10

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status"), "skipped: no /proc here"))
  func `building, signing, publishing and installing take less than 64 MiB`() throws {
    let shell = try CommandLine()
    let source = try shell.audit("1.0.0")
    let random = try #require(FileHandle(forReadingAtPath: "/dev/urandom"))
    for number in 0..<Self.mebibytes / 15 {
      let content = try #require(try random.read(upToCount: 15 << 20))
      try content.write(to: URL(fileURLWithPath: source + "/templates/large-\(number).stencil"))
    }
    try shell.project(registry: shell.folder + "/public")
    let archive = shell.folder + "/dist/audit-1.0.0.hatpack"
    let commands = [
      ["pack", "build", source, "-o", shell.folder + "/dist"], ["pack", "publish", archive, "--to", "acme"],
      ["pack", "index", shell.folder + "/public"], ["pack", "install", "acme/audit"], ["pack", "verify"],
      ["pack", "install", archive],
    ]
    for command in commands {
      let (status, peak) = try shell.peakMemory(command)
      #expect(status == 0, "\(command)")
      #expect(peak > 0 && peak < Self.limit, "\(command) took \(peak) KiB")
    }
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status"), "skipped: no /proc here"),
    arguments: [
      "for n in $(seq 20); do truncate -s 15M zeros-$n; done && tar --format=pax -czf ../bomb-1.0.0.hatpack zeros-*": 4,
      "head -c 300M /dev/zero | gzip -1 | gzip -1 >../bomb-1.0.0.hatpack": 2,
      "seq 100000 | xargs touch && ls >../names && tar --format=pax -czf ../bomb-1.0.0.hatpack -T ../names": 4,
    ])
  func `bombs are refused in less than 64 MiB`(_ recipe: String, _ expected: Int32) throws {
    let shell = try CommandLine()
    #expect(try shell.shell("mkdir bomb && (cd bomb && \(recipe))") == "")
    let (status, peak) = try shell.peakMemory(["pack", "install", "./bomb-1.0.0.hatpack"])
    #expect(status == expected)
    #expect(peak > 0 && peak < Self.limit, "\(peak) KiB")
    #expect(shell.files("home/quarantine") == ["lock"])
    #expect(shell.files("home/packs").isEmpty)
  }
}
