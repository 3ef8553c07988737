import Foundation
import Testing

/// `Programs/tokens.py`: gives tokens that the registry believes.
package final class TokenServer {
  package static let isPossible = Tool("python3") != nil && Tool("openssl") != nil
  package static let condition = "skipped: no python3 or no openssl here, which make tokens"

  package let folder: ScratchFolder
  package let realm: String
  package let certificate: String
  private let process = Process()
  private let input = Pipe()

  package init() throws {
    folder = try ScratchFolder()
    let key = folder.path + "/key.pem"
    certificate = folder.path + "/certificate.pem"
    let made = try #require(Tool("openssl")).run(
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=tests", "-keyout", key, "-out", certificate])
    #expect(made.status == 0, "\(made.message)")
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Programs/tokens.py").standardizedFileURL
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
