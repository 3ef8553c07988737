import SourceDiagnostics

/// Everything that HatMaxPacks can say about archives, folders and the store; the other files add the rest.
enum PackDiagnostics {
  // MARK: - Archives and folders

  static func noLibArchive(reasons: [String]) -> Diagnostic {
    Diagnostic(
      .noLibArchive, "libarchive can't be loaded, and pack archives need it", notes: reasons,
      help: ["install it: `apt install libarchive13`, `dnf install libarchive`, `brew install libarchive`"])
  }

  static func notAnArchive(_ archive: String, reason: String) -> Diagnostic {
    Diagnostic(
      .notAnArchive, "`\(archive)` is not a pack archive", notes: [reason],
      help: ["a pack archive is a gzip-compressed tar made by `hatmax pack build`"])
  }

  static func refused(_ archive: String, entry: String?, _ refusal: Refusal) -> Diagnostic {
    let place = entry.map { "`\(printable($0))` in `\(archive)`" } ?? "`\(archive)`"
    return Diagnostic(
      refusal.code, "\(place) is refused: \(refusal.reason)",
      help: ["packs hold plain files with plain names; `hatmax pack build` makes such archives"])
  }

  /// A name from an archive, fit for a terminal: cut, and with escapes for what can't be printed.
  private static func printable(_ name: String) -> String {
    let shown = name.unicodeScalars.prefix(80).map { scalar in
      EntryPath.isUnprintable(scalar) ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
    return shown.joined() + (name.unicodeScalars.count > 80 ? "…" : "")
  }

  static func archiveNotWritten(_ archive: String, reason: String) -> Diagnostic {
    Diagnostic(.archiveNotWritten, "`\(archive)` can't be written", notes: [reason])
  }

  static func changedWhileReading(_ file: String) -> Diagnostic {
    Diagnostic(.changedWhileReading, "`\(file)` changed while it was read", help: ["run the command again"])
  }

  static func otherIdentity(_ place: String, expected: PackVersion, found: PackVersion) -> Diagnostic {
    Diagnostic(
      .otherIdentity, "`\(place)` should be \(expected), but its `pack.yml` says \(found)",
      notes: ["an archive that calls itself something else could take the place of another pack or version"],
      help: ["build the archive again with `hatmax pack build`"])
  }

  static func noManifest(_ place: String) -> Diagnostic {
    Diagnostic(
      .noManifest, "`\(place)` has no `pack.yml` at its top",
      help: ["`hatmax pack new NAME` makes a pack to start from"])
  }

  // MARK: - Store

  static func fileFailed(_ operation: String, _ path: String, reason: String) -> Diagnostic {
    Diagnostic(.fileFailed, "can't \(operation) `\(path)`: \(reason)")
  }

  static func storeTooNew(_ path: String) -> Diagnostic {
    Diagnostic(
      .storeTooNew, "the store `\(path)` was written by a newer hatmax",
      help: ["use that version, or another `HATMAX_HOME`"])
  }

  static func storeFailed(_ path: String, reason: String) -> Diagnostic {
    Diagnostic(
      .storeFailed, "the store `\(path)` can't be used: \(reason)",
      help: ["if it is damaged, move the folder away: packs are installed again from their registries"])
  }

  static func notInstalled(_ pack: String, installed: [String]) -> Diagnostic {
    Diagnostic(
      .notInstalled, "\(pack) is not installed",
      notes: installed.isEmpty ? [] : ["installed: " + installed.joined(separator: ", ")],
      help: ["`hatmax pack install` installs what the project needs"])
  }

  static func otherContent(_ pack: PackVersion, installed: ContentDigest, offered: ContentDigest) -> Diagnostic {
    Diagnostic(
      .otherContent, "\(pack) is installed with other content",
      notes: ["installed: \(installed)", "offered:   \(offered)", "a published version never changes"],
      help: [
        "publish the change as a new version, or remove the installed one with `hatmax pack remove \(pack.name)@\(pack.version)`"
      ])
  }

  static func publishedAlready(
    _ pack: PackVersion, _ place: String, published: ContentDigest, offered: ContentDigest
  ) -> Diagnostic {
    Diagnostic(
      .otherContent, "\(pack) is published in `\(place)` with other content",
      notes: ["published: \(published)", "offered:   \(offered)", "a published version never changes"],
      help: ["raise the version in `pack.yml` and build it again"])
  }

  static func damagedPack(_ pack: PackVersion, problems: [String]) -> Diagnostic {
    Diagnostic(
      .damagedPack, "the installed files of \(pack) are not what was installed", notes: problems,
      help: ["`hatmax pack remove \(pack.name)@\(pack.version)` and install it again"])
  }
}

/// Why something can't be part of a pack.
struct Refusal {
  let code: PackCode
  let reason: String

  init(_ code: PackCode, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  static func tooManyEntries(_ limits: ArchiveLimits) -> Refusal {
    Refusal(.tooManyEntries, "it holds more than \(limits.entries) entries")
  }

  static func fileTooLarge(_ limits: ArchiveLimits) -> Refusal {
    Refusal(.tooLarge, "it is larger than \(limits.fileSize) bytes")
  }

  static func packTooLarge(_ limits: ArchiveLimits) -> Refusal {
    Refusal(.tooLarge, "it unpacks to more than \(limits.totalSize) bytes")
  }
}
