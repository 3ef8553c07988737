import HatMaxGenerator
import HatMaxPacks
import Testing

struct SlotMergeTests {
  private func merge(_ type: Slot.Kind, _ parts: String...) throws -> String {
    let parts = parts.enumerated().map { SlotMerge.Part(owner: "pack\($0.offset)", text: Array($0.element.utf8)) }
    return String(decoding: try SlotMerge.merge(type, parts), as: UTF8.self)
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
    #expect(
      throws: SlotMerge.Clash(
        owners: ["pack0", "pack1"], lines: ["\"log\"", "l \"log\""], problem: "the import \"log\" has two names")
    ) {
      try merge(.imports, "\"log\"", "l \"log\"")
    }
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
