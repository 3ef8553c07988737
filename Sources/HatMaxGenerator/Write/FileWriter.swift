import Dispatch
import Synchronization
package import SystemFiles

/// Applies changes to an output folder, all or nothing.
///
/// New contents are staged under `.hatmax/local/stage`, brought to the disk, and a journal is written. From then on the
/// run counts as made: its renames are carried out, and a run that is killed in between is finished by the next one.
/// Displaced contents stay in `.hatmax/local/undo` until the next run that changes something.
package struct FileWriter: Sendable {
  /// A change that shall be made.
  package struct Change: Sendable {
    /// The path below the output folder.
    package let path: String
    /// What was there when the change was decided on.
    package let before: ContentHash?
    /// The new content, nil to remove the file.
    package let content: [UInt8]?
    /// SHA-256 of the new content.
    let after: String?

    /// Creates a change.
    ///
    /// - Parameter digest: SHA-256 of the content, when it is known already.
    package init(path: String, before: ContentHash?, content: [UInt8]?, digest: String? = nil) {
      self.path = path
      self.before = before
      self.content = content
      after = content.map { digest ?? ContentHash(of: $0).sha256 }
    }
  }

  /// Why nothing, or not all, was written.
  package enum Failure: Error {
    /// A system call failed before anything was changed.
    case notWritten(FileSystem.Failure)
    /// A system call failed after the journal was written: the next run finishes this one.
    case interrupted(FileSystem.Failure)
    /// Somebody changed these files while the run was under way; nothing was written.
    case changedMeanwhile([String])
    /// An earlier run was interrupted, and these files were changed since: it can't be finished by itself.
    case unfinished([String])
    /// A folder of these paths leads out of the output folder through a symbolic link.
    case outside([String])
  }

  private let root: String
  private var local: String { root + "/.hatmax/local" }
  private var stage: String { local + "/stage" }
  private var undoFolder: String { local + "/undo" }

  /// Creates a writer for an output folder, which need not exist yet.
  package init(root: String) { self.root = root }

  // MARK: - Making changes

  /// Makes all changes, or none.
  ///
  /// - Complexity: linear in the bytes written; two syncs of the file system, whatever the number of files.
  package func apply(_ changes: [Change]) throws(Failure) {
    guard !changes.isEmpty else { return }
    let journal = Journal(
      changes.map {
        JournalEntry(path: $0.path, before: $0.before?.sha256, after: $0.after)
      })
    try refuseOutside(changes.map(\.path))
    var madeFolders: [String] = []
    do {
      try stageContents(of: changes, madeFolders: &madeFolders)
      let touched = try touchedFiles(of: journal, accepting: { $0.before })
      guard touched.isEmpty else { throw Failure.changedMeanwhile(touched) }
      try commit(journal)
    } catch let failure {
      try? FileSystem.removeTree(stage)
      for folder in madeFolders.reversed() { _ = FileSystem.removeEmptyFolder(folder) }
      switch failure {
      case let failure as FileSystem.Failure: throw .notWritten(failure)
      case let failure as Failure: throw failure
      default: preconditionFailure("only the two errors above are thrown")
      }
    }
    try finish(journal)
  }

  private func stageContents(of changes: [Change], madeFolders: inout [String]) throws {
    try FileSystem.removeTree(stage)
    try FileSystem.makeFolder(stage + "/new")
    try FileSystem.makeFolder(stage + "/old")
    var known: Set<String> = []
    // Folders are made before the point of no return, so that a full disk shows here.
    for change in changes where change.content != nil {
      try makeFolder(FileSystem.parent(of: change.path), known: &known, made: &madeFolders)
    }
    let failure = Mutex<FileSystem.Failure?>(nil)
    let part = 64
    DispatchQueue.concurrentPerform(iterations: (changes.count + part - 1) / part) { number in
      do throws(FileSystem.Failure) {
        for index in number * part..<min(changes.count, (number + 1) * part) { try stage(changes[index], index) }
      } catch {
        failure.withLock { $0 = $0 ?? error }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
  }

  private func stage(_ change: Change, _ index: Int) throws(FileSystem.Failure) {
    guard let content = change.content else { return }
    try FileSystem.write(content, to: "\(stage)/new/\(index)", executable: content.starts(with: Array("#!".utf8)))
  }

  private func makeFolder(_ folder: String, known: inout Set<String>, made: inout [String]) throws {
    guard folder != ".", known.insert(folder).inserted else { return }
    try makeFolder(FileSystem.parent(of: folder), known: &known, made: &made)
    let path = root + "/" + folder
    if try FileSystem.entry(at: path) == .absent { made.append(path) }
    try FileSystem.makeFolder(path)
  }

  private func commit(_ journal: Journal) throws {
    try FileSystem.write(Array(journal.text.utf8), to: stage + "/journal.part")
    try FileSystem.sync(fileSystemOf: stage)
    try FileSystem.move(stage + "/journal.part", to: stage + "/journal")
  }

  // MARK: - Finishing

  /// Finishes a run that was interrupted, if there is one.
  ///
  /// - Returns: the number of files of the run that was finished, nil when there was none.
  @discardableResult
  package func recover() throws(Failure) -> Int? {
    let text: [UInt8]
    do {
      text = try FileSystem.read(stage + "/journal")
    } catch {
      if !error.isMissing { throw .notWritten(error) }
      // Without a journal the run never counted as made.
      try? FileSystem.removeTree(stage)
      return nil
    }
    guard let journal = Journal(reading: String(decoding: text, as: UTF8.self)) else {
      throw .unfinished([".hatmax/local/stage/journal"])
    }
    let touched: [String]
    do {
      touched = try touchedFiles(of: journal, accepting: { $0.before }, { $0.after })
    } catch {
      throw .notWritten(error)
    }
    guard touched.isEmpty else { throw .unfinished(touched) }
    try finish(journal)
    return journal.entries.count
  }

  private func finish(_ journal: Journal) throws(Failure) {
    do {
      for (index, entry) in journal.entries.enumerated() { try carryOut(entry, index) }
      try FileSystem.sync(fileSystemOf: root)
      try FileSystem.removeTree(undoFolder)
      try FileSystem.removeTree(stage + "/new")
      try FileSystem.move(stage, to: undoFolder)
    } catch {
      throw .interrupted(error)
    }
  }

  private func carryOut(_ entry: JournalEntry, _ index: Int) throws(FileSystem.Failure) {
    let target = root + "/" + entry.path
    let new = "\(stage)/new/\(index)"
    let old = "\(stage)/old/\(index)"
    if entry.before != nil, try FileSystem.entry(at: old) == .absent, try digest(of: target) == entry.before {
      try FileSystem.link(target, to: old)
    }
    if entry.after == nil {
      try FileSystem.removeFile(target)
      removeEmptyFolders(above: entry.path)
    } else {
      do { try FileSystem.move(new, to: target) } catch {
        // An interrupted run may have moved it already; or somebody has removed the folder meanwhile.
        guard error.isMissing else { throw error }
        guard try FileSystem.entry(at: new) != .absent else { return }
        try FileSystem.makeFolder(FileSystem.parent(of: target))
        try FileSystem.move(new, to: target)
      }
    }
  }

  private func removeEmptyFolders(above path: String) {
    var folder = FileSystem.parent(of: path)
    while folder != ".", FileSystem.removeEmptyFolder(root + "/" + folder) { folder = FileSystem.parent(of: folder) }
  }

  // MARK: - Undo

  /// The changes that bring back the tree as it was before the last run, nil when there is nothing to undo.
  ///
  /// They are applied like any others, so that a second undo brings the run back.
  package func undoChanges() throws(Failure) -> [Change]? {
    do {
      guard try FileSystem.entry(at: undoFolder + "/journal") != .absent else { return nil }
      let text = try FileSystem.read(undoFolder + "/journal")
      guard let journal = Journal(reading: String(decoding: text, as: UTF8.self)) else { return nil }
      let touched = try touchedFiles(of: journal, accepting: { $0.after })
      guard touched.isEmpty else { throw Failure.changedMeanwhile(touched) }
      var changes: [Change] = []
      for (index, entry) in journal.entries.enumerated() {
        let content = entry.before == nil ? nil : try FileSystem.read("\(undoFolder)/old/\(index)")
        let present = try hash(of: root + "/" + entry.path)
        changes.append(Change(path: entry.path, before: present, content: content))
      }
      return changes
    } catch let failure as Failure {
      throw failure
    } catch let failure as FileSystem.Failure {
      throw .notWritten(failure)
    } catch {
      preconditionFailure("only the two errors above are thrown")
    }
  }

  // MARK: - Looking

  private func touchedFiles(
    of journal: Journal, accepting states: ((JournalEntry) -> String?)...
  ) throws(FileSystem.Failure) -> [String] {
    var touched: [String] = []
    for entry in journal.entries {
      let present = try digest(of: root + "/" + entry.path)
      if !states.contains(where: { $0(entry) == present }) { touched.append(entry.path) }
    }
    return touched
  }

  private func digest(of path: String) throws(FileSystem.Failure) -> String? {
    try hash(of: path)?.sha256
  }

  private func hash(of path: String) throws(FileSystem.Failure) -> ContentHash? {
    switch try FileSystem.entry(at: path) {
    case .absent: return nil
    case .file: return ContentHash(of: try FileSystem.read(path))
    default: return ContentHash(sha256: "not a file", gitBlob: "")
    }
  }

  private func refuseOutside(_ paths: [String]) throws(Failure) {
    guard let realRoot = FileSystem.realPath(root) else { return }
    var verdicts: [String: Bool] = [:]
    let outside = paths.filter { path in
      let folder = FileSystem.parent(of: path)
      if let known = verdicts[folder] { return known }
      let verdict = leadsOutside(folder, of: realRoot)
      verdicts[folder] = verdict
      return verdict
    }
    guard outside.isEmpty else { throw .outside(outside) }
  }

  private func leadsOutside(_ folder: String, of realRoot: String) -> Bool {
    var folder = folder
    while folder != "." {
      if let real = FileSystem.realPath(root + "/" + folder) {
        return real != realRoot && !real.hasPrefix(realRoot + "/")
      }
      // A link to nowhere has no real path, and what would be made behind it can't be known.
      if (try? FileSystem.entry(at: root + "/" + folder)) == .symbolicLink { return true }
      folder = FileSystem.parent(of: folder)
    }
    return false
  }
}
