import ArgumentParser
import HatMaxGenerator

/// The command `hatmax template context`.
struct TemplateContext: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "context", abstract: "Show what a template sees of a specification: keys with types and values.",
    discussion: """
      A path goes through keys, and through lists by position or name. `hatmax docs model` has the meaning of every key.

      EXAMPLES:
        hatmax template context
        hatmax template context services.orders.aggregates.Order --depth 1
        hatmax template context 'services[0].tables' --spec examples/shop/hatmax.yml --json
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The way to a part of the model; without one all of it.")
  var path = ""

  @Option(help: ArgumentHelp("The specification.", valueName: "file"), completion: .file())
  var spec = "hatmax.yml"

  @Option(help: ArgumentHelp("How many levels are opened.", valueName: "n"))
  var depth = 3

  @Flag(help: "Print the part as JSON, all levels open.")
  var json = false

  func run() throws {
    let console = global.console
    let result = SpecOperation.context(path, of: spec, depth: json ? nil : depth)
    console.report(result.diagnostics)
    guard let text = result.text else { throw ExitStatus.invalidInput.exitCode }
    console.output(text)
  }
}
