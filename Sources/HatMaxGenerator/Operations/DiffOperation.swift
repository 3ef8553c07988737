import SystemFiles

/// What a run would change in the files, as `git diff` shows it.
package struct DiffOperation: Sendable {
  private let output: String

  /// Creates the operation for an output folder.
  package init(output: String) { self.output = output }

  /// The differences, files in order; empty when there are none.
  ///
  /// A scaffold file is compared with what its template gives by now, a conflict with the merge that was not written.
  ///
  /// - Parameter color: whether lines are coloured.
  package func run(_ plan: WritePlan, color: Bool) throws(Stop) -> [UInt8] {
    let scratch = output + "/.hatmax/local/diff"
    do {
      try FileSystem.removeTree(scratch)
      defer { try? FileSystem.removeTree(scratch) }
      try FileSystem.makeFolder(scratch + "/a")
      try FileSystem.makeFolder(scratch + "/b")
      for write in plan.writes {
        for (path, content) in Self.contents(after: write) {
          if case .file = try FileSystem.entry(at: output + "/" + path) {
            try Self.put(try FileSystem.read(output + "/" + path), at: scratch + "/a/" + path)
          }
          if let content { try Self.put(content, at: scratch + "/b/" + path) }
        }
      }
      return try Git(scratch: scratch).difference(in: scratch, color: color)
    } catch let failure as FileSystem.Failure {
      throw .files(.notWritten(failure))
    } catch let failure as Git.Failure {
      throw .diagnostics([GeneratorDiagnostics.gitFailed(failure, path: output)])
    } catch {
      preconditionFailure("only the two errors above are thrown")
    }
  }

  private static func contents(after write: PlannedWrite) -> [(path: String, content: [UInt8]?)] {
    switch write.outcome {
    case .keep(.scaffoldOutdated): [(write.path, write.rendered?.bytes)]
    case .conflict: [(write.path, write.conflictText ?? write.rendered?.bytes)]
    default: write.changes.map { ($0.path, $0.content) }
    }
  }

  private static func put(_ bytes: [UInt8], at path: String) throws(FileSystem.Failure) {
    try FileSystem.makeFolder(FileSystem.parent(of: path))
    try FileSystem.write(bytes, to: path)
  }
}
