import Glibc

extension PackFailure {
  /// A system call on a file that failed, with the code that it left.
  static func file(_ operation: String, _ path: String, code: Int32 = errno) -> PackFailure {
    PackFailure(PackDiagnostics.fileFailed(operation, path, reason: String(cString: strerror(code))))
  }
}

/// The few file operations that packs need, with errors that name the path.
enum Files {
  enum Kind: Equatable {
    case file(size: Int)
    case folder
    case link
    case other
  }

  /// What is at a path, links not followed; nil when there is nothing.
  static func kind(of path: String) -> Kind? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(size: Int(status.st_size))
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: return .other
    }
  }

  /// Whether a path is a folder or a link to one.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether a path is a regular file or a link to one.
  static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The names in a folder, without `.` and `..`, ordered by bytes.
  static func names(in folder: String) throws(PackFailure) -> [String] {
    guard let stream = opendir(folder) else { throw .file("list", folder) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  static func createFolders(_ path: String) throws(PackFailure) {
    if isFolder(path) { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try createFolders(String(path[..<slash])) }
    if mkdir(path, 0o777) != 0, errno != EEXIST || !isFolder(path) { throw .file("create the folder", path) }
  }

  static func rename(_ from: String, to: String) throws(PackFailure) {
    if Glibc.rename(from, to) != 0 { throw .file("rename", from) }
  }

  static func setMode(_ path: String, _ mode: mode_t) throws(PackFailure) {
    if chmod(path, mode) != 0 { throw .file("change the mode of", path) }
  }

  /// Makes the entries of a folder durable.
  static func sync(folder: String) throws(PackFailure) {
    let file = try OpenFile(folder, O_RDONLY | O_DIRECTORY)
    try file.sync()
  }

  /// Deletes a file, or a folder with all that is in it; read-only folders too.
  ///
  /// What isn't there is fine.
  static func remove(_ path: String) throws(PackFailure) {
    guard let kind = kind(of: path) else { return }
    if kind == .folder {
      chmod(path, 0o700)
      for name in try names(in: path) { try remove(path + "/" + name) }
      if rmdir(path) != 0, errno != ENOENT { throw .file("remove", path) }
    } else if unlink(path) != 0, errno != ENOENT {
      throw .file("remove", path)
    }
  }

  /// The whole content of a file, at most `limit` bytes.
  static func read(_ path: String, limit: Int = .max) throws(PackFailure) -> [UInt8] {
    let file = try OpenFile(path, O_RDONLY)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(try file.size(), limit) + 1)
    while case let piece = try file.read(65_536), !piece.isEmpty {
      bytes.append(contentsOf: piece)
      if bytes.count > limit { throw .file("read", path, code: EFBIG) }
    }
    return bytes
  }

  /// Writes a new file; one that exists is an error.
  static func writeNew(_ bytes: some Sequence<UInt8>, to path: String, mode: mode_t = 0o666, sync: Bool = true)
    throws(PackFailure)
  {
    let file = try OpenFile(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode)
    try file.write(Array(bytes))
    if sync { try file.sync() }
  }

  /// Puts content in place of a file in one step: readers see the old bytes or the new ones, also after a crash.
  static func replace(_ path: String, with bytes: [UInt8], mode: mode_t = 0o666) throws(PackFailure) {
    let temporary = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).tmp"
    do {
      try writeNew(bytes, to: temporary, mode: mode)
      try rename(temporary, to: path)
    } catch {
      unlink(temporary)
      throw error
    }
    try sync(folder: parent(of: path))
  }

  /// The folder that a path is in.
  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path.
  static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}

/// An open file that closes itself.
struct OpenFile: ~Copyable {
  let descriptor: Int32
  let path: String

  init(_ path: String, _ flags: Int32, mode: mode_t = 0o666) throws(PackFailure) {
    descriptor = open(path, flags | O_CLOEXEC, mode)
    self.path = path
    if descriptor < 0 { throw .file(flags & O_CREAT == 0 ? "open" : "create", path) }
  }

  deinit { close(descriptor) }

  func size() throws(PackFailure) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .file("read", path) }
    return Int(status.st_size)
  }

  /// Up to `count` bytes; none at the end of the file.
  func read(_ count: Int) throws(PackFailure) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let result = Glibc.read(descriptor, buffer.baseAddress, count)
      if result < 0 { failure = errno }
      filled = max(0, result)
    }
    if failure == EINTR { return try read(count) }
    if failure != 0 { throw .file("read", path, code: failure) }
    return bytes
  }

  func write(_ bytes: [UInt8]) throws(PackFailure) {
    let failure: Int32 = bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let result = Glibc.write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
        if result < 0, errno == EINTR { continue }
        if result < 0 { return errno }
        offset += result
      }
      return 0
    }
    if failure != 0 { throw .file("write", path, code: failure) }
  }

  func sync() throws(PackFailure) {
    if fsync(descriptor) != 0 { throw .file("sync", path) }
  }
}

/// An exclusive lock among processes, held until the value is gone; the system frees it when the process dies.
struct FileLock: ~Copyable {
  private let file: OpenFile

  /// Waits for the lock on a file, which is made if it isn't there.
  init(_ path: String) throws(PackFailure) {
    let file = try OpenFile(path, O_RDWR | O_CREAT)
    while flock(file.descriptor, LOCK_EX) != 0 {
      if errno != EINTR { throw .file("lock", path) }
    }
    self.file = file
  }

  private init(holding file: consuming OpenFile) { self.file = file }

  /// Takes the lock if nobody has it.
  static func ifFree(_ path: String) throws(PackFailure) -> FileLock? {
    let file = try OpenFile(path, O_RDWR | O_CREAT)
    guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
    return FileLock(holding: file)
  }
}
