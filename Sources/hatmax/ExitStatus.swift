import ArgumentParser

/// What the process says when it ends; `hatmax help exit-codes` prints the table.
enum ExitStatus: Int32, CaseIterable {
  case done = 0
  case outOfDate = 1
  case invalidInput = 2
  case conflicts = 3
  case untrusted = 4
  case unreachable = 5
  case usage = 64
  case internalError = 70

  /// The meaning in a few words.
  var meaning: String {
    switch self {
    case .done: "done"
    case .outOfDate: "out of date: `--check`, `diff` or `--locked` found a difference"
    case .invalidInput: "the input has errors, or a file can't be read or written; nothing was written"
    case .conflicts: "conflicts are left for the user"
    case .untrusted: "refused for trust: a digest, a signature or a path"
    case .unreachable: "a source of packs can't be reached"
    case .usage: "wrong usage of the command"
    case .internalError: "a bug in hatmax"
    }
  }

  var exitCode: ExitCode { ExitCode(rawValue) }
}
