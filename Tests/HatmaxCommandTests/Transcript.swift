/// Commands with what they said, as a golden file keeps them.
struct Transcript {
  private let shell: CommandLine
  private(set) var text = ""

  init(_ shell: CommandLine) { self.shell = shell }

  /// Runs `hatmax ARGUMENTS`; sizes of archives, which depend on the compressor, are left out.
  @discardableResult mutating func run(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> CommandLine.Result {
    let result = try shell.run(arguments, input: input, environment: environment)
    text += "$ hatmax \(arguments.joined(separator: " ").replacing(shell.folder, with: "TMP"))\n"
    text += (result.output + result.messages).replacing(/[0-9]+ bytes/, with: "N bytes")
      .replacing(/"size": [0-9]+/, with: "\"size\": N")
    text += result.status == 0 ? "\n" : "exit \(result.status)\n\n"
    return result
  }
}
