import ArgumentParser

/// The command `hatmax completions`.
struct Completions: ParsableCommand {
  /// The shells that argument-parser writes scripts for.
  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish

    var script: String {
      let shell: CompletionShell =
        switch self {
        case .bash: .bash
        case .zsh: .zsh
        case .fish: .fish
        }
      return Hatmax.completionScript(for: shell)
    }
  }

  static let configuration = CommandConfiguration(
    abstract: "Print what a shell needs to complete commands, options and values.",
    discussion: """
      `make install` puts the three scripts where the shells look for them.

      EXAMPLES:
        source <(hatmax completions bash)
        hatmax completions zsh > ~/.zfunc/_hatmax
        hatmax completions fish > ~/.config/fish/completions/hatmax.fish
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: "The shell: bash, zsh or fish.")
  var shell: Shell

  func run() { global.console.document(shell.script, format) }
}
