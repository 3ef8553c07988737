import HatMaxPacks
package import SourceDiagnostics
import Stencilish

/// `hatmax why`: what asked for a generated file.
package struct WhyOperation: Sendable {
  /// What is known of a file.
  package struct Answer: Sendable {
    /// The file.
    package let path: String
    /// The pack, with its version.
    package let pack: String
    /// The output of the pack's manifest.
    package let output: String
    /// The template, as a file of its pack.
    package let template: String
    /// How the file is owned.
    package let ownership: Ownership
    /// The value of the specification that it is for; empty for the project.
    package let element: String
    /// Where the manifest declares the output, then where the specification asks for it.
    package let places: [Label]
  }

  private let options: GenerateOperation.Options

  /// Creates the operation.
  package init(_ options: GenerateOperation.Options) { self.options = options }

  /// Explains a file.
  ///
  /// - Parameter path: the file below the output folder.
  package func run(_ path: String) throws(Stop) -> Answer {
    var bag = DiagnosticBag()
    do throws(Stop) {
      let project = try ProjectFiles.read(options.project, into: &bag)
      let session = try PackSession(project, access: options.packs, into: &bag)
      let composition = try Composition(project, session, store: options.packs.store, into: &bag)
      let plan = composition.plan(with: [], into: &bag)
      try bag.stopAtErrors()
      guard let file = plan.files.first(where: { $0.path.text == path }) else {
        throw .diagnostics([GeneratorDiagnostics.notGenerated(path, known: plan.files.map(\.path.text))])
      }
      return Answer(
        path: path, pack: session.packs[file.pack]?.identity.description ?? file.origin.pack,
        output: file.origin.output, template: file.template.text.replacing("::", with: "/"),
        ownership: file.ownership, element: file.origin.element, places: file.origin.labels)
    } catch {
      throw .diagnostics(bag.diagnostics.filter { $0.severity == .error } + error.diagnostics)
    }
  }
}
