public import SourceDiagnostics

/// What `hatmax explain PKnnnn` says: one entry for every code.
public enum PackExplanations {
  /// The explanations, ordered by code.
  public static let all: [CodeExplanation] = manifest + archives + store + sources + resolution + lock + trust

  private static func entry(
    _ code: PackCode, _ title: String, _ text: String, wrong: String = "", right: String = ""
  ) -> CodeExplanation {
    CodeExplanation(DiagnosticCode(code.rawValue), title, text, wrong: wrong, right: right)
  }

  private static let manifest = [
    entry(
      .badName, "a pack's name is not of the right form",
      "A name is small letters, digits and hyphens, starting with a letter, with an organization before a slash where the "
        + "pack is an organization's own. Names are folders and registry paths, so nothing else is possible.",
      wrong: "name: SQLite_Repo", right: "name: acme/sqlite-repo"),
    entry(
      .badVersion, "a version is not a semantic version",
      "Versions have three numbers and, for a pre-release, identifiers after a hyphen (semver.org, 2.0.0).",
      wrong: "version: v1.2", right: "version: 1.2.0"),
    entry(
      .badRange, "a version range can't be read",
      "Ranges are written as Cargo reads them; commas mean that all must hold.",
      wrong: "requires: {go-service: \"1.x or later\"}", right: "requires: {go-service: \">=1.0, <2\"}"),
    entry(
      .missingFile, "the manifest names a file that the pack does not have",
      "Templates are looked for below `templates/` and then from the top of the pack.",
      wrong: "template: mian.go.stencil", right: "template: main.go.stencil"),
    entry(
      .duplicate, "something is there twice", "Outputs, capabilities and requirements are told apart by their names.",
      wrong: "provides: [repository, repository]", right: "provides: [repository]"),
    entry(
      .badOption, "an option is not defined completely",
      "An option has a type, and one of the type `enum` lists its words.",
      wrong: "driver: {type: enum}", right: "driver: {type: enum, of: [modernc, mattn]}"),
    entry(
      .undeclaredPack, "a pack is used that is not required",
      "Presets, replaced templates and slots `pack::name` belong to packs named in `requires` or `extends`, so that their "
        + "versions are chosen together, or in `enhances` when they count only where such a pack is used.",
      wrong: "presets: {go-service: {license_header: true}}",
      right: "requires: {go-service: ^1.0}\npresets: {go-service: {license_header: true}}"),
    entry(
      .noManifest, "there is no `pack.yml`", "A pack has its manifest at its top, not in a folder inside.",
      wrong: "tar czf a.hatpack my-pack/", right: "hatmax pack build my-pack"),
    entry(
      .badIdentifier, "a name can't be used in templates",
      "Outputs, slots, options, tables and filters have names of letters, digits, `_`, `-` and `.`; the elements of `for` "
        + "are named with small letters and `_`.", wrong: "for: service.aggregates",
      right: "for: service.aggregates as aggregate"),
    entry(
      .badDigest, "a digest is not 64 hexadecimal digits",
      "`of` holds the SHA-256 of the template that is replaced, so that a change of it is noticed.",
      wrong: "of: abc123",
      right: "of: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"),
    entry(
      .unknownOption, "a pack has no such option", "`hatmax pack show NAME` lists the options of a pack.",
      wrong: "sqlite-repo: {options: {drivr: mattn}}", right: "sqlite-repo: {options: {driver: mattn}}"),
    entry(
      .badOptionValue, "an option's value is not of its type", "Values are checked before anything is generated.",
      wrong: "options: {driver: oracle}", right: "options: {driver: mattn}"),
    entry(
      .otherEngine, "a pack was written for another version of the template language",
      "`engine` in `pack.yml` says which versions the pack's author tried.", wrong: "engine: \">=2\"",
      right: "engine: \">=0.1, <2\""),
  ]

  private static let archives = [
    entry(
      .badDelimiters, "marks around tags can't be read",
      "`delimiters` has an opening and a closing mark, for templates of files that are full of `{{` themselves.",
      wrong: "delimiters: <%%>", right: "delimiters: \"<% %>\""),
    entry(
      .notAnArchive, "a file is not a pack archive",
      "A `.hatpack` is one gzip stream with one tar archive in it. Damaged downloads and other formats end here."),
    entry(
      .entryPath, "a path in an archive is refused",
      "Paths stay inside the pack, are UTF-8, and hold nothing that can't be printed. Anything else could write elsewhere or "
        + "deceive a reader.", wrong: "../../.bashrc", right: "templates/main.go.stencil"),
    entry(
      .entryKind, "an archive holds something that is no plain file",
      "Links and devices can lead out of the pack; packs need none."),
    entry(
      .entryCollision, "two paths in an archive would be one file",
      "On file systems that ignore case or Unicode forms the second would replace the first.",
      wrong: "Readme.md, README.md",
      right: "README.md"),
    entry(.tooManyEntries, "an archive has too many entries", "A pack has at most 10,000 files."),
    entry(.tooLarge, "a pack or one of its files is too large", "A file has at most 16 MiB, a pack at most 256 MiB."),
    entry(
      .tooCompressed, "an archive unpacks to far more than its size",
      "More than 200 times its size, beyond the first MiB, is what decompression bombs do."),
    entry(
      .entrySize, "a file in an archive has another size than it says", "The archive is cut off or was made to deceive."
    ),
    entry(.archiveNotWritten, "an archive can't be written", "The note has libarchive's reason."),
    entry(
      .changedWhileReading, "a file changed while it was packed", "Run the command again when nobody edits the pack."),
    entry(
      .otherIdentity, "an archive is not the pack that it is named after",
      "Name and version of the file, the folder and the registry must be those of the manifest, so that no pack can take "
        + "another's place."),
    entry(
      .noLibArchive, "libarchive is not installed",
      "It is loaded only when an archive is read or written, so that hatmax starts fast without it."),
  ]

