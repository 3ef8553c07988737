import ArgumentParser
import HatMaxGenerator
import SourceDiagnostics

/// The command `hatmax status`.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show which files have edits of yours, and what a run would do.",
    discussion: """
      EXAMPLES:
        hatmax status
        hatmax status --json
      """)

  @OptionGroup var preview: PreviewOptions

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() throws {
    let console = preview.global.console
    let report = GenerateOperation(preview.generate).run {}
    if json {
      console.output(GenerateReportPrinter.json(report))
    } else {
      let errors = report.plan == nil ? report.diagnostics : report.diagnostics.filter { $0.severity != .error }
      console.report(errors)
      if let plan = report.plan { show(plan, console) }
    }
    if let failure = report.packFailure { throw ExitStatus(failure).exitCode }
    if report.plan == nil { throw ExitStatus.invalidInput.exitCode }
  }

  private func show(_ plan: WritePlan, _ console: Console) {
    let groups: [(title: String, tint: Console.Tint, matches: (PlannedWrite.Outcome) -> Bool)] = [
      ("conflicts", .removed, { if case .conflict = $0 { true } else { false } }),
      ("to be created", .added, { $0 == .create }),
      ("to be updated", .changed, { $0 == .update }),
      ("to be merged with your edits", .changed, { $0 == .merge }),
      ("to be moved", .changed, { if case .move = $0 { true } else { false } }),
      ("to be removed", .removed, { $0 == .remove }),
      ("with edits of yours", .dim, { $0 == .keep(.edited) }),
      (
        "yours, and their template gives something else by now (see `hatmax diff`)", .dim,
        { $0 == .keep(.scaffoldOutdated) }
      ),
      ("yours, and you deleted them", .dim, { $0 == .keep(.deleted) }),
      ("no longer generated, and you edited them", .dim, { $0 == .keep(.orphan) }),
    ]
    var isEmpty = true
    for group in groups {
      let writes = plan.writes.filter { group.matches($0.outcome) }
      guard !writes.isEmpty else { continue }
      isEmpty = false
      console.output("\(group.title):")
      for write in writes { console.output("  " + console.tinted(write.path, group.tint)) }
    }
    if isEmpty { console.output("\(plan.writes.count) files are as they were generated") }
  }
}
