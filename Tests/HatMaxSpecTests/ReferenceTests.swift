import Foundation
import GoldenTesting
import HatMaxSpec
import Testing

/// The references in `docs/` say what the definitions say.
@Suite struct ReferenceTests {
  @Test func format() throws {
    try expect(SpecReference.format, in: "docs/spec.md")
  }

  @Test func model() throws {
    try Golden.expect(SpecReference.model, equals: "../../docs/model.md")
  }

  /// Compares what follows the marker line of a document; what is before it is written by hand.
  private func expect(_ text: String, in path: String) throws {
    let marker = "<!-- generated -->\n"
    let head = try contents(path).components(separatedBy: marker)[0]
    try Golden.expect(head + marker + "\n" + text, equals: "../../\(path)")
  }
}
