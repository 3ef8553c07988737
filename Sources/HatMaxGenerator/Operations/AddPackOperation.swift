package import HatMaxPacks
import HatMaxSpec
import PositionedYAML
import SourceDiagnostics
import SystemFiles

/// `hatmax add pack NAME`: names a pack in a service of `hatmax.yml`, leaving comments, order and layout as they are.
package struct AddPackOperation: Sendable {
  private let project: String

  /// Creates the operation for a project's folder.
  package init(project: String) { self.project = project }

  /// Edits the file.
  ///
  /// - Parameter service: the service's name; may be nil when there is one service only.
  /// - Returns: the name of the service, and whether the file changed: not when the pack is named there already.
  package func run(_ pack: PackName, service: String?) throws(Stop) -> (service: String, changed: Bool) {
    var bag = DiagnosticBag()
    let files = try ProjectFiles.read(project, into: &bag)
    let name = try chosenService(service, files.spec)
    guard let root = YAMLParser.parse(files.source, into: &bag), let node = root["services"]?[name] else {
      throw .diagnostics(bag.sorted)
    }
    let edited = Self.adding(pack.description, to: node, of: files.source)
    guard edited != files.source.bytes else { return (name, false) }
    // An edit must leave a file that says what it was made to say.
    let result = SourceText(name: files.source.name, bytes: edited)
    var check = DiagnosticBag()
    let spec = SpecReader.read(result, into: &check)
    guard !check.hasErrors,
      spec?.services.first(where: { $0.name.value == name })?.packs.contains(where: {
        $0.name.value == pack.description
      }) == true
    else { throw .diagnostics([GeneratorDiagnostics.notEditable(Label(files.source, node.span), pack.description)]) }
    do {
      let path = project + "/" + ProjectFiles.specName
      try FileSystem.write(edited, to: path + ".new")
      try FileSystem.move(path + ".new", to: path)
    } catch {
      throw .files(.notWritten(error))
    }
    return (name, true)
  }

  private func chosenService(_ wanted: String?, _ spec: Spec) throws(Stop) -> String {
    let names = spec.services.map(\.name.value)
    if let wanted {
      if names.contains(wanted) { return wanted }
      throw .diagnostics([GeneratorDiagnostics.unknownService(wanted, known: names)])
    }
    if names.count == 1 { return names[0] }
    throw .diagnostics([GeneratorDiagnostics.serviceNeeded(known: names)])
  }

  /// The text with the pack added to the `packs` of a service's node.
  private static func adding(_ pack: String, to service: Node, of source: SourceText) -> [UInt8] {
    guard let packs = service["packs"], !packs.isNull else {
      guard let first = service.entries.first else { return source.bytes }
      let start = first.key.span.start
      let separator = service.style == .flow ? ", " : "\n" + indentation(at: start, in: source)
      return inserting("packs: [\(pack)]" + separator, at: start, in: source)
    }
    let names =
      packs.items.map(\.text) + packs.items.flatMap { $0.entries.map(\.key.text) } + packs.entries.map(\.key.text)
    if names.contains(pack) { return source.bytes }
    let text = packs.kind == .mapping ? "\(pack): {}" : pack
    if packs.style == .flow {
      let isEmpty = packs.items.isEmpty && packs.entries.isEmpty
      return inserting((isEmpty ? "" : ", ") + text, at: packs.span.end - 1, in: source)
    }
    guard let last = packs.items.last ?? packs.entries.last?.value else { return source.bytes }
    let first = packs.items.first?.span.start ?? packs.entries[0].key.span.start
    let line = indentation(at: first, in: source) + (packs.kind == .sequence ? "- " : "") + text
    let end = source.lineRange(containing: last.span.end).upperBound
    return inserting("\n" + line, at: end, in: source)
  }

  /// The white space at the start of the line that holds an offset.
  private static func indentation(at offset: Int, in source: SourceText) -> String {
    let line = source.bytes[source.lineRange(containing: offset)]
    return String(decoding: line.prefix { $0 == UInt8(ascii: " ") }, as: UTF8.self)
  }

  private static func inserting(_ text: String, at offset: Int, in source: SourceText) -> [UInt8] {
    var bytes = source.bytes
    bytes.insert(contentsOf: Array(text.utf8), at: offset)
    return bytes
  }
}
