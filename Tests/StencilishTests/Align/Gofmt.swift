import Foundation

/// The real gofmt, where the machine has one.
struct Gofmt {
  private let program: URL

  /// Looks at `HATMAX_GOFMT`, then along `PATH`, then in the folder `.cache/go` of the package.
  init?() {
    let environment = ProcessInfo.processInfo.environment
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    var candidates: [URL] = []
    if let path = environment["HATMAX_GOFMT"], !path.isEmpty { candidates.append(URL(fileURLWithPath: path)) }
    candidates += (environment["PATH"] ?? "").split(separator: ":").map {
      URL(fileURLWithPath: String($0)).appendingPathComponent("gofmt")
    }
    candidates += ["bin", "go/bin"].map { root.appendingPathComponent(".cache/go/\($0)/gofmt") }
    guard let program = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
      return nil
    }
    self.program = program
  }

  /// The formatted form of a Go file; `nil` with gofmt's message recorded if it isn't valid Go.
  func format(_ source: String) throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("align-\(UUID().uuidString).go")
    try Data(source.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = program
    process.arguments = [file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw GofmtFailure(status: process.terminationStatus) }
    return String(decoding: data, as: UTF8.self)
  }
}

struct GofmtFailure: Error {
  let status: Int32
}
