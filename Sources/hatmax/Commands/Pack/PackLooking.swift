import ArgumentParser
import HatMaxGenerator
import HatMaxPacks
import SourceDiagnostics

/// The command `hatmax pack list`.
struct PackList: PackCommand {
  static let activity = "reading the store"
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the packs that are installed.",
    discussion: """
      EXAMPLES:
        hatmax pack list
        hatmax pack list --json

      EXIT CODES: 0, 2; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions

  func perform(_ progress: ProgressLine) throws -> [StoredPack] { try PackStore(home: global.home).list() }

  func json(_ packs: [StoredPack]) -> JSON {
    .array(
      packs.map { pack in
        [
          "name": .string(pack.identity.name.description), "version": .string(pack.identity.version.description),
          "digest": .string(pack.digest.description), "registry": .string(pack.registry),
          "signed": .bool(pack.signature != nil), "description": .string(pack.description),
        ]
      })
  }

  func show(_ packs: [StoredPack], on console: Console) {
    if packs.isEmpty { return console.say("no packs are installed; `hatmax pack install NAME` installs one") }
    console.output(TextTable(packs.map { [$0.identity.description, $0.registry, $0.description] }).text)
  }
}

/// The command `hatmax pack search`.
struct PackSearch: PackCommand {
  static let activity = "asking the registries"
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find packs by words in their names, descriptions, keywords and readmes.",
    discussion: """
      Searches what is installed and what the registries have; a word may be the beginning of one. Offline, registries are \
      searched as they were when last asked.

      EXAMPLES:
        hatmax pack search sqlite
        hatmax pack search event sourc
        hatmax pack search --offline

      EXIT CODES: 0, 2, 5; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var project: ProjectOptions
  @OptionGroup var format: FormatOptions

  @Flag(help: "Ask no registry on the network.")
  var offline = false

  @Argument(help: "The words; without any, all packs are found.")
  var words: [String] = []

  func perform(_ progress: ProgressLine) throws -> [PackHit] {
    let access = global.access(PackAccessMode(offline: offline), progress: progress)
    return try ProjectPacksOperation(project: project.directory, access: access).search(words)
  }

  func json(_ hits: [PackHit]) -> JSON {
    .array(
      hits.map { hit in
        [
          "name": .string(hit.identity.name.description), "version": .string(hit.identity.version.description),
          "registry": .string(hit.registry), "installed": .bool(hit.isInstalled),
          "description": .string(hit.description),
        ]
      })
  }

  func show(_ hits: [PackHit], on console: Console) {
    if hits.isEmpty { return console.say("no pack has these words") }
    let rows = hits.map {
      [$0.identity.description, $0.registry, $0.description + ($0.isInstalled ? " (installed)" : "")]
    }
    console.output(TextTable(rows).text)
  }
}

/// The command `hatmax pack outdated`.
struct PackOutdated: PackCommand {
  static let activity = "asking the registries"
  static let configuration = CommandConfiguration(
    commandName: "outdated", abstract: "List the project's packs of which there are newer versions.",
    discussion: """
      EXAMPLES:
        hatmax pack outdated
        hatmax pack outdated --check

      EXIT CODES: 0, 1 (--check), 2, 5; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var project: ProjectOptions
  @OptionGroup var format: FormatOptions

  @Flag(help: "Exit 1 when there is a newer version that hatmax.yml admits.")
  var check = false

  func perform(_ progress: ProgressLine) throws -> [PackOperations.OutdatedPack] {
    try ProjectPacksOperation(project: project.directory, access: global.access(progress: progress)).outdated()
  }

  func json(_ packs: [PackOperations.OutdatedPack]) -> JSON {
    .array(
      packs.map { pack in
        [
          "name": .string(pack.name.description), "locked": .string(pack.locked.description),
          "compatible": JSON(pack.compatible?.description), "latest": .string(pack.latest.description),
        ]
      })
  }

  func show(_ packs: [PackOperations.OutdatedPack], on console: Console) {
    if packs.isEmpty { return console.say("all packs are the newest there are") }
    let rows = packs.map { pack in
      [pack.name.description, pack.locked.description, pack.compatible?.description ?? "-", pack.latest.description]
    }
    console.output(TextTable([["pack", "locked", "compatible", "latest"]] + rows).text)
  }

  func status(_ packs: [PackOperations.OutdatedPack]) -> ExitStatus {
    check && packs.contains { $0.compatible != nil } ? .outOfDate : .done
  }
}

/// The command `hatmax pack verify`.
struct PackVerify: PackCommand {
  static let activity = "hashing the installed packs"
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Compare every installed pack with what was installed.",
    discussion: """
      EXAMPLES:
        hatmax pack verify

      EXIT CODES: 0, 2, 4 when a pack is not whole; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions

  func perform(_ progress: ProgressLine) throws -> [(pack: StoredPack, problems: [String])] {
    try PackStore(home: global.home).verify()
  }

  func json(_ results: [(pack: StoredPack, problems: [String])]) -> JSON {
    .array(
      results.map { result in
        [
          "name": .string(result.pack.identity.name.description),
          "version": .string(result.pack.identity.version.description), "problems": JSON(result.problems),
        ]
      })
  }

  func show(_ results: [(pack: StoredPack, problems: [String])], on console: Console) {
    for (pack, problems) in results {
      console.output("\(pack.identity): \(problems.isEmpty ? "whole" : problems.joined(separator: "; "))")
    }
    if let damaged = results.first(where: { !$0.problems.isEmpty })?.pack.identity {
      console.say("`hatmax pack remove \(damaged.name)@\(damaged.version)` and installing it again repairs it")
    }
  }

  func status(_ results: [(pack: StoredPack, problems: [String])]) -> ExitStatus {
    results.contains { !$0.problems.isEmpty } ? .untrusted : .done
  }
}

/// The commands of `hatmax pack cache`.
struct PackCache: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache", abstract: "What only saves time.",
    discussion: """
      EXAMPLES:
        hatmax pack cache clean
      """,
    subcommands: [PackCacheClean.self])
}

/// The command `hatmax pack cache clean`.
struct PackCacheClean: PackCommand {
  static let activity = "cleaning"
  static let configuration = CommandConfiguration(
    commandName: "clean", abstract: "Remove what only saves time.",
    discussion: """
      Removes what dead processes left, indexes and unfinished downloads, and what was generated earlier, the longest \
      unused first. Without the last, edits in generated files are merged with what git has, or become conflicts.

      EXAMPLES:
        hatmax pack cache clean
        hatmax pack cache clean --keep 100

      EXIT CODES: 0, 2; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Option(help: ArgumentHelp("Megabytes of what was generated earlier that stay.", valueName: "megabytes"))
  var keep = 0

  func validate() throws {
    if !(0...1_000_000).contains(keep) { throw ValidationError("--keep takes a number of megabytes") }
  }

  func perform(_ progress: ProgressLine) throws -> PackOperations.Cleaned {
    try PackOperations.clean(PackStore(home: global.home), keepingBytes: keep * 1_000_000)
  }

  func json(_ cleaned: PackOperations.Cleaned) -> JSON {
    [
      "contents": .int(Int64(cleaned.contents)), "downloads": .int(Int64(cleaned.downloads)),
      "bytes": .int(Int64(cleaned.bytes)),
    ]
  }

  func show(_ cleaned: PackOperations.Cleaned, on console: Console) {
    console.say("removed \(cleaned.contents + cleaned.downloads) files, \(cleaned.bytes) bytes")
  }
}
