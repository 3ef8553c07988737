import ArgumentParser
import Foundation
import HatMaxGenerator
import SourceDiagnostics

/// What `diff`, `status` and `why` look at.
struct PreviewOptions: ParsableArguments {
  @OptionGroup var global: GlobalOptions
  @OptionGroup var project: ProjectOptions
  @OptionGroup var packs: PackAccessOptions

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder that was generated into.", valueName: "dir"),
    completion: .directory)
  var output: String?

  var generate: GenerateOperation.Options {
    get {
      var options = GenerateOperation.Options(
        project: project.directory, output: output, packs: global.access(packs.mode),
        workers: ProcessInfo.processInfo.activeProcessorCount)
      options.dryRun = true
      // What is only shown is no loss.
      options.allowDestructive = true
      return options
    }
  }
}

/// The command `hatmax diff`.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what `hatmax generate` would change, line by line.",
    discussion: """
      Exit status 1 when there are differences. Files that were written once and whose template gives something else by now
      are shown too, though `generate` leaves them alone.

      EXAMPLES:
        hatmax diff
        hatmax diff services/todo
      """)

  @OptionGroup var preview: PreviewOptions

  @Argument(help: ArgumentHelp("Files and folders to keep to.", valueName: "path"), completion: .file())
  var paths: [String] = []

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() throws {
    let console = preview.global.console
    var options = preview.generate
    options.only = paths
    let report = GenerateOperation(options).run {}
    let conflicts = report.plan?.conflicts.isEmpty == false
    guard let plan = report.plan else {
      console.report(report.diagnostics)
      throw ExitStatus.invalidInput.exitCode
    }
    do {
      let text = try DiffOperation(output: options.output).run(plan, color: !json && console.usesColorOnOutput)
      if json {
        let diff = DiagnosticJSON.quote(String(decoding: text, as: UTF8.self))
        console.output("{\"diff\":\(diff),\"diagnostics\":\(DiagnosticJSON.render(report.diagnostics))}")
      } else {
        console.output(bytes: text)
      }
      if conflicts { throw ExitStatus.conflicts.exitCode }
      if !text.isEmpty { throw ExitStatus.outOfDate.exitCode }
    } catch let stop as Stop {
      console.report(stop.diagnostics)
      throw ExitStatus.invalidInput.exitCode
    }
  }
}
