import ArgumentParser
import Foundation
import HatMaxGenerator
import SourceDiagnostics
import SystemFiles

/// The command `hatmax pack dev`.
struct PackDev: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dev",
    abstract: "Generate again whenever a pack or a specification changes, and show what that changed.",
    discussion: """
      The packs that this one needs are looked for beside it first. Ctrl-C ends it. With --json every round is one line.

      EXAMPLES:
        hatmax pack dev . tests/basic/spec.yml -o /tmp/out
        hatmax pack dev . tests/basic/spec.yml -o /tmp/out --once
        hatmax pack dev . tests/basic/spec.yml -o /tmp/out --json | jq .differences

      EXIT CODES: 0, 2; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: ArgumentHelp("The pack's folder.", valueName: "dir"), completion: .directory)
  var folder: String

  @Argument(help: ArgumentHelp("The specification.", valueName: "spec"))
  var spec: String

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the files go.", valueName: "dir"), completion: .directory)
  var output: String

  @Flag(help: "Generate once and end.")
  var once = false

  func run() throws {
    let console = global.console
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("hatmax-dev-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let operation = DevOperation(
      folder, spec: spec, output: output, access: global.access(), scratch: scratch.path)
    guard var watch = FolderWatch() else { throw ExitStatus.internalError.exitCode }
    repeat {
      // Before the round: what changes while it goes on calls for another one.
      for folder in operation.watched { watch.add(folder) }
      let hasErrors = show(operation, on: console)
      if once, hasErrors { throw ExitStatus.invalidInput.exitCode }
    } while !once && watch.wait()
  }

  /// Runs a round and says what it gave.
  ///
  /// - Returns: whether there were errors.
  private func show(_ operation: DevOperation, on console: Console) -> Bool {
    do throws(Stop) {
      let round = try operation.round()
      let hasErrors = round.diagnostics.contains { $0.severity == .error }
      if format.json {
        console.output(Self.json(round.diagnostics, round).compact)
        return hasErrors
      }
      for difference in round.differences { console.output(console.tinted(difference: difference)) }
      console.report(round.diagnostics)
      console.say("\(round.files) files, \(round.differences.count) changed")
      return hasErrors
    } catch {
      if format.json {
        console.output(Self.json(error.diagnostics).compact)
      } else {
        console.report(error.diagnostics)
      }
      return true
    }
  }

  private static func json(_ diagnostics: [Diagnostic], _ round: DevOperation.Round? = nil) -> JSON {
    [
      "files": .int(Int64(round?.files ?? 0)), "differences": JSON(round?.differences ?? []),
      "diagnostics": DiagnosticJSON.value(diagnostics),
    ]
  }
}
