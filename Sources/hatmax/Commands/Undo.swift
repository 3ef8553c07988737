import ArgumentParser
import HatMaxGenerator
import SourceDiagnostics

/// The command `hatmax undo`.
struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bring the tree back as it was before the last run.",
    discussion: """
      A second undo brings the run back. A file that you changed since stops it, and nothing is written.

      EXAMPLES:
        hatmax undo
        hatmax undo --output ../services
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var project: ProjectOptions

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder that was generated into.", valueName: "dir"),
    completion: .directory)
  var output: String?

  func run() throws {
    let console = global.console
    do {
      let count = try UndoOperation(output: output ?? project.directory).run {
        console.say("another hatmax is writing here; waiting for it")
      }
      if format.json {
        console.output(JSON.object([("files", .int(Int64(count)))]).text())
      } else {
        console.say("brought back \(count) files")
      }
    } catch {
      throw console.failure(error.diagnostics, .invalidInput, format)
    }
  }
}
