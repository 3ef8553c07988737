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

  @Argument(
    help: "The code; without one the codes are listed.",
    completion: .list(Explanations.all.map(\.code.description)))
  var code: String?

  func run() throws {
    let console = global.console
    guard let code else {
      for explanation in Explanations.all { console.output("\(explanation.code)  \(explanation.title)") }
      return
    }
    guard let explanation = Explanations.explanation(of: code) else {
      let help = Suggestion.help(for: code.uppercased(), among: Explanations.all.map(\.code.description))
      console.report([GeneratorDiagnostics.unknownCode(code, help: help)])
      throw ExitStatus.usage.exitCode
    }
    var text = "\(console.tinted("\(explanation.code): \(explanation.title)", .bold))\n\n\(explanation.text)\n"
    for (title, example) in [("Wrong", explanation.wrong), ("Right", explanation.right)] where !example.isEmpty {
      text += "\n\(title):\n\n\(Self.indented(example))\n"
    }
    console.output(text)
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    \($0)" }
      .joined(separator: "\n")
  }
}
