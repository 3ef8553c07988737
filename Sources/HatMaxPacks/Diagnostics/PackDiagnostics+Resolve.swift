import SourceDiagnostics

/// What there is to say about sources, resolution and the lock.
extension PackDiagnostics {
  // MARK: - Sources

  static func unknownPack(_ name: PackName, _ label: Label?, registries: Registries, known: [String]) -> Diagnostic {
    let asked = registries.all.filter { !($0.source is InstalledSource) }.map { "\($0.alias) (\($0.source.location))" }
    return Diagnostic(
      .unknownPack, "no registry has a pack `\(name)`", labels: label.map { [$0] } ?? [],
      notes: ["asked: " + (asked.isEmpty ? "none, as no registry is configured" : asked.joined(separator: ", "))],
      help: [Suggestion.help(for: name.description, among: known) ?? "`hatmax doctor` shows where packs come from"])
  }

  static func unknownVersion(_ name: PackName, _ range: VersionRange, _ label: Label?, available: [Version])
    -> Diagnostic
  {
    Diagnostic(
      .unknownVersion, "no version of `\(name)` is in `\(range)`", labels: label.map { [$0] } ?? [],
      notes: ["there are " + available.suffix(12).map(\.description).joined(separator: ", ")])
  }

  static func offline(_ address: String) -> Diagnostic {
    Diagnostic(
      .offline, "`\(address)` is on the network, and `--offline` does without it",
      help: ["leave out `--offline`, or name a file"])
  }

  static func offline(_ pack: String, registry: String) -> Diagnostic {
    Diagnostic(
      .offline, "\(pack) is not installed, and `--offline` forbids to ask `\(registry)`",
      help: ["run `hatmax pack install` once with a network"])
  }

  static func republished(
    _ pack: PackVersion, registry: String, known: ContentDigest, offered: ContentDigest
  ) -> Diagnostic {
    Diagnostic(
      .republished, "`\(registry)` offers \(pack) with other content than before",
      notes: ["before: \(known)", "now:    \(offered)", "a published version never changes"],
      help: ["ask the publisher for a new version; don't install this one before you know why it changed"])
  }

  static func otherThanOffered(
    _ pack: PackVersion, registry: String, offered: ContentDigest, found: ContentDigest
  ) -> Diagnostic {
    Diagnostic(
      .badDownload, "what `\(registry)` sent for \(pack) is not what its index promises",
      notes: ["promised: \(offered)", "received: \(found)"],
      help: ["try again; if it stays so, the registry is damaged or somebody is between you and it"])
  }

  // MARK: - Resolution

  static func noSolution(_ explanation: String, labels: [Label]) -> Diagnostic {
    Diagnostic(
      .noSolution, "no versions of the packs fit together", labels: labels, notes: [explanation],
      help: ["widen a range in `hatmax.yml`, or ask the publisher of the pack that is too narrow"])
  }

  static func downgrade(_ name: PackName, locked: Version, found: Version) -> Diagnostic {
    Diagnostic(
      .downgrade, "`\(name)` would go back from \(locked) to \(found)",
      notes: ["\(locked) is in `hatmax.lock`, and nothing in `hatmax.yml` asks for an older version"],
      help: ["if that is meant, say so in `hatmax.yml`: `\(name): \"=\(found)\"`"])
  }

  static func ownerChanged(_ name: PackName, locked: String, owner: String) -> Diagnostic {
    Diagnostic(
      .ownerChanged, "`\(name)` is locked to the registry `\(locked)`, but `\(owner)` would own the name now",
      notes: ["the first registry that has a name owns it; another pack of the same name may be a trap"],
      help: [
        "put `\(locked)` before `\(owner)`, or remove the line of `\(name)` from `hatmax.lock` to accept the change"
      ])
  }

  static func unknownRegistry(_ name: PackName, alias: String, known: [String]) -> Diagnostic {
    Diagnostic(
      .unknownRegistry, "`\(name)` is locked to the registry `\(alias)`, which is not configured",
      notes: ["configured: " + known.joined(separator: ", ")],
      help: [Suggestion.help(for: alias, among: known) ?? "add it to `registries` in `hatmax.yml`"])
  }

  // MARK: - Lock

  static func badLockLine(_ label: Label, _ expected: String) -> Diagnostic {
    Diagnostic(
      .badLockLine, "this line of the lock can't be read",
      labels: [Label(label.source, label.span, expected)],
      help: ["take the file from git, or delete it: `hatmax pack install` writes it anew"])
  }

  static func lockTooLarge(_ source: SourceText) -> Diagnostic {
    Diagnostic(
      .badLockLine, "`\(source.name)` is too large for a lock: \(source.bytes.count) bytes",
      help: ["take the file from git, or delete it: `hatmax pack install` writes it anew"])
  }

  static func lockedTwice(_ name: PackName, _ label: Label, _ first: Label) -> Diagnostic {
    Diagnostic(
      .badLockLine, "`\(name)` is in the lock twice",
      labels: [Label(label.source, label.span, "again here"), first], help: ["remove the line that is not meant"])
  }

  static func lockConflict(_ label: Label) -> Diagnostic {
    Diagnostic(
      .lockConflict, "the lock has conflict markers of git in it", labels: [label],
      help: ["keep either side's lines and remove the markers; `hatmax pack install` adds what is missing then"])
  }

  static func lockTooNew(_ label: Label, format: Int) -> Diagnostic {
    Diagnostic(
      .lockTooNew, "the lock has format \(format), and this hatmax knows formats up to \(Lockfile.formatVersion)",
      labels: [label], help: ["use the hatmax version that wrote it, or a newer one"])
  }

  static func lockOutdated(changes: [String]) -> Diagnostic {
    Diagnostic(
      .lockOutdated, "`hatmax.lock` does not fit `hatmax.yml`, and `--locked` forbids to change it",
      notes: ["it would change by\n" + changes.joined(separator: "\n")],
      help: ["run `hatmax pack install` and commit `hatmax.lock`"])
  }

  static func lockedDigest(_ pack: PackVersion, registry: String, locked: ContentDigest, found: ContentDigest)
    -> Diagnostic
  {
    Diagnostic(
      .lockedDigest, "\(pack) of `\(registry)` is not what `hatmax.lock` says",
      notes: ["locked: \(locked)", "found:  \(found)", "nothing of it was read"],
      help: [
        "find out why it changed; if it is right, remove its line from `hatmax.lock` and run `hatmax pack install`"
      ])
  }
}
