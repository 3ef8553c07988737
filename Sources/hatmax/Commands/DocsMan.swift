import ArgumentParser
import Foundation
import SourceDiagnostics

/// The command `hatmax docs man`.
struct DocsMan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "man", abstract: "Print the manual page of a command, for man.",
    discussion: """
      EXAMPLES:
        hatmax docs man
        hatmax docs man hatmax-generate | man -l -
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: "The page; without one the pages are listed.")
  var page: String?

  func run() throws {
    let help = try JSONDecoder().decode(CommandHelp.Tool.self, from: Data(Hatmax._dumpHelp().utf8))
    let pages = ManualPage.all(of: help.command)
    guard let page else {
      let names = pages.map(\.name)
      return global.console.output(
        format.json ? JSON.object([("pages", JSON(names))]).text() : names.joined(separator: "\n"))
    }
    guard let found = pages.first(where: { $0.name == page }) else {
      throw ValidationError("there is no page `\(page)`; `hatmax docs man` lists them")
    }
    global.console.document(found.text, format)
  }
}
