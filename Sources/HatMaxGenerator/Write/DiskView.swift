import SystemFiles

/// What stands at the paths of a run, looked at on all cores.
struct DiskView {
  private let states: [String: Result<DiskState, FileSystem.Failure>]

  /// Looks at paths below an output folder.
  ///
  /// - Parameters:
  ///   - rendered: files, at whose paths it looks.
  ///   - others: more paths.
  /// - Complexity: linear in the bytes of the files that are there.
  init(root: String, rendered: [RenderedFile], others: [String]) {
    let items = rendered.map { ($0.path.text, Optional($0)) } + others.map { ($0, nil) }
    let missing = Self.missingFolders(of: items.map(\.0), in: root)
    let states = Parallel.map(items, chunk: 64) { path, rendered in
      if missing.contains(FileSystem.parent(of: path)) { return Result<DiskState, FileSystem.Failure>.success(.absent) }
      return Result { () throws(FileSystem.Failure) in try Self.look(at: root + "/" + path, rendered) }
    }
    self.states = Dictionary(uniqueKeysWithValues: zip(items.map(\.0), states))
  }

  /// What stands at one of the paths.
  func state(of path: String) throws(FileSystem.Failure) -> DiskState {
    guard let state = states[path] else { preconditionFailure("`\(path)` is none of the paths") }
    return try state.get()
  }

  private static func look(at path: String, _ rendered: RenderedFile?) throws(FileSystem.Failure) -> DiskState {
    let entry = try FileSystem.entry(at: path)
    switch entry {
    case .absent: return .absent
    case .file:
      let bytes = try FileSystem.read(path)
      // Most files are as they are rendered, and to see that takes less than hashing them.
      if let rendered, rendered.bytes == bytes { return .file(rendered.hash) }
      return .file(ContentHash(of: bytes))
    default: return .blocked(entry)
    }
  }

  /// The folders of paths that are not there, so that nothing is in them.
  private static func missingFolders(of paths: [String], in root: String) -> Set<String> {
    Set(
      Set(paths.map(FileSystem.parent)).filter { folder in
        (try? FileSystem.entry(at: root + "/" + folder)) == .absent
      })
  }
}
