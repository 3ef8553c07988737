import ArgumentParser
import HatMaxGenerator
import SourceDiagnostics

/// The command `hatmax pack lint`.
struct PackLint: PackCommand {
  static let activity = "reading the pack"
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Report everything that can be found in a pack without generating anything.",
    discussion: """
      The manifest's rules, every template against the model and the pack's options, what nothing uses, what nothing \
      explains, outputs that collide, paths that not every system has, secrets. `hatmax explain CODE` says more.

      EXAMPLES:
        hatmax pack lint .
        hatmax pack lint packs/audit --strict

      EXIT CODES: 0, 2, 5; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: ArgumentHelp("The pack's folder.", valueName: "dir"), completion: .directory)
  var folder = "."

  @Flag(help: "Fail on warnings too.")
  var strict = false

  func perform(_ progress: ProgressLine) throws -> [Diagnostic] {
    LintOperation(folder, access: global.access(progress: progress)).run()
  }

  func json(_ findings: [Diagnostic]) -> JSON { .object([("diagnostics", DiagnosticJSON.value(findings))]) }

  func notes(_ findings: [Diagnostic]) -> [Diagnostic] { findings }

  func show(_ findings: [Diagnostic], on console: Console) {
    let errors = findings.count { $0.severity == .error }
    let others = findings.count - errors
    console.say(findings.isEmpty ? "no findings" : "\(errors) errors, \(others) warnings and notes")
  }

  func status(_ findings: [Diagnostic]) -> ExitStatus {
    findings.contains { $0.severity == .error || strict && $0.severity == .warning } ? .invalidInput : .done
  }
}
