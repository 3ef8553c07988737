package import HatMaxSpec
package import SourceDiagnostics
import SystemFiles

/// `hatmax add …` and `hatmax rename`: changes `hatmax.yml` as text, so that comments, order and layout stay.
package struct EditOperation: Sendable {
  /// What is to be changed.
  package enum Change: Sendable {
    case add(SpecAddition)
    case rename(SpecRenaming)
  }

  /// What came of it.
  package struct Report: Sendable {
    /// Everything there is to say.
    package var diagnostics: [Diagnostic] = []
    /// The file's name.
    package var file = ProjectFiles.specName
    /// What changes in the file, as `diff -u` writes it; empty when nothing does.
    package var diff = ""
    /// Whether the file was written.
    package var isWritten = false

    /// Whether the edit was refused.
    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  private let project: String
  private let service: String?
  private let dryRun: Bool

  /// Creates the operation for a project's folder.
  ///
  /// - Parameters:
  ///   - service: the service that the change is for; may be nil where there is one only.
  ///   - dryRun: whether to leave the file as it is.
  package init(project: String, service: String? = nil, dryRun: Bool = false) {
    self.project = project
    self.service = service
    self.dryRun = dryRun
  }

  /// Changes the file, or reports why not: a change that would add errors to the file is refused.
  package func run(_ change: Change) -> Report {
    var report = Report()
    var bag = DiagnosticBag()
    do throws(Stop) {
      let source = try ProjectFiles.specText(in: project)
      report.file = source.name
      guard let edited = edited(source, change, into: &bag) else { throw .reported }
      report.diff = UnifiedDiff.render(source.string, edited.string, name: source.name)
      if !dryRun, edited.bytes != source.bytes {
        try ProjectFiles.write(edited, in: project)
        report.isWritten = true
      }
    } catch {
      bag.add(contentsOf: error.diagnostics)
    }
    report.diagnostics = bag.sorted
    return report
  }

  private func edited(_ source: SourceText, _ change: Change, into bag: inout DiagnosticBag) -> SourceText? {
    switch change {
    case .add(let addition): SpecEditor.add(addition, service: service, to: source, into: &bag)
    case .rename(let renaming): SpecEditor.rename(renaming, service: service, in: source, into: &bag)
    }
  }
}
