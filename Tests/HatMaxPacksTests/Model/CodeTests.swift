import Foundation
import SourceDiagnostics
import Testing

@testable import HatMaxPacks

struct CodeTests {
  @Test func `every code is explained once, in order`() {
    #expect(PackExplanations.all.map(\.code.description) == PackCode.allCases.map(\.rawValue))
    #expect(PackExplanations.all.allSatisfy { !$0.title.isEmpty && !$0.text.isEmpty })
  }

  @Test func `every code has a golden`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../Fixtures")
      .standardized
    let files =
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
    let texts = files.filter { $0.pathExtension == "txt" }.compactMap { try? String(contentsOf: $0, encoding: .utf8) }
    for code in PackCode.allCases {
      #expect(texts.contains { $0.contains("[\(code.rawValue)]") }, "\(code) \(code.rawValue)")
    }
  }
}
