import Foundation
import TestServers

/// The built program in a temporary folder, as a person at a terminal uses it.
final class CommandLine: Sendable {
  struct Result: Sendable {
    let status: Int32
    let output: String
    let messages: String
  }

  let folder: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("hatmax-cli-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: url.appendingPathComponent("project"), withIntermediateDirectories: true)
    // An installed program: `bin/hatmax` with its packs in `share/hatmax/packs`.
    try FileManager.default.createDirectory(at: url.appendingPathComponent("bin"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: url.path + "/bin/hatmax", withDestinationPath: Self.program)
    folder = url.path
  }

  deinit {
    // Installed packs are read-only.
    _ = try? Self.launch("/bin/chmod", ["-R", "u+w", folder], in: "/", [:])
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The program that was built together with the tests.
  static let program: String = {
    var folder = URL(fileURLWithPath: CommandLine.testBundle).deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("hatmax").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      folder = folder.deletingLastPathComponent()
    }
    return "/nonexistent/hatmax"
  }()

  private static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  private static let testBundle =
    Swift.CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? Swift.CommandLine.arguments[0]

  func write(_ text: String, to name: String) throws {
    let file = URL(fileURLWithPath: folder).appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func read(_ name: String) -> String? {
    try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)
  }

  func files(_ name: String) -> [String] {
    (FileManager.default.enumerator(atPath: folder + "/" + name)?.compactMap { $0 as? String } ?? []).sorted()
  }

  /// Runs `hatmax ARGUMENTS` in the project's folder.
  ///
  /// The temporary folder is shown as `TMP`, the checkout's packs as `PACKS`.
  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Result {
    try run(arguments, environment: environment)
  }

  func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> Result {
    let result = try Self.launch(
      Self.program, arguments, input, in: folder + "/project", variables(environment))
    func shown(_ text: String) -> String {
      text.replacing(folder, with: "TMP").replacing(Self.checkout + "/packs", with: "PACKS")
    }
    return Result(status: result.status, output: shown(result.output), messages: shown(result.messages))
  }

  /// Starts `hatmax ARGUMENTS` on a terminal, in the project's folder.
  func terminal(_ arguments: [String], environment: [String: String] = [:]) throws -> Terminal {
    try Terminal(
      Self.program, arguments, in: folder + "/project", variables(["TERM": "xterm"].merging(environment) { $1 }))
  }

  /// Starts a shell on a terminal of its own, in the project's folder, with `hatmax` on its path.
  func terminal(shell: Tool, _ arguments: [String]) throws -> Terminal {
    let path = folder + "/bin:" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
    return try Terminal(
      "/usr/bin/setsid", ["--ctty", "--wait", shell.path] + arguments, in: folder + "/project",
      variables(["TERM": "dumb", "PATH": path]))
  }

  private func variables(_ more: [String: String]) -> [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return ["HOME": folder, "HATMAX_HOME": folder + "/home", "PATH": path].merging(more) { $1 }
  }

  /// Runs `hatmax ARGUMENTS` and gives the most memory that it had, in KiB, as the system counts it (`VmHWM`).
  func peakMemory(_ arguments: [String]) throws -> (status: Int32, kibibytes: Int) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder + "/project")
    process.environment = ["HOME": folder, "HATMAX_HOME": folder + "/home", "PATH": "/usr/bin:/bin"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    var peak = 0
    while process.isRunning {
      let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
      if let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }) {
        peak = max(peak, Int(line.filter(\.isNumber)) ?? 0)
      }
      usleep(2_000)
    }
    process.waitUntilExit()
    return (process.terminationStatus, peak)
  }

  /// Runs a line of a shell in the project's folder, with `hatmax` on its path.
  ///
  /// - Returns: what it prints, and how it ended if not well.
  func shell(_ line: String) throws -> String {
    let path = folder + "/bin:" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
    let variables = ["HOME": folder, "HATMAX_HOME": folder + "/home", "PATH": path]
    // The folder that one line changes to is where the next one starts.
    let place = folder + "/place"
    let script = "cd \"$(cat \(place) 2>/dev/null || pwd)\"\n\(line)\nstatus=$?\npwd >\(place)\nexit $status"
    let result = try Self.launch(
      "/bin/bash", ["-c", "{ \(script)\n} 2>&1"], in: folder + "/project", variables)
    let ending = result.status == 0 ? "" : "(exit status \(result.status))\n"
    return result.output.replacing(folder, with: "~") + ending
  }

  private static func launch(
    _ program: String, _ arguments: [String], _ input: String = "", in folder: String, _ environment: [String: String]
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = environment
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("hatmax-out-\(UUID().uuidString)").path
    // Files rather than pipes: nobody has to drain them while the program runs.
    for stream in ["in", "out", "err"] {
      _ = FileManager.default.createFile(
        atPath: "\(scratch).\(stream)", contents: Data((stream == "in" ? input : "").utf8))
    }
    defer {
      for stream in ["in", "out", "err"] { try? FileManager.default.removeItem(atPath: "\(scratch).\(stream)") }
    }
    process.standardInput = FileHandle(forReadingAtPath: scratch + ".in")
    process.standardOutput = FileHandle(forWritingAtPath: scratch + ".out")
    process.standardError = FileHandle(forWritingAtPath: scratch + ".err")
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: (try? String(contentsOfFile: scratch + ".out", encoding: .utf8)) ?? "",
      messages: (try? String(contentsOfFile: scratch + ".err", encoding: .utf8)) ?? "")
  }
}
