import ArgumentParser
import HatMaxGenerator
import SourceDiagnostics

/// The command `hatmax explain`.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explain a code of a message at length, with a wrong and a right example.",
    discussion: """
      EXAMPLES:
        hatmax explain SP0301
        hatmax explain GE0301
        hatmax explain
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(
    help: "The code; without one the codes are listed.",
    completion: .list(Explanations.all.map(\.code.description)))
  var code: String?

  func run() throws {
    let console = global.console
    guard let code else {
      if format.json { return console.output(JSON.array(Explanations.all.map(Self.json)).text()) }
      for explanation in Explanations.all { console.output("\(explanation.code)  \(explanation.title)") }
      return
    }
    guard let explanation = Explanations.explanation(of: code) else {
      let help = Suggestion.help(for: code.uppercased(), among: Explanations.all.map(\.code.description))
      throw console.failure([GeneratorDiagnostics.unknownCode(code, help: help)], .usage, format)
    }
    if format.json { return console.output(Self.json(explanation).text()) }
    var text = "\(console.tinted("\(explanation.code): \(explanation.title)", .bold))\n\n\(explanation.text)\n"
    for (title, example) in [("Wrong", explanation.wrong), ("Right", explanation.right)] where !example.isEmpty {
      text += "\n\(title):\n\n\(Self.indented(example))\n"
    }
    console.output(text)
  }

  private static func json(_ explanation: CodeExplanation) -> JSON {
    [
      "code": .string(explanation.code.description), "title": .string(explanation.title),
      "text": .string(explanation.text), "wrong": .string(explanation.wrong), "right": .string(explanation.right),
    ]
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    \($0)" }
      .joined(separator: "\n")
  }
}
