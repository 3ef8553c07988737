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
    /// These files were changed since the run that is to be undone; nothing was written.
    case changedSinceRun([String])
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
  /// - Parameter work: what is done while the disk is waited for, once every file has its place.
  /// - Complexity: linear in the bytes written; two syncs of the file system, whatever the number of files.
  package func apply(_ changes: [Change], whileSyncing work: @Sendable () -> Void = {}) throws(Failure) {
    guard !changes.isEmpty else { return }
    try refuseOutside(changes.map(\.path))
    let journal: Journal
    do {
      journal = Journal(
        changes.map { JournalEntry(path: $0.path, before: $0.before?.sha256, after: $0.after) },
        newFolders: try newFolders(of: changes))
      try stageContents(of: changes, as: journal.layout)
      let touched = try touchedFiles(of: journal, accepting: { [$0.before] })
      guard touched.isEmpty else { throw Failure.changedMeanwhile(touched) }
      try commit(journal)
    } catch let failure {
      try? FileSystem.removeTree(stage)
      switch failure {
      case let failure as FileSystem.Failure: throw .notWritten(failure)
      case let failure as Failure: throw failure
      default: preconditionFailure("only the two errors above are thrown")
      }
    }
    try finish(journal, whileSyncing: work)
  }

  /// The folders of new contents that are not there, but for those in others that are not there either.
  private func newFolders(of changes: [Change]) throws(FileSystem.Failure) -> [String] {
    var found: Set<String> = []
    var known: [String: String?] = [".": nil]
    func newFolder(with folder: String) throws(FileSystem.Failure) -> String? {
      if let known = known[folder] { return known }
      var top = try newFolder(with: FileSystem.parent(of: folder))
      if top == nil, try isMissing(folder) { top = folder }
      known[folder] = .some(top)
      return top
    }
    for change in changes where change.content != nil {
      if let folder = try newFolder(with: FileSystem.parent(of: change.path)) { found.insert(folder) }
    }
    return found.sorted { $0.precedesByBytes($1) }
  }

  /// Whether nothing stands at the path of a folder; anything but a folder there is an error.
  private func isMissing(_ folder: String) throws(FileSystem.Failure) -> Bool {
    let path = root + "/" + folder
    if FileSystem.isFolder(path) { return false }
    if try FileSystem.entry(at: path) == .absent { return true }
    // What stands there is in the way, and the attempt says so.
    try FileSystem.makeFolder(path)
    return false
  }

  private func stageContents(of changes: [Change], as layout: StageLayout) throws(FileSystem.Failure) {
    try FileSystem.removeTree(stage)
    for folder in layout.folders { try FileSystem.makeFolder(stage + "/" + folder) }
    let results = Parallel.map(Array(changes.enumerated()), chunk: 64) { index, change in
      Result { () throws(FileSystem.Failure) in
        guard let content = change.content else { return }
        try FileSystem.write(
          content, to: stage + "/" + layout.place(of: change.path, index),
          executable: content.starts(with: "#!".utf8))
      }
    }
    for result in results { try result.get() }
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
      touched = try touchedFiles(of: journal, accepting: { [$0.before, $0.after] })
    } catch {
      throw .notWritten(error)
    }
    guard touched.isEmpty else { throw .unfinished(touched) }
    try finish(journal)
    return journal.entries.count
  }

  private func finish(_ journal: Journal, whileSyncing work: @Sendable () -> Void = {}) throws(Failure) {
    do {
      let layout = journal.layout
      let placed = try placeNewFolders(layout)
      for (index, entry) in journal.entries.enumerated() {
        if let tree = layout.tree(of: entry.path), placed.contains(tree) { continue }
        try carryOut(entry, index, from: stage + "/" + layout.place(of: entry.path, index))
      }
      let (synced, _) = Parallel.both({ Result { () throws(FileSystem.Failure) in try close() } }, work)
      try synced.get()
    } catch {
      throw .interrupted(error)
    }
  }

  private func close() throws(FileSystem.Failure) {
    try FileSystem.sync(fileSystemOf: root)
    try FileSystem.removeTree(undoFolder)
    try FileSystem.removeTree(stage + "/new")
    try FileSystem.removeTree(stage + "/tree")
    try FileSystem.move(stage, to: undoFolder)
  }

  /// Gives the new folders their places.
  ///
  /// - Returns: the numbers of those that have them; the files of the others, where somebody has made the folder meanwhile,
  ///   get theirs one by one, which also tells what is wrong.
  private func placeNewFolders(_ layout: StageLayout) throws(FileSystem.Failure) -> Set<Int> {
    var placed: Set<Int> = []
    for (number, folder) in layout.newFolders.enumerated() {
      let staged = stage + "/" + StageLayout.place(ofTree: number)
      // An interrupted run may have moved it already.
      let isMoved = try FileSystem.entry(at: staged) == .absent
      if isMoved || (try? FileSystem.move(staged, to: root + "/" + folder)) != nil { placed.insert(number) }
    }
    return placed
  }

  private func carryOut(_ entry: JournalEntry, _ index: Int, from new: String) throws(FileSystem.Failure) {
    let target = root + "/" + entry.path
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
      let touched = try touchedFiles(of: journal, accepting: { [$0.after] })
      guard touched.isEmpty else { throw Failure.changedSinceRun(touched) }
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
    of journal: Journal, accepting states: @Sendable (JournalEntry) -> [String?]
  ) throws(FileSystem.Failure) -> [String] {
    let layout = journal.layout
    let missing = Set(layout.newFolders.indices.filter { !FileSystem.exists(root + "/" + layout.newFolders[$0]) })
    let results = Parallel.map(journal.entries, chunk: 64) { entry in
      Result { () throws(FileSystem.Failure) in
        let isMissing = layout.tree(of: entry.path).map(missing.contains) ?? false
        return states(entry).contains(isMissing ? nil : try digest(of: root + "/" + entry.path))
      }
    }
    var touched: [String] = []
    for (entry, result) in zip(journal.entries, results) where try !result.get() { touched.append(entry.path) }
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
