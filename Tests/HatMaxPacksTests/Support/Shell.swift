import Foundation
import TestServers

/// Runs shell commands of tests.
///
/// Output goes through a file: Foundation's pipes fail when signals interrupt a read.
enum Shell {
  @discardableResult static func run(_ command: String, in scratch: ScratchFolder) throws -> String {
    let output = scratch.path + "/shell-\(UUID().uuidString)"
    let words = ["sh", "-c", "(\(command)) > '\(output)' 2>&1"]
    let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    guard posix_spawn(&child, "/bin/sh", nil, nil, arguments, environ) == 0 else { throw ShellFailure() }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 { if errno != EINTR { throw ShellFailure() } }
    if status != 0 { throw ShellFailure() }
    defer { unlink(output) }
    return try String(contentsOfFile: output, encoding: .utf8)
  }

  struct ShellFailure: Error {}
}
