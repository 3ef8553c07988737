#if os(Linux)
  import CLinux
#endif
#if canImport(Glibc)
  package import Glibc
#elseif canImport(Musl)
  package import Musl
#else
  package import Darwin
#endif

/// The file operations that HatMax needs, and the only place that makes these system calls.
///
/// Paths are plain strings; every failure names the path.
package enum FileOperations<Thrown: FileError> {
  /// What these functions throw.
  package typealias Failure = Thrown
}

// MARK: - Looking

extension FileOperations {
  /// What stands at a path; symbolic links are not followed.
  package enum Entry: Hashable, Sendable {
    case absent
    case file(size: Int)
    case folder
    case symbolicLink
    case other
  }

  /// What stands at `path`.
  package static func entry(at path: String) throws(Failure) -> Entry {
    var info = stat()
    guard lstat(path, &info) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return .absent }
      throw Failure(action: "look at", path: path, code: errno)
    }
    switch info.st_mode & S_IFMT {
    case S_IFREG: return .file(size: Int(info.st_size))
    case S_IFDIR: return .folder
    case S_IFLNK: return .symbolicLink
    default: return .other
    }
  }

  /// Whether anything stands at a path, be it a link that leads nowhere.
  package static func exists(_ path: String) -> Bool {
    var info = stat()
    return lstat(path, &info) == 0
  }

  /// Whether a path is a folder or a link to one.
  package static func isFolder(_ path: String) -> Bool { mode(of: path) == S_IFDIR }

  /// Whether a path is a regular file or a link to one.
  package static func isFile(_ path: String) -> Bool { mode(of: path) == S_IFREG }

  private static func mode(of path: String) -> mode_t? {
    var info = stat()
    return stat(path, &info) == 0 ? info.st_mode & S_IFMT : nil
  }

  /// The names in a folder, sorted by their bytes.
  package static func list(_ path: String) throws(Failure) -> [String] {
    guard let folder = opendir(path) else { throw Failure(action: "list", path: path, code: errno) }
    defer { closedir(folder) }
    var names: [String] = []
    while let item = readdir(folder) {
      let name = withUnsafePointer(to: &item.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
          String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The absolute path without symbolic links, or nil when the path does not exist.
  package static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The folder part of a path: `a/b` of `a/b/c`, `.` of a bare name.
  package static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path.
  package static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    let name = path[path.utf8.index(after: slash)...]
    return name.isEmpty ? path.split(separator: "/").last.map(String.init) ?? path : String(name)
  }
}

// MARK: - Contents

extension FileOperations {
  /// The bytes of a file; more than `limit` are an error.
  package static func read(_ path: String, limit: Int = .max) throws(Failure) -> [UInt8] {
    let file = try OpenFile<Failure>(path, O_RDONLY)
    // One byte more than the size tells the end of an unchanged file without a second round.
    var bytes = try file.read(min(try file.size(), limit) + 1)
    while case let piece = try file.read(16_384), !piece.isEmpty {
      bytes += piece
      if bytes.count > limit { break }
    }
    if bytes.count > limit { throw Failure(action: "read", path: path, code: EFBIG) }
    return bytes
  }

  /// Creates or replaces a file.
  ///
  /// Not atomic: callers write to a staging place and rename.
  package static func write(_ bytes: [UInt8], to path: String, executable: Bool = false) throws(Failure) {
    let file = try OpenFile<Failure>(path, O_WRONLY | O_CREAT | O_TRUNC, mode: executable ? 0o777 : 0o666)
    try file.write(bytes)
    // A full disk may only show when the file is closed.
    try file.close()
  }

  /// Creates or replaces a file that has several contents, one after the other.
  package static func write(_ contents: [[UInt8]], to path: String) throws(Failure) {
    let file = try OpenFile<Failure>(path, O_WRONLY | O_CREAT | O_TRUNC)
    var piece: [UInt8] = []
    for content in contents {
      piece += content
      // A system call for each would take longer, and all together would be in memory twice.
      if piece.count < 1 << 20 { continue }
      try file.write(piece)
      piece.removeAll(keepingCapacity: true)
    }
    try file.write(piece)
    try file.close()
  }

  /// Writes a new file; one that exists is an error.
  package static func writeNew(_ bytes: [UInt8], to path: String, mode: mode_t = 0o666, sync: Bool = true)
    throws(Failure)
  {
    let file = try OpenFile<Failure>(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode)
    try file.write(bytes)
    if sync { try file.sync() }
    try file.close()
  }

  /// Puts content in place of a file in one step: readers see the old bytes or the new ones, also after a crash.
  package static func replace(_ path: String, with bytes: [UInt8], mode: mode_t = 0o666) throws(Failure) {
    let temporary = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).tmp"
    do throws(Failure) {
      try writeNew(bytes, to: temporary, mode: mode)
      try move(temporary, to: path)
    } catch {
      unlink(temporary)
      throw error
    }
    try sync(folder: parent(of: path))
  }
}

