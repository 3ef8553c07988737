package import HatMaxSpec
package import SourceDiagnostics
import SystemFiles

/// `hatmax init`: the first `hatmax.yml` of a project.
package struct InitOperation: Sendable {
  private let folder: String

  /// Creates the operation for a folder, which need not be there yet.
  package init(folder: String) { self.folder = folder }

  /// Whether the folder has a specification already.
  package var isDone: Bool { FileSystem.exists(path) }

  /// The name that a project in the folder would have: the folder's, as far as it can be a name.
  package var projectName: String {
    let full = FileSystem.realPath(folder) ?? folder
    let letters = FileSystem.name(of: full).lowercased().unicodeScalars.map { scalar -> Character in
      ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) ? Character(scalar) : "-"
    }
    let words = String(letters).split(separator: "-").joined(separator: "-")
    return words.first?.isLetter == true ? words : "app"
  }

  /// Writes the file.
  ///
  /// - Parameters:
  ///   - package: the Go module's path.
  ///   - dryRun: whether to write nothing.
  /// - Returns: the file's text, nil when it could not be made; and everything there is to say.
  package func run(
    _ template: SpecTemplate, name: String, package: String, dryRun: Bool
  ) -> (text: SourceText?, diagnostics: [Diagnostic]) {
    var bag = DiagnosticBag()
    let source = SourceText(name: path, text: template.text(name: name, package: package))
    do throws(Stop) {
      if isDone { throw .diagnostics([GeneratorDiagnostics.specExists(path)]) }
      _ = SpecReader.read(source, into: &bag)
      try bag.stopAtErrors()
      if !dryRun { try ProjectFiles.write(source, in: folder) }
      return (source, bag.sorted)
    } catch {
      bag.add(contentsOf: error.diagnostics)
      return (nil, bag.sorted)
    }
  }

  private var path: String { ProjectFiles.specPath(in: folder) }
}
