#if canImport(Glibc)
  package import Glibc
#elseif canImport(Musl)
  package import Musl
#else
  package import Darwin
#endif

/// An open file that closes itself.
package struct OpenFile<Failure: FileError>: ~Copyable {
  /// The system's number for it.
  package private(set) var descriptor: Int32
  /// The path it was opened by.
  package let path: String

  /// Opens a file, or makes it where `flags` say so.
  package init(_ path: String, _ flags: Int32, mode: mode_t = 0o666) throws(Failure) {
    let opened = open(path, flags | O_CLOEXEC, mode)
    if opened < 0 { throw Failure(action: flags & O_CREAT == 0 ? "read" : "write", path: path, code: errno) }
    descriptor = opened
    self.path = path
  }

  deinit { if descriptor >= 0 { systemClose(descriptor) } }

  /// Closes it, to see whether what was written has arrived.
  package consuming func close() throws(Failure) {
    let result = systemClose(descriptor)
    descriptor = -1
    if result != 0 { throw Failure(action: "write", path: path, code: errno) }
  }

  /// Its size in bytes.
  package func size() throws(Failure) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Failure(action: "read", path: path, code: errno) }
    return Int(status.st_size)
  }

  /// Up to `count` bytes; none at the end of the file.
  package func read(_ count: Int) throws(Failure) -> [UInt8] {
    while true {
      var failure: Int32 = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        let result = systemRead(descriptor, buffer.baseAddress, count)
        if result < 0 { failure = errno }
        filled = max(0, result)
      }
      if failure == EINTR { continue }
      if failure != 0 { throw Failure(action: "read", path: path, code: failure) }
      return bytes
    }
  }

  /// Adds bytes where the file is.
  package func write(_ bytes: [UInt8]) throws(Failure) {
    let failure: Int32 = bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let result = systemWrite(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
        if result < 0, errno == EINTR { continue }
        if result < 0 { return errno }
        offset += result
      }
      return 0
    }
    if failure != 0 { throw Failure(action: "write", path: path, code: failure) }
  }

  /// Brings what was written to the disk.
  package func sync() throws(Failure) {
    if fsync(descriptor) != 0 { throw Failure(action: "sync", path: path, code: errno) }
  }
}

// The methods above would shadow the system's functions.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, buffer, count)
}

@discardableResult private func systemClose(_ descriptor: Int32) -> Int32 {
  close(descriptor)
}
