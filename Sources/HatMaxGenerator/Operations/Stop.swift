package import HatMaxPacks
package import SourceDiagnostics

/// Why an operation ended early.
package enum Stop: Error {
  /// Everything was put into the bag already.
  case reported
  /// These, besides what is in the bag.
  case diagnostics([Diagnostic])
  /// Packs could not be had.
  case packs(PackFailure)
  /// Files could not be written.
  case files(FileWriter.Failure)

  /// What to say about it.
  package var diagnostics: [Diagnostic] {
    switch self {
    case .reported: []
    case .diagnostics(let diagnostics): diagnostics
    case .packs(let failure): failure.diagnostics
    case .files(let failure):
      switch failure {
      case .notWritten(let failure): [GeneratorDiagnostics.notWritten(failure)]
      case .interrupted(let failure): [GeneratorDiagnostics.interrupted(failure)]
      case .changedMeanwhile(let paths): [GeneratorDiagnostics.changedMeanwhile(paths)]
      case .unfinished(let paths): [GeneratorDiagnostics.unfinished(paths)]
      case .outside(let paths): [GeneratorDiagnostics.outside(paths)]
      }
    }
  }
}

extension DiagnosticBag {
  /// Ends the operation at a stage's boundary when the stage found errors.
  func stopAtErrors() throws(Stop) {
    if hasErrors { throw .reported }
  }
}
