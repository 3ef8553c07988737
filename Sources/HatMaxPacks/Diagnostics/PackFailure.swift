import Glibc
public import SourceDiagnostics
import SystemFiles

/// Why an operation on packs stopped: every problem it found.
public struct PackFailure: Error, Sendable {
  /// The problems, at least one.
  public let diagnostics: [Diagnostic]

  /// Creates a failure.
  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

  init(_ diagnostic: Diagnostic) { self.init([diagnostic]) }

  /// The gravest category among the problems; it decides the exit code.
  public var category: FailureCategory {
    diagnostics.compactMap { PackCode(rawValue: $0.code.description)?.category }.max() ?? .input
  }
}

extension PackFailure {
  /// Whether one of the problems has a code.
  package func isAbout(_ code: PackCode) -> Bool {
    diagnostics.contains { $0.code.description == code.rawValue }
  }
}

extension PackFailure: FileError {
  package init(action: String, path: String, code: Int32) {
    self.init(PackDiagnostics.fileFailed(action, path, reason: String(cString: strerror(code))))
  }

  /// A system call on a file that failed, with the code that it left.
  static func file(_ action: String, _ path: String, code: Int32 = errno) -> PackFailure {
    PackFailure(action: action, path: path, code: code)
  }
}

/// What kind of failure a code stands for; ordered so that the gravest decides.
public enum FailureCategory: Int, Sendable, Comparable {
  /// Something would change that was to stay (exit code 1).
  case outOfDate
  /// What the user gave has errors (exit code 2).
  case input
  /// A source of packs can't be reached or refuses (exit code 5).
  case unreachable
  /// Refused for trust: a digest, a signature, a path (exit code 4).
  case refused
  /// The machine does not let us do our work, or our own bug (exit code 70).
  case system

  /// Orders by gravity.
  public static func < (left: FailureCategory, right: FailureCategory) -> Bool { left.rawValue < right.rawValue }
}
