import HatMaxPacks
import HatMaxSpec
package import SourceDiagnostics
package import SystemFiles

/// Everything that planning and writing have to say: the only place where it is put into words.
package enum GeneratorDiagnostics {
  // MARK: - GE00: the project

  static func noSpec(_ path: String) -> Diagnostic {
    Diagnostic(
      "GE0001", .error, "there is no `\(path)`",
      help: ["`hatmax init` writes one; `-C DIR` names the folder of a project that is elsewhere"])
  }

  package static func unreadable(_ failure: FileSystem.Failure, _ place: Label? = nil) -> Diagnostic {
    Diagnostic(
      "GE0002", .error, "can't \(failure.action) `\(failure.path)`: \(failure.reason)",
      labels: place.map { [$0] } ?? [])
  }

  static func badDigest(_ place: Label) -> Diagnostic {
    Diagnostic(
      "GE0108", .error, "this is not a digest", labels: [place],
      help: ["64 hexadecimal digits, as `sha256sum FILE` prints them"])
  }

  static func specExists(_ path: String) -> Diagnostic {
    Diagnostic(
      "GE0003", .error, "there is a `\(path)` already",
      help: ["add to it with `hatmax add`, or name another folder: `hatmax init DIR`"])
  }

  static func badSchema(_ name: String, _ problem: String) -> Diagnostic {
    Diagnostic("GE0006", .error, "`\(name)` is not a schema: \(problem)")
  }

  static func noSuchPart(_ missing: ModelPart.Missing) -> Diagnostic {
    Diagnostic(
      "GE0009", .error, "`\(missing.place)` has no `\(missing.step)`",
      notes: missing.known.isEmpty ? [] : ["there are \(list(missing.known, joinedBy: "and"))"],
      help: Suggestion.help(for: missing.step, among: missing.known).map { [$0] } ?? [])
  }

  /// A code that `hatmax explain` does not know.
  package static func unknownCode(_ code: String, help: String?) -> Diagnostic {
    Diagnostic(
      "GE0007", .error, "there is no explanation of `\(code)`",
      help: [help ?? "`hatmax explain` without a code lists those there are"])
  }

  // MARK: - GE01: packs and activation

  static func badPackName(_ place: Label, _ name: String) -> Diagnostic {
    Diagnostic(
      "GE0101", .error, "`\(name)` is not a name of a pack", labels: [place],
      notes: ["a name is lower-case letters, digits and hyphens, such as `sqlite-repo` or `acme/base`"])
  }

  static func badVersionRange(_ place: Label, _ range: String) -> Diagnostic {
    Diagnostic(
      "GE0102", .error, "`\(range)` is not a range of versions", labels: [place],
      notes: ["ranges are written as cargo reads them: `^1.2`, `~1.2.3`, `>=1.0, <2`, `=1.4.0`, `*`"])
  }

  static func unmetNeed(_ capability: String, pack: String, service: Label, needing: Label?) -> Diagnostic {
    Diagnostic(
      "GE0104", .error, "the pack `\(pack)` needs a pack that provides `\(capability)`, and this service has none",
      labels: [service] + (needing.map { [Label($0.source, $0.span, "needed here")] } ?? []))
  }

  static func exclusive(_ capability: String, packs: [String], service: Label, declarations: [Label]) -> Diagnostic {
    Diagnostic(
      "GE0105", .error,
      "\(list(packs, joinedBy: "and")) both provide `\(capability)`, of which a service can have one only",
      labels: [service] + declarations, help: ["name one of them in this service's `packs`"])
  }

  static func otherVersionEnhanced(_ place: Label, pack: String, enhanced: String) -> Diagnostic {
    Diagnostic(
      "GE0107", .error, "`\(pack)` adds to versions of a pack that \(enhanced) is not among", labels: [place],
      help: ["name versions of the two packs that fit together in `hatmax.yml`, then `hatmax pack update`"])
  }

  static func inactivePack(_ pack: String) -> Diagnostic {
    Diagnostic(
      "GE0106", .note, "the pack `\(pack)` is installed for this project, but no service uses it",
      help: ["`hatmax add pack \(pack) --service NAME` makes it active"])
  }

  // MARK: - GE02: the plan

  static func missingTemplate(_ place: Label, name: String, pack: String, known: [String]) -> Diagnostic {
    Diagnostic(
      "GE0201", .error, "the pack `\(pack)` has no template `\(name)`", labels: [place],
      help: Suggestion.help(for: name, among: known).map { [$0] } ?? [])
  }

  static func badPath(_ path: String, problem: String, origin: OutputOrigin) -> Diagnostic {
    Diagnostic(
      "GE0202", .error, "the path `\(path)` \(problem)", labels: origin.labels,
      notes: ["it is made by the output `\(origin.output)` of the pack `\(origin.pack)`\(origin.purpose)"])
  }

  static func samePath(_ path: String, _ other: String, _ first: OutputOrigin, _ second: OutputOrigin) -> Diagnostic {
    let message =
      path == other
      ? "two outputs make the file `\(path)`" : "the files `\(path)` and `\(other)` differ in case alone"
    return Diagnostic(
      "GE0203", .error, message,
      labels: first.labels.prefix(1) + second.labels.prefix(1).map { Label($0.source, $0.span, "and here") },
      notes: [first, second].map { "made by the output `\($0.output)` of the pack `\($0.pack)`\($0.purpose)" })
  }

  static func undeclaredSlot(_ place: Label, slot: String, pack: String, known: [String]) -> Diagnostic {
    Diagnostic(
      "GE0204", .error, "no pack that `\(pack)` requires declares the slot `\(slot)`", labels: [place],
      notes: known.isEmpty ? [] : ["there are " + list(known)],
      help: Suggestion.help(for: slot, among: known).map { [$0] } ?? [])
  }

  static func ambiguousSlot(_ place: Label, slot: String, packs: [String]) -> Diagnostic {
    Diagnostic(
      "GE0205", .error, "\(list(packs)) all declare a slot `\(slot)`", labels: [place],
      help: ["say which one: `\(packs.first ?? "pack")::\(slot)`"])
  }

  static func slotClash(_ problem: String, labels: [Label], slot: String) -> Diagnostic {
    Diagnostic("GE0206", .error, "contributions to the slot `\(slot)` don't fit together: \(problem)", labels: labels)
  }

  static func notAList(_ place: Label, text: String?) -> Diagnostic {
    Diagnostic(
      "GE0207", .error, "`for` needs a list, and this is \(text.map { "`\($0)`" } ?? "a map")", labels: [place])
  }

  static func slotNotDeclared(_ place: Label, _ slot: String, pack: String) -> Diagnostic {
    Diagnostic(
      "GE0208", .error, "the pack `\(pack)` does not declare the slot `\(slot)`", labels: [place],
      help: ["declare it in `pack.yml`: `slots: {\(slot): {type: text}}`"])
  }

  static func absentPack(_ place: Label, template: String, absent: String) -> Diagnostic {
    Diagnostic(
      "GE0209", .error, "the template `\(template)` needs the pack `\(absent)`, which this project does not use",
      labels: [place],
      help: ["an output with `packs: [\(absent)]` is made only where that pack is active"])
  }

  static func replacesNothing(_ place: Label, template: String, pack: String, known: [String]) -> Diagnostic {
    Diagnostic(
      "GE0210", .error, "`\(pack)` replaces the template `\(template)`, which no pack that it extends has",
      labels: [place], help: Suggestion.help(for: template, among: known).map { [$0] } ?? [])
  }

  static func ambiguousTemplate(_ place: Label, template: String, packs: [String]) -> Diagnostic {
    Diagnostic(
      "GE0211", .error, "\(list(packs)) all have a template `\(template)`", labels: [place],
      help: ["say which one: `\(packs.first ?? "pack")::\(template)`"])
  }

  static func replacedTwice(_ first: StandIns.StandIn, _ second: StandIns.StandIn) -> Diagnostic {
    let owners = [first, second].compactMap(\.owner?.description)
    return Diagnostic(
      "GE0212", .error,
      "\(list(owners)) both replace the template `\(first.path)` of `\(first.pack)`",
      labels: [second.place, Label(first.place.source, first.place.span, "and here")],
      help: ["use one of them, or let one extend the other"])
  }

  /// - Parameter difference: what the pack changed, as `diff -u` writes it; empty when the old text can't be had.
  static func replacedChanged(_ standIn: StandIns.StandIn, difference: String) -> Diagnostic {
    let lines = difference.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2)
    let shown = lines.prefix(40).joined(separator: "\n")
    return Diagnostic(
      "GE0213", .warning,
      "`\(standIn.pack)` changed the template `\(standIn.path)`, for which \(standIn.text.name) stands in",
      labels: [standIn.place],
      notes: difference.isEmpty ? [] : ["what changed:\n\(shown)\(lines.count > 40 ? "\n…" : "")"],
      help: [
        "take over what matters, then write `of: \(ContentDigest(of: standIn.original).hex)`"
      ])
  }

  /// An override that does not say what it was written to replace.
  static func replacedUnknown(_ standIn: StandIns.StandIn) -> Diagnostic {
    Diagnostic(
      "GE0214", .note, "a later change of `\(standIn.path)` in `\(standIn.pack)` will go unnoticed",
      labels: [standIn.place],
      help: ["add `of: \(ContentDigest(of: standIn.original).hex)` to hear of it"])
  }

  // MARK: - GE03: writing

  static func conflict(_ write: PlannedWrite) -> Diagnostic? {
    guard case .conflict(let reason) = write.outcome else { return nil }
    let path = write.path
    let labels = write.conflictLabels
    let help = [
      "`hatmax generate --conflict=markers` writes both sides, `=ours` keeps yours, `=theirs` takes the templates'"
    ]
    switch reason {
    case .overlapping:
      return Diagnostic(
        "GE0301", .error, "`\(path)`: your edits and the templates' changes touch the same lines", labels: labels,
        help: help)
    case .noBase:
      return Diagnostic(
        "GE0302", .error,
        "`\(path)` was edited, and what the last run wrote can't be found to merge on", help: help)
    case .unmanaged:
      return Diagnostic(
        "GE0303", .error, "`\(path)` is there already, with other content and not made by hatmax",
        help: ["`hatmax generate --adopt` takes it over with your content as edits"] + help)
    case .blocked:
      return Diagnostic(
        "GE0304", .error, "`\(path)` is no file, so nothing can be written there", help: ["move it away and run again"])
    case .moveTarget:
      return Diagnostic(
        "GE0305", .error, "the file moves to `\(path)`, where another file stands",
        help: ["move that file away, or"] + help)
    }
  }

  static func changedMeanwhile(_ paths: [String]) -> Diagnostic {
    Diagnostic(
      "GE0310", .error, "\(list(paths, joinedBy: "and")) changed since hatmax looked; nothing was written",
      help: ["run the command again"])
  }

  static func unfinished(_ paths: [String]) -> Diagnostic {
    Diagnostic(
      "GE0311", .error,
      "an earlier run was interrupted, and \(list(paths, joinedBy: "and")) changed since, so it can't be finished",
      help: [
        "the contents that the run was going to write are in `.hatmax/local/stage`, as its `journal` says",
        "remove `.hatmax/local/stage` to give that run up, then generate again",
      ])
  }

  static func finishedEarlierRun(files: Int) -> Diagnostic {
    Diagnostic("GE0312", .note, "finished an earlier run that was interrupted (\(files) files)")
  }

  static func outside(_ paths: [String]) -> Diagnostic {
    Diagnostic(
      "GE0313", .error,
      "\(list(paths, joinedBy: "and")) would be written outside of the output folder, through a symbolic link")
  }

  static func notWritten(_ failure: FileSystem.Failure) -> Diagnostic {
    Diagnostic(
      "GE0314", .error, "can't \(failure.action) `\(failure.path)`: \(failure.reason); nothing was written",
      help: failure.isDiskFull ? ["free some space and run again"] : [])
  }

  static func interrupted(_ failure: FileSystem.Failure) -> Diagnostic {
    Diagnostic(
      "GE0315", .error, "can't \(failure.action) `\(failure.path)`: \(failure.reason)",
      notes: ["the run is written down and its files are safe in `.hatmax/local/stage`"],
      help: ["when the cause is gone, `hatmax generate` finishes it"])
  }

  static func newerManifest() -> Diagnostic {
    Diagnostic(
      "GE0316", .error, "`.hatmax/manifest` is of a newer format than this hatmax knows", help: ["use a newer hatmax"])
  }

  static func damagedManifest() -> Diagnostic {
    Diagnostic(
      "GE0317", .warning, "`.hatmax/manifest` was damaged, probably by a merge",
      notes: ["files that it forgot are taken over where they are as generated; others are reported as conflicts"])
  }

  static func gitFailed(_ failure: Git.Failure, path: String) -> Diagnostic {
    switch failure {
    case .notFound(let program):
      Diagnostic(
        "GE0318", .error, "`\(path)` was edited, and merging needs the program `\(program)`, which is not installed",
        help: ["install git, or choose a side with `--conflict=ours` or `--conflict=theirs`"])
    case .files(let failure):
      Diagnostic(
        "GE0318", .error, "can't merge `\(path)`: can't \(failure.action) `\(failure.path)`: \(failure.reason)")
    case .failed(let status, let message):
      Diagnostic(
        "GE0318", .error, "`git merge-file` could not merge `\(path)` (exit status \(status))", notes: [message])
    }
  }

  static func nothingToUndo() -> Diagnostic {
    Diagnostic("GE0319", .error, "there is no run to undo here")
  }

  static func changedSinceRun(_ paths: [String]) -> Diagnostic {
    Diagnostic(
      "GE0322", .error,
      "\(list(paths, joinedBy: "and")) changed since the last run, which can't be undone without losing that; nothing was written",
      help: [
        "put your changes aside first, with `git stash` for example, and take them back afterwards",
        "what the run displaced is in `.hatmax/local/undo/old`, numbered as in its `journal`",
      ])
  }

  static func notGenerated(_ path: String, known: [String]) -> Diagnostic {
    Diagnostic(
      "GE0320", .error, "`\(path)` is no file or folder that is generated here",
      help: Suggestion.help(for: path, among: known).map { [$0] } ?? [])
  }

  static func noSuchLine(_ line: Int, in path: String, count: Int) -> Diagnostic {
    Diagnostic("GE0321", .error, "`\(path)` has no line \(line): it has \(count)")
  }

  // MARK: - Words

  /// "`a`, `b` and `c`", cut after ten.
  static func list(_ names: [String], joinedBy word: String = "and") -> String {
    let shown = names.prefix(10).map { "`\($0)`" }
    if names.count > 10 { return shown.joined(separator: ", ") + " \(word) \(names.count - 10) more" }
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " \(word) " + last
  }
}

extension OutputOrigin {
  /// " for `services.todo`", or nothing for the project.
  fileprivate var purpose: String { element.isEmpty ? "" : " for `\(element)`" }
}

extension PlannedWrite {
  /// The places between conflict markers in the merge that was not written.
  fileprivate var conflictLabels: [Label] {
    guard let conflictText else { return [] }
    let source = SourceText(name: path, bytes: conflictText)
    var labels: [Label] = []
    var start = 0
    for line in conflictText.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.starts(with: Array("<<<<<<< ".utf8)) {
        labels.append(Label(source, SourceSpan(start: start, end: start + line.count), "both sides changed this"))
      }
      start += line.count + 1
    }
    return labels
  }
}
