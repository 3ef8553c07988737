import ArgumentParser
import HatMaxGenerator
import SourceDiagnostics

/// `hatmax spec …`
struct Spec: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check and show the specification.", subcommands: [SpecCheck.self, SpecShow.self, SpecSchemaCommand.self])
}

/// `hatmax spec check`
struct SpecCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Report everything that is wrong with hatmax.yml.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var project: ProjectOptions

  @Flag(help: "Print the problems as JSON.")
  var json = false

  func run() throws {
    let console = global.console
    let result = SpecOperation.check(project.directory)
    if json {
      console.output(DiagnosticJSON.render(result.diagnostics))
    } else {
      console.report(result.diagnostics)
    }
    guard result.model != nil else { throw ExitStatus.invalidInput.exitCode }
    if !json { console.say("no errors") }
  }
}

/// `hatmax spec show`
struct SpecShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print the model that templates see, as JSON.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var project: ProjectOptions

  @Flag(help: "Print JSON, which is the only form there is.")
  var json = false

  func run() throws {
    let console = global.console
    let result = SpecOperation.check(project.directory)
    console.report(result.diagnostics)
    guard let model = result.model else { throw ExitStatus.invalidInput.exitCode }
    console.output(model)
  }
}

/// `hatmax spec schema`
struct SpecSchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of hatmax.yml, for editors.")

  @OptionGroup var global: GlobalOptions

  func run() { global.console.output(SpecOperation.schema) }
}
