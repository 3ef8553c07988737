import ArgumentParser
import HatMaxGenerator

/// The commands of `hatmax docs`.
struct Docs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print references that are made from definitions.",
    discussion: """
      EXAMPLES:
        hatmax docs model > model.md
        hatmax docs man hatmax-generate | man -l -
      """,
    subcommands: [DocsModel.self, DocsMan.self])
}

/// The command `hatmax docs model`.
struct DocsModel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model", abstract: "Print the reference of the model that templates see, as Markdown.",
    discussion: """
      EXAMPLES:
        hatmax docs model > model.md
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions

  func run() { global.console.document(SpecOperation.modelReference, format) }
}
