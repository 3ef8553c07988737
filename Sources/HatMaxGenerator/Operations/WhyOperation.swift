import HatMaxPacks
import HatMaxSpec
package import SourceDiagnostics
package import Stencilish
import SystemFiles

/// `hatmax why`: what asked for a generated file, and for one of its lines.
package struct WhyOperation: Sendable {
  /// What is known of a file.
  package struct Answer: Sendable {
    /// The file.
    package let path: String
    /// The pack, with its version.
    package let pack: String
    /// The output of the pack's manifest.
    package let output: String
    /// The template, as a file of its pack; nil for a ledger, which hatmax writes itself.
    package let template: String?
    /// How the file is owned.
    package let ownership: Ownership
    /// The value of the specification that it is for; empty for the project.
    package let element: String
    /// Where the manifest declares the output, then where the specification asks for it.
    package let places: [Label]
    /// For a migration or a ledger, the migrations that it belongs to.
    package var history: History?
    /// What is known of the line that was asked about.
    package let line: Line?
  }

  /// The migrations of a database, and what they add up to.
  package struct History: Sendable, Equatable {
    /// The file that records it.
    package let ledger: String
    /// The names of the migrations' files, in their order.
    package let migrations: [String]
    /// The tables that there are after them.
    package let tables: [String]
  }

  /// What is known of a line.
  package struct Line: Sendable {
    /// Its number, from 1.
    package let number: Int
    /// What it says.
    package let text: String
    /// Who wrote it.
    package let author: Author
  }

  /// Who wrote a line.
  package enum Author: Sendable {
    /// A template, at a place; its pack with the version, nil for a template of the project; the innermost value of the
    /// specification that it was at.
    case template(Label, pack: String?, value: Origin?)
    /// An earlier run; what is rendered by now has no such line.
    case earlierRun
    /// Somebody who edited the file.
    case user
    /// The run that wrote the migration; migrations are never rendered again.
    case migration
    /// hatmax itself: the line is of a ledger.
    case ledger
  }

  private let options: GenerateOperation.Options

  /// Creates the operation.
  package init(_ options: GenerateOperation.Options) { self.options = options }

  /// Explains a file.
  ///
  /// - Parameters:
  ///   - path: the file below the output folder.
  ///   - line: the number of a line that is explained too, in the file as it is on the disk.
  package func run(_ path: String, line: Int? = nil) throws(Stop) -> Answer {
    var bag = DiagnosticBag()
    do throws(Stop) {
      let project = try ProjectFiles.read(options.project, into: &bag)
      let session = try PackSession(project, access: options.packs, into: &bag)
      let composition = try Composition(project, session, store: options.packs.store, into: &bag)
      let plan = composition.plan(into: &bag)
      try bag.stopAtErrors()
      let wanted = PathSelection.normal(path)
      guard let file = plan.files.first(where: { $0.path.text == wanted }) else {
        if let answer = try explainMigration(wanted, line: line, composition, session.packs, into: &bag) {
          return answer
        }
        throw .diagnostics([GeneratorDiagnostics.notGenerated(path, known: plan.files.map(\.path.text))])
      }
      return Answer(
        path: wanted, pack: session.packs[file.pack]?.identity.description ?? file.origin.pack,
        output: file.origin.output, template: file.template.text.replacing("::", with: "/"),
        ownership: file.ownership, element: file.origin.element, places: file.origin.labels,
        line: try line.map { number throws(Stop) in
          try explain(line: number, of: file, composition, session.packs, into: &bag)
        })
    } catch {
      throw .diagnostics(bag.diagnostics.filter { $0.severity == .error } + error.diagnostics)
    }
  }

  /// What is known of a migration or a ledger, nil when the path is neither.
  private func explainMigration(
    _ path: String, line: Int?, _ composition: Composition, _ packs: PackSet, into bag: inout DiagnosticBag
  ) throws(Stop) -> Answer? {
    let workspace = Workspace(output: options.output)
    guard let (request, history) = try composition.history(of: path, in: workspace, into: &bag) else { return nil }
    let (output, scope) = request.output(of: FileSystem.name(of: path))
    let origin = output.origin(in: scope)
    let isLedger = path == request.path.text
    return Answer(
      path: path, pack: packs[output.pack]?.identity.description ?? origin.pack, output: origin.output,
      template: isLedger ? nil : output.template.text.replacing("::", with: "/"),
      ownership: isLedger ? .ledger : .migration, element: origin.element, places: origin.labels,
      history: History(
        ledger: request.path.text, migrations: history.files, tables: history.ledger?.tables.map(\.name) ?? []),
      line: try line.map { number throws(Stop) in
        let match = LineMatch(try presentContent(of: path) ?? [], with: [])
        return Line(
          number: number, text: try text(number, of: match, at: path), author: isLedger ? .ledger : .migration)
      })
  }

  // MARK: - Lines

  private func text(_ number: Int, of match: LineMatch, at path: String) throws(Stop) -> String {
    guard match.lines.indices.contains(number - 1) else {
      throw .diagnostics([GeneratorDiagnostics.noSuchLine(number, in: path, count: match.lines.count)])
    }
    return String(decoding: match.lines[number - 1], as: UTF8.self)
  }

  private func explain(
    line number: Int, of file: PlannedFile, _ composition: Composition, _ packs: PackSet, into bag: inout DiagnosticBag
  ) throws(Stop) -> Line {
    guard let (rendered, origins) = composition.trace(file, into: &bag) else { throw .reported }
    let path = file.path.text
    let present = try presentContent(of: path) ?? rendered
    let match = LineMatch(present, with: rendered)
    let text = try text(number, of: match, at: path)
    let author: Author
    if let index = match.matches()[number - 1], index < origins.count {
      let origin = origins[index]
      let pack = packs.packs.first { origin.place.source.name.hasPrefix("\($0.manifest.name)/") }
      author = .template(origin.place, pack: pack?.manifest.identity.description, value: origin.value)
    } else {
      author = try isFromEarlierRun(line: number, of: present, at: path, into: &bag) ? .earlierRun : .user
    }
    return Line(number: number, text: text, author: author)
  }

  private func presentContent(of path: String) throws(Stop) -> [UInt8]? {
    do {
      return try FileSystem.read(options.output + "/" + path)
    } catch {
      if error.isMissing { return nil }
      throw .diagnostics([GeneratorDiagnostics.unreadable(error)])
    }
  }

  /// Whether the last run wrote a line that is not rendered any more.
  private func isFromEarlierRun(
    line number: Int, of present: [UInt8], at path: String, into bag: inout DiagnosticBag
  ) throws(Stop) -> Bool {
    let workspace = Workspace(output: options.output)
    guard let entry = try workspace.manifest(into: &bag)[path: path] else { return false }
    let recorded = RecordedRendering(workspace.recordedProject(in: options.project), access: options.packs)
    guard let base = workspace.lastWritten(recorded)(entry) else { return false }
    return LineMatch(present, with: base).matches()[number - 1] != nil
  }
}
