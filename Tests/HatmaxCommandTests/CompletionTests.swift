import Foundation
import TestServers
import Testing

/// What shells are told, asked as a shell asks.
struct CompletionTests {
  private let shell: CommandLine

  init() throws { shell = try CommandLine() }

  @Test(arguments: [
    ("hatmax gen", ["generate"]),
    ("hatmax pack ins", ["install"]),
    ("hatmax generate --dry", ["--dry-run"]),
    ("hatmax generate --color a", ["auto", "always"]),
    ("hatmax explain GE030", ["GE0301"]),
    ("hatmax completions ", ["bash", "fish", "zsh"]),
    ("hatmax pack lint pac", ["packs"]),
    ("hatmax add field Or", ["Order"]),
    ("hatmax add field Order total M", ["Money"]),
    ("hatmax add field --service sh", ["shop"]),
    ("hatmax add aggregate -C elsewhere --service ba", ["bank"]),
    ("hatmax add command Order Cancel --emits Or", ["OrderPlaced"]),
    ("hatmax add query ByNote ", ["Order", "Totals"]),
    ("hatmax rename field Order.n", ["Order.note"]),
    ("hatmax rename projection ", ["Totals"]),
  ])
  func bash(line: String, offered: [String]) throws {
    try FileManager.default.createDirectory(atPath: shell.folder + "/project/packs", withIntermediateDirectories: true)
    try shell.write(Self.file, to: "project/hatmax.yml")
    try shell.write("version: 1\npackage: example.com/bank\nservices: {bank: {}}\n", to: "project/elsewhere/hatmax.yml")
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map { "'\($0)'" }
    let reply = try shell.shell(
      """
      source <(hatmax completions bash)
      COMP_WORDS=(\(words.joined(separator: " "))) COMP_CWORD=\(words.count - 1)
      COMP_LINE='\(line)' COMP_POINT=\(line.count)
      "$(complete -p hatmax | sed 's/.*-F \\([^ ]*\\).*/\\1/')" hatmax \(words.last ?? "") \(words.dropLast().last ?? "") 2>/dev/null
      printf '%s\\n' "${COMPREPLY[@]}"
      """)
    let answers = Set(reply.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) })
    #expect(answers.isSuperset(of: offered), "\(reply)")
    #expect(answers.allSatisfy { $0.hasPrefix(words.last?.trimmingCharacters(in: ["'"]) ?? "") }, "\(reply)")
  }

  @Test(
    .enabled(
      if: Tool("zsh") != nil && Tool("fish") != nil,
      "skipped: no zsh or no fish; scripts/install-test-tools.sh gets them"),
    arguments: ["zsh", "fish"],
    [
      ("hatmax gen", "hatmax generate "),
      ("hatmax pack ins", "hatmax pack install "),
      ("hatmax generate --dry", "hatmax generate --dry-run "),
      ("hatmax add field Or", "hatmax add field Order "),
      ("hatmax rename field Order.n", "hatmax rename field Order.note "),
    ])
  func `what the tab key gives`(name: String, typed: (String, String)) throws {
    try shell.write(Self.file, to: "project/hatmax.yml")
    try shell.write(shell.run("completions", name).output, to: "project/" + (name == "zsh" ? "_hatmax" : "hatmax.fish"))
    let arguments = name == "zsh" ? ["-f", "-i"] : ["-i", "--no-config"]
    let terminal = try shell.terminal(shell: try #require(Tool(name)), arguments)
    terminal.type((name == "zsh" ? Self.zshSetup : Self.fishSetup) + "\n")
    _ = try terminal.read(until: "READY> ")
    // The second key shows the line.
    terminal.type(typed.0 + "\t\u{14}")
    #expect(try terminal.read(until: "END").contains("<\(typed.1)>END"))
  }

  /// Shells that read their script and say when they are ready; the prompt is put together, since what is typed is shown too.
  private static let zshSetup =
    "fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D; show() { print -r -- \"<$BUFFER>END\"; exit }; zle -N show; "
    + "bindkey '^T' show; PS1='REA''DY> '"
  private static let fishSetup =
    "source hatmax.fish; bind \\ct 'echo \"<\"(commandline)\">END\"; exit'; function fish_prompt; echo -n 'REA''DY> '; end"

  private static let file = """
    version: 1
    package: example.com/shop
    services:
      shop:
        values:
          Money: {fields: {amount: decimal}}
        aggregates:
          Order:
            fields: {note: text}
            commands: {Place: {input: {note: text}, emits: OrderPlaced}}
            events: {OrderPlaced: {fields: {note: text}, sets: {note: $note}}}
        projections:
          Totals: {key: {note: text}, fields: {orders: int}, on: {OrderPlaced: {increment: {orders: 1}}}}

    """

  @Test func `without a file there are no names, and no messages either`() throws {
    let result = try shell.run(
      "---completion", "add", "field", "--", "positional@0", "3", "2", "hatmax", "add", "field", "")
    #expect(result.output.trimmingCharacters(in: .whitespacesAndNewlines) == "")
    #expect(result.messages == "")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `a shell can read its script`(name: String) throws {
    let script = try shell.run("completions", name)
    #expect(script.status == 0)
    #expect(script.output.contains("generate"))
    // Names come from the program itself, whatever the shell.
    #expect(script.output.contains("---completion add field -- positional@0"))
    guard let program = Tool(name) else { return }
    #expect(try program.run(["-n", "/dev/stdin"], input: script.output).status == 0)
  }

  @Test func `a shell that is not known`() throws {
    let result = try shell.run("completions", "tcsh")
    #expect(result.status == 64)
    #expect(result.messages.contains("bash"))
  }
}
