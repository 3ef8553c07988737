public import ArgumentParser
import Foundation
import HatMaxGenerator
import SourceDiagnostics
public import Stencilish
import SystemFiles

extension TemplateMode: ExpressibleByArgument {}
extension EscapeMode: ExpressibleByArgument {}

/// The commands of `hatmax template`.
struct Template: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Render, check and look into single templates.",
    subcommands: [TemplateRender.self, TemplateCheck.self, TemplateShow.self, TemplateContext.self])
}

/// The template that a command is about.
struct TemplateInputOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The template; - is standard input.", valueName: "file"), completion: .file())
  var file: String

  @Option(
    help: ArgumentHelp("A folder of partials: a/b is DIR/a/b.stencil or DIR/a/b.mustache.", valueName: "dir"),
    completion: .directory)
  var partials: String?

  @Option(help: "The language: strict or mustache.")
  var mode = TemplateMode.strict

  @Option(help: "What values are escaped for: none, html, json or yaml.")
  var escape: EscapeMode?

  func operation() throws -> TemplateOperation {
    TemplateOperation(
      TemplateOperation.Input(
        template: try Self.text(file), options: TemplateOptions(mode: mode, escape: escape), partials: partials))
  }

  /// Reads a file, or standard input for `-`.
  static func text(_ path: String) throws -> SourceText {
    if path == "-" {
      return SourceText(name: "standard input", bytes: Array(FileHandle.standardInput.readDataToEndOfFile()))
    }
    do {
      return SourceText(name: path, bytes: try FileSystem.read(path))
    } catch {
      throw CompileFailure(diagnostics: [GeneratorDiagnostics.unreadable(error)])
    }
  }
}

extension Console {
  /// Runs a command's body; what is wrong with templates is reported and ends the process.
  fileprivate func reporting(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let failure as CompileFailure {
      report(failure.diagnostics)
      throw ExitStatus.invalidInput.exitCode
    }
  }
}

/// The command `hatmax template render`.
struct TemplateRender: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Render a template with data.",
    discussion: """
      EXAMPLES:
        hatmax template render hello.stencil --data names.yml
        echo 'Hello {{ name }}' | hatmax template render - --data names.json
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var input: TemplateInputOptions

  @Option(help: ArgumentHelp("The data, JSON or YAML; - is standard input.", valueName: "file"), completion: .file())
  var data: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write here instead of standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  func run() throws {
    let console = global.console
    try console.reporting {
      let data = try data.map(TemplateInputOptions.text) ?? SourceText(name: "no data", text: "{}")
      let bytes = try input.operation().render(data)
      guard let output else { return console.output(bytes: bytes) }
      do throws(FileSystem.Failure) {
        try FileSystem.write(bytes, to: output)
      } catch {
        throw CompileFailure(diagnostics: [GeneratorDiagnostics.unreadable(error)])
      }
    }
  }
}

/// The command `hatmax template check`.
struct TemplateCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Report everything that is wrong with a template, without rendering it.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var input: TemplateInputOptions

  @Option(help: ArgumentHelp("The shape of the data, JSON or YAML.", valueName: "file"), completion: .file())
  var schema: String?

  func run() throws {
    let console = global.console
    try console.reporting {
      let diagnostics = try input.operation().check(try schema.map(TemplateInputOptions.text))
      console.report(diagnostics)
      if diagnostics.contains(where: { $0.severity == .error }) { throw ExitStatus.invalidInput.exitCode }
      console.say(diagnostics.isEmpty ? "no problems" : "no errors")
    }
  }
}

/// The command `hatmax template show`.
struct TemplateShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print a stage of a template: its tokens, tree or program.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var input: TemplateInputOptions

  /// A stage that can be printed.
  enum Stage: String, EnumerableFlag {
    case tokens, tree, program
  }

  @Flag(help: "The stage.")
  var stage: Stage

  func run() throws {
    let console = global.console
    try console.reporting {
      let operation = try input.operation()
      switch stage {
      case .tokens: console.output(operation.tokens())
      case .tree: console.output(operation.tree())
      case .program: console.output(try operation.program())
      }
    }
  }
}
