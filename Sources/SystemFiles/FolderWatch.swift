import Glibc

/// Waits for changes below folders, by inotify.
package struct FolderWatch: ~Copyable {
  private let descriptor: Int32

  /// How long files are left to settle after a change: editors write a file in several steps.
  private static let settling: Int32 = 10

  /// Creates a watch of nothing; nil when the system has no more to give.
  package init?() {
    descriptor = inotify_init1(Int32(IN_CLOEXEC))
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  /// Watches a folder and those below it, without those whose names begin with a dot; again for folders that are new.
  package mutating func add(_ folder: String) {
    let mask = UInt32(IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF)
    guard inotify_add_watch(descriptor, folder, mask) >= 0 else { return }
    for name in (try? FileOperations<FileFailure>.list(folder)) ?? [] where !name.hasPrefix(".") {
      let path = folder + "/" + name
      if FileOperations<FileFailure>.isFolder(path) { add(path) }
    }
  }

  /// Returns when something changed and things are quiet again.
  ///
  /// - Parameter timeout: how long to wait at most, in milliseconds; negative for ever.
  /// - Returns: whether anything changed.
  package func wait(timeout: Int32 = -1) -> Bool {
    guard poll(for: timeout) else { return false }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    repeat { _ = read(descriptor, &buffer, buffer.count) } while poll(for: Self.settling)
    return true
  }

  private func poll(for milliseconds: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&request, 1, milliseconds) > 0
  }
}
