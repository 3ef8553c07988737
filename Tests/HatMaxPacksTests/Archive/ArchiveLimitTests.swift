import SystemFiles
import TestServers
import Testing

@testable import HatMaxPacks

/// The bounds of archives that take too long to reach at their full size.
struct ArchiveLimitTests {
  private func refused(_ change: (inout ArchiveLimits) -> Void) throws -> [String]? {
    let scratch = try ScratchFolder()
    let archive = try Samples.archive("base", "1.0.0", in: scratch)
    var limits = ArchiveLimits()
    change(&limits)
    try Files.makeFolder(scratch.path + "/out")
    return refusal { try ArchiveReader.extract(archive, into: scratch.path + "/out", limits: limits) }?.codes
  }

  @Test func `every bound is kept, and what is within all of them passes`() throws {
    #expect(try refused { _ in } == nil)
    #expect(try refused { $0.entries = 2 } == ["PK0205"])
    #expect(try refused { $0.fileSize = 5 } == ["PK0206"])
    #expect(try refused { $0.totalSize = 2_000 } == ["PK0206"])
    #expect(try refused { ($0.ratio, $0.ratioFloor) = (1, 0) } == ["PK0207"])
    #expect(try refused { $0.pathLength = 10 } == ["PK0202"])
    #expect(try refused { $0.partLength = 8 } == ["PK0202"])
  }

  @Test func `the standard bounds are those that are written down`() {
    let limits = ArchiveLimits.standard
    #expect(limits.entries == 10_000)
    #expect(limits.fileSize == 16 << 20)
    #expect(limits.totalSize == 256 << 20)
    #expect(limits.ratio == 200)
  }
}
