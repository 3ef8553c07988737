import ArgumentParser
import Foundation
import HatMaxGenerator
import HatMaxPacks
import SourceDiagnostics

/// The command `hatmax login`.
struct Login: PackCommand {
  static let activity = "asking the registry"
  static let configuration = CommandConfiguration(
    abstract: "Store a credential for a host of packs.",
    discussion: """
      Reads a token, or `USER:PASSWORD`, from standard input, asks the registry whether it takes it, and keeps it in a file \
      that only you can read. Docker's credentials and the variable `HATMAX_AUTH_HOST` are found without a login.

      EXAMPLES:
        hatmax login ghcr.io --user octocat < token.txt
        echo "$USER:$TOKEN" | hatmax login packs.example

      EXIT CODES: 0, 2, 5 when the registry refuses; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: HostName.help)
  var host: HostName

  @Option(name: .shortAndLong, help: ArgumentHelp("The user; standard input has the password then.", valueName: "name"))
  var user: String?

  func perform(_ progress: ProgressLine) throws -> Bool {
    let secret = progress.asking { SecretInput.read(prompt: user == nil ? "token, or user:password" : "password") }
    let credential = user.map { secret.isEmpty ? nil : .password(user: $0, password: secret) } ?? Credential(secret)
    guard let credential else { throw ValidationError("there is no credential on standard input") }
    return try global.access(progress: progress).login(host.name, credential)
  }

  func json(_ isTaken: Bool) -> JSON { ["host": .string(host.name), "checked": .bool(isTaken)] }

  func show(_ isTaken: Bool, on console: Console) {
    console.say(
      isTaken
        ? "logged in to \(host.name)"
        : "stored for \(host.name); no OCI registry answers there, so it was not checked")
  }
}

/// The command `hatmax logout`.
struct Logout: PackCommand {
  static let activity = "forgetting the credential"
  static let configuration = CommandConfiguration(
    abstract: "Forget the credential of a host of packs.",
    discussion: """
      EXAMPLES:
        hatmax logout ghcr.io

      EXIT CODES: 0, 2; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: HostName.help)
  var host: HostName

  func perform(_ progress: ProgressLine) throws -> Bool { try global.access().credentials?.logout(host.name) ?? false }

  func json(_ wasThere: Bool) -> JSON { ["host": .string(host.name), "removed": .bool(wasThere)] }

  func show(_ wasThere: Bool, on console: Console) {
    console.say(wasThere ? "logged out of \(host.name)" : "there is no credential for \(host.name)")
  }
}

/// A host with its port, as credentials are named.
struct HostName: ExpressibleByArgument {
  let name: String

  init?(argument: String) {
    guard !argument.contains("/"), let address = WebAddress("https://" + argument) else { return nil }
    name = address.hostAndPort
  }

  static let help = ArgumentHelp("The host, with its port if need be.", valueName: "host[:port]")
}

/// A secret from standard input; not shown while it is typed.
private enum SecretInput {
  static func read(prompt: String) -> String {
    guard isatty(STDIN_FILENO) == 1 else { return readLine() ?? "" }
    var shown = termios()
    tcgetattr(STDIN_FILENO, &shown)
    var hidden = shown
    hidden.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSANOW, &hidden)
    defer { tcsetattr(STDIN_FILENO, TCSANOW, &shown) }
    FileHandle.standardError.write(Data("\(prompt): ".utf8))
    defer { FileHandle.standardError.write(Data("\n".utf8)) }
    return readLine() ?? ""
  }
}
