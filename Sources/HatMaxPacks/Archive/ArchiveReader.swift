import CLibArchive
import Glibc
import SourceDiagnostics
import SystemFiles

/// Unpacks an archive from anybody into an empty folder, within bounds and refusing whatever a pack doesn't need.
struct ArchiveReader {
  private let library: hatmax_libarchive
  private let name: String
  private let limits: ArchiveLimits
  private let handle: OpaquePointer
  private let compressedSize: Int

  /// Unpacks `archive` into `folder`, which must be there and empty.
  ///
  /// Content streams through a buffer of 64 KiB. On failure the folder holds what had been unpacked; the caller removes it.
  ///
  /// - Returns: The files, in the archive's order.
  static func extract(
    _ archive: String, into folder: String, limits: ArchiveLimits = .standard
  ) throws(PackFailure) -> [FileDigest] {
    try read(archive, to: .folder(folder), limits: limits).files
  }

  /// Reads one file of an archive, and the digests of all, without writing anything.
  static func peek(
    _ archive: String, at path: String, limits: ArchiveLimits = .standard
  ) throws(PackFailure) -> (files: [FileDigest], content: [UInt8]?) {
    try read(archive, to: .memory(path), limits: limits)
  }

  /// Where content goes.
  private enum Destination {
    case folder(String)
    /// Only the file of this path is kept.
    case memory(String)
  }

  private static func read(
    _ archive: String, to destination: Destination, limits: ArchiveLimits
  ) throws(PackFailure) -> (files: [FileDigest], content: [UInt8]?) {
    let library = try LibArchive.functions()
    let locale = UTF8Locale()
    let file = try OpenFile(archive, O_RDONLY)
    guard let handle = library.archive_read_new() else { throw .file("read", archive, code: ENOMEM) }
    defer { _ = library.archive_read_free(handle) }
    try PaxHeaders.check(archive, limits: limits, library)
    let reader = ArchiveReader(
      library: library, name: Files.name(of: archive), limits: limits, handle: handle, compressedSize: try file.size())
    try reader.open(file.descriptor)
    let result = try reader.entries(to: destination)
    _ = consume locale
    return result
  }

  private func open(_ descriptor: Int32) throws(PackFailure) {
    try check(library.archive_read_support_filter_gzip(handle))
    try check(library.archive_read_support_format_tar(handle))
    try check(library.archive_read_set_options(handle, "tar:hdrcharset=UTF-8"))
    try check(library.archive_read_open_fd(handle, descriptor, 65_536))
    // A chain is the filter and the file itself; anything longer is compression inside compression.
    guard library.archive_filter_code(handle, 0) == ARCHIVE_FILTER_GZIP, library.archive_filter_count(handle) == 2
    else {
      throw PackFailure(PackDiagnostics.notAnArchive(name, reason: "it is not one gzip stream"))
    }
  }