  private static let store = [
    entry(.fileFailed, "a file can't be read or written", "The message has the path and the system's reason."),
    entry(
      .storeTooNew, "the store belongs to a newer hatmax",
      "A newer version changed the store's format; an older one leaves it alone."),
    entry(
      .storeFailed, "the store's database can't be used",
      "Disk full, no permission, or damage; the reason is in the message."),
    entry(.notInstalled, "a pack is not installed", "`hatmax pack list` shows what is."),
    entry(
      .otherContent, "a version is there with other content",
      "What was published or installed under a version never changes; a change is a new version."),
    entry(
      .damagedPack, "installed files were changed",
      "Installed packs are read-only and every file is checked when it is used. Remove the pack and install it again."),
  ]

  private static let sources = [
    entry(
      .unknownPack, "no registry has the pack",
      "Registries are asked in the order of `registries` in `hatmax.yml`; the official packs come last."),
    entry(.unknownVersion, "no version is in the range", "The note lists the versions that there are."),
    entry(
      .unreachable, "a registry can't be reached",
      "Network, name, certificate or time-out; installed packs work with `--offline`."),
    entry(
      .unauthorized, "a registry wants to know who asks",
      "`hatmax login HOST` keeps a credential; CI passes one in the environment."),
    entry(
      .badIndex, "a registry's answer can't be understood",
      "The server is not a registry of packs, or its index is damaged."),
    entry(
      .badDownload, "what was received is not what was promised",
      "Length or digest differ: try again; if it stays so, don't trust the way there."),
    entry(.offline, "`--offline` forbids what is needed", "Only installed packs can be used offline."),
    entry(
      .badLocation, "a registry's address can't be used", "A folder, `https://…` with an index, or `oci://host/path`.",
      wrong: "acme: ftp://packs", right: "acme: oci://registry.example/packs"),
    entry(
      .republished, "a published version changed",
      "The registry offers other content under a version that was seen before. Versions never change, so somebody made a mistake or means harm."
    ),
  ]

  private static let resolution = [
    entry(
      .noSolution, "no versions fit together",
      "The note derives the conflict step by step; the last line is what can't be."),
    entry(
      .downgrade, "a pack would go back to an older version",
      "An older version may have known holes, so going back needs an explicit range in `hatmax.yml`."),
    entry(
      .ownerChanged, "another registry would own a pack's name",
      "The lock records who owned the name. That stays so until somebody removes the line."),
    entry(
      .unknownRegistry, "the lock names a registry that is not configured",
      "Give the registry its alias in `registries` again, wherever it is now."),
  ]

  private static let lock = [
    entry(
      .badLockLine, "a line of the lock can't be read", "Each line is `NAME VERSION REGISTRY DIGEST`.",
      wrong: "go-service 1.0.0", right: "go-service 1.0.0 builtin sha256:…"),
    entry(
      .lockConflict, "the lock has conflict markers",
      "Keep the lines of either side; what is missing is added by `hatmax pack install`."),
    entry(.lockTooNew, "the lock has a newer format", "A newer hatmax wrote it."),
    entry(
      .lockOutdated, "the lock would change",
      "`--locked` is for CI: it proves that `hatmax.lock` was committed with `hatmax.yml`."),
    entry(
      .lockedDigest, "a pack is not what the lock says",
      "The content's digest differs. Nothing of it was interpreted or installed."),
  ]

  private static let trust = [
    entry(.unsigned, "a pack is not signed", "`trust: {require: signed}` takes signed packs only."),
    entry(.badSignature, "a signature does not fit", "It was made for something else, or what was signed was changed."),
    entry(
      .signerNotAllowed, "a key may not sign this pack", "The allowed-signers file says which keys sign which packs."),
    entry(
      .unsupportedKey, "a key is not of the type ed25519",
      "Packs are signed with ed25519 keys only: `ssh-keygen -t ed25519`."),
    entry(
      .badSignersLine, "a line of the allowed-signers file can't be read",
      "A line has pack-name patterns, options and a public key, as ssh-keygen has it.", wrong: "sqlite-repo",
      right: "acme/* ssh-ed25519 AAAA…"),
    entry(
      .badKey, "a private key can't be used", "It must be an ed25519 key in OpenSSH's format without a passphrase."),
  ]
}