// MARK: - Names

extension FileOperations {
  /// Makes a folder and those above it; an existing folder is fine.
  package static func makeFolder(_ path: String) throws(Failure) {
    if mkdir(path, 0o777) == 0 { return }
    switch errno {
    case EEXIST:
      guard isFolder(path) else { throw Failure(action: "make the folder", path: path, code: ENOTDIR) }
    case ENOENT:
      let parent = Self.parent(of: path)
      guard parent != path, !parent.isEmpty else { throw Failure(action: "make the folder", path: path, code: ENOENT) }
      try makeFolder(parent)
      guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
        throw Failure(action: "make the folder", path: path, code: errno)
      }
    default:
      throw Failure(action: "make the folder", path: path, code: errno)
    }
  }

  /// Moves a file or folder, replacing a file that stands at `target` in one step.
  package static func move(_ path: String, to target: String) throws(Failure) {
    guard rename(path, target) == 0 else { throw Failure(action: "rename", path: target, code: errno) }
  }

  /// Gives a file a second name.
  package static func link(_ path: String, to target: String) throws(Failure) {
    guard hardLink(path, target) == 0 else { throw Failure(action: "link", path: target, code: errno) }
  }

  /// Sets who may do what with a file or folder.
  package static func setMode(_ path: String, _ mode: mode_t) throws(Failure) {
    guard chmod(path, mode) == 0 else { throw Failure(action: "change the mode of", path: path, code: errno) }
  }

  /// Removes a file; a missing one is fine.
  package static func removeFile(_ path: String) throws(Failure) {
    guard unlink(path) == 0 || errno == ENOENT else { throw Failure(action: "remove", path: path, code: errno) }
  }

  /// Removes a folder if it is empty; anything else is left alone.
  package static func removeEmptyFolder(_ path: String) -> Bool {
    rmdir(path) == 0
  }

  /// Removes a file, or a folder and all that it holds, read-only folders too; a missing one is fine.
  ///
  /// Symbolic links are removed, never followed.
  package static func removeTree(_ path: String) throws(Failure) {
    switch try entry(at: path) {
    case .absent: return
    case .folder:
      chmod(path, 0o700)
      for name in try list(path) { try removeTree(path + "/" + name) }
      guard rmdir(path) == 0 || errno == ENOENT else { throw Failure(action: "remove", path: path, code: errno) }
    default: try removeFile(path)
    }
  }

  /// Makes the entries of a folder durable.
  package static func sync(folder: String) throws(Failure) {
    try OpenFile<Failure>(folder, O_RDONLY | O_DIRECTORY).sync()
  }

  /// Brings everything that was written to the file system of `folder` to the disk.
  package static func sync(fileSystemOf folder: String) throws(Failure) {
    let opened = try OpenFile<Failure>(folder, O_RDONLY)
    #if os(Linux)
      guard syncfs(opened.descriptor) == 0 else { throw Failure(action: "sync", path: folder, code: errno) }
    #else
      try opened.sync()
    #endif
  }
}

// The static function above would shadow the system's.
private func hardLink(_ path: String, _ target: String) -> Int32 {
  link(path, target)
}
