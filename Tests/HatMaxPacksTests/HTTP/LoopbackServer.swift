import Foundation
import Testing

@testable import HatMaxPacks

/// `Fixtures/HTTP/server.py` on a free port of this machine, stopped when the value is gone or the test process dies.
final class LoopbackServer {
  static let isPossible = Tool("python3") != nil
  static let condition = "skipped: no python3 here, which runs the server with faults"

  let folder: ScratchFolder
  let port: Int
  private let process = Process()
  private let input = Pipe()

  init() throws {
    folder = try ScratchFolder()
    try folder.write("", to: "root/.keep")
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Fixtures/HTTP/server.py").standardizedFileURL
    process.executableURL = URL(fileURLWithPath: try #require(Tool("python3")).path)
    process.arguments = [script.path, folder.path + "/root"]
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)), "the server has not started")
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  var root: String { "http://127.0.0.1:\(port)" }

  func address(_ path: String) throws -> WebAddress { try #require(WebAddress("\(root)/\(path)")) }

  struct Request: Decodable {
    let method: String
    let path: String
    let headers: [String: String]
  }

  /// What was asked so far.
  func requests() throws -> [Request] {
    guard let log = try? folder.read("requests.log") else { return [] }
    return try log.split(separator: "\n").map { try JSONDecoder().decode(Request.self, from: Data($0.utf8)) }
  }
}

extension HTTPSettings {
  /// Settings that lose no time.
  static func impatient(_ environment: [String: String] = [:]) -> HTTPSettings {
    var settings = HTTPSettings(environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"])
    settings.environment.merge(environment) { $1 }
    settings.connectTimeout = 5
    settings.stallTimeout = 1
    settings.attempts = 3
    settings.firstPause = 1
    return settings
  }
}
