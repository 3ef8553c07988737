import SourceDiagnostics
import Testing

struct PositionTests {
  @Test(arguments: ["", "a", "\n", "one\ntwo\n", "\n\n\nx", "näme\r\n€ uro\r\n", "no end\nof line", "🎩\n🎩🎩"])
  func `a position is what counting from the start gives`(_ content: String) {
    let text = SourceText(name: "a", text: content)
    for offset in -1...text.bytes.count + 1 {
      let before = text.bytes.prefix(max(0, offset))
      let line = before.split(separator: 0x0A, omittingEmptySubsequences: false).last ?? []
      let position = text.position(of: offset)
      #expect(position.line == 1 + before.count { $0 == 0x0A }, "\(content) at \(offset)")
      #expect(position.column == 1 + line.count { $0 & 0xC0 != 0x80 }, "\(content) at \(offset)")
    }
  }

  @Test func `texts are equal by name and content`() {
    let text = SourceText(name: "a", text: "same size")
    #expect(text == SourceText(name: "a", text: "same size"))
    #expect(text != SourceText(name: "a", text: "Same size"))
    #expect(text != SourceText(name: "b", text: "same size"))
    #expect(Set([text, SourceText(name: "a", text: "Same size")]).count == 2)
  }

  @Test func `a bag says nothing twice, in the order of the text`() {
    let text = SourceText(name: "a", bytes: [UInt8](repeating: 0x0A, count: 10_000))
    let diagnostics = (0..<10_000).reversed().map { offset in
      Diagnostic("CL0001", .error, "again", labels: [Label(text, SourceSpan(start: offset, end: offset))])
    }
    let sorted = DiagnosticBag(diagnostics + diagnostics).sorted
    #expect(sorted == diagnostics.reversed())
  }
}
