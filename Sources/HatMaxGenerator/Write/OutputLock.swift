#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One run at a time per output folder, by an advisory lock on `.hatmax/local/lock`.
///
/// The system releases the lock when the process ends, however it ends.
package final class OutputLock {
  private let descriptor: Int32

  /// Takes the lock.
  ///
  /// - Parameter onWait: called once when another run holds the lock and this one is going to wait.
  package init(root: String, onWait: () -> Void) throws(FileSystem.Failure) {
    let folder = root + "/.hatmax/local"
    try FileSystem.makeFolder(folder)
    let path = folder + "/lock"
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard opened >= 0 else { throw FileSystem.Failure(action: "lock", path: path, code: errno) }
    if flock(opened, LOCK_EX | LOCK_NB) != 0 {
      onWait()
      while flock(opened, LOCK_EX) != 0 {
        guard errno == EINTR else {
          let code = errno
          close(opened)
          throw FileSystem.Failure(action: "lock", path: path, code: code)
        }
      }
    }
    descriptor = opened
  }

  deinit { close(descriptor) }
}
