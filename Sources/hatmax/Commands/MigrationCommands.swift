import ArgumentParser
import HatMaxGenerator
import SourceDiagnostics

/// The commands of `hatmax migration`.
struct MigrationCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migration", abstract: "Work with the migrations of generated services.",
    discussion: """
      EXAMPLES:
        hatmax migration renumber services/todo/internal/sqlite/migrations/0003_add_lists_due.sql
      """,
    subcommands: [Renumber.self])
}

/// The command `hatmax migration renumber`.
struct Renumber: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Give migrations the numbers after all others, as when a merged branch has brought the same numbers.",
    discussion: """
      Name the files that are not released yet. They keep their order.

      EXAMPLES:
        hatmax migration renumber services/todo/internal/sqlite/migrations/0003_add_lists_due.sql
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: ArgumentHelp("Files of migrations.", valueName: "file"), completion: .file())
  var files: [String]

  func run() throws {
    let console = global.console
    do {
      let renamings = try RenumberOperation().run(files)
      if format.json { return console.output(Self.json(renamings).text()) }
      for renaming in renamings { console.say("\(renaming.from) is \(renaming.to) now") }
      if renamings.isEmpty { console.say("nothing to do: the numbers are right") }
    } catch {
      throw console.failure(error.diagnostics, .invalidInput, format)
    }
  }

  private static func json(_ renamings: [RenumberOperation.Renaming]) -> JSON {
    ["renamed": .array(renamings.map { ["from": .string($0.from), "to": .string($0.to)] })]
  }
}
