package import SystemFiles

/// Merges and old contents, by the git program.
package struct Git: Sendable {
  private let program: Program
  /// A folder for the files that `git merge-file` reads.
  private let scratch: String

  /// Creates an access to git.
  package init(program: String = "git", scratch: String) {
    self.program = Program(program)
    self.scratch = scratch
  }

  /// Which side wins where both changed the same lines.
  package enum Preference: Sendable, Hashable {
    /// None: such lines are between conflict markers.
    case markers
    /// The user's.
    case user
    /// The rendering's.
    case rendering
  }

  /// The result of a merge.
  package struct MergeResult: Sendable, Hashable {
    /// The merged bytes.
    package let bytes: [UInt8]
    /// How many places both sides changed differently, 0 for a clean merge.
    package let conflicts: Int
  }

  /// Why git could not help.
  package enum Failure: Error, Sendable, Hashable {
    case notFound(String)
    case files(FileSystem.Failure)
    case failed(status: Int32, message: String)
  }

  /// Merges the changes from `base` to `user` and from `base` to `rendering`, line by line, as `git merge-file` does.
  package func merge(
    user: [UInt8], base: [UInt8], rendering: [UInt8], preferring preference: Preference = .markers
  ) throws(Failure) -> MergeResult {
    let names = ["user", "base", "rendering"].map { scratch + "/merge-" + $0 }
    do {
      try FileSystem.makeFolder(scratch)
      for (name, bytes) in zip(names, [user, base, rendering]) { try FileSystem.write(bytes, to: name) }
    } catch {
      throw .files(error)
    }
    defer { for name in names { try? FileSystem.removeFile(name) } }
    var arguments = ["merge-file", "-p", "--diff3", "-L", "yours", "-L", "last generated", "-L", "generated"]
    switch preference {
    case .markers: break
    case .user: arguments.append("--ours")
    case .rendering: arguments.append("--theirs")
    }
    let result: Program.Result
    do { result = try program.run(arguments + names) } catch { throw .notFound(error.name) }
    // The status is the number of conflicts, at most 127; an error is 255 (-1) or 128 and more.
    guard result.status >= 0, result.status <= 127 else {
      throw .failed(status: result.status, message: result.message)
    }
    return MergeResult(bytes: result.output, conflicts: Int(result.status))
  }

  /// The differences between the folders `a` and `b` in `folder`.
  package func difference(in folder: String, color: Bool) throws(Failure) -> [UInt8] {
    let arguments = [
      "diff", "--no-index", "--no-prefix", "--no-ext-diff", color ? "--color=always" : "--color=never", "a", "b",
    ]
    let result: Program.Result
    do { result = try program.run(arguments, in: folder) } catch { throw .notFound(error.name) }
    guard result.status == 0 || result.status == 1 else {
      throw .failed(status: result.status, message: result.message)
    }
    return result.output
  }

  /// The bytes of a blob in the repository that `folder` is in, nil when there is none.
  package func blob(_ id: String, in folder: String) -> [UInt8]? {
    guard let result = try? program.run(["cat-file", "blob", id], in: folder), result.status == 0 else { return nil }
    return result.output
  }
}
