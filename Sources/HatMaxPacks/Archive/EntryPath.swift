/// The rules for paths inside a pack.
enum EntryPath {
  /// What is wrong with a path; nil when it is fine.
  static func problem(_ path: String, limits: ArchiveLimits = .standard) -> Refusal? {
    words(path, limits).map { Refusal(.entryPath, "its path \($0)") }
  }

  private static func words(_ path: String, _ limits: ArchiveLimits) -> String? {
    if path.isEmpty { return "is empty" }
    if path.utf8.count > limits.pathLength { return "is longer than \(limits.pathLength) bytes" }
    if path.hasPrefix("/") { return "is absolute" }
    if path.utf8.contains(0x5C) { return "holds a backslash" }
    if path.unicodeScalars.contains(where: isUnprintable) { return "holds a character that can't be printed" }
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      if part == ".." { return "leaves the pack through `..`" }
      if part.isEmpty || part == "." { return "has an empty part or `.`" }
      if part.utf8.count > limits.partLength { return "has a part longer than \(limits.partLength) bytes" }
    }
    if isLeftOut(path) { return "is hidden: names at the top of a pack don't start with a dot" }
    return nil
  }

  /// Whether a path is no part of a pack: what starts with a dot at the top, such as `.git`.
  static func isLeftOut(_ path: String) -> Bool { path.hasPrefix(".") }

  static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
    default: scalar == "\u{FFFD}"
    }
  }
}

/// Paths seen so far, compared as file systems that ignore case and Unicode normalization would.
struct PathCollisions {
  private enum Use { case file, folder, listedFolder }
  private var seen: [String: (path: String, use: Use)] = [:]

  /// Adds a path; returns what is wrong with it beside the earlier ones.
  mutating func add(_ path: String, isFolder: Bool) -> Refusal? {
    words(path, isFolder: isFolder).map { Refusal(.entryCollision, "its path \($0)") }
  }

  private mutating func words(_ path: String, isFolder: Bool) -> String? {
    var prefix = ""
    let parts = path.split(separator: "/")
    for (index, part) in parts.enumerated() {
      prefix += (index == 0 ? "" : "/") + part
      let isLast = index == parts.count - 1
      // `String` compares by canonical equivalence, so composed and decomposed forms are one key.
      let key = prefix.lowercased()
      guard let earlier = seen[key] else {
        seen[key] = (prefix, isLast ? (isFolder ? .listedFolder : .file) : .folder)
        continue
      }
      if !earlier.path.utf8.elementsEqual(prefix.utf8) {
        return "differs from `\(earlier.path)` in case or accents only"
      }
      guard !isLast || isFolder else {
        return earlier.use == .file ? "is there twice" : "is that of a folder too"
      }
      if earlier.use == .file { return "needs `\(prefix)` to be a folder, and it is a file" }
      if isLast, earlier.use == .listedFolder { return "is there twice" }
      if isLast { seen[key] = (prefix, .listedFolder) }
    }
    return nil
  }
}
