/// Bounds on what an archive may unpack to, so that a small file can't fill a disk or a day.
public struct ArchiveLimits: Sendable {
  /// Files and folders.
  public var entries = 10_000
  /// Bytes of one file.
  public var fileSize = 16 << 20
  /// Bytes of all files, with 512 for each entry's header.
  public var totalSize = 256 << 20
  /// Unpacked bytes for each byte of the archive, where more than `ratioFloor` bytes are unpacked.
  public var ratio = 200
  /// What may be unpacked whatever the ratio: a small pack with one repetitive file is no bomb.
  public var ratioFloor = 1 << 20
  /// Bytes of a path.
  public var pathLength = 1_024
  /// Bytes of one part of a path.
  public var partLength = 200

  /// The most that an archive of a size may unpack to because of the ratio.
  func mostByRatio(_ compressed: Int) -> Int { max(ratioFloor, compressed * ratio) }

  /// The bounds that packs are held to.
  public static let standard = ArchiveLimits()
}
