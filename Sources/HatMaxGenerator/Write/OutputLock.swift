package import SystemFiles

/// One run at a time per output folder, by an advisory lock on `.hatmax/local/lock`.
package final class OutputLock {
  private let lock: FileLock<FileFailure>

  /// Takes the lock.
  ///
  /// - Parameter onWait: called once when another run holds the lock and this one is going to wait.
  package init(root: String, onWait: () -> Void) throws(FileSystem.Failure) {
    let folder = root + "/.hatmax/local"
    try FileSystem.makeFolder(folder)
    lock = try FileLock(folder + "/lock", onWait: onWait)
  }
}
