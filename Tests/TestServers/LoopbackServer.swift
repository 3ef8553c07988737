import Foundation
import Testing

/// `Programs/server.py` on a free port of this machine, stopped when the value is gone or the test process dies.
package final class LoopbackServer {
  package static let isPossible = Tool("python3") != nil
  package static let condition = "skipped: no python3 here, which runs the server with faults"

  package let folder: ScratchFolder
  package let port: Int
  private let process = Process()
  private let input = Pipe()

  /// What its certificate is signed with, nil without TLS.
  private let certificate: TestCertificate?

  /// Starts the server.
  ///
  /// - Parameter certificate: makes it speak TLS.
  package init(_ certificate: TestCertificate? = nil) throws {
    self.certificate = certificate
    folder = try ScratchFolder()
    try folder.write("", to: "root/.keep")
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Programs/server.py").standardizedFileURL
    process.executableURL = URL(fileURLWithPath: try #require(Tool("python3")).path)
    process.arguments = [script.path, folder.path + "/root"] + (certificate.map { [$0.certificate, $0.key] } ?? [])
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

  /// `http://127.0.0.1:PORT`, or `https`.
  package var root: String { "\(certificate == nil ? "http" : "https")://127.0.0.1:\(port)" }

  package struct Request: Decodable {
    package let method: String
    package let path: String
    package let headers: [String: String]
  }

  /// What was asked so far.
  package func requests() throws -> [Request] {
    guard let log = try? folder.read("requests.log") else { return [] }
    return try log.split(separator: "\n").map { try JSONDecoder().decode(Request.self, from: Data($0.utf8)) }
  }
}
