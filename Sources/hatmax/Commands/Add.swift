import ArgumentParser
import HatMaxGenerator
import HatMaxPacks
import SourceDiagnostics

/// `hatmax add …`
struct Add: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Add something to hatmax.yml, keeping comments, order and layout.", subcommands: [AddPack.self])
}

/// `hatmax add pack`
struct AddPack: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack", abstract: "Make a pack active in a service.",
    discussion: """
      EXAMPLES:
        hatmax add pack sqlite-repo
        hatmax add pack sqlite-repo --service orders
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var project: ProjectOptions

  @Argument(help: "The pack's name.")
  var name: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The service; not needed when there is only one.", valueName: "name"))
  var service: String?

  func run() throws {
    let console = global.console
    guard let pack = PackName(name) else { throw ValidationError("`\(name)` is not a name of a pack") }
    do {
      let result = try AddPackOperation(project: project.directory).run(pack, service: service)
      console.say(
        result.changed
          ? "\(pack) is active in \(result.service) now; `hatmax generate` writes what it makes"
          : "\(pack) is active in \(result.service) already")
    } catch {
      console.report(error.diagnostics)
      throw ExitStatus.invalidInput.exitCode
    }
  }
}
