import ArgumentParser
import Foundation
import HatMaxGenerator
import HatMaxPacks

extension Console.ColorMode: ExpressibleByArgument {}

/// The options that every command takes, and the only place that reads the environment.
struct GlobalOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Say only what went wrong.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more about what is done.")
  var verbose = false

  @Option(help: ArgumentHelp("Use colour: auto, always or never.", valueName: "when"))
  var color = Console.ColorMode.auto

  func validate() throws {
    if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other") }
  }

  var console: Console {
    Console(
      color: color, verbosity: quiet ? .quiet : verbose ? .verbose : .normal,
      environment: ProcessInfo.processInfo.environment)
  }

  /// Where packs are kept: `$HATMAX_HOME`, else `$XDG_DATA_HOME/hatmax`, else `~/.local/share/hatmax`.
  var home: String {
    let environment = ProcessInfo.processInfo.environment
    if let home = environment["HATMAX_HOME"], !home.isEmpty { return home }
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/hatmax" }
    return (environment["HOME"] ?? NSHomeDirectory()) + "/.local/share/hatmax"
  }

  /// Where a user's `config.yml` and credentials are: `$XDG_CONFIG_HOME/hatmax`, else `~/.config/hatmax`.
  var configuration: String {
    let environment = ProcessInfo.processInfo.environment
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") { return folder + "/hatmax" }
    return (environment["HOME"] ?? NSHomeDirectory()) + "/.config/hatmax"
  }

  /// How operations reach packs.
  func access(_ mode: PackAccessMode = PackAccessMode(), progress: ProgressLine? = nil) -> PackAccess {
    var setup = PackAccess.Setup()
    setup.configuration = configuration
    setup.environment = ProcessInfo.processInfo.environment
    setup.time = Int64(Date().timeIntervalSince1970)
    if let progress { setup.progress = { progress.downloaded($0, $1, of: $2) } }
    return PackAccess(home: home, builtin: builtinPacks, mode: mode, setup: setup)
  }

  /// The official packs: `share/hatmax/packs` beside the installed binary, or `packs` of the checkout that it was built in.
  var builtinPacks: String? {
    let program = (Bundle.main.executablePath ?? CommandLine.arguments[0]) as NSString
    var folder = (program.resolvingSymlinksInPath as NSString).deletingLastPathComponent
    let installed = ((folder as NSString).deletingLastPathComponent as NSString).appendingPathComponent(
      "share/hatmax/packs")
    if FileManager.default.fileExists(atPath: installed) { return installed }
    while folder != "/" {
      let candidate = (folder as NSString).appendingPathComponent("packs")
      if FileManager.default.fileExists(atPath: candidate + "/go-service/pack.yml") { return candidate }
      folder = (folder as NSString).deletingLastPathComponent
    }
    return nil
  }
}

/// Where a command finds its project.
struct ProjectOptions: ParsableArguments {
  @Option(
    name: [.customShort("C"), .long], help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"),
    completion: .directory)
  var directory = "."
}
