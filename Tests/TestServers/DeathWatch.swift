import Foundation

/// Kills a process when it is told to, or when the process of the tests dies, whatever it dies of.
///
/// It is a shell that waits for the end of its input. `kill -9`, as a child of a worker thread may have other signals blocked.
final class DeathWatch {
  private let watched: Process
  private let shell = Process()
  private let input = Pipe()

  init(over watched: Process) throws {
    self.watched = watched
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "read line; kill -9 \"$0\"", "\(watched.processIdentifier)"]
    shell.standardInput = input
    try shell.run()
  }

  func end() {
    try? input.fileHandleForWriting.close()
    watched.waitUntilExit()
    shell.waitUntilExit()
  }

  deinit { end() }
}
