import Foundation
import GoldenTesting
import TestServers
import Testing

/// `docs/tutorial.md`, whose commands are run one after the other in a fresh folder, as a reader would.
@Suite(.enabled(if: TestRegistry.isPossible && Tool("ssh-keygen") != nil, "\(TestRegistry.condition)"))
struct TutorialTests {
  private static let path = "../../docs/tutorial.md"

  @Test func `every command gives what the page shows`() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(Self.path)
    let page = try String(contentsOf: file, encoding: .utf8)
    let shell = try CommandLine()
    let registry = try TestRegistry()
    var lines: [String] = []
    var isConsole = false
    var command: String?
    func finish() throws {
      guard let run = command else { return }
      command = nil
      let result = try shell.shell(run.replacing("localhost:5000", with: registry.host))
      lines += Self.shown(result.replacing(registry.host, with: "localhost:5000"))
    }
    for line in page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line == "```console" || line == "```" {
        try finish()
        isConsole = line == "```console"
        lines.append(line)
      } else if !isConsole {
        lines.append(line)
      } else if line.hasPrefix("$ ") {
        try finish()
        command = String(line.dropFirst(2))
        lines.append(line)
      } else if line.hasPrefix("> "), let first = command {
        command = first + "\n" + line.dropFirst(2)
        lines.append(line)
      }
    }
    try Golden.expect(lines.joined(separator: "\n"), equals: Self.path)
  }

  /// Output without what differs from day to day and from machine to machine.
  private static func shown(_ output: String) -> [String] {
    output.replacing(/sha256:[0-9a-f]{64}/, with: "sha256:…").replacing(/SHA256:[A-Za-z0-9+\/]{43}/, with: "SHA256:…")
      .replacing(/[0-9]+ (bytes|created|files)/) { "… \($0.output.1)" }.split(
        separator: "\n", omittingEmptySubsequences: false
      ).map(
        String.init
      )
      .dropLast(output.hasSuffix("\n") || output.isEmpty ? 1 : 0)
  }
}
