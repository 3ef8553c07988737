import Foundation
import Testing

@testable import HatMaxPacks

/// The CNCF distribution registry (`docker-registry`) on a free port of this machine, with a storage of its own.
///
/// It is stopped when the value is gone, or when the test process dies and so closes its input.
final class TestRegistry {
  static let isPossible = tool("docker-registry") != nil
  static let condition = "skipped: no docker-registry here; scripts/install-registry-tools.sh gets it"

  /// Who is let in.
  enum Access { case everybody, basic, token(server: TokenServer) }

  let folder: ScratchFolder
  let host: String
  private let access: Access
  private let process = Process()
  private let watcher: DeathWatch

  /// Finds a program on `PATH` or where the script has unpacked it.
  static func tool(_ name: String) -> Tool? {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
    return Tool(name) ?? Tool(path: root.standardizedFileURL.path + "/.cache/registry-tools/bin/" + name)
  }

  init(_ access: Access = .everybody) throws {
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

  /// The variable that holds the credential for this registry.
  var variable: String { Credentials.variable(for: host) }

  func source(
    _ prefix: String = "acme", _ environment: [String: String] = [:], store: CredentialStore? = nil
  ) throws -> OCISource {
    var environment = environment
    environment["PATH"] = environment["PATH"] ?? ProcessInfo.processInfo.environment["PATH"]
    return try OCISource(
      "oci://\(host)/\(prefix)", client: HTTPClient(.impatient()),
      credentials: Credentials(environment: environment, store: store), cache: folder.path + "/cache")
  }
}

/// Kills a process when it is told to, or when the process of the tests dies, whatever it dies of.
///
/// It is a shell that waits for the end of its input. `kill -9`, as a child of a worker thread may have other signals blocked.
private final class DeathWatch {
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

/// `Fixtures/OCI/tokens.py`: gives tokens that the registry believes.
final class TokenServer {
  static let isPossible = Tool("python3") != nil && Tool("openssl") != nil
  static let condition = "skipped: no python3 or no openssl here, which make tokens"

  let folder: ScratchFolder
  let realm: String
  let certificate: String
  private let process = Process()
  private let input = Pipe()

  init() throws {
    folder = try ScratchFolder()
    let key = folder.path + "/key.pem"
    certificate = folder.path + "/certificate.pem"
    let made = try #require(Tool("openssl")).run(
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=tests", "-keyout", key, "-out", certificate])
    #expect(made.status == 0, "\(made.message)")
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Fixtures/OCI/tokens.py").standardizedFileURL
    process.executableURL = URL(fileURLWithPath: try #require(Tool("python3")).path)
    process.arguments = [script.path, key, certificate]
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    realm = "http://127.0.0.1:\(line.trimmingCharacters(in: .whitespacesAndNewlines))/token"
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
