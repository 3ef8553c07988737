import CLibArchive
import Glibc
import SystemFiles

/// Packs files into a gzip-compressed pax tar whose bytes depend on their paths and contents alone.
///
/// Entries are sorted by path, every one a regular file of mode 0644, owner 0 and time 0, and the gzip header has no time
/// and no name. Another version of libarchive or zlib may compress differently, which is why a pack's digest is that of
/// its content and not of its archive.
struct ArchiveWriter {
  private let library: hatmax_libarchive
  private let handle: OpaquePointer
  private let target: String

  /// Writes `files` of `folder` to a new archive at `target`.
  static func write(_ files: [FileDigest], of folder: String, to target: String) throws(PackFailure) {
    let library = try LibArchive.functions()
    let locale = UTF8Locale()
    let output = try OpenFile(target, O_WRONLY | O_CREAT | O_EXCL)
    guard let handle = library.archive_write_new() else { throw .file("write", target, code: ENOMEM) }
    defer { _ = library.archive_write_free(handle) }
    let writer = ArchiveWriter(library: library, handle: handle, target: target)
    try writer.open(output.descriptor)
    for file in files.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
      try writer.add(file, from: folder + "/" + file.path)
    }
    try writer.check(library.archive_write_close(handle))
    try output.sync()
    _ = consume locale
  }

  private func open(_ descriptor: Int32) throws(PackFailure) {
    try check(library.archive_write_add_filter_gzip(handle))
    try check(library.archive_write_set_format_pax_restricted(handle))
    try check(
      library.archive_write_set_options(handle, "gzip:!timestamp,gzip:compression-level=9,pax:hdrcharset=UTF-8"))
    // Without this the compressed file itself would be padded to a tape block.
    try check(library.archive_write_set_bytes_in_last_block(handle, 1))
    try check(library.archive_write_open_fd(handle, descriptor))
  }

  private func add(_ file: FileDigest, from source: String) throws(PackFailure) {
    guard let entry = library.archive_entry_new() else { throw .file("write", target, code: ENOMEM) }
    defer { library.archive_entry_free(entry) }
    library.archive_entry_set_pathname_utf8(entry, file.path)
    library.archive_entry_set_filetype(entry, UInt32(Glibc.S_IFREG))
    library.archive_entry_set_perm(entry, 0o644)
    library.archive_entry_set_mtime(entry, 0, 0)
    library.archive_entry_set_size(entry, Int64(file.size))
    try check(library.archive_write_header(handle, entry))
    let input = try OpenFile(source, O_RDONLY | O_NOFOLLOW)
    var hash = ContentDigest.Builder()
    while case let piece = try input.read(65_536), !piece.isEmpty {
      hash.update(piece)
      let written = piece.withUnsafeBytes { library.archive_write_data(handle, $0.baseAddress, $0.count) }
      if written != piece.count { try check(Int32(truncatingIfNeeded: min(written, -1))) }
    }
    if hash.finish() != file.digest { throw PackFailure(PackDiagnostics.changedWhileReading(source)) }
  }

  private func check(_ result: Int32) throws(PackFailure) {
    if result == ARCHIVE_OK { return }
    let reason = library.archive_error_string(handle).map { String(cString: $0) } ?? "no reason given"
    throw PackFailure(PackDiagnostics.archiveNotWritten(target, reason: reason))
  }
}
