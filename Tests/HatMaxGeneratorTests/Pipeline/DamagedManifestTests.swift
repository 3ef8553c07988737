import HatMaxGenerator
import SourceDiagnostics
import Testing

/// A manifest that a git merge or a person has damaged: it is rebuilt from the disk and the rendering, and no edit is lost.
struct DamagedManifestTests {
  private let project: Project
  private let order = "services/orders/order.go"
  private let manifest = ".hatmax/manifest"

  init() throws {
    project = try Project()
    _ = try project.generate()
  }

  /// The damages, as changes of the manifest's text; each makes the line of `order.go` one that can't be relied upon.
  static let damages: [(name: String, change: @Sendable (String) -> String)] = [
    ("conflict markers", { "<<<<<<< HEAD\n\($0)=======\n\($0)>>>>>>> branch\n" }),
    (
      "conflict markers with the base between them",
      { "<<<<<<< HEAD\n\($0)||||||| base\n\($0)=======\n\($0)>>>>>>> b\n" }
    ),
    ("a conflict whose end is missing", { "<<<<<<< HEAD\n\($0)=======\n" }),
    ("a line that is cut off", { String($0.dropLast(30)) + "\n" }),
    ("a line of an unknown mode", { $0.replacing("\tgenerated\t", with: "\tborrowed\t") }),
    ("the file twice, with different digests", { $0 + $0.replacing("0", with: "1") }),
    ("nothing", { _ in "" }),
  ]

  private func damage(_ change: (String) -> String) throws {
    try project.edit(manifest) { text in
      text.split(separator: "\n").map { $0.hasPrefix(order) ? change($0 + "\n") : $0 + "\n" }.joined()
    }
  }

  @Test(arguments: damages.indices) func `what is as generated is taken over`(_ number: Int) throws {
    let (before, text) = (try project.tree(), project.file(manifest))
    try damage(Self.damages[number].change)
    let report = try project.generate()
    #expect(project.errors(report) == [])
    #expect(report.diagnostics.map(\.code.description).filter { $0 == "GE0317" }.count == (number == 6 ? 0 : 1))
    #expect(try project.tree() == before)
    #expect(project.file(manifest) == text)
    #expect(try project.generate().diagnostics == [])
  }

  @Test(arguments: damages.indices) func `what was edited is not written over`(_ number: Int) throws {
    try project.edit(order) { "// mine\n" + $0 }
    try damage(Self.damages[number].change)
    let report = try project.generate()
    #expect(project.errors(report) == ["GE0303"])
    #expect(project.file(order)?.hasPrefix("// mine\n") == true)
    #expect(try project.generate { $0.adopt = true }.applied)
    #expect(project.file(order)?.hasPrefix("// mine\n") == true)
    #expect(try project.generate().diagnostics == [])
  }

  @Test func `a manifest without its first line is damaged`() throws {
    let text = try #require(project.file(manifest))
    try project.edit(manifest) { String($0.drop { $0 != "\n" }.dropFirst()) }
    #expect(try project.generate().diagnostics.map(\.code.description) == ["GE0317"])
    #expect(project.file(manifest) == text)
    try project.edit(manifest) { _ in "" }
    #expect(try project.generate().diagnostics.map(\.code.description) == ["GE0317"])
    #expect(project.file(manifest) == text)
  }

  @Test func `a newer manifest stops the run`() throws {
    try project.edit(manifest) { $0.replacing("manifest 1", with: "manifest 2") }
    #expect(try project.errors(project.generate()) == ["GE0316"])
  }
}
