import ArgumentParser
import HatMaxGenerator
import SourceDiagnostics
import Stencilish

/// The command `hatmax why`.
struct Why: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what asked for a generated file, or for a line of it: pack, template, and the line of hatmax.yml.",
    discussion: """
      A line that you edited is told apart from those of the templates.

      EXAMPLES:
        hatmax why services/todo/internal/todo/list.go
        hatmax why services/todo/internal/todo/list.go:12
      """)

  @OptionGroup var preview: PreviewOptions

  @Argument(
    help: "The file, below the folder that was generated into; `:LINE` behind it asks about a line.",
    completion: .file())
  var path: String

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() throws {
    let console = preview.global.console
    do {
      let (file, line) = Self.place(path)
      let answer = try WhyOperation(preview.generate).run(file, line: line)
      console.output(json ? Self.json(answer) : Self.text(answer))
    } catch {
      console.report(error.diagnostics)
      throw ExitStatus.invalidInput.exitCode
    }
  }

  /// A path, and the number behind its last colon if there is one.
  private static func place(_ path: String) -> (file: String, line: Int?) {
    guard let colon = path.lastIndex(of: ":"), let line = Int(path[path.index(after: colon)...]) else {
      return (path, nil)
    }
    return (String(path[..<colon]), line)
  }

  private static func text(_ answer: WhyOperation.Answer) -> String {
    var lines = ["\(answer.path) (\(answer.ownership.rawValue))", "  pack      \(answer.pack)"]
    if let template = answer.template { lines.append("  template  \(template)") }
    lines.append("  output    \(answer.output)" + (answer.places.first.map { ", \(place($0))" } ?? ""))
    if !answer.element.isEmpty {
      lines.append("  for       \(answer.element)" + (answer.places.dropFirst().first.map { ", \(place($0))" } ?? ""))
    }
    if let history = answer.history { lines += text(history) }
    if let line = answer.line { lines += text(line) }
    return lines.joined(separator: "\n")
  }

  private static func text(_ history: WhyOperation.History) -> [String] {
    [
      "  ledger    \(history.ledger)", "    migrations  \(history.migrations.joined(separator: ", "))",
      "    tables      \(history.tables.joined(separator: ", "))",
    ]
  }

  private static func text(_ line: WhyOperation.Line) -> [String] {
    var lines = ["  line \(line.number): \(line.text)"]
    switch line.author {
    case .user: lines.append("    yours: no template wrote it")
    case .migration: lines.append("    written once, with the migration; what is there already is never rendered again")
    case .ledger: lines.append("    hatmax's record of what the migrations add up to")
    case .earlierRun: lines.append("    an earlier run wrote it; what is rendered by now has no such line")
    case .template(let template, let pack, let value):
      lines.append("    template  \(shortPlace(template)) (\(pack ?? "of this project"))")
      if let value { lines.append("    for       \(value.path)" + (place(value).map { ", \($0)" } ?? "")) }
    }
    return lines
  }

  private static func place(_ value: Origin) -> String? {
    value.source.flatMap { source in value.span.map { place(Label(source, $0)) } }
  }

  /// The place of a line, without a column.
  private static func shortPlace(_ label: Label) -> String {
    "\(label.source.name):\(label.source.position(of: label.span.start).line)"
  }

  private static func place(_ label: Label) -> String {
    let position = label.source.position(of: label.span.start)
    return "\(label.source.name):\(position.line):\(position.column)"
  }

  private static func json(_ answer: WhyOperation.Answer) -> String {
    var fields = [("path", answer.path), ("mode", answer.ownership.rawValue), ("pack", answer.pack)]
    if let template = answer.template { fields.append(("template", template)) }
    fields += [("output", answer.output), ("element", answer.element)]
    let texts = fields.map { "\"\($0.0)\":\(DiagnosticJSON.quote($0.1))" }
    let places = answer.places.map { DiagnosticJSON.quote(place($0)) }.joined(separator: ",")
    let line = answer.line.map { ",\"line\":\(json($0))" } ?? ""
    let history = answer.history.map { ",\"history\":\(json($0))" } ?? ""
    return "{\(texts.joined(separator: ",")),\"places\":[\(places)]\(history)\(line)}"
  }

  private static func json(_ history: WhyOperation.History) -> String {
    func list(_ names: [String]) -> String { "[\(names.map { DiagnosticJSON.quote($0) }.joined(separator: ","))]" }
    return "{\"ledger\":\(DiagnosticJSON.quote(history.ledger)),\"migrations\":\(list(history.migrations)),"
      + "\"tables\":\(list(history.tables))}"
  }

  private static func json(_ line: WhyOperation.Line) -> String {
    var fields = [("text", line.text)]
    switch line.author {
    case .user: fields.append(("author", "user"))
    case .earlierRun: fields.append(("author", "earlier-run"))
    case .migration: fields.append(("author", "migration"))
    case .ledger: fields.append(("author", "ledger"))
    case .template(let template, let pack, let value):
      fields += [("author", "template"), ("template", shortPlace(template))]
      if let pack { fields.append(("pack", pack)) }
      if let value { fields.append(("element", value.path)) }
      if let place = value.flatMap(place) { fields.append(("place", place)) }
    }
    let texts = fields.map { "\"\($0.0)\":\(DiagnosticJSON.quote($0.1))" }
    return "{\"number\":\(line.number),\(texts.joined(separator: ","))}"
  }
}
