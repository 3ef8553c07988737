import Glibc
import SystemFiles

/// A folder on the store's file system for what is not trusted yet; it goes away with the value.
///
/// A lock file beside it shows that its process is alive; `clean` removes what dead processes left.
struct Quarantine: ~Copyable {
  /// The folder.
  let path: String
  private let lock: FileLock

  /// Makes a quarantine below `root`, while nobody else makes or cleans one.
  init(in root: String) throws(PackFailure) {
    try Files.makeFolder(root)
    let gate = try FileLock(root + "/lock")
    let path = "\(root)/\(getpid())-\(UInt64.random(in: 0 ... .max))"
    let lock = try FileLock(path + ".lock")
    try Files.makeFolder(path)
    self.path = path
    self.lock = lock
    _ = consume gate
  }

  deinit {
    // What can't be removed now is removed by a later `clean`.
    try? Files.removeTree(path)
    try? Files.removeTree(path + ".lock")
  }

  /// Removes the quarantines of processes that are gone.
  static func clean(_ root: String) throws(PackFailure) {
    guard Files.isFolder(root) else { return }
    let gate = try FileLock(root + "/lock")
    for name in try Files.list(root) where name.hasSuffix(".lock") {
      guard let lock = try FileLock.ifFree(root + "/" + name) else { continue }
      try Files.removeTree(root + "/" + name.dropLast(5))
      try Files.removeTree(root + "/" + name)
      _ = consume lock
    }
    _ = consume gate
  }
}
