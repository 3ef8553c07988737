import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A pseudo-terminal: a program that runs on it believes that a person looks.
final class Terminal {
  struct Failure: Error {}

  /// A program that shows nothing for so long is stuck.
  private static let patience: Int32 = 60_000

  private let master: Int32
  private let process = Process()

  /// Starts a program with the terminal as its standard input, output and error.
  init(_ program: String, _ arguments: [String], in folder: String, _ environment: [String: String]) throws {
    var (master, descriptor): (Int32, Int32) = (-1, -1)
    guard openpty(&master, &descriptor, nil, nil, nil) == 0 else { throw Failure() }
    // Programs that other tests start meanwhile must not keep it open.
    for end in [master, descriptor] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    self.master = master
    let slave = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
    defer { try? slave.close() }
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = environment
    process.standardInput = slave
    process.standardOutput = slave
    process.standardError = slave
    try process.run()
  }

  deinit {
    // A program started from a thread of Dispatch has that thread's blocked signals, among them the one to end.
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    close(master)
  }

  /// Reads what the program shows up to a text, or to its end.
  func read(until text: String? = nil) throws -> String {
    var shown: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while text.map({ !String(decoding: shown, as: UTF8.self).contains($0) }) ?? true {
      var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, Self.patience) > 0 else { throw Failure() }
      let count = systemRead(master, &buffer, buffer.count)
      // The last program that had the terminal open has gone.
      if count <= 0 { break }
      shown += buffer.prefix(count)
    }
    return String(decoding: shown, as: UTF8.self)
  }

  /// Types a text.
  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = systemWrite(master, bytes, bytes.count)
  }

  /// How the program ended.
  func status() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, buffer, count)
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
