import Foundation

/// Another program, found on `PATH`.
package struct Program: Sendable {
  private let name: String

  /// Names a program.
  package init(_ name: String) { self.name = name }

  /// What a run of a program gave.
  package struct Result: Sendable, Hashable {
    /// The exit status.
    package let status: Int32
    /// Everything on standard output.
    package let output: [UInt8]
    /// Everything on standard error.
    package let message: String
  }

  /// The program is not there.
  package struct NotFound: Error, Sendable, Hashable {
    /// Its name.
    package let name: String
  }

  /// Runs the program to its end, without standard input.
  ///
  /// - Parameter folder: the folder it runs in, nil for the current one.
  package func run(_ arguments: [String], in folder: String? = nil) throws(NotFound) -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    do { try process.run() } catch { throw NotFound(name: name) }
    // Both pipes are drained at once: a program that fills one while the other is awaited would never end.
    nonisolated(unsafe) var message = Data()
    let drained = DispatchGroup()
    drained.enter()
    DispatchQueue.global().async {
      message = errors.fileHandleForReading.readDataToEndOfFile()
      drained.leave()
    }
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    drained.wait()
    process.waitUntilExit()
    let text = String(decoding: message, as: UTF8.self)
    // `env` says 127 when there is no such program.
    if process.terminationStatus == 127, text.hasPrefix("env:") || text.contains("/env:") { throw NotFound(name: name) }
    return Result(status: process.terminationStatus, output: Array(bytes), message: text)
  }

  /// The first line that the program prints for `arguments`, nil when it is missing or fails.
  package func firstLine(_ arguments: [String]) -> String? {
    guard let result = try? run(arguments), result.status == 0 else { return nil }
    return String(decoding: result.output, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init)
  }
}
