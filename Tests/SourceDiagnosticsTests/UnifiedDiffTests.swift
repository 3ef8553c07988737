import SourceDiagnostics
import Testing

/// Differences as `diff -u` writes them.
@Suite struct UnifiedDiffTests {
  static let cases: [(name: String, old: String, new: String, hunks: String)] = [
    ("same", "a\nb\n", "a\nb\n", ""),
    ("a line in the middle", "a\nb\n", "a\nx\nb\n", "@@ -1,2 +1,3 @@\n a\n+x\n b\n"),
    ("a line less", "a\nb\n", "b\n", "@@ -1,2 +1 @@\n-a\n b\n"),
    ("another line", "a\n", "b\n", "@@ -1 +1 @@\n-a\n+b\n"),
    ("from nothing", "", "a\n", "@@ -0,0 +1 @@\n+a\n"),
    ("to nothing", "a\nb\n", "", "@@ -1,2 +0,0 @@\n-a\n-b\n"),
    (
      "no newline at the end", "a\nb", "a\nb\n",
      "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"
    ),
    (
      "two places", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n2\n3\n4\n5\n6\n7\n8\ny\n",
      "@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+y\n"
    ),
    (
      "places that are near are one", "1\n2\n3\n", "x\n2\ny\n", "@@ -1,3 +1,3 @@\n-1\n+x\n 2\n-3\n+y\n"
    ),
  ]

  @Test(arguments: cases.map(\.name))
  func render(_ name: String) throws {
    let row = try #require(Self.cases.first { $0.name == name })
    let head = row.hunks.isEmpty ? "" : "--- f\n+++ f\n"
    #expect(UnifiedDiff.render(row.old, row.new, name: "f") == head + row.hunks)
  }
}
