import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What differs where a person looks: colour, the line that says what is being done, questions.
struct TerminalTests {
  private static let colour = "\u{1B}[3"
  private static let erase = "\r\u{1B}[2K"

  private let shell: CommandLine

  init() throws { shell = try CommandLine() }

  @Test(arguments: [
    ([], [:], true),
    (["--color=auto"], [:], true),
    (["--color=always"], ["NO_COLOR": "1"], true),
    (["--color=never"], [:], false),
    ([], ["NO_COLOR": "1"], false),
    ([], ["NO_COLOR": ""], true),
    ([], ["TERM": "dumb"], false),
  ])
  func `colour on a terminal`(options: [String], environment: [String: String], isColoured: Bool) throws {
    #expect(try shell.run("init", "--name", "notes").status == 0)
    // Results on standard output, then messages on standard error.
    let preview = try Self.terminal(shell, ["generate", "--dry-run"] + options, environment)
    #expect(preview.contains("go.mod"))
    #expect(preview.contains(Self.colour) == isColoured)
    try shell.write("nonsense: 1\n", to: "project/hatmax.yml")
    let problems = try Self.terminal(shell, ["generate"] + options, environment, status: 2)
    #expect(problems.contains("nonsense"))
    #expect(problems.contains("\u{1B}[") == isColoured)
  }

  @Test func `colour through a pipe only when it is asked for`() throws {
    #expect(try shell.run("init", "--name", "notes").status == 0)
    #expect(try !shell.run("generate", "--dry-run").output.contains("\u{1B}"))
    #expect(try !shell.run("generate", "--dry-run", "--color=never").output.contains("\u{1B}"))
    #expect(try shell.run("generate", "--dry-run", "--color=always").output.contains(Self.colour))
  }

  @Test func `a line says what is being done, and goes when it is done`() throws {
    #expect(try shell.run("init", "--name", "notes").status == 0)
    #expect(try shell.run("generate").status == 0)
    #expect(try shell.run("add", "service", "extra").status == 0)
    // A run that waits for another one takes as long as the test wants. A process of its own holds the lock: descriptors of
    // this one belong to all tests that run at the same time.
    let holder = try LockHolder(shell.folder + "/project/.hatmax/local/lock")
    let terminal = try shell.terminal(["generate"])
    var shown = try terminal.read(until: "another hatmax is writing here; waiting for it")
    #expect(shown.contains("waiting for it"), "not at its end")
    shown += try terminal.read(until: " generating")
    holder.release()
    shown += try terminal.read()
    #expect(terminal.status() == 0)
    let frames = shown.components(separatedBy: Self.erase)
    #expect(frames.count > 2, "drawn, and erased")
    #expect(frames.dropLast().filter { $0.contains(" generating") }.count >= 1)
    #expect(frames.last?.contains("generating") == false, "nothing of it is left")
    #expect(frames.last?.contains("created") == true)
  }

  @Test func `quiet draws nothing, nor does a pipe`() throws {
    #expect(try shell.run("init", "--name", "notes").status == 0)
    #expect(try Self.terminal(shell, ["generate", "--quiet"], [:]) == "")
    #expect(try !shell.run("generate", "--check").messages.contains("\r"))
  }

  private static func terminal(
    _ shell: CommandLine, _ arguments: [String], _ environment: [String: String], status: Int32 = 0
  ) throws -> String {
    let terminal = try shell.terminal(arguments, environment: environment)
    let shown = try terminal.read()
    #expect(terminal.status() == status)
    return shown
  }
}

/// A process that holds a lock on a file until it is told to let go.
private struct LockHolder {
  private let process = Process()
  private let input = Pipe()

  /// Returns once the lock is held.
  init(_ path: String) throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["flock", path, "sh", "-c", "echo held; cat >/dev/null"]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    #expect(String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) == "held\n")
  }

  func release() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
