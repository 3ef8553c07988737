import ArgumentParser
import HatMaxGenerator
import HatMaxSpec
import SourceDiagnostics

extension SpecTemplate: ExpressibleByArgument {}

/// The command `hatmax init`.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a first hatmax.yml.",
    discussion: """
      Asks what was not said, if somebody is there to answer: standard input is a terminal.

      TEMPLATES:
        todo  one service that keeps lists and their items
        shop  three services with every kind of relation
        bank  an event-sourced service

      EXAMPLES:
        hatmax init
        hatmax init shop --template shop --package github.com/acme/shop
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(
    help: ArgumentHelp("The project's folder; made if it isn't there.", valueName: "dir"), completion: .directory)
  var folder = "."

  @Option(help: "What to start from: todo, shop or bank.")
  var template: SpecTemplate?

  @Option(help: "The project's name. Default: the folder's.")
  var name: String?

  @Option(help: ArgumentHelp("The Go module's path. Default: example.com/NAME.", valueName: "path"))
  var package: String?

  @Flag(name: .shortAndLong, help: "Ask nothing: take the defaults.")
  var yes = false

  @Flag(name: [.customShort("n"), .long], help: "Print the file and write nothing.")
  var dryRun = false

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() throws {
    let console = global.console
    let operation = InitOperation(folder: folder)
    let asking = !yes && !json && !operation.isDone && console.canAsk
    let name = name ?? (asking ? console.ask("Project name", default: operation.projectName) : operation.projectName)
    let path = "example.com/\(name)"
    let package = package ?? (asking ? console.ask("Go module path", default: path) : path)
    let template = try template ?? (asking ? chosenTemplate(console) : .todo)
    let result = operation.run(template, name: name, package: package, dryRun: dryRun)
    if json {
      console.output(Self.json(result, isWritten: !dryRun && result.text != nil))
    } else {
      console.report(result.diagnostics)
    }
    guard let text = result.text else { throw ExitStatus.invalidInput.exitCode }
    if json { return }
    if dryRun { return console.output(text.string) }
    let inside = folder == "." ? "" : " -C \(folder)"
    console.say("wrote \(text.name); next: `hatmax generate\(inside)`")
  }

  private func chosenTemplate(_ console: Console) throws -> SpecTemplate {
    let names = SpecTemplate.allCases.map(\.rawValue)
    let answer = console.ask("Start from (\(names.joined(separator: ", ")))", default: names[0])
    guard let template = SpecTemplate(rawValue: answer) else {
      throw ValidationError("`\(answer)` is not one of \(names.joined(separator: ", "))")
    }
    return template
  }

  /// The result as an object: `{"file", "written", "text", "diagnostics": []}`; without a file its two keys are null.
  private static func json(_ result: (text: SourceText?, diagnostics: [Diagnostic]), isWritten: Bool) -> String {
    let file = result.text.map { DiagnosticJSON.quote($0.name) } ?? "null"
    let text = result.text.map { DiagnosticJSON.quote($0.string) } ?? "null"
    return "{\"file\":\(file),\"written\":\(isWritten),\"text\":\(text),"
      + "\"diagnostics\":\(DiagnosticJSON.render(result.diagnostics))}"
  }
}
