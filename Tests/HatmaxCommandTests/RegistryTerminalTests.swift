import Foundation
import TestServers
import Testing

/// What a person at a terminal sees while a registry takes its time, and types without being seen.
@Suite(.enabled(if: TestRegistry.isPossible, "\(TestRegistry.condition)"))
struct RegistryTerminalTests {
  private static let erase = "\r\u{1B}[2K"

  private let shell: CommandLine
  private let registry: TestRegistry
  private let place: String

  init() throws {
    shell = try CommandLine()
    registry = try TestRegistry()
    place = "oci://\(registry.host)/team"
    try shell.publish("1.0.0", to: place)
    try shell.project(registry: place)
  }

  /// Runs a command that waits for the registry, and checks the line that is shown meanwhile.
  ///
  /// - Returns: what the terminal shows in the end.
  private func whileWaiting(_ arguments: [String], isShown activity: String) throws -> String {
    registry.pause()
    defer { registry.resume() }
    let terminal = try shell.terminal(arguments)
    var shown = try terminal.read(until: " " + activity)
    registry.resume()
    shown += try terminal.read()
    #expect(terminal.status() == 0, "\(shown)")
    let frames = shown.components(separatedBy: Self.erase)
    #expect(frames.count > 2, "drawn, and erased")
    let last = try #require(frames.last)
    #expect(!last.contains(activity), "nothing of the line is left: \(last)")
    return last
  }

  @Test func `installing, updating and publishing say so while they wait`() throws {
    #expect(try whileWaiting(["pack", "install"], isShown: "installing packs").contains("acme/audit 1.0.0"))
    try shell.publish("1.1.0", to: place)
    #expect(try whileWaiting(["pack", "update"], isShown: "updating packs").contains("acme/audit 1.1.0"))
    let built = try shell.run("pack", "build", try shell.audit("1.2.0"), "-o", shell.folder + "/dist")
    #expect(built.status == 0)
    let archive = shell.folder + "/dist/audit-1.2.0.hatpack"
    let published = try whileWaiting(["pack", "publish", archive, "--to", place], isShown: "publishing")
    #expect(published.contains("acme/audit 1.2.0"))
  }

  @Test func `a password is not shown, nor is the question painted over`() throws {
    let closed = try TestRegistry(.basic)
    let terminal = try shell.terminal(["login", closed.host, "--user", "user"])
    var shown = try terminal.read(until: "password: ")
    // Longer than it takes for a line to be shown of what is being done.
    usleep(900_000)
    closed.pause()
    terminal.type("secret\n")
    shown += try terminal.read(until: "asking the registry")
    closed.resume()
    shown += try terminal.read()
    #expect(terminal.status() == 0, "\(shown)")
    #expect(!shown.contains("secret"))
    #expect(shown.hasPrefix("password: \r\n"), "the line waits for the answer: \(shown)")
    #expect(shown.contains("logged in to \(closed.host)"))
  }
}
