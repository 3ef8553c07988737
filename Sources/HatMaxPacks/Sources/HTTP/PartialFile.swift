import Glibc
import SystemFiles

/// A file that is on its way, which one process at a time adds to.
struct PartialFile: ~Copyable {
  private let file: OpenFile

  /// Opens or makes the file, and waits until no other process has it.
  init(_ path: String) throws(PackFailure) {
    while true {
      let file = try OpenFile(path, O_RDWR | O_CREAT | O_APPEND, mode: 0o600)
      while flock(file.descriptor, LOCK_EX) != 0 {
        if errno != EINTR { throw .file("lock", path) }
      }
      // Whoever had it may have moved it away while this process was waiting.
      if Self.isSame(file.descriptor, path) {
        self.file = file
        return
      }
    }
  }

  private static func isSame(_ descriptor: Int32, _ path: String) -> Bool {
    var (opened, named) = (stat(), stat())
    return fstat(descriptor, &opened) == 0 && lstat(path, &named) == 0 && opened.st_ino == named.st_ino
      && opened.st_dev == named.st_dev
  }

  func size() throws(PackFailure) -> Int { try file.size() }

  func append(_ bytes: ArraySlice<UInt8>) throws(PackFailure) { try file.write(Array(bytes)) }

  func truncate() throws(PackFailure) {
    if ftruncate(file.descriptor, 0) != 0 { throw .file("write", file.path) }
  }

  func digest() throws(PackFailure) -> ContentDigest { try file.digest() }

  /// Moves the file to where it is wanted, to another file system too.
  func move(to target: String) throws(PackFailure) {
    if rename(file.path, target) == 0 { return }
    guard errno == EXDEV else { throw .file("rename", file.path) }
    lseek(file.descriptor, 0, SEEK_SET)
    let copy = try OpenFile(target, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
    while case let piece = try file.read(65_536), !piece.isEmpty { try copy.write(piece) }
    unlink(file.path)
  }
}
