import Glibc

/// Patterns of paths as the shell has them, in which `*` also stands for folders.
enum PathPattern {
  /// Whether a path is among those that a pattern stands for.
  static func matches(_ path: String, _ pattern: String) -> Bool { fnmatch(pattern, path, 0) == 0 }
}
