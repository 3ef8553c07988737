import ArgumentParser
import Foundation
import HatMaxGenerator
import HatMaxPacks
import SourceDiagnostics

/// The command `hatmax pack new`.
struct PackNew: PackCommand {
  static let activity = "writing the pack"
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write a small pack that works, to start from.",
    discussion: """
      It has one of everything: a template, partials, a table, a filter, an option, contributions, and two test cases.

      EXAMPLES:
        hatmax pack new audit
        hatmax pack new acme/standard --extends go-service

      EXIT CODES: 0, 2, 5; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: ArgumentHelp("The pack's name.", valueName: "name"))
  var name: PackName

  @Option(help: ArgumentHelp("A pack whose templates, options and outputs it changes.", valueName: "pack"))
  var extends: PackName?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder; without it, one of the pack's name.", valueName: "dir"),
    completion: .directory)
  var output: String?

  private var folder: String { output ?? name.base }

  func perform(_ progress: ProgressLine) throws -> [String] {
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("hatmax-new-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    return try NewPackOperation(folder, access: global.access(progress: progress), scratch: scratch.path)
      .run(name, extending: extends)
  }

  func json(_ files: [String]) -> JSON {
    ["folder": .string(folder), "files": .array(files.map { .string($0) })]
  }

  func show(_ files: [String], on console: Console) {
    for file in files { console.output("\(folder)/\(file)") }
    console.say("`hatmax pack lint \(folder)` and `hatmax pack test \(folder)` check it")
  }
}