  private func entries(to destination: Destination) throws(PackFailure) -> (files: [FileDigest], content: [UInt8]?) {
    var files: [FileDigest] = []
    var content: [UInt8]?
    var collisions = PathCollisions()
    var count = 0
    var folders: Set<String> = []
    while let entry = try nextEntry() {
      count += 1
      if count > limits.entries { throw refusal(nil, .tooManyEntries(limits)) }
      let (path, isFolder) = try admit(entry, &collisions)
      if isFolder { continue }
      switch destination {
      case .folder(let folder):
        if let slash = path.lastIndex(of: "/"), folders.insert(String(path[..<slash])).inserted {
          try Files.makeFolder(folder + "/" + path[..<slash])
        }
        let file = try OpenFile(folder + "/" + path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
        files.append(try unpack(entry, path) { piece throws(PackFailure) in try file.write(piece) })
      case .memory(let wanted):
        var kept: [UInt8] = []
        files.append(try unpack(entry, path) { piece in if path == wanted { kept += piece } })
        if path == wanted { content = kept }
      }
    }
    return (files, content)
  }

  private func nextEntry() throws(PackFailure) -> OpaquePointer? {
    var entry: OpaquePointer?
    let result = library.archive_read_next_header(handle, &entry)
    if result == ARCHIVE_EOF { return nil }
    // A warning means that a name or another property could not be read as it is: a pack has no such thing.
    if result == ARCHIVE_WARN { _ = try name(of: entry) }
    try check(result)
    try checkUnpackedSize()
    return entry
  }

  private func name(of entry: OpaquePointer?) throws(PackFailure) -> String {
    guard let text = library.archive_entry_pathname_utf8(entry), let path = String(validatingCString: text) else {
      throw refusal(nil, Refusal(.entryPath, "it has an entry whose name is not UTF-8"))
    }
    return path
  }

  /// The path of an entry that a pack may have.
  private func admit(_ entry: OpaquePointer, _ collisions: inout PathCollisions) throws(PackFailure) -> (String, Bool) {
    var path = try name(of: entry)
    if library.archive_entry_hardlink(entry) != nil || library.archive_entry_hardlink_utf8(entry) != nil {
      throw refusal(path, Refusal(.entryKind, "it is a hard link"))
    }
    let type = library.archive_entry_filetype(entry)
    let isFolder = type == S_IFDIR
    if isFolder, path.hasSuffix("/") { path.removeLast() }
    if let problem = EntryPath.problem(path, limits: limits) { throw refusal(path, problem) }
    guard isFolder || type == S_IFREG else {
      throw refusal(path, Refusal(.entryKind, "it is \(Self.kindName(type))"))
    }
    if library.archive_entry_sparse_count(entry) > 0 { throw refusal(path, Refusal(.entrySize, "it is a sparse file")) }
    if let problem = collisions.add(path, isFolder: isFolder) { throw refusal(path, problem) }
    if !isFolder {
      guard library.archive_entry_size_is_set(entry) != 0, library.archive_entry_size(entry) >= 0 else {
        throw refusal(path, Refusal(.entrySize, "it does not say its size"))
      }
      if library.archive_entry_size(entry) > limits.fileSize {
        throw refusal(path, .fileTooLarge(limits))
      }
    }
    return (path, isFolder)
  }

  private func unpack(
    _ entry: OpaquePointer, _ path: String, _ write: ([UInt8]) throws(PackFailure) -> Void
  ) throws(PackFailure) -> FileDigest {
    let expected = Int(library.archive_entry_size(entry))
    var hash = ContentDigest.Builder()
    var size = 0
    while case let piece = try readPiece(), !piece.isEmpty {
      try checkUnpackedSize()
      size += piece.count
      hash.update(piece)
      try write(piece)
    }
    if size != expected { throw refusal(path, Refusal(.entrySize, "it is not as long as it says")) }
    return FileDigest(path: path, digest: hash.finish(), size: size)
  }

  private func readPiece() throws(PackFailure) -> [UInt8] {
    var result = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, filled in
      result = library.archive_read_data(handle, buffer.baseAddress, buffer.count)
      filled = max(0, result)
    }
    if result < 0 { try check(Int32(truncatingIfNeeded: result)) }
    return bytes
  }

  /// Looks at the bytes that came out of the decompressor, headers and padding included.
  private func checkUnpackedSize() throws(PackFailure) {
    let size = Int(library.archive_filter_bytes(handle, 0))
    if size > limits.totalSize { throw refusal(nil, .packTooLarge(limits)) }
    if size > limits.mostByRatio(compressedSize) {
      throw refusal(nil, Refusal(.tooCompressed, "it unpacks to more than \(limits.ratio) times its size"))
    }
  }

  private func check(_ result: Int32) throws(PackFailure) {
    if result == ARCHIVE_OK { return }
    let reason = library.archive_error_string(handle).map { String(cString: $0) } ?? "no reason given"
    throw PackFailure(PackDiagnostics.notAnArchive(name, reason: reason))
  }

  private func refusal(_ path: String?, _ refusal: Refusal) -> PackFailure {
    PackFailure(PackDiagnostics.refused(name, entry: path, refusal))
  }

  private static func kindName(_ type: mode_t) -> String {
    switch type {
    case S_IFLNK: "a symbolic link"
    case S_IFCHR, S_IFBLK: "a device"
    case S_IFIFO: "a named pipe"
    case S_IFSOCK: "a socket"
    default: "neither a file nor a folder"
    }
  }
}
