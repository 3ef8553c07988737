import HatMaxSpec
package import SourceDiagnostics

/// `hatmax spec …`: the specification on its own.
package enum SpecOperation {
  /// Reads and checks a project's specification.
  ///
  /// - Returns: everything there is to say, and the model as JSON when nothing is wrong.
  package static func check(_ project: String) -> (diagnostics: [Diagnostic], model: String?) {
    var bag = DiagnosticBag()
    do throws(Stop) {
      let files = try ProjectFiles.read(project, into: &bag)
      files.checkHistory(of: project, into: &bag)
      try bag.stopAtErrors()
      return (bag.sorted, files.spec.model().json())
    } catch {
      bag.add(contentsOf: error.diagnostics)
      return (bag.sorted, nil)
    }
  }

  /// The JSON Schema (2020-12) of `hatmax.yml`.
  package static var schema: String { SpecSchema.json }
}
