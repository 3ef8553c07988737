import ArgumentParser
import HatMaxGenerator
import HatMaxPacks
import SourceDiagnostics

/// The command `hatmax pack install`.
struct PackInstall: PackCommand {
  static let activity = "installing packs"
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Install packs, or without arguments what the project needs.",
    discussion: """
      Names are looked up in the registries of hatmax.yml, then in the user's, then among the official packs. In a project's \
      folder they are also written to hatmax.lock. Naming a pack in hatmax.yml makes it active.

      Files end in `.hatpack`, folders start with `.` or `/`, addresses with a scheme. What is installed from one belongs to \
      no registry: projects find it after all of them.

      EXAMPLES:
        hatmax pack install
        hatmax pack install go-service sqlite-repo
        hatmax pack install sqlite-repo@^1.2
        hatmax pack install dist/audit-1.0.0.hatpack
        hatmax pack install ./packs/audit
        hatmax pack install https://packs.example/acme/audit-1.0.0.hatpack
        hatmax pack install oci://ghcr.io/acme/packs/audit:1.0.0

      EXIT CODES: 0, 1 (--locked), 2, 4, 5; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var project: ProjectOptions
  @OptionGroup var packs: PackAccessOptions
  @OptionGroup var format: FormatOptions

  @Argument(
    help: ArgumentHelp(
      "Packs: names with a range of versions after @ if need be, archives, folders, addresses.",
      valueName: "name[@range]|file|dir|url"),
    completion: .file())
  var wanted: [Wanted] = []

  /// What somebody wants to have installed.
  enum Wanted: ExpressibleByArgument {
    case requirement(Requirement)
    case place(String)

    init?(argument: String) {
      let parts = argument.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if argument.hasSuffix(".hatpack") || argument.contains("://") || argument.hasPrefix(".")
        || argument.hasPrefix("/")
      {
        self = .place(argument)
      } else if let name = PackName(parts[0]), let range = parts.count > 1 ? VersionRange(parts[1]) : .any {
        self = .requirement(Requirement(name, range))
      } else if parts.count == 1, argument.contains("/") {
        self = .place(argument)
      } else {
        return nil
      }
    }
  }

  func perform(_ progress: ProgressLine) throws -> ProjectPacksOperation.Report {
    let operation = ProjectPacksOperation(
      project: project.directory, access: global.access(packs.mode, progress: progress))
    var report = ProjectPacksOperation.Report()
    var requirements: [Requirement] = []
    for item in wanted {
      switch item {
      case .requirement(let requirement): requirements.append(requirement)
      case .place(let place): report.add(try operation.install(place: place))
      }
    }
    if wanted.isEmpty || !requirements.isEmpty { report.add(try operation.install(requirements)) }
    return report
  }

  func json(_ report: ProjectPacksOperation.Report) -> JSON { report.json }
  func show(_ report: ProjectPacksOperation.Report, on console: Console) { report.show(on: console) }
  func notes(_ report: ProjectPacksOperation.Report) -> [Diagnostic] { report.notes }
}

/// The command `hatmax pack update`.
struct PackUpdate: PackCommand {
  static let activity = "updating packs"
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Move the project's packs to the newest versions that hatmax.yml admits.",
    discussion: """
      Changes hatmax.lock; `hatmax generate` then brings the changes of the templates into your files.

      EXAMPLES:
        hatmax pack update
        hatmax pack update sqlite-repo

      EXIT CODES: 0, 2, 4, 5; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var project: ProjectOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: ArgumentHelp("The packs to update; without names all of them.", valueName: "name"))
  var names: [PackName] = []

  func perform(_ progress: ProgressLine) throws -> ProjectPacksOperation.Report {
    try ProjectPacksOperation(project: project.directory, access: global.access(progress: progress)).update(names)
  }

  func json(_ report: ProjectPacksOperation.Report) -> JSON { report.json }

  func show(_ report: ProjectPacksOperation.Report, on console: Console) {
    for line in report.lockChanges { console.say(line) }
    if !report.isLockChanged { console.say("all packs are as new as hatmax.yml admits") }
  }

  func notes(_ report: ProjectPacksOperation.Report) -> [Diagnostic] { report.notes }
}

/// The command `hatmax pack remove`.
struct PackRemove: PackCommand {
  static let activity = "removing packs"
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove packs from this machine and from the project's lock.",
    discussion: """
      What hatmax.yml names is refused, and nothing is removed then. Another project that needs a removed pack installs it \
      again from its registry.

      EXAMPLES:
        hatmax pack remove audit
        hatmax pack remove sqlite-repo@1.0.0

      EXIT CODES: 0, 2; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var project: ProjectOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: PackReference.help)
  var packs: [PackReference]

  func perform(_ progress: ProgressLine) throws -> ProjectPacksOperation.Report {
    try ProjectPacksOperation(project: project.directory, access: global.access())
      .remove(packs.map { ($0.name, $0.version) })
  }

  func json(_ report: ProjectPacksOperation.Report) -> JSON {
    ["removed": .array(report.removed.map(\.json)), "lockChanged": .bool(report.isLockChanged)]
  }

  func show(_ report: ProjectPacksOperation.Report, on console: Console) {
    for pack in report.removed { console.say("removed \(pack)") }
  }
}

extension ProjectPacksOperation.Report {
  fileprivate mutating func add(_ pack: PackVersion) {
    packs.append(pack)
    installed.append(pack)
  }

  fileprivate mutating func add(_ more: Self) {
    notes += more.notes
    packs += more.packs
    installed += more.installed
    lockChanges += more.lockChanges
  }

  fileprivate var json: JSON {
    [
      "packs": JSON(packs.map(\.description)), "installed": JSON(installed.map(\.description)),
      "lockChanged": .bool(isLockChanged), "diagnostics": DiagnosticJSON.value(notes),
    ]
  }

  fileprivate func show(on console: Console) {
    for pack in packs { console.say(installed.contains(pack) ? "installed \(pack)" : "\(pack) is installed") }
  }
}
