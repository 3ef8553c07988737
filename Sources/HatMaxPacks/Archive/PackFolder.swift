import Glibc
import SystemFiles

/// A folder with a pack in it: somebody's source, or unpacked in the store.
struct PackFolder {
  let path: String

  /// The pack's files with their digests, ordered by path.
  ///
  /// Names that start with a dot at the top are no part of a pack (`.git`). Links, devices and paths that an archive could
  /// not hold are refused, so that what can be read here can also be published.
  func files(limits: ArchiveLimits = .standard) throws(PackFailure) -> [FileDigest] {
    var found: [String] = []
    var problems: [PackFailure] = []
    var collisions = PathCollisions()
    try walk("", &found, &problems, limits)
    found.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for path in found {
      if let problem = EntryPath.problem(path, limits: limits) ?? collisions.add(path, isFolder: false) {
        problems.append(refusal(path, problem))
      }
    }
    if found.count > limits.entries { problems.append(refusal(nil, .tooManyEntries(limits))) }
    if !problems.isEmpty { throw PackFailure(problems.flatMap(\.diagnostics)) }
    var files: [FileDigest] = []
    var total = 0
    for path in found {
      let file = try digest(path)
      total += file.size
      if file.size > limits.fileSize { throw refusal(path, .fileTooLarge(limits)) }
      if total > limits.totalSize { throw refusal(nil, .packTooLarge(limits)) }
      files.append(file)
    }
    return files
  }

  /// The content of one of its files.
  func read(_ file: String, limits: ArchiveLimits = .standard) throws(PackFailure) -> [UInt8] {
    try Files.read(path + "/" + file, limit: limits.fileSize)
  }

  private func walk(
    _ prefix: String, _ found: inout [String], _ problems: inout [PackFailure], _ limits: ArchiveLimits
  ) throws(PackFailure) {
    for name in try Files.list(prefix.isEmpty ? path : path + "/" + prefix) {
      let inside = prefix.isEmpty ? name : prefix + "/" + name
      if EntryPath.isLeftOut(inside) { continue }
      switch try Files.entry(at: path + "/" + inside) {
      case .file: found.append(inside)
      case .folder where inside.utf8.count <= limits.pathLength: try walk(inside, &found, &problems, limits)
      case .folder:
        problems.append(refusal(inside, Refusal(.entryPath, "its path is longer than \(limits.pathLength) bytes")))
      case .symbolicLink: problems.append(refusal(inside, Refusal(.entryKind, "it is a symbolic link")))
      case .other: problems.append(refusal(inside, Refusal(.entryKind, "it is neither a file nor a folder")))
      case .absent: continue
      }
    }
  }

  private func digest(_ file: String) throws(PackFailure) -> FileDigest {
    let input = try OpenFile(path + "/" + file, O_RDONLY | O_NOFOLLOW)
    var hash = ContentDigest.Builder()
    var size = 0
    while case let piece = try input.read(65_536), !piece.isEmpty {
      hash.update(piece)
      size += piece.count
    }
    return FileDigest(path: file, digest: hash.finish(), size: size)
  }

  private func refusal(_ file: String?, _ refusal: Refusal) -> PackFailure {
    PackFailure(PackDiagnostics.refused(Files.name(of: path), entry: file, refusal))
  }
}
