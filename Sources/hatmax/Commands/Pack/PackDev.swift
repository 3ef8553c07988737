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
      The packs that this one needs are looked for beside it first. Ctrl-C ends it.

      EXAMPLES:
        hatmax pack dev . tests/basic/spec.yml -o /tmp/out
        hatmax pack dev . tests/basic/spec.yml -o /tmp/out --once

      EXIT CODES: 0, 2; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions

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
      let hasErrors = show(operation, on: console)
      if once, hasErrors { throw ExitStatus.invalidInput.exitCode }
      for folder in operation.watched { watch.add(folder) }
    } while !once && watch.wait()
  }

  /// Runs a round and says what it gave.
  ///
  /// - Returns: whether there were errors.
  private func show(_ operation: DevOperation, on console: Console) -> Bool {
    do throws(Stop) {
      let round = try operation.round()
      for difference in round.differences { console.output(console.tinted(difference: difference)) }
      console.report(round.diagnostics)
      console.say("\(round.files) files, \(round.differences.count) changed")
      return round.diagnostics.contains { $0.severity == .error }
    } catch {
      console.report(error.diagnostics)
      return true
    }
  }
}
