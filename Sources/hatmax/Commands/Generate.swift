import ArgumentParser
import Foundation
import HatMaxGenerator
import HatMaxPacks
import SourceDiagnostics

extension ConflictPolicy: ExpressibleByArgument {}

/// The command `hatmax generate`.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the services that hatmax.yml describes; your edits are merged.",
    discussion: """
      Installs the packs that the file needs, renders everything in memory, and writes all of it or nothing.

      EXAMPLES:
        hatmax generate
        hatmax generate --dry-run
        hatmax generate -C services --conflict=markers
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var project: ProjectOptions
  @OptionGroup var packs: PackAccessOptions

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Generate into this folder instead of the project's.", valueName: "dir"),
    completion: .directory)
  var output: String?

  @Flag(name: [.customShort("n"), .long], help: "Show what would be done and write nothing.")
  var dryRun = false

  @Flag(help: "Write nothing; exit 1 when something would change.")
  var check = false

  @Option(help: "What to do where you and the templates changed the same lines: stop, markers, ours (yours) or theirs.")
  var conflict = ConflictPolicy.stop

  @Flag(help: "Take over files that were not made by hatmax, with their content as your edits.")
  var adopt = false

  @Option(
    help: ArgumentHelp(
      "Keep to this file or folder below the output folder; may be given several times.", valueName: "path"),
    completion: .file())
  var only: [String] = []

  @Flag(help: "Write migrations that lose stored data.")
  var allowDestructive = false

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() throws {
    let console = global.console
    let report = ProgressLine.during("generating", on: console, perform)
    if json {
      console.output(GenerateReportPrinter.json(report))
    } else {
      console.report(report.diagnostics)
      GenerateReportPrinter(console: console, isPreview: dryRun || check).print(report)
    }
    try status(report).exitIfNeeded()
  }

  private func perform(_ progress: ProgressLine) -> GenerateOperation.Report {
    var options = GenerateOperation.Options(
      project: project.directory, output: output, packs: global.access(packs.mode, progress: progress),
      workers: ProcessInfo.processInfo.activeProcessorCount)
    options.conflict = conflict
    options.adopt = adopt
    options.allowDestructive = allowDestructive
    options.only = only
    options.mayBeBrief = !json
    options.dryRun = dryRun || check
    return GenerateOperation(options).run { progress.say("another hatmax is writing here; waiting for it") }
  }

  private func status(_ report: GenerateOperation.Report) -> ExitStatus {
    if let failure = report.packFailure { return ExitStatus(failure) }
    if let plan = report.plan {
      if !plan.conflicts.isEmpty { return .conflicts }
      if plan.hasMarkers { return .conflicts }
    }
    if report.hasErrors { return .invalidInput }
    return check && report.hasChanges ? .outOfDate : .done
  }
}

extension ExitStatus {
  init(_ category: FailureCategory) {
    self =
      switch category {
      case .outOfDate: .outOfDate
      case .input, .system: .invalidInput
      case .unreachable: .unreachable
      case .refused: .untrusted
      }
  }

  /// Ends the process with this status unless it is `done`.
  func exitIfNeeded() throws {
    if self != .done { throw exitCode }
  }
}
