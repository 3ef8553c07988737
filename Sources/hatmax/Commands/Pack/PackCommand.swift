import ArgumentParser
import HatMaxGenerator
import HatMaxPacks
import SourceDiagnostics

/// A command over packs: what it does, and what it says to people and to programs.
///
/// `run` is the same for all of them. With `--json` a failure is an object too: `{"diagnostics": […]}`.
protocol PackCommand: ParsableCommand {
  associatedtype Outcome

  /// What a terminal shows while it takes long.
  static var activity: String { get }
  var global: GlobalOptions { get }
  var format: FormatOptions { get }

  /// Does it.
  func perform(_ progress: ProgressLine) throws -> Outcome
  /// What programs are told.
  func json(_ outcome: Outcome) -> JSON
  /// What people are told.
  func show(_ outcome: Outcome, on console: Console)
  /// What there is to say besides.
  func notes(_ outcome: Outcome) -> [Diagnostic]
  /// How the process ends.
  func status(_ outcome: Outcome) -> ExitStatus
}

extension PackCommand {
  func notes(_ outcome: Outcome) -> [Diagnostic] { [] }
  func status(_ outcome: Outcome) -> ExitStatus { .done }

  func run() throws {
    let console = global.console
    do {
      let outcome = try ProgressLine.during(Self.activity, on: console, perform)
      if format.json {
        console.output(json(outcome).text())
      } else {
        console.report(notes(outcome))
        show(outcome, on: console)
      }
      try status(outcome).exitIfNeeded()
    } catch let failure as PackFailure {
      throw console.failure(failure.diagnostics, ExitStatus(failure.category), format)
    } catch let stop as Stop {
      throw console.failure(stop.diagnostics, ExitStatus(stop.category), format)
    }
  }
}

extension PackVersion {
  var json: JSON { ["name": .string(name.description), "version": .string(version.description)] }
}

/// Rows of text with their columns below each other.
struct TextTable {
  private var rows: [[String]]

  init(_ rows: [[String]]) { self.rows = rows }

  var text: String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, text in
        column == row.count - 1 ? text : text + String(repeating: " ", count: widths[column] - text.count)
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}
