/// Chooses versions: the newest that fit together, those of the lock where they still fit.
package struct Resolver {
  /// The versions that were chosen.
  package struct Resolution: Sendable, Equatable {
    /// A version for every pack that is needed.
    package let versions: [PackName: Version]
  }

  /// The requirements that can't be met together, with the reason in sentences.
  package struct Conflict: Error, Sendable {
    /// Sentences, one a line.
    package let explanation: String
  }

  /// Chooses a version of every pack that the requirements need, directly or not.
  ///
  /// The result depends on its arguments alone. It is complete: when there is a solution, one is found.
  ///
  /// - Throws: A failure of the catalog.
  package static func resolve(
    _ requirements: [Requirement], catalog: any PackCatalog, preferred: [PackName: Version] = [:]
  ) throws(PackFailure) -> Result<Resolution, Conflict> {
    var solver = Solver(catalog, preferred: preferred)
    switch try solver.solve(requirements) {
    case .solved(let versions): return .success(Resolution(versions: versions))
    case .failed(let number): return .failure(Conflict(explanation: ConflictReport.explain(number, of: solver)))
    }
  }
}
