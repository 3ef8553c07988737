import HatMaxPacks
import SourceDiagnostics
import SystemFiles
import Testing

@testable import HatMaxGenerator

/// `hatmax pack dev` and what it watches.
struct DevTests {
  @Test func `a round says what the last change changed`() throws {
    let folder = try TemporaryFolder()
    let manifest = "name: go-service\nversion: 1.0.0\ndescription: a pack\n"
    try folder.write(
      manifest + "outputs: [{id: a, template: a, path: '{{ service.name }}.txt'}]\n", to: "go-service/pack.yml")
    try folder.write("one\n", to: "go-service/templates/a")
    try folder.write("version: 1\npackage: example.com/a\nservices: {mail: {}}\n", to: "spec.yml")
    let operation = DevOperation(
      folder.path + "/go-service", spec: folder.path + "/spec.yml", output: folder.path + "/out",
      access: PackAccess(home: folder.path + "/home", builtin: nil), scratch: folder.path + "/scratch")
    let first = try operation.round()
    #expect(first.diagnostics == [])
    #expect(first.differences == [])
    #expect(first.files == 1)
    try folder.write("two\n", to: "go-service/templates/a")
    #expect(try operation.round().differences == ["--- mail.txt\n+++ mail.txt\n@@ -1 +1 @@\n-one\n+two\n"])
    #expect(try operation.round().differences == [])
    try folder.write("{{ servcie.name }}\n", to: "go-service/templates/a")
    #expect(try operation.round().diagnostics.map(\.severity) == [.error])
    try folder.write("version: 1\npackage: example.com/a\nservices: {mail: {packs: [nobody]}}\n", to: "spec.yml")
    #expect(try operation.round().diagnostics.first?.labels.first?.source.name == folder.path + "/spec.yml")
    #expect(folder.read("out/mail.txt") == "two\n")
  }

  @Test func `a change below a folder ends the wait, and nothing does not`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a", to: "pack/templates/deep/a")
    guard var watch = FolderWatch() else {
      Issue.record("the system has no watches left")
      return
    }
    watch.add(folder.path + "/pack")
    let early = watch.wait(timeout: 20)
    try folder.write("b", to: "pack/templates/deep/a")
    let changed = watch.wait(timeout: 10_000)
    let late = watch.wait(timeout: 20)
    #expect([early, changed, late] == [false, true, false])
  }
}
