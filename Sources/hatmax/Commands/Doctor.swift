import ArgumentParser
import HatMaxGenerator
import SourceDiagnostics

/// The command `hatmax doctor`.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what hatmax finds on this machine, and what to do about what is missing.",
    discussion: """
      EXAMPLES:
        hatmax doctor
        hatmax doctor --json
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var project: ProjectOptions

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() throws {
    let console = global.console
    let findings = DoctorOperation(access: global.access(), project: project.directory).run()
    if json {
      let items = findings.map { finding in
        "{\"subject\":\(DiagnosticJSON.quote(finding.subject)),\"text\":\(DiagnosticJSON.quote(finding.text)),"
          + "\"advice\":\(finding.advice.map(DiagnosticJSON.quote) ?? "null"),\"needed\":\(finding.isNeeded)}"
      }
      console.output("[" + items.joined(separator: ",") + "]")
    } else {
      let width = findings.map(\.subject.count).max() ?? 0
      for finding in findings {
        let mark = finding.advice == nil ? console.tinted("ok", .added) : console.tinted("!!", .changed)
        let name = finding.subject + String(repeating: " ", count: width - finding.subject.count)
        console.output("\(mark)  \(name)  \(finding.text)")
        if let advice = finding.advice { console.output(String(repeating: " ", count: width + 6) + advice) }
      }
    }
    if findings.contains(where: { $0.isNeeded && $0.advice != nil }) { throw ExitStatus.invalidInput.exitCode }
  }
}
