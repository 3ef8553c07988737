import ArgumentParser
import HatMaxGenerator
import SourceDiagnostics

/// The command `hatmax why`.
struct Why: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what asked for a generated file: pack, template, and the line of hatmax.yml.",
    discussion: """
      EXAMPLES:
        hatmax why services/todo/internal/todo/list.go
      """)

  @OptionGroup var preview: PreviewOptions

  @Argument(help: "The file, below the folder that was generated into.", completion: .file())
  var path: String

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() throws {
    let console = preview.global.console
    do {
      let answer = try WhyOperation(preview.generate).run(path)
      console.output(json ? Self.json(answer) : Self.text(answer))
    } catch {
      console.report(error.diagnostics)
      throw ExitStatus.invalidInput.exitCode
    }
  }

  private static func text(_ answer: WhyOperation.Answer) -> String {
    var lines = [
      "\(answer.path) (\(answer.ownership.rawValue))", "  pack      \(answer.pack)", "  template  \(answer.template)",
      "  output    \(answer.output)" + (answer.places.first.map { ", \(place($0))" } ?? ""),
    ]
    if !answer.element.isEmpty {
      lines.append("  for       \(answer.element)" + (answer.places.dropFirst().first.map { ", \(place($0))" } ?? ""))
    }
    return lines.joined(separator: "\n")
  }

  private static func place(_ label: Label) -> String {
    let position = label.source.position(of: label.span.start)
    return "\(label.source.name):\(position.line):\(position.column)"
  }

  private static func json(_ answer: WhyOperation.Answer) -> String {
    let fields = [
      ("path", answer.path), ("mode", answer.ownership.rawValue), ("pack", answer.pack), ("template", answer.template),
      ("output", answer.output), ("element", answer.element),
    ]
    let texts = fields.map { "\"\($0.0)\":\(DiagnosticJSON.quote($0.1))" }
    let places = answer.places.map { DiagnosticJSON.quote(place($0)) }.joined(separator: ",")
    return "{\(texts.joined(separator: ",")),\"places\":[\(places)]}"
  }
}
