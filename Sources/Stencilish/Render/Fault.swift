import SourceDiagnostics

/// Why a render stops, before it is known where that is.
enum Fault: Error {
  case problem(Problem)
  /// A host or a nested render failed with a message of its own.
  case diagnostic(Diagnostic)
}
