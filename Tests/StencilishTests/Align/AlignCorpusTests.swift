import Foundation
import GoldenTesting
import Testing

@testable import Stencilish

/// Compares `align` with gofmt: with the real one where there is one, and always with the golden file, which gofmt leaves
/// as it is.
@Suite struct AlignCorpusTests {
  private static let marker = "// shape "

  @Test func corpusAsInTheGoldenFile() throws {
    let corpus = GoShapes.corpus(240)
    try Golden.expect(Self.file(corpus.map { align($0.celled) }), equals: "../Fixtures/Align/corpus.txt")
  }

  @Test(.enabled(if: Gofmt() != nil, "gofmt is neither in HATMAX_GOFMT nor in PATH nor in .cache/go"))
  func corpusAsGofmtFormatsIt() throws {
    let gofmt = try #require(Gofmt())
    let corpus = GoShapes.corpus(240) + GoShapes.corpus(1000, seed: 77)
    let formatted = try gofmt.format(Self.file(corpus.map(\.source)))
    let parts = Self.parts(formatted)
    try #require(parts.count == corpus.count)
    for (shape, expected) in zip(corpus, parts) {
      let actual = align(shape.celled)
      #expect(actual == expected, "\(shape.celled)")
    }
  }

  /// One Go file of all shapes, each after a line that marks it.
  private static func file(_ shapes: [String]) -> String {
    "package p\n" + shapes.enumerated().map { "\n\(marker)\($0)\n\n\($1)" }.joined()
  }

  private static func parts(_ file: String) -> [String] {
    file.components(separatedBy: "\n" + marker).dropFirst().map { part in
      part.drop { $0 != "\n" }.trimmingCharacters(in: .newlines) + "\n"
    }
  }

  private func align(_ text: String) -> String { applied(text, AlignFilter.align) }
}

extension GoShapes {
  static func corpus(_ count: Int, seed: UInt64 = 42) -> [GoShape] {
    var shapes = GoShapes(seed: seed)
    return shapes.shapes(count)
  }
}
