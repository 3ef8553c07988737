#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a system call on a file becomes when it fails; each library throws it as its own kind of failure.
package protocol FileError: Error {
  /// - Parameters:
  ///   - action: what was tried, as a verb: "read", "write", "rename".
  ///   - path: the path it was tried on.
  ///   - code: the error number.
  init(action: String, path: String, code: Int32)
}

/// A system call that failed, with nothing added.
package struct FileFailure: FileError, Hashable {
  /// What was tried, as a verb: "read", "write", "rename".
  package let action: String
  /// The path it was tried on.
  package let path: String
  /// The error number.
  package let code: Int32

  package init(action: String, path: String, code: Int32) {
    self.action = action
    self.path = path
    self.code = code
  }

  /// The system's words for the error number.
  package var reason: String { String(cString: strerror(code)) }
  /// Whether the path does not exist.
  package var isMissing: Bool { code == ENOENT || code == ENOTDIR }
  /// Whether the disk or the quota is full.
  package var isDiskFull: Bool { code == ENOSPC || code == EDQUOT }
}
