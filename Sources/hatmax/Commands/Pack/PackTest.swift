import ArgumentParser
import Foundation
import HatMaxGenerator
import HatMaxPacks
import SourceDiagnostics
import SystemFiles

/// The command `hatmax pack test`.
struct PackTest: PackCommand {
  static let activity = "generating"
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Generate a pack's test cases and compare them with what is expected.",
    discussion: """
      A case is a folder `tests/NAME` with a `spec.yml`, what it gives in `expect/`, what is said in `expect.txt`, and a \
      `case.yml` for more: options to try, an earlier state, edits of a user, commands.

      EXAMPLES:
        hatmax pack test .
        hatmax pack test packs/audit --case field-added
        hatmax pack test . --update
        hatmax pack test . --run --junit results.xml

      EXIT CODES: 0, 1 a case failed, 2, 5; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: ArgumentHelp("The pack's folder.", valueName: "dir"), completion: .directory)
  var folder = "."

  @Option(name: .customLong("case"), help: ArgumentHelp("Run only this case.", valueName: "name"))
  var only: String?

  @Flag(help: "Write what comes out as what is expected.")
  var update = false

  @Flag(name: .customLong("run"), help: "Run the commands of the cases in what they generate.")
  var runsCommands = false

  @Option(help: ArgumentHelp("Write the results for a CI system.", valueName: "file"), completion: .file())
  var junit: String?

  func perform(_ progress: ProgressLine) throws -> [PackTestOperation.Result] {
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("hatmax-test-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    var options = PackTestOperation.Options(scratch: scratch.path)
    options.update = update
    options.only = only
    options.runsCommands = runsCommands
    var results: [PackTestOperation.Result] = []
    try PackTestOperation(folder, access: global.access(progress: progress), options: options).run {
      results.append($0)
    }
    if let junit { try Self.write(JUnitReport.text(results, suite: folder), to: junit) }
    return results
  }

  func json(_ results: [PackTestOperation.Result]) -> JSON {
    [
      "cases": .array(
        results.map { result in
          [
            "name": .string(result.name), "passed": .bool(result.isPassed), "updated": .bool(result.isUpdated),
            "differences": .array(result.differences.map { .string($0) }),
            "problems": .array(result.problems.map { .string($0) }),
            "skipped": .array(result.skipped.map { .string($0) }),
          ]
        })
    ]
  }

  func show(_ results: [PackTestOperation.Result], on console: Console) {
    for result in results {
      console.output("\(result.isPassed ? result.isUpdated ? "written" : "ok     " : "FAILED ")  \(result.name)")
      for difference in result.differences { console.output(console.tinted(difference: difference)) }
      for problem in result.problems { console.output(problem) }
      for command in result.skipped { console.detail("not run without --run: \(command)") }
    }
    let failed = results.count { !$0.isPassed }
    console.say(failed == 0 ? "\(results.count) cases" : "\(failed) of \(results.count) cases failed")
    if failed > 0 { console.say("`hatmax pack test --update` writes what comes out as what is expected") }
  }

  func status(_ results: [PackTestOperation.Result]) -> ExitStatus {
    results.allSatisfy(\.isPassed) ? .done : .outOfDate
  }

  private static func write(_ text: String, to path: String) throws {
    do throws(FileSystem.Failure) {
      try FileSystem.write(Array(text.utf8), to: path)
    } catch {
      throw Stop.diagnostics([GeneratorDiagnostics.unreadable(error)])
    }
  }
}

extension Console {
  /// A difference with what goes in red and what comes in green, where standard output shows colours.
  func tinted(difference: String) -> String {
    difference.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      switch line.first {
      case "+": tinted(String(line), .added)
      case "-": tinted(String(line), .removed)
      case "@": tinted(String(line), .dim)
      default: String(line)
      }
    }.joined(separator: "\n")
  }
}

/// Results of tests as JUnit's XML, which CI systems read.
enum JUnitReport {
  /// The report, without times: the same results give the same bytes.
  static func text(_ results: [PackTestOperation.Result], suite: String) -> String {
    let failures = results.count { !$0.isPassed }
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuite name=\"\(escaped(suite))\" tests=\"\(results.count)\" failures=\"\(failures)\">",
    ]
    for result in results {
      let open = "  <testcase classname=\"\(escaped(suite))\" name=\"\(escaped(result.name))\""
      if result.isPassed {
        lines.append(open + "/>")
      } else {
        let text = (result.problems + result.differences).joined(separator: "\n")
        lines.append(open + "><failure message=\"not as expected\">\(escaped(text))</failure></testcase>")
      }
    }
    return lines.joined(separator: "\n") + "\n</testsuite>\n"
  }

  private static func escaped(_ text: String) -> String {
    let allowed = text.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" }
    return String(String.UnicodeScalarView(allowed)).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }
}
