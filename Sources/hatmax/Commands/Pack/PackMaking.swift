import ArgumentParser
import HatMaxGenerator
import HatMaxPacks
import SourceDiagnostics

/// The command `hatmax pack build`.
struct PackBuild: PackCommand {
  static let activity = "building the archive"
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Make the archive of a pack's folder, the same bytes every time.",
    discussion: """
      EXAMPLES:
        hatmax pack build packs/sqlite-repo
        hatmax pack build . -o dist

      EXIT CODES: 0, 2, 4; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: ArgumentHelp("The pack's folder.", valueName: "dir"), completion: .directory)
  var folder: String

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the archive goes.", valueName: "dir"), completion: .directory)
  var output = "."

  func perform(_ progress: ProgressLine) throws -> BuildOperation.Result {
    try BuildOperation.run(folder.hasSuffix("/") ? String(folder.dropLast()) : folder, into: output)
  }

  func json(_ result: BuildOperation.Result) -> JSON {
    [
      "name": .string(result.identity.name.description), "version": .string(result.identity.version.description),
      "digest": .string(result.digest.description), "path": .string(result.path), "size": .int(Int64(result.size)),
      "files": .int(Int64(result.files)),
    ]
  }

  func show(_ result: BuildOperation.Result, on console: Console) {
    console.output(result.path)
    console.say("\(result.identity), \(result.size) bytes, \(result.digest)")
  }
}

/// The command `hatmax pack sign`.
struct PackSign: PackCommand {
  static let activity = "signing the archive"
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "Sign an archive with an SSH key; the signature is put beside it.",
    discussion: """
      The key is an ed25519 key of OpenSSH without a passphrase. With another key, sign the line that `hatmax pack sign \
      --statement` prints: `ssh-keygen -Y sign -n hatmax-pack -f KEY FILE` makes the same signature.

      EXAMPLES:
        hatmax pack sign audit-1.0.0.hatpack --key ~/.ssh/id_ed25519
        hatmax pack sign audit-1.0.0.hatpack --statement

      EXIT CODES: 0, 2, 4; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: ArgumentHelp("The archive.", valueName: "archive"), completion: .file())
  var archive: String

  @Option(help: ArgumentHelp("The private key.", valueName: "file"), completion: .file())
  var key: String?

  @Flag(help: "Print the line that is to be signed, and sign nothing.")
  var statement = false

  func validate() throws {
    if (key == nil) != statement { throw ValidationError("name a key with --key FILE, or ask for the --statement") }
  }

  /// What became of the archive.
  enum Outcome {
    case signed(SignOperation.Result)
    case statement(PackStatement)
  }

  func perform(_ progress: ProgressLine) throws -> Outcome {
    guard let key else { return .statement(try SignOperation.statement(of: archive)) }
    return .signed(try SignOperation.run(archive, key: key))
  }

  func json(_ outcome: Outcome) -> JSON {
    switch outcome {
    case .signed(let result):
      [
        "name": .string(result.identity.name.description), "version": .string(result.identity.version.description),
        "path": .string(result.path), "key": .string(result.key),
      ]
    case .statement(let statement): ["statement": .string(statement.line)]
    }
  }

  func show(_ outcome: Outcome, on console: Console) {
    switch outcome {
    case .signed(let result):
      console.output(result.path)
      console.say("\(result.identity) is signed by \(result.key)")
    case .statement(let statement): console.output(statement.line)
    }
  }
}

/// The command `hatmax pack publish`.
struct PackPublish: PackCommand {
  static let activity = "publishing"
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "Put an archive, and the signature beside it, where others get it from.",
    discussion: """
      A place is the alias of a registry, a folder, or an OCI registry. A folder with an index.json gets a new one. What is \
      published never changes: another content needs another version.

      EXAMPLES:
        hatmax pack publish audit-1.0.0.hatpack --to acme
        hatmax pack publish audit-1.0.0.hatpack --to ./public
        hatmax pack publish audit-1.0.0.hatpack --to oci://ghcr.io/acme/packs

      EXIT CODES: 0, 2, 4, 5; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var project: ProjectOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: ArgumentHelp("The archive.", valueName: "archive"), completion: .file())
  var archive: String

  @Option(help: ArgumentHelp("Where to.", valueName: "alias|dir|url"))
  var to: String

  func perform(_ progress: ProgressLine) throws -> PublishOperation.Result {
    try ProjectPacksOperation(project: project.directory, access: global.access(progress: progress))
      .publish(archive, to: to)
  }

  func json(_ result: PublishOperation.Result) -> JSON {
    [
      "name": .string(result.identity.name.description), "version": .string(result.identity.version.description),
      "digest": .string(result.digest.description), "place": .string(result.place),
      "outcome": .string(result.outcome.rawValue),
    ]
  }

  func show(_ result: PublishOperation.Result, on console: Console) {
    console.output(result.place)
    switch result.outcome {
    case .published: console.say("\(result.identity) is published, \(result.digest)")
    case .signed: console.say("\(result.identity) was there and has this signature now")
    case .alreadyThere: console.say("\(result.identity) is there already, with the same content")
    }
  }
}

/// The command `hatmax pack index`.
struct PackIndexCommand: PackCommand {
  static let activity = "reading the archives"
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "Make the index.json of a folder of archives, which any web server can serve.",
    discussion: """
      Archives are `NAME-VERSION.hatpack`, those of an organization in a folder of its name, signatures beside them.

      EXAMPLES:
        hatmax pack index public

      EXIT CODES: 0, 2, 4; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: ArgumentHelp("The folder.", valueName: "dir"), completion: .directory)
  var folder: String

  func perform(_ progress: ProgressLine) throws -> PackIndexer.Outcome {
    try PackIndexer.index(folder.hasSuffix("/") ? String(folder.dropLast()) : folder)
  }

  func json(_ outcome: PackIndexer.Outcome) -> JSON {
    [
      "path": .string(outcome.path), "changed": .bool(outcome.isChanged),
      "packs": .array(outcome.index.entries.map(\.release.identity.json)),
    ]
  }

  func show(_ outcome: PackIndexer.Outcome, on console: Console) {
    console.output(outcome.path)
    let count = outcome.index.entries.count
    console.say("\(count) \(count == 1 ? "archive" : "archives")\(outcome.isChanged ? "" : ", nothing changed")")
  }
}

/// The command `hatmax pack schema`.
struct PackSchema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of pack.yml for editors, with or without --json.",
    discussion: """
      EXAMPLES:
        hatmax pack schema > pack.schema.json
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var format: FormatOptions

  func run() { global.console.output(PackManifestSchema.json) }
}
