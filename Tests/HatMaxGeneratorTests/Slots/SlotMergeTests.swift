import HatMaxPacks
import Testing

@testable import HatMaxGenerator

struct SlotMergeTests {
  private func merge(_ type: Slot.Kind, _ parts: String...) throws -> String {
    String(decoding: try SlotMerge.merge(type, parts.map { Array($0.utf8) }), as: UTF8.self)
  }

  @Test func `text keeps blocks in order`() throws {
    #expect(try merge(.text, "a\n\n", "b", "", "c\n") == "a\n\nb\nc\n")
  }

  @Test func `imports are unique, grouped and sorted`() throws {
    #expect(
      try merge(
        .imports, "\t\"os\"\n\t\"context\"\n\n\t\"github.com/acme/todo/internal/clock\"\n",
        "\"database/sql\"\n_ \"modernc.org/sqlite\"\n",
        "\"context\"  \n\tlog \"log/slog\"")
        == "\t\"context\"\n\t\"database/sql\"\n\tlog \"log/slog\"\n\t\"os\"\n\n\t\"github.com/acme/todo/internal/clock\"\n\t_ \"modernc.org/sqlite\"\n"
    )
  }

  @Test func `one path under two names is a clash`() {
    let clash = #expect(throws: SlotMerge.Clash.self) {
      try merge(.imports, "\"log\"", "\"os\"\n\nl \"log\"")
    }
    #expect(clash?.problem == "the import \"log\" has two names")
    #expect(clash?.lines.map(\.text) == ["\"log\"", "l \"log\""])
    #expect(clash?.lines.map(\.part) == [0, 1])
    #expect(clash?.lines.map(\.number) == [0, 2])
    #expect(throws: SlotMerge.Clash.self) { try merge(.imports, "log") }
  }

  @Test func `the higher requirement wins`() throws {
    #expect(
      try merge(
        .requires, "\ta.dev/x v1.9.0\n\tb.dev/y/v2 v2.0.0-rc.1\n",
        "a.dev/x v1.10.0\nb.dev/y v1.0.0\nb.dev/y/v2 v2.0.0\n")
        == "\ta.dev/x v1.10.0\n\tb.dev/y v1.0.0\n\tb.dev/y/v2 v2.0.0\n")
    #expect(throws: SlotMerge.Clash.self) { try merge(.requires, "a.dev/x") }
  }

  @Test func `a set keeps the first of equal lines`() throws {
    #expect(try merge(.set, "  b\n  a\n", "a\n\nc") == "  b\n  a\n  c\n")
  }
}
