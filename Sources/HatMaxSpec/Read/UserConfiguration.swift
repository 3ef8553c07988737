import PositionedYAML
package import SourceDiagnostics

/// What a user says for all their projects, in `config.yml` of the user's configuration folder.
package struct UserConfiguration: Sendable {
  /// The file.
  package var source: SourceText
  /// Asked after those of a project.
  package var registries: [Registry] = []
  /// Asked besides that of a project.
  package var trust = Trust()

  private static let record = Record<UserConfiguration>(
    "UserConfiguration", "a configuration", "What a user says for all their projects.",
    make: { _, node in UserConfiguration(source: node.source) },
    [
      Key("registries", SpecShapes.registries, "Where packs come from, after the registries of a project.") {
        $0.registries = $1
      },
      Key("trust", SpecShapes.trust.shape, "Which packs are accepted, besides what a project says.") { $0.trust = $1 },
    ])

  /// Reads the file, with every problem of it in `bag`; an empty one says nothing.
  ///
  /// - Returns: nil when there are errors.
  package static func read(_ source: SourceText, into bag: inout DiagnosticBag) -> UserConfiguration? {
    if source.bytes.allSatisfy({ [0x20, 0x0A, 0x0D].contains($0) }) { return UserConfiguration(source: source) }
    guard let root = YAMLParser.parse(source, into: &bag) else { return nil }
    var reader = Reader(source)
    let configuration = record.shape.read(root, &reader)
    bag.add(contentsOf: reader.bag.diagnostics)
    return reader.bag.hasErrors ? nil : configuration
  }
}
