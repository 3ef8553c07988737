#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the system says of a file without its content being read: a file with the same stamp was not written since.
package struct FileStamp: Hashable, Sendable {
  /// The number of bytes.
  package let size: Int64
  /// When its content was last written, in nanoseconds since 1970.
  package let modified: Int64
  /// When anything about it last changed, in nanoseconds since 1970.
  package let changed: Int64
  /// Which file of its file system it is.
  package let inode: UInt64

  /// Creates a stamp.
  package init(size: Int64, modified: Int64, changed: Int64, inode: UInt64) {
    self.size = size
    self.modified = modified
    self.changed = changed
    self.inode = inode
  }

  /// The stamp of what stands at a path, nil for nothing; symbolic links are not followed.
  package init?(of path: String) {
    var info = stat()
    guard lstat(path, &info) == 0 else { return nil }
    #if os(Linux)
      let (modified, changed) = (info.st_mtim, info.st_ctim)
    #else
      let (modified, changed) = (info.st_mtimespec, info.st_ctimespec)
    #endif
    self.init(
      size: Int64(info.st_size), modified: Self.nanoseconds(modified), changed: Self.nanoseconds(changed),
      inode: UInt64(info.st_ino))
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
