package import SystemFiles

/// What to do where the user and the templates changed the same lines, or a file is in the way.
package enum ConflictPolicy: String, Sendable, Hashable, CaseIterable {
  /// Write nothing at all and list the conflicts.
  case stop
  /// Write both sides between conflict markers.
  case markers
  /// The user's lines win.
  case ours
  /// The templates' lines win.
  case theirs
}

/// Looks at the output folder and decides what happens to every file.
package struct WritePlanner {
  /// Where old contents come from: what an earlier run wrote, by its digests and identity.
  package typealias BaseLookup = (GenerationManifest.Entry) -> [UInt8]?

  private let root: String
  private let git: Git
  private let policy: ConflictPolicy
  private let adopt: Bool
  private let base: BaseLookup

  /// Creates a planner for an output folder.
  package init(root: String, git: Git, policy: ConflictPolicy, adopt: Bool, base: @escaping BaseLookup) {
    self.root = root
    self.git = git
    self.policy = policy
    self.adopt = adopt
    self.base = base
  }

  /// Why planning stopped.
  package enum Failure: Error {
    case files(FileSystem.Failure)
    case git(Git.Failure, path: String)
  }

  /// Decides on every file that is rendered or recorded.
  ///
  /// - Complexity: linear in the bytes of the files on the disk.
  package func plan(_ rendered: [RenderedFile], recorded: GenerationManifest) throws(Failure) -> WritePlan {
    var produced: Set<String> = []
    let rendered = rendered.filter { produced.insert($0.path.text).inserted }
    let recorded = withoutMigrations(recorded, rendered)
    let moves = moves(rendered, produced: produced, recorded: recorded)
    let moved = Set(moves.values.map(\.path))
    let unproduced = recorded.entries.values.filter { !produced.contains($0.path) }
    let disk = DiskView(root: root, rendered: rendered, others: unproduced.map(\.path))
    let plain = plainWrites(of: rendered, moves: moves, recorded: recorded, on: disk)
    var writes: [PlannedWrite] = []
    for (file, plain) in zip(rendered, plain) {
      if let plain {
        writes.append(plain)
      } else if let old = moves[file.path.text] {
        writes += try planMove(of: file, from: old, on: disk)
      } else if let write = try plan(file, recorded: recorded[path: file.path.text], on: disk) {
        writes.append(write)
      }
    }
    for entry in unproduced where !moved.contains(entry.path) {
      if let write = try planUnproduced(entry, on: disk) { writes.append(write) }
    }
    return WritePlan(
      writes: writes.sorted { $0.path.precedesByBytes($1.path) }, recorded: recorded)
  }

  /// The record without the migrations that it had before there were ledgers: what was written stays as it is.
  private func withoutMigrations(_ recorded: GenerationManifest, _ rendered: [RenderedFile]) -> GenerationManifest {
    let folders = Set(rendered.filter { $0.ownership == .ledger }.map { FileSystem.parent(of: $0.path.text) })
    return GenerationManifest(
      recorded.entries.values.filter { entry in
        let folder = FileSystem.parent(of: entry.path)
        let name = String(entry.path.dropFirst(folder.utf8.count + 1))
        return !(folders.contains(folder) && MigrationHistory.number(of: name) != nil)
      })
  }

  /// New paths with the recorded entry of the same identity whose own path is produced no more.
  private func moves(
    _ rendered: [RenderedFile], produced: Set<String>, recorded: GenerationManifest
  ) -> [String: GenerationManifest.Entry] {
    let free = Dictionary(
      recorded.sortedEntries.filter { !produced.contains($0.path) }.map { ($0.identity, $0) },
      uniquingKeysWith: { first, _ in first })
    var moves: [String: GenerationManifest.Entry] = [:]
    for file in rendered where recorded[path: file.path.text] == nil {
      let old = free[file.origin.identity] ?? file.origin.formerIdentity.flatMap { free[$0] }
      if let old { moves[file.path.text] = old }
    }
    return moves
  }

  /// What happens to each file, decided on all cores, where neither a move nor a merge takes more than that.
  private func plainWrites(
    of rendered: [RenderedFile], moves: [String: GenerationManifest.Entry], recorded: GenerationManifest,
    on disk: DiskView
  ) -> [PlannedWrite?] {
    Parallel.map(rendered, chunk: 256) { [adopt] file -> PlannedWrite? in
      let path = file.path.text
      guard moves[path] == nil, let state = try? disk.state(of: path) else { return nil }
      let recorded = recorded[path: path]
      let decision = WriteDecision.decide(
        ownership: file.ownership, rendered: file.hash, recorded: recorded?.hash, disk: state, adopt: adopt)
      return PlannedWrite(file, decision, recorded: recorded, state: state)
    }
  }

  // MARK: - One file

  private func plan(
    _ file: RenderedFile, recorded: GenerationManifest.Entry?, on disk: DiskView
  ) throws(Failure) -> PlannedWrite? {
    let state = try state(of: file.path.text, on: disk)
    let decision = WriteDecision.decide(
      ownership: file.ownership, rendered: file.hash, recorded: recorded?.hash, disk: state, adopt: adopt)
    switch decision {
    case .merge: return try merge(file, try content(of: file.path.text), recorded: recorded)
    case .conflict(let reason): return try settle(file, reason, state: state)
    default: return PlannedWrite(file, decision, recorded: recorded, state: state)
    }
  }

  private func planUnproduced(
    _ entry: GenerationManifest.Entry, on disk: DiskView
  ) throws(Failure) -> PlannedWrite? {
    let state = try state(of: entry.path, on: disk)
    let decision = WriteDecision.decide(ownership: entry.ownership, rendered: nil, recorded: entry.hash, disk: state)
    switch decision {
    case .remove:
      let change = FileWriter.Change(path: entry.path, before: state.hash, content: nil)
      return PlannedWrite(path: entry.path, outcome: .remove, changes: [change], entry: nil, rendered: nil)
    case .keep(let reason):
      return PlannedWrite(path: entry.path, outcome: .keep(reason), changes: [], entry: entry, rendered: nil)
    default: return nil
    }
  }

  private func planMove(
    of file: RenderedFile, from old: GenerationManifest.Entry, on disk: DiskView
  ) throws(Failure) -> [PlannedWrite] {
    let targetState = try state(of: file.path.text, on: disk)
    guard case .file(let oldHash) = try state(of: old.path, on: disk) else {
      // The user removed or moved it: a scaffold file stays away, a generated one is new at its new path.
      let recorded = file.ownership == .scaffold ? old : nil
      return try plan(file, recorded: recorded, on: disk).map { [$0] } ?? []
    }
    guard targetState == .absent else {
      if targetState == .file(file.hash) {
        return [.keep(file, .unchanged, recorded: nil)] + (try planUnproduced(old, on: disk).map { [$0] } ?? [])
      }
      return [try settle(file, .moveTarget, state: targetState)]
        + (try planUnproduced(old, on: disk).map { [$0] } ?? [])
    }
    let removal = FileWriter.Change(path: old.path, before: oldHash, content: nil)
    let planned: PlannedWrite
    if file.ownership == .scaffold {
      planned = .write(file, .move(from: old.path), before: nil, try content(of: old.path), recordedAs: old.hash)
    } else if oldHash == old.hash || oldHash == file.hash {
      planned = .write(file, .move(from: old.path), before: nil, file.bytes)
    } else {
      planned = try merge(file, try content(of: old.path), recorded: old, movedFrom: old.path)
    }
    if case .conflict = planned.outcome { return [planned] }
    return [
      PlannedWrite(
        path: planned.path, outcome: planned.outcome, changes: planned.changes + [removal], entry: planned.entry,
        rendered: file)
    ]
  }

  // MARK: - Outcomes

  private func merge(
    _ file: RenderedFile, _ present: [UInt8], recorded: GenerationManifest.Entry?, movedFrom: String? = nil
  ) throws(Failure) -> PlannedWrite {
    let before = movedFrom == nil ? ContentHash(of: present) : nil
    func merged(_ outcome: PlannedWrite.Outcome, _ bytes: [UInt8]) -> PlannedWrite {
      if movedFrom == nil, bytes == present { return .keep(file, .edited, recorded: recorded) }
      return .write(file, movedFrom.map { .move(from: $0) } ?? outcome, before: before, bytes)
    }
    if file.ownership == .module { return merged(.merge, GoModuleFile.ensure(file.bytes, in: present)) }
    if movedFrom != nil, recorded?.hash == file.hash { return merged(.merge, present) }
    guard let recorded, let base = base(recorded) else {
      return try settle(file, .noBase, state: .file(ContentHash(of: present)), movedFrom: movedFrom)
    }
    let preference: Git.Preference =
      switch policy {
      case .stop, .markers: .markers
      case .ours: .user
      case .theirs: .rendering
      }
    let result: Git.MergeResult
    do {
      result = try git.merge(user: present, base: base, rendering: file.bytes, preferring: preference)
    } catch {
      throw .git(error, path: file.path.text)
    }
    if result.conflicts == 0 { return merged(.merge, result.bytes) }
    if policy == .stop {
      var conflict = PlannedWrite.conflict(file, .overlapping)
      conflict.conflictText = result.bytes
      return conflict
    }
    return .write(file, .mergeWithMarkers(result.conflicts), before: before, result.bytes)
  }

  /// A conflict that can't be merged, settled as the policy says.
  ///
  /// - Parameters:
  ///   - state: what stands at the path, or at the path that the file moves away from.
  ///   - movedFrom: that path, for a file that moves.
  private func settle(
    _ file: RenderedFile, _ reason: ConflictReason, state: DiskState, movedFrom: String? = nil
  ) throws(Failure) -> PlannedWrite {
    guard case .file(let hash) = state else { return .conflict(file, reason) }
    let before = movedFrom == nil ? hash : nil
    let outcome = movedFrom.map(PlannedWrite.Outcome.move(from:)) ?? .update
    switch policy {
    case .stop: return .conflict(file, reason)
    case .theirs: return .write(file, outcome, before: before, file.bytes)
    case .ours:
      guard let movedFrom else { return .keep(file, .edited, recorded: nil) }
      return .write(file, outcome, before: nil, try content(of: movedFrom))
    case .markers:
      let present = try content(of: movedFrom ?? file.path.text)
      let markers = [
        Array("<<<<<<< yours\n".utf8), terminated(present), Array("=======\n".utf8), terminated(file.bytes),
        Array(">>>>>>> generated\n".utf8),
      ]
      return .write(file, .mergeWithMarkers(1), before: before, Array(markers.joined()))
    }
  }

  private func terminated(_ bytes: [UInt8]) -> [UInt8] {
    bytes.isEmpty || bytes.last == UInt8(ascii: "\n") ? bytes : bytes + [UInt8(ascii: "\n")]
  }

  private func state(of path: String, on disk: DiskView) throws(Failure) -> DiskState {
    do { return try disk.state(of: path) } catch { throw .files(error) }
  }

  /// The bytes of a file; when they are others by now than those that were decided on, the run finds that out before it
  /// writes.
  private func content(of path: String) throws(Failure) -> [UInt8] {
    do { return try FileSystem.read(root + "/" + path) } catch { throw .files(error) }
  }
}
