#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An exclusive lock among processes, held until the value is gone; the system frees it when the process dies.
package struct FileLock<Failure: FileError>: ~Copyable {
  private let file: OpenFile<Failure>

  /// Waits for the lock on a file, which is made if it isn't there.
  ///
  /// - Parameter onWait: called once when another process holds the lock and this one is going to wait.
  package init(_ path: String, onWait: () -> Void = {}) throws(Failure) {
    let file = try OpenFile<Failure>(path, O_RDWR | O_CREAT)
    if flock(file.descriptor, LOCK_EX | LOCK_NB) != 0 {
      onWait()
      while flock(file.descriptor, LOCK_EX) != 0 {
        if errno != EINTR { throw Failure(action: "lock", path: path, code: errno) }
      }
    }
    self.file = file
  }

  private init(holding file: consuming OpenFile<Failure>) { self.file = file }

  /// Takes the lock if nobody has it.
  package static func ifFree(_ path: String) throws(Failure) -> FileLock? {
    let file = try OpenFile<Failure>(path, O_RDWR | O_CREAT)
    guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
    return FileLock(holding: file)
  }
}
