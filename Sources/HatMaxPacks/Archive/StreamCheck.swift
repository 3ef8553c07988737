import CLibArchive
import Glibc
import SystemFiles

/// Looks for what libarchive does not show: a zero byte in a pax header, which would end a name before its end, and a gzip
/// stream whose checksum is wrong or that something follows.
///
/// The archive is decompressed once more for it. Where that is impossible or takes too much the search ends, as libarchive
/// or the limits then refuse the archive.
enum StreamCheck {
  private static let pieceSize = 64 << 10

  /// Refuses an archive that libarchive would read as if nothing were wrong.
  static func check(_ archive: String, limits: ArchiveLimits, _ library: hatmax_libarchive) throws(PackFailure) {
    let file = try OpenFile(archive, O_RDONLY)
    guard let handle = library.archive_read_new() else { throw .file("read", archive, code: ENOMEM) }
    defer { _ = library.archive_read_free(handle) }
    var entry: OpaquePointer?
    guard library.archive_read_support_filter_gzip(handle) == ARCHIVE_OK,
      library.archive_read_support_format_raw(handle) == ARCHIVE_OK,
      library.archive_read_open_fd(handle, file.descriptor, Self.pieceSize) == ARCHIVE_OK,
      library.archive_read_next_header(handle, &entry) == ARCHIVE_OK,
      library.archive_filter_code(handle, 0) == ARCHIVE_FILTER_GZIP, library.archive_filter_count(handle) == 2
    else { return }
    let most = min(limits.totalSize, limits.mostByRatio(try file.size()))
    var headers = PaxHeaders()
    var piece = [UInt8](repeating: 0, count: Self.pieceSize)
    var (sum, total) = (library.crc32(0, nil, 0), 0)
    while true {
      let count = library.archive_read_data(handle, &piece, piece.count)
      if count < 0 || total > most { return }
      if count == 0 { break }
      total += count
      sum = library.crc32(sum, piece, UInt32(count))
      if headers.findsZero(in: piece[..<count]) {
        let refusal = Refusal(.entryPath, "it has an entry whose name holds a zero byte")
        throw PackFailure(PackDiagnostics.refused(Files.name(of: archive), entry: nil, refusal))
      }
    }
    let end = [UInt32(truncatingIfNeeded: sum), UInt32(truncatingIfNeeded: total)]
    guard try file.last(8) == end.flatMap({ number in (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } })
    else {
      let reason = "its checksum is wrong, or something follows its end"
      throw PackFailure(PackDiagnostics.notAnArchive(Files.name(of: archive), reason: reason))
    }
  }
}

extension OpenFile {
  /// The bytes at the end of the file.
  fileprivate func last(_ count: Int) throws(PackFailure) -> [UInt8] {
    if lseek(descriptor, off_t(-count), SEEK_END) < 0 { throw .file("read", path) }
    return try read(count)
  }
}
