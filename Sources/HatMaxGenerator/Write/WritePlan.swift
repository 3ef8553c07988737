/// What a run does with one file.
package struct PlannedWrite: Sendable {
  /// What will happen, for people and for `--json`.
  package enum Outcome: Sendable, Hashable {
    case create
    case update
    case merge
    /// Merged, with conflict markers left for the user.
    case mergeWithMarkers(Int)
    case move(from: String)
    case remove
    case keep(KeepReason)
    case conflict(ConflictReason)
  }

  /// The path below the output folder.
  package let path: String
  /// What happens.
  package let outcome: Outcome
  /// The changes on the disk, none when nothing is written.
  package let changes: [FileWriter.Change]
  /// What the manifest says of the path afterwards, nil when it is forgotten.
  package let entry: GenerationManifest.Entry?
  /// What was rendered, nil when nothing produces the path.
  package let rendered: RenderedFile?
  /// For a conflict: the merge with markers that was not written.
  package var conflictText: [UInt8]?
}

/// Everything that a run writes, decided and not yet done.
package struct WritePlan: Sendable {
  /// One item per file, sorted by path.
  package let writes: [PlannedWrite]
  /// The manifest before the run.
  package let recorded: GenerationManifest

  /// The files that stop the run.
  package var conflicts: [PlannedWrite] {
    writes.filter {
      if case .conflict = $0.outcome { true } else { false }
    }
  }

  /// The changes of all files, sorted by path.
  package var changes: [FileWriter.Change] { writes.flatMap(\.changes) }

  /// The manifest after the run.
  package let manifest: GenerationManifest

  /// A plan for all files.
  init(writes: [PlannedWrite], recorded: GenerationManifest) {
    self.init(writes: writes, recorded: recorded, manifest: GenerationManifest(writes.compactMap(\.entry)))
  }

  private init(writes: [PlannedWrite], recorded: GenerationManifest, manifest: GenerationManifest) {
    self.writes = writes
    self.recorded = recorded
    self.manifest = manifest
  }

  /// The plan for some of the files: the others stay as they are and as they were recorded.
  func limited(to selection: PathSelection) -> WritePlan {
    var kept: [PlannedWrite] = []
    var entries: [GenerationManifest.Entry] = []
    var touched: Set<String> = []
    for write in writes {
      let paths = [write.path] + write.changes.map(\.path)
      if paths.contains(where: selection.contains) {
        kept.append(write)
        if let entry = write.entry { entries.append(entry) }
        touched.formUnion(paths)
      }
    }
    entries += recorded.entries.values.filter { !touched.contains($0.path) }
    return WritePlan(writes: kept, recorded: recorded, manifest: GenerationManifest(entries))
  }
}
