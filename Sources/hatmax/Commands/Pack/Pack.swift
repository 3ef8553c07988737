import ArgumentParser
import HatMaxGenerator
import HatMaxPacks
import SourceDiagnostics

/// `hatmax pack …`
struct Pack: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Install, inspect and build packs of templates.",
    subcommands: [PackInstall.self, PackUpdate.self, PackList.self, PackVerify.self, PackBuild.self])
}

extension Console {
  /// Says what went wrong with packs and ends the process.
  func fail(_ failure: PackFailure) -> ExitCode {
    report(failure.diagnostics)
    return ExitStatus(failure.category).exitCode
  }
}

/// `hatmax pack install`
struct PackInstall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Install packs, or without names what the project needs.",
    discussion: """
      In a project's folder the packs are also written to hatmax.lock. Naming a pack in hatmax.yml makes it active.

      EXAMPLES:
        hatmax pack install
        hatmax pack install go-service sqlite-repo
        hatmax pack install sqlite-repo@^1.2
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var project: ProjectOptions
  @OptionGroup var packs: PackAccessOptions

  @Argument(
    help: ArgumentHelp("Names of packs, with a range of versions after @ if need be.", valueName: "name[@range]"))
  var names: [String] = []

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() throws {
    let requirements = try names.map(Self.requirement)
    try global.console.show(
      InstallOperation(project: project.directory, access: packs.access(global)).run(requirements), json: json)
  }

  private static func requirement(_ text: String) throws -> Requirement {
    let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
    guard let name = parts.first.flatMap({ PackName($0) }) else {
      throw ValidationError("`\(text)` is not a name of a pack, such as `sqlite-repo` or `acme/base`")
    }
    guard parts.count == 2 else { return Requirement(name, .any) }
    guard let range = VersionRange(parts[1]) else {
      throw ValidationError("`\(parts[1])` is not a range of versions, such as `^1.2` or `=1.4.0`")
    }
    return Requirement(name, range)
  }
}

/// `hatmax pack update`
struct PackUpdate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Move the project's packs to the newest versions that hatmax.yml admits.",
    discussion: """
      Changes hatmax.lock; `hatmax generate` then brings the changes of the templates into your files.

      EXAMPLES:
        hatmax pack update
        hatmax pack update sqlite-repo
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var project: ProjectOptions

  @Argument(help: ArgumentHelp("The packs to update; without names all of them.", valueName: "name"))
  var names: [String] = []

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() throws {
    let packs = try names.map { text in
      guard let name = PackName(text) else { throw ValidationError("`\(text)` is not a name of a pack") }
      return name
    }
    let access = PackAccess(home: global.home, builtin: global.builtinPacks)
    try global.console.show(InstallOperation(project: project.directory, access: access).update(packs), json: json)
  }
}

extension Console {
  /// Shows what an installation did and ends the process if it failed.
  fileprivate func show(_ report: InstallOperation.Report, json: Bool) throws {
    if json {
      func list(_ packs: [PackVersion]) -> String {
        packs.map { DiagnosticJSON.quote($0.description) }.joined(separator: ",")
      }
      output(
        "{\"packs\":[\(list(report.packs))],\"installed\":[\(list(report.installed))],"
          + "\"lockChanged\":\(report.lockChanged),\"diagnostics\":\(DiagnosticJSON.render(report.diagnostics))}")
    } else {
      self.report(report.diagnostics)
      for pack in report.packs {
        say(report.installed.contains(pack) ? "installed \(pack)" : "\(pack) is installed")
      }
    }
    if let failure = report.failure { throw ExitStatus(failure).exitCode }
    if report.diagnostics.contains(where: { $0.severity == .error }) { throw ExitStatus.invalidInput.exitCode }
  }
}

/// `hatmax pack list`
struct PackList: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the packs that are installed.")

  @OptionGroup var global: GlobalOptions

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() throws {
    let console = global.console
    do {
      let packs = try PackStore(home: global.home).list()
      if json {
        let items = packs.map { pack in
          let fields = [
            ("name", pack.identity.name.description), ("version", pack.identity.version.description),
            ("digest", pack.digest.description), ("registry", pack.registry), ("description", pack.description),
          ]
          return "{" + fields.map { "\"\($0)\":\(DiagnosticJSON.quote($1))" }.joined(separator: ",") + "}"
        }
        console.output("[" + items.joined(separator: ",") + "]")
      } else if packs.isEmpty {
        console.say("no packs are installed; `hatmax pack install NAME` installs one")
      } else {
        let width = packs.map { $0.identity.description.count }.max() ?? 0
        for pack in packs {
          let name = pack.identity.description
          console.output(name + String(repeating: " ", count: width - name.count) + "  " + pack.description)
        }
      }
    } catch {
      throw console.fail(error)
    }
  }
}

/// `hatmax pack verify`
struct PackVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Compare every installed pack with what was installed.")

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let console = global.console
    do {
      let results = try PackStore(home: global.home).verify()
      for result in results {
        console.output(
          "\(result.pack.identity): \(result.problems.isEmpty ? "whole" : result.problems.joined(separator: "; "))")
      }
      if results.contains(where: { !$0.problems.isEmpty }) { throw ExitStatus.untrusted.exitCode }
    } catch let failure as PackFailure {
      throw console.fail(failure)
    }
  }
}

/// `hatmax pack build`
struct PackBuild: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Make the archive of a pack's folder, the same bytes every time.",
    discussion: """
      EXAMPLES:
        hatmax pack build packs/sqlite-repo
        hatmax pack build . -o dist
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: ArgumentHelp("The pack's folder.", valueName: "dir"))
  var folder: String

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the archive goes.", valueName: "dir"))
  var output = "."

  func run() throws {
    let console = global.console
    do {
      let result = try BuildOperation.run(folder.hasSuffix("/") ? String(folder.dropLast()) : folder, into: output)
      console.output(result.path)
      console.say("\(result.identity), \(result.size) bytes, \(result.digest)")
    } catch {
      throw console.fail(error)
    }
  }
}
