import ArgumentParser
import HatMaxGenerator
import SourceDiagnostics

/// The commands of `hatmax spec`.
struct Spec: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check and show the specification.",
    discussion: """
      EXAMPLES:
        hatmax spec check
        hatmax spec show --json | jq '.services[].tables[].name'
        hatmax spec schema > hatmax.schema.json
      """,
    subcommands: [SpecCheck.self, SpecShow.self, SpecSchemaCommand.self])
}

/// The specification that a command is about.
struct SpecInputOptions: ParsableArguments {
  @OptionGroup var global: GlobalOptions
  @OptionGroup var project: ProjectOptions

  @Flag(help: "Print JSON.")
  var json = false

  /// The model of a specification without errors; with some the process ends after they were reported.
  ///
  /// - Parameter asJSON: whether problems are part of the result, as JSON.
  func model(problemsAsJSON asJSON: Bool) throws -> String {
    let console = global.console
    let result = SpecOperation.check(project.directory)
    if asJSON {
      console.output(DiagnosticJSON.render(result.diagnostics))
    } else {
      console.report(result.diagnostics)
    }
    guard let model = result.model else { throw ExitStatus.invalidInput.exitCode }
    return model
  }
}

/// The command `hatmax spec check`.
struct SpecCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Report everything that is wrong with hatmax.yml.",
    discussion: """
      EXAMPLES:
        hatmax spec check
        hatmax spec check --json
      """)

  @OptionGroup var input: SpecInputOptions

  func run() throws {
    _ = try input.model(problemsAsJSON: input.json)
    if !input.json { input.global.console.say("no errors") }
  }
}

/// The command `hatmax spec show`.
struct SpecShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print the model that templates see, as JSON with or without --json.",
    discussion: """
      EXAMPLES:
        hatmax spec show --json | jq '.services[].tables[].name'
      """)

  @OptionGroup var input: SpecInputOptions

  func run() throws { input.global.console.output(try input.model(problemsAsJSON: false)) }
}

/// The command `hatmax spec schema`.
struct SpecSchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of hatmax.yml for editors, with or without --json.",
    discussion: """
      EXAMPLES:
        hatmax spec schema > hatmax.schema.json
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions

  func run() { global.console.output(SpecOperation.schema) }
}
