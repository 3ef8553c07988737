import ArgumentParser

/// The manual page of one command, in the macros of man(7); it has no date, so that the same hatmax gives the same bytes.
struct ManualPage {
  /// The name that `man` is given: `hatmax-pack-install`.
  let name: String
  private let help: CommandHelp
  private let parent: String?

  /// The pages of a command and of all commands below it, the outer before the inner.
  static func all(of help: CommandHelp, below parent: String? = nil) -> [ManualPage] {
    let page = ManualPage(name: [parent, help.commandName].compactMap(\.self).joined(separator: "-"), help, parent)
    return [page] + help.visibleSubcommands.flatMap { all(of: $0, below: page.name) }
  }

  private init(name: String, _ help: CommandHelp, _ parent: String?) {
    self.name = name
    self.help = help
    self.parent = parent
  }

  private var command: String { name.replacing("-", with: " ") }
  private var arguments: [CommandHelp.Argument] { (help.arguments ?? []).filter(\.shouldDisplay) }

  /// The page's source.
  var text: String {
    let version = Hatmax.configuration.version
    var page = Roff()
    page.macro(#"TH "\#(name.uppercased())" "1" "" "hatmax \#(version)" "hatmax Manual""#)
    page.section("NAME")
    page.text("\(name) - \(help.abstract?.trimmingSuffix(".") ?? "")")
    page.section("SYNOPSIS")
    page.bold(command)
    page.text(synopsis)
    paragraphs(to: &page)
    commands(to: &page)
    definitions("ARGUMENTS", arguments.filter(\.isPositional), to: &page)
    definitions("OPTIONS", arguments.filter { !$0.isPositional }, to: &page)
    for section in help.sections { page.verbatim(section.title, section.lines) }
    if let parent {
      page.section("SEE ALSO")
      page.text("\(parent)(1)")
    }
    return page.source
  }

  private var synopsis: String {
    let values = arguments.filter(\.isPositional).map { argument in
      let value = (argument.valueName ?? "value") + (argument.isRepeating ? "..." : "")
      return argument.isOptional ? "[\(value)]" : value
    }
    return ((help.visibleSubcommands.isEmpty ? [] : ["command"]) + ["[options]"] + values).joined(separator: " ")
  }

  private func paragraphs(to page: inout Roff) {
    for (index, paragraph) in help.paragraphs.enumerated() {
      page.macro(index == 0 ? "SH DESCRIPTION" : "PP")
      page.text(paragraph)
    }
  }

  private func commands(to page: inout Roff) {
    guard !help.visibleSubcommands.isEmpty else { return }
    page.section("COMMANDS")
    for subcommand in help.visibleSubcommands {
      page.definition(of: "\(name)-\(subcommand.commandName)(1)", subcommand.abstract ?? "")
    }
  }

  private func definitions(_ title: String, _ arguments: [CommandHelp.Argument], to page: inout Roff) {
    guard !arguments.isEmpty else { return }
    page.section(title)
    for argument in arguments {
      let value = argument.valueName ?? "value"
      let names = (argument.names ?? []).map(\.typed).sorted { $0.count < $1.count }.joined(separator: ", ")
      let term = argument.isPositional ? value : argument.kind == "option" ? "\(names) <\(value)>" : names
      let preset = argument.defaultValue.map { " (default: \($0))" } ?? ""
      page.definition(of: term, (argument.abstract ?? "") + preset)
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
