import HatMaxSpec
package import SourceDiagnostics
import SystemFiles

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

  /// What a template sees of a specification.
  ///
  /// - Parameters:
  ///   - path: the way to a part of it; empty for all.
  ///   - file: the specification's file.
  ///   - depth: how many levels are shown, nil for JSON with all of them.
  /// - Returns: everything there is to say, and the text when nothing is wrong.
  package static func context(_ path: String, of file: String, depth: Int?) -> (
    diagnostics: [Diagnostic], text: String?
  ) {
    var bag = DiagnosticBag()
    do throws(Stop) {
      let source: SourceText
      do {
        source = SourceText(name: file, bytes: try FileSystem.read(file))
      } catch {
        throw .diagnostics([
          error.isMissing ? GeneratorDiagnostics.noSpec(file) : GeneratorDiagnostics.unreadable(error)
        ])
      }
      guard let spec = SpecReader.read(source, into: &bag), !bag.hasErrors else { throw .reported }
      do {
        let part = try ModelPart(root: spec.model()).find(path)
        return (bag.sorted, depth.map(part.outline) ?? part.node.json())
      } catch {
        throw .diagnostics([GeneratorDiagnostics.noSuchPart(error)])
      }
    } catch {
      bag.add(contentsOf: error.diagnostics)
      return (bag.sorted, nil)
    }
  }

  /// The reference of the model that templates see, as Markdown.
  package static var modelReference: String { SpecReference.model }

  /// The JSON Schema (2020-12) of `hatmax.yml`.
  package static var schema: String { SpecSchema.json }
}
