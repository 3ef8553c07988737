/// The files that a run keeps to: paths, and everything in folders.
struct PathSelection {
  private let paths: [String]
  private let together: [[String]]

  /// - Parameters:
  ///   - paths: files and folders as people write them, `./services/` too.
  ///   - together: files of which one can't be written without the others.
  init(_ paths: [String], together: [[String]]) {
    self.paths = paths.map(Self.normal)
    self.together = together
  }

  func contains(_ path: String) -> Bool {
    if isNamed(path) { return true }
    return together.contains { $0.contains(path) && $0.contains(where: isNamed) }
  }

  /// The paths that name none of the files, as they were written but for `./` and a slash at the end.
  func unused(in files: [String]) -> [String] {
    paths.filter { path in !files.contains { Self.matches($0, path) } }
  }

  private func isNamed(_ path: String) -> Bool { paths.contains { Self.matches(path, $0) } }

  private static func matches(_ file: String, _ path: String) -> Bool {
    path.isEmpty || file == path || file.hasPrefix(path + "/")
  }

  /// A path without `./` and a slash at its end.
  static func normal(_ path: String) -> String {
    path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }
}
