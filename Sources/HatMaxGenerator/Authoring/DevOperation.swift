import HatMaxPacks
package import SourceDiagnostics
import SystemFiles

/// `hatmax pack dev`: generates a specification with the pack as it is now, and says what that changed.
package struct DevOperation: Sendable {
  /// What one round gave.
  package struct Round: Sendable {
    /// Everything there is to say.
    package let diagnostics: [Diagnostic]
    /// What changed in the output, as `diff -u` shows it; empty in the first round.
    package let differences: [String]
    /// The number of files in the output.
    package let files: Int
  }

  private let workbench: PackWorkbench
  private let spec: String
  private let output: String
  private let scratch: String

  /// Creates the operation.
  ///
  /// - Parameters:
  ///   - folder: the pack's folder.
  ///   - spec: the specification, of any name.
  ///   - output: the folder that is generated into.
  ///   - scratch: a folder of its own for the lock.
  package init(_ folder: String, spec: String, output: String, access: PackAccess, scratch: String) {
    workbench = PackWorkbench(folder, access: access)
    self.spec = spec
    self.output = output
    self.scratch = scratch
  }

  /// The folders whose changes call for another round.
  package var watched: [String] { [workbench.folder, FileSystem.parent(of: FileSystem.realPath(spec) ?? spec)] }

  /// Generates once.
  package func round() throws(Stop) -> Round {
    let source = try Stop.files { () throws(FileSystem.Failure) in try FileSystem.read(spec) }
    try Stop.files { () throws(FileSystem.Failure) in
      try FileSystem.makeFolder(scratch)
      try FileSystem.write(source, to: scratch + "/hatmax.yml")
    }
    let before = try tree()
    let report = GenerateOperation(
      GenerateOperation.Options(project: scratch, output: output, packs: workbench.access, workers: 4)
    ).run {}
    let after = try tree()
    let paths = before.isEmpty ? [] : Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
    return Round(
      diagnostics: report.diagnostics.map(shown),
      differences: paths.map { UnifiedDiff.render(before[$0] ?? "", after[$0] ?? "", name: $0) }, files: after.count)
  }

  /// A diagnostic that names the specification as its author does.
  private func shown(_ diagnostic: Diagnostic) -> Diagnostic {
    var diagnostic = diagnostic
    diagnostic.labels = diagnostic.labels.map { label in
      guard label.source.name == scratch + "/hatmax.yml" else { return label }
      return Label(SourceText(name: spec, bytes: label.source.bytes), label.span, label.text)
    }
    return diagnostic
  }

  private func tree() throws(Stop) -> [String: String] {
    guard FileSystem.isFolder(output) else { return [:] }
    var files: [String: String] = [:]
    for path in try FileTree.files(in: output) where !path.hasPrefix(".hatmax/") && !path.hasPrefix(".git/") {
      files[path] = String(
        decoding: try Stop.files { () throws(FileSystem.Failure) in try FileSystem.read(output + "/" + path) },
        as: UTF8.self)
    }
    return files
  }
}
