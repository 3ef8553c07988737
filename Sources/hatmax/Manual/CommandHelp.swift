/// What argument-parser knows of a command: the definitions that `--help` is made from, as `--experimental-dump-help` gives them.
struct CommandHelp: Decodable {
  struct Tool: Decodable {
    let command: CommandHelp
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String

      /// As it is typed: `-C`, `--directory`.
      var typed: String { (kind == "long" ? "--" : "-") + name }
    }

    let kind: String
    let shouldDisplay: Bool
    let isOptional: Bool
    let isRepeating: Bool
    let names: [Name]?
    let valueName: String?
    let defaultValue: String?
    let abstract: String?

    var isPositional: Bool { kind == "positional" }
  }

  let commandName: String
  let shouldDisplay: Bool
  let abstract: String?
  let discussion: String?
  let subcommands: [CommandHelp]?
  let arguments: [Argument]?

  /// The commands below this one that people see, but for `help`, which is no command of ours.
  var visibleSubcommands: [CommandHelp] {
    (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
  }

  /// The paragraphs of the discussion.
  var paragraphs: [String] {
    parts.filter { $0.title == nil }.map { $0.lines.joined(separator: " ") }
  }

  /// What follows them under titles, such as `EXAMPLES:`.
  var sections: [(title: String, lines: [Substring])] {
    parts.compactMap { part in part.title.map { ($0, part.lines) } }
  }

  /// The discussion's parts, with blank lines between them.
  private var parts: [(title: String?, lines: [Substring])] {
    (discussion ?? "").split(separator: "\n", omittingEmptySubsequences: false).split(separator: "")
      .map { lines in
        guard let title = lines.first, title.hasSuffix(":"), !title.contains(where: \.isLowercase) else {
          return (nil, Array(lines))
        }
        return (String(title.dropLast()), Array(lines.dropFirst()))
      }
  }
}
