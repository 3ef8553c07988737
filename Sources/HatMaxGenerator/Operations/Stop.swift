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

  /// Runs what fails as packs do.
  static func packs<Value>(_ body: () throws(PackFailure) -> Value) throws(Stop) -> Value {
    do {
      return try body()
    } catch {
      throw .packs(error)
    }
  }

  /// Runs a stage; when it ends early, what it put into the bag is part of why.
  static func gathering<Value>(
    _ bag: inout DiagnosticBag, _ body: (inout DiagnosticBag) throws(Stop) -> Value
  ) throws(Stop) -> Value {
    do {
      return try body(&bag)
    } catch {
      if bag.diagnostics.isEmpty { throw error }
      bag.add(contentsOf: error.diagnostics)
      if case .packs = error { throw .packs(PackFailure(bag.sorted)) }
      throw .diagnostics(bag.sorted)
    }
  }

  /// The kind of failure, which decides the exit code.
  package var category: FailureCategory {
    if case .packs(let failure) = self { failure.category } else { .input }
  }

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
      case .changedSinceRun(let paths): [GeneratorDiagnostics.changedSinceRun(paths)]
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
