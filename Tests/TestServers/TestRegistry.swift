import Foundation
import Testing

/// The CNCF distribution registry (`docker-registry`) on a free port of this machine, with a storage of its own.
///
/// It is stopped when the value is gone, or when the test process dies and so closes its input.
package final class TestRegistry {
  package static let isPossible = tool("docker-registry") != nil
  package static let condition = "skipped: no docker-registry here; scripts/install-test-tools.sh gets it"

  /// Who is let in.
  package enum Access { case everybody, basic, token(server: TokenServer) }

  package let folder: ScratchFolder
  package let host: String
  private let access: Access
  private let process = Process()
  private let watcher: DeathWatch

  /// Finds a program on `PATH` or where the script has unpacked it.
  package static func tool(_ name: String) -> Tool? {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    return Tool(name) ?? Tool(path: root.standardizedFileURL.path + "/.cache/registry-tools/bin/" + name)
  }

  package init(_ access: Access = .everybody) throws {
    folder = try ScratchFolder()
    self.access = access
    var lines = [
      "version: 0.1", "log: {level: info}", "http: {addr: \"127.0.0.1:0\"}",
      "storage: {filesystem: {rootdirectory: \"\(folder.path)/storage\"}}",
    ]
    switch access {
    case .everybody: break
    case .basic:
      // The password is `secret`.
      let hash = "$2b$04$KButqN6AhSbntBBDbWysnOoqAdYgJzSmLLTufzBCNDtt9pH3HIUX6"
      let file = try folder.write("user:\(hash)\n", to: "htpasswd")
      lines.append("auth: {htpasswd: {realm: packs, path: \"\(file)\"}}")
    case .token(let server):
      lines.append(
        "auth: {token: {realm: \"\(server.realm)\", service: packs, issuer: tests, rootcertbundle: \"\(server.certificate)\"}}"
      )
    }
    let config = try folder.write(lines.joined(separator: "\n") + "\n", to: "config.yml")
    let registry = try #require(Self.tool("docker-registry")).path
    process.executableURL = URL(fileURLWithPath: registry)
    process.arguments = ["serve", config]
    process.environment = ["OTEL_TRACES_EXPORTER": "none"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try folder.write("", to: "log")
    process.standardError = FileHandle(forWritingAtPath: folder.path + "/log")
    try process.run()
    watcher = try DeathWatch(over: process)
    host = "127.0.0.1:\(try Self.port(in: folder))"
  }

  /// The port in `listening on 127.0.0.1:40123`, which the registry says when it is ready.
  private static func port(in folder: ScratchFolder) throws -> Int {
    var text = ""
    for _ in 0..<1_500 {
      text = (try? folder.read("log")) ?? ""
      if let start = text.firstRange(of: "listening on 127.0.0.1:")?.upperBound {
        let digits = text[start...].prefix { $0.isNumber }
        if digits.endIndex < text.endIndex, let port = Int(digits) { return port }
      }
      usleep(20_000)
    }
    Issue.record("docker-registry has not started: \(text)")
    throw CancellationError()
  }

  deinit { watcher.end() }

  /// Makes it keep everybody waiting until it is told to go on.
  package func pause() { kill(process.processIdentifier, SIGSTOP) }

  /// Lets it answer again.
  package func resume() { kill(process.processIdentifier, SIGCONT) }
}
