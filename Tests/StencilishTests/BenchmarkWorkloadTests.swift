import Foundation
import SourceDiagnostics
import Stencilish
import Testing

/// The workloads of `Benchmarks/` give what they gave when their figures were taken.
///
/// The runner itself is built by `make bench` alone: optimized, it takes longer than all tests of Stencilish.
struct BenchmarkWorkloadTests {
  /// A file that `Benchmarks/tools/prepare.py` writes.
  private struct Workload: Decodable {
    let syntaxes: [String: [String: String]]
    let documents: [JSONValue]
  }

  static let python = ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Benchmarks")

  @Test(.enabled(if: BenchmarkWorkloadTests.python != nil, "skipped: no python3 here, which prepares the workloads"))
  func `every workload renders what was recorded`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("workloads-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.run(["-B", Self.root.path + "/tools/prepare.py", folder.path])
    let recorded = try JSONDecoder().decode(
      [String: String].self, from: Data(contentsOf: Self.root.appendingPathComponent("expected.json")))
    for (name, digest) in recorded.sorted(by: { $0.key < $1.key }) {
      let data = try Data(contentsOf: folder.appendingPathComponent("data/\(name).json"))
      let output = folder.appendingPathComponent(name)
      try Data(try render(JSONDecoder().decode(Workload.self, from: data))).write(to: output)
      let hash = "import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest())"
      #expect(try Self.run(["-c", hash, output.path]) == digest + "\n", "\(name)")
    }
  }

  private func render(_ workload: Workload) throws -> [UInt8] {
    let templates = try #require(workload.syntaxes["stencilish"])
    let set = try TemplateSet(
      templates.map { TemplateSource(name: TemplateName($0.key), source: SourceText(name: $0.key, text: $0.value)) })
    var text: [UInt8] = []
    for document in workload.documents {
      try set.render(TemplateName("main"), in: Context(document.data()), into: &text)
    }
    return text
  }

  @discardableResult private static func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(python))
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(arguments)")
    return text
  }
}
