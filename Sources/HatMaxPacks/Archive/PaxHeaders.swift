import CLibArchive
import Glibc
import SystemFiles

/// Looks for what libarchive does not show: a zero byte in a pax header, which would end a name before its end.
///
/// The archive is decompressed once more for it, and its blocks are followed as POSIX describes them for `pax`. Where that
/// is impossible the search ends, as libarchive then refuses the archive itself.
struct PaxHeaders {
  /// Refuses an archive with a zero byte in the value of a pax header.
  static func check(_ archive: String, limits: ArchiveLimits, _ library: hatmax_libarchive) throws(PackFailure) {
    let file = try OpenFile(archive, O_RDONLY)
    guard let handle = library.archive_read_new() else { throw .file("read", archive, code: ENOMEM) }
    defer { _ = library.archive_read_free(handle) }
    var entry: OpaquePointer?
    guard library.archive_read_support_filter_gzip(handle) == ARCHIVE_OK,
      library.archive_read_support_format_raw(handle) == ARCHIVE_OK,
      library.archive_read_open_fd(handle, file.descriptor, 65_536) == ARCHIVE_OK,
      library.archive_read_next_header(handle, &entry) == ARCHIVE_OK
    else { return }
    let most = min(limits.totalSize, limits.mostByRatio(try file.size()))
    var headers = PaxHeaders()
    var block = [UInt8](repeating: 0, count: 512)
    var total = 0
    while total <= most, library.archive_read_data(handle, &block, 512) == 512, !headers.isLost {
      total += 512
      if headers.findsZero(in: block) {
        let refusal = Refusal(.entryPath, "it has an entry whose name holds a zero byte")
        throw PackFailure(PackDiagnostics.refused(Files.name(of: archive), entry: nil, refusal))
      }
    }
  }

  /// Bytes of content that are still to come, and whether they are a pax header's.
  private var remaining = 0
  private var isHeader = false
  /// Whether a block was not what the format says.
  private(set) var isLost = false

  /// Takes the next block; true when it is a pax header's and holds a zero byte.
  private mutating func findsZero(in block: [UInt8]) -> Bool {
    if remaining > 0 {
      let count = min(remaining, 512)
      remaining -= count
      return isHeader && block[..<count].contains(0)
    }
    guard block.contains(where: { $0 != 0 }) else { return false }
    let type = block[156]
    isHeader = type == UInt8(ascii: "x") || type == UInt8(ascii: "g")
    let digits = block[124..<136].filter { $0 != 0x20 && $0 != 0 }
    guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 8), size >= 0 else {
      isLost = true
      return false
    }
    remaining = size
    return false
  }
}
