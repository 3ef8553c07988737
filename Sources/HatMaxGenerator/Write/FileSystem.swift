#if os(Linux)
  import CLinux
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The only place of this library that touches files.
///
/// Paths are plain strings; errors name the path.
package enum FileSystem {
  /// A system call that failed.
  package struct Failure: Error, Hashable {
    /// What was tried, as a verb: "read", "write", "rename".
    package let action: String
    /// The path it was tried on.
    package let path: String
    /// The error number.
    package let code: Int32

    /// The system's words for the error number.
    package var reason: String { String(cString: strerror(code)) }
    /// Whether the path does not exist.
    package var isMissing: Bool { code == ENOENT || code == ENOTDIR }
    /// Whether the disk or the quota is full.
    package var isDiskFull: Bool { code == ENOSPC || code == EDQUOT }
  }

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
      let failure = Failure(action: "look at", path: path, code: errno)
      if failure.isMissing { return .absent }
      throw failure
    }
    switch info.st_mode & S_IFMT {
    case S_IFREG: return .file(size: Int(info.st_size))
    case S_IFDIR: return .folder
    case S_IFLNK: return .symbolicLink
    default: return .other
    }
  }

  /// The bytes of a file.
  package static func read(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(action: "read", path: path, code: errno) }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw Failure(action: "read", path: path, code: errno) }
    guard info.st_mode & S_IFMT != S_IFDIR else { throw Failure(action: "read", path: path, code: EISDIR) }
    var bytes: [UInt8] = []
    // One byte more than the size tells the end of an unchanged file without a second round.
    var room = max(Int(info.st_size) + 1, 4096)
    while true {
      let start = bytes.count
      var code: Int32 = 0
      bytes.append(contentsOf: repeatElement(0, count: room))
      let count = bytes.withUnsafeMutableBytes { buffer in
        let result = Self.retrying { systemRead(descriptor, buffer.baseAddress.map { $0 + start }, room) }
        if result < 0 { code = errno }
        return result
      }
      guard count >= 0 else { throw Failure(action: "read", path: path, code: code) }
      bytes.removeLast(room - count)
      if count == 0 { return bytes }
      room = max(room - count, 65536)
    }
  }

  /// Creates or replaces a file.
  ///
  /// Not atomic: callers write to a staging place and rename.
  package static func write(_ bytes: [UInt8], to path: String, executable: Bool = false) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, executable ? 0o777 : 0o666)
    guard descriptor >= 0 else { throw Failure(action: "write", path: path, code: errno) }
    var written = 0
    while written < bytes.count {
      var code: Int32 = 0
      let count = bytes.withUnsafeBytes { buffer in
        let result = Self.retrying {
          systemWrite(descriptor, buffer.baseAddress.map { $0 + written }, bytes.count - written)
        }
        if result < 0 { code = errno }
        return result
      }
      guard count >= 0 else {
        close(descriptor)
        throw Failure(action: "write", path: path, code: code)
      }
      written += count
    }
    // A full disk may only show when the file is closed.
    guard close(descriptor) == 0 else { throw Failure(action: "write", path: path, code: errno) }
  }

  /// Makes a folder and those above it; an existing folder is fine.
  package static func makeFolder(_ path: String) throws(Failure) {
    if mkdir(path, 0o777) == 0 { return }
    switch errno {
    case EEXIST:
      var info = stat()
      guard stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR else {
        throw Failure(action: "make the folder", path: path, code: ENOTDIR)
      }
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

  /// Moves a file, replacing what stands at `target` in one step.
  package static func move(_ path: String, to target: String) throws(Failure) {
    guard rename(path, target) == 0 else { throw Failure(action: "rename", path: target, code: errno) }
  }

  /// Gives a file a second name.
  package static func link(_ path: String, to target: String) throws(Failure) {
    guard hardLink(path, target) == 0 else { throw Failure(action: "link", path: target, code: errno) }
  }

  /// Removes a file; a missing one is fine.
  package static func removeFile(_ path: String) throws(Failure) {
    guard unlink(path) == 0 || errno == ENOENT else { throw Failure(action: "remove", path: path, code: errno) }
  }

  /// Removes a folder if it is empty; anything else is left alone.
  package static func removeEmptyFolder(_ path: String) -> Bool {
    rmdir(path) == 0
  }

  /// Removes a folder and all that it holds; a missing one is fine.
  ///
  /// Symbolic links are removed, never followed.
  package static func removeTree(_ path: String) throws(Failure) {
    switch try entry(at: path) {
    case .absent: return
    case .folder:
      for name in try list(path) { try removeTree(path + "/" + name) }
      guard rmdir(path) == 0 || errno == ENOENT else { throw Failure(action: "remove", path: path, code: errno) }
    default: try removeFile(path)
    }
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

  /// Brings everything that was written to the file system of `folder` to the disk.
  package static func sync(fileSystemOf folder: String) throws(Failure) {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(action: "sync", path: folder, code: errno) }
    defer { close(descriptor) }
    #if os(Linux)
      guard syncfs(descriptor) == 0 else { throw Failure(action: "sync", path: folder, code: errno) }
    #else
      guard fsync(descriptor) == 0 else { throw Failure(action: "sync", path: folder, code: errno) }
    #endif
  }

  /// The folder part of a path: `a/b` of `a/b/c`, `.` of a bare name.
  package static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func retrying(_ call: () -> Int) -> Int {
    while true {
      let result = call()
      if result < 0, errno == EINTR { continue }
      return result
    }
  }
}

// The static functions above would shadow the system's.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, buffer, count)
}

private func hardLink(_ path: String, _ target: String) -> Int32 {
  link(path, target)
}
