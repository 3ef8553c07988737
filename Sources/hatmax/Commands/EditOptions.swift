import ArgumentParser
import HatMaxGenerator
import HatMaxSpec
import SourceDiagnostics

/// What is added and has fields of its own.
struct NewTypeArguments: ParsableArguments {
  @Argument(help: "Its name, in the singular.")
  var name: String

  @Argument(help: ArgumentHelp("Its fields.", valueName: "field"))
  var fields: [FieldDraft] = []
}

/// What every command that edits `hatmax.yml` takes.
struct EditOptions: ParsableArguments {
  @OptionGroup var global: GlobalOptions
  @OptionGroup var project: ProjectOptions

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The service; not needed when there is only one.", valueName: "name"),
    completion: NameCompletion.services)
  var service: String?

  @Flag(name: [.customShort("n"), .long], help: "Show the change and write nothing.")
  var dryRun = false

  @Flag(help: "Print the result as JSON.")
  var json = false

  /// Adds something and says what was done.
  func add(_ addition: SpecAddition, done: String) throws {
    try run(.add(addition), service: service, done: done)
  }

  /// Makes a change and says what was done; a change that is refused ends the process.
  func run(_ change: EditOperation.Change, service: String?, done: String) throws {
    let console = global.console
    let report = EditOperation(project: project.directory, service: service, dryRun: dryRun).run(change)
    if json {
      console.output(Self.json(report))
    } else {
      console.report(report.diagnostics)
      if !report.hasErrors { show(report, done, console) }
    }
    if report.hasErrors { throw ExitStatus.invalidInput.exitCode }
  }

  private func show(_ report: EditOperation.Report, _ done: String, _ console: Console) {
    if dryRun {
      console.showDiff(report.diff)
    } else {
      console.say(
        report.isWritten ? "\(done); `hatmax generate` writes what it makes" : "\(report.file) says so already")
    }
  }

  /// The report as an object: `{"file", "written", "diff", "diagnostics": []}`.
  private static func json(_ report: EditOperation.Report) -> String {
    "{\"file\":\(DiagnosticJSON.quote(report.file)),\"written\":\(report.isWritten),"
      + "\"diff\":\(DiagnosticJSON.quote(report.diff)),\"diagnostics\":\(DiagnosticJSON.render(report.diagnostics))}"
  }
}

extension Console {
  /// A difference as `diff -u` writes it, in its usual colours; nothing where there is none.
  func showDiff(_ diff: String) {
    guard !diff.isEmpty else { return }
    let lines = diff.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      switch line.first {
      case "+": tinted(String(line), .added)
      case "-": tinted(String(line), .removed)
      case "@": tinted(String(line), .dim)
      default: String(line)
      }
    }
    output(lines.joined(separator: "\n"))
  }
}

extension ProjectionDraft.Handler: ExpressibleByArgument {}

extension FieldDraft: ExpressibleByArgument {
  /// What a field looks like on the command line, for help.
  static let grammar = """
    FIELDS:
      A field is NAME:TYPE, with `!` at the end when it is required:
        number:string!  tags:[string]  status:enum:draft,placed  customer:ref:Customer!  price:Money
    """
}
