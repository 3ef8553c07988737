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
    discussion: """
      EXAMPLES:
        hatmax template render hello.stencil --data names.yml
        hatmax template check hello.stencil --schema names.schema.yml
        hatmax template show hello.stencil --tree
        hatmax template context services.orders.aggregates
      """,
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
  fileprivate func reporting(_ format: FormatOptions, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let failure as CompileFailure {
      throw self.failure(failure.diagnostics, .invalidInput, format)
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
  @OptionGroup var format: FormatOptions
  @OptionGroup var input: TemplateInputOptions

  @Option(help: ArgumentHelp("The data, JSON or YAML; - is standard input.", valueName: "file"), completion: .file())
  var data: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write here instead of standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  func run() throws {
    let console = global.console
    try console.reporting(format) {
      let data = try data.map(TemplateInputOptions.text) ?? SourceText(name: "no data", text: "{}")
      let bytes = try input.operation().render(data)
      guard let output else {
        return format.json
          ? console.document(String(decoding: bytes, as: UTF8.self), format) : console.output(bytes: bytes)
      }
      do throws(FileSystem.Failure) {
        try FileSystem.write(bytes, to: output)
      } catch {
        throw CompileFailure(diagnostics: [GeneratorDiagnostics.unreadable(error)])
      }
      if format.json { console.output(JSON.object([("file", .string(output))]).text()) }
    }
  }
}

/// The command `hatmax template check`.
struct TemplateCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Report everything that is wrong with a template, without rendering it.",
    discussion: """
      EXAMPLES:
        hatmax template check hello.stencil
        hatmax template check hello.stencil --schema names.schema.yml
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var input: TemplateInputOptions

  @Option(help: ArgumentHelp("The shape of the data, JSON or YAML.", valueName: "file"), completion: .file())
  var schema: String?

  func run() throws {
    let console = global.console
    try console.reporting(format) {
      let diagnostics = try input.operation().check(try schema.map(TemplateInputOptions.text))
      console.report(diagnostics, format)
      if diagnostics.contains(where: { $0.severity == .error }) { throw ExitStatus.invalidInput.exitCode }
      if !format.json { console.say(diagnostics.isEmpty ? "no problems" : "no errors") }
    }
  }
}

/// The command `hatmax template show`.
struct TemplateShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print a stage of a template: its tokens, tree or program.",
    discussion: """
      EXAMPLES:
        hatmax template show hello.stencil --tokens
        hatmax template show hello.stencil --program
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var input: TemplateInputOptions

  /// A stage that can be printed.
  enum Stage: String, EnumerableFlag {
    case tokens, tree, program
  }

  @Flag(help: "The stage.")
  var stage: Stage

  func run() throws {
    let console = global.console
    try console.reporting(format) {
      let operation = try input.operation()
      switch stage {
      case .tokens: console.document(operation.tokens(), format)
      case .tree: console.document(operation.tree(), format)
      case .program: console.document(try operation.program(), format)
      }
    }
  }
}
