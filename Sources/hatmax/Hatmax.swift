import ArgumentParser

/// Where the process starts.
@main
struct Hatmax: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hatmax",
    abstract: "Turn one YAML file into production-ready Go services.",
    discussion: """
      EXAMPLES:
        hatmax init
        hatmax generate
        hatmax generate --dry-run
        hatmax explain GE0301

      EXIT CODES:
      \(ExitStatus.allCases.map { "  \($0.rawValue)\t\($0.meaning)" }.joined(separator: "\n"))
      """,
    version: "0.1.0",
    subcommands: [
      Init.self, Generate.self, Diff.self, Status.self, Why.self, Undo.self, MigrationCommands.self, Add.self,
      Rename.self, Pack.self, Spec.self,
      Template.self, Docs.self, Login.self, Logout.self, Doctor.self, Explain.self,
      Completions.self,
    ])
}
