import PositionedYAML
package import SourceDiagnostics

/// Edits `hatmax.yml` as text: comments, order and layout stay, and an edit that would make the file invalid is refused.
package enum SpecEditor {
  /// The file with something added to it.
  ///
  /// - Parameters:
  ///   - service: the service that it is for; may be left out where there is only one.
  /// - Returns: nil after a report.
  package static func add(
    _ addition: SpecAddition, service: String? = nil, to source: SourceText, into bag: inout DiagnosticBag
  ) -> SourceText? {
    edit(source, into: &bag) { file throws(EditFailure) in try file.edits(adding: addition, service: service) }
  }

  /// The file with something renamed: its key, everything that names it, and `was` with the old name.
  ///
  /// - Returns: nil after a report.
  package static func rename(
    _ renaming: SpecRenaming, service: String? = nil, in source: SourceText, into bag: inout DiagnosticBag
  ) -> SourceText? {
    edit(source, into: &bag) { file throws(EditFailure) in try file.edits(for: renaming, service: service) }
  }

  /// The file with some edits, or nil after a report.
  private static func edit(
    _ source: SourceText, into bag: inout DiagnosticBag,
    _ edits: (EditedFile) throws(EditFailure) -> [SourceEdit]
  ) -> SourceText? {
    guard let file = EditedFile(source, into: &bag) else { return nil }
    do {
      return finish(try edits(file), file, into: &bag)
    } catch {
      bag.add(error.diagnostic(source))
      return nil
    }
  }

  /// Applies the edits unless the file would have errors that it didn't have before.
  private static func finish(_ edits: [SourceEdit], _ file: EditedFile, into bag: inout DiagnosticBag) -> SourceText? {
    guard let edited = SourceEdit.apply(edits, to: file.source) else {
      bag.add(EditFailure.noPlace("the change").diagnostic(file.source))
      return nil
    }
    var after = DiagnosticBag()
    _ = SpecReader.read(edited, into: &after)
    let known = Set(file.errors.map { "\($0.code) \($0.message)" })
    let new = after.sorted.filter { $0.severity == .error && !known.contains("\($0.code) \($0.message)") }
    if new.isEmpty { return edited }
    bag.add(EditFailure.invalid.diagnostic(file.source))
    bag.add(contentsOf: new)
    return nil
  }
}

/// Why an edit can't be done.
enum EditFailure: Error {
  case noService(String?, known: [String])
  case notFound(what: String, String, known: [String])
  case exists(String, SourceSpan)
  case noPlace(String)
  case invalid

  func diagnostic(_ source: SourceText) -> Diagnostic {
    let start = SourceSpan(start: 0, end: 0)
    switch self {
    case .noService(let name, let known):
      let list = known.map { "`\($0)`" }.joined(separator: ", ")
      return Diagnostic(
        "SP0801", .error, name.map { "no service is called `\($0)`" } ?? "which service is meant?",
        help: [
          name.flatMap { Suggestion.help(for: $0, among: known) },
          known.isEmpty ? "the file has no services: `hatmax add service NAME`" : "`--service NAME` says it: \(list)",
        ]
        .compactMap(\.self))
    case .notFound(let what, let name, let known):
      return Diagnostic(
        "SP0802", .error, "no \(what) is called `\(name)`",
        help: [Suggestion.help(for: name, among: known)].compactMap(\.self))
    case .exists(let name, let span):
      return Diagnostic("SP0803", .error, "`\(name)` is there already", labels: [Label(source, span, "here")])
    case .noPlace(let what):
      return Diagnostic(
        "SP0804", .error, "there is no place where \(what) could be written without changing more than was asked for",
        labels: [Label(source, start)],
        help: ["edit the file by hand: an alias or a merge key stands where it would go"])
    case .invalid:
      return Diagnostic(
        "SP0805", .error, "the change would make the file invalid, so nothing was changed",
        help: ["what would be wrong follows, as the file would be"])
    }
  }
}

/// A file to be edited: its nodes, what they mean, and what is wrong with it already.
struct EditedFile {
  let source: SourceText
  let root: Node
  let spec: Spec
  let errors: [Diagnostic]

  /// Reports what is wrong where there is nothing to edit.
  init?(_ source: SourceText, into bag: inout DiagnosticBag) {
    var own = DiagnosticBag()
    guard let root = YAMLParser.parse(source, into: &own), let spec = SpecReader.read(root, into: &own) else {
      bag.add(contentsOf: own.diagnostics)
      return nil
    }
    self.source = source
    self.root = root
    self.spec = spec
    errors = own.sorted.filter { $0.severity == .error }
  }

  /// The service of that name, or the only one.
  func service(_ name: String?) throws(EditFailure) -> Service {
    let known = spec.services.map(\.name.value)
    if let name {
      guard let service = spec.services.named(name) else { throw .noService(name, known: known) }
      return service
    }
    guard spec.services.count == 1 else { throw .noService(nil, known: known) }
    return spec.services[0]
  }

  /// Follows keys from the root as far as they go.
  func find(_ path: [String]) -> Place {
    var place = Place(node: root, owner: nil, rest: path[...], isShared: false)
    while let key = place.rest.first, let entry = place.node.entry(key) {
      let isMerged = !place.node.ownEntries.contains { $0.key.span == entry.key.span }
      place = Place(
        node: entry.value, owner: entry.key, rest: place.rest.dropFirst(),
        isShared: place.isShared || isMerged || entry.value.isAlias)
    }
    return place
  }

  /// Where a path leads.
  struct Place {
    var node: Node
    /// The key that the node is the value of.
    var owner: Node?
    /// The keys that aren't there.
    var rest: ArraySlice<String>
    /// Whether an alias or a merge stands on the way, so that a change would change other places too.
    var isShared: Bool
  }

  /// The section of a service that holds an aggregate, a model or a value object.
  func section(of owner: String, in service: Service) throws(EditFailure) -> [String] {
    let base = ["services", service.name.value]
    for section in ["aggregates", "models", "values"] where find(base + [section, owner]).rest.isEmpty {
      return base + [section, owner]
    }
    let known =
      service.aggregates.map(\.name.value) + service.models.map(\.name.value) + service.values.map(\.name.value)
    throw .notFound(what: "aggregate, model or value object", owner, known: known)
  }
}
