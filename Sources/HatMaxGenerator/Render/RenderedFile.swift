package import SourceDiagnostics

/// Where a planned file comes from, so that any later message can say which line asked for it.
package struct OutputOrigin: Sendable, Hashable {
  /// The pack, as `name`.
  package let pack: String
  /// The output's `id` in the pack's manifest.
  package let output: String
  /// The path of the spec value that the file is for: `services.todo.aggregates.List`; empty for the project.
  package let element: String
  /// The path of that value before it was renamed, nil when it has no other.
  package let formerElement: String?
  /// Where the pack declares the output and where the spec asks for it.
  package let labels: [Label]

  /// Creates an origin.
  package init(
    pack: String, output: String, element: String, formerElement: String? = nil, labels: [Label] = []
  ) {
    self.pack = pack
    self.output = output
    self.element = element
    self.formerElement = formerElement
    self.labels = labels
  }

  /// The identity of the output, which stays when its path changes.
  package var identity: String {
    element.isEmpty ? "\(pack)/\(output)" : "\(pack)/\(output)/\(element)"
  }

  /// The identity before the specification renamed what the file is for.
  package var formerIdentity: String? { formerElement.map { "\(pack)/\(output)/\($0)" } }
}

/// A file as the templates give it: a class, since there are many, and each goes through several lists.
package final class RenderedFile: Sendable {
  /// Where it belongs.
  package let path: OutputPath
  /// How it is owned.
  package let ownership: Ownership
  /// What asked for it.
  package let origin: OutputOrigin
  /// The content.
  package let bytes: [UInt8]
  /// The digests of the content.
  package let hash: ContentHash

  /// Creates a file and hashes it.
  package init(path: OutputPath, ownership: Ownership, origin: OutputOrigin, bytes: [UInt8]) {
    self.path = path
    self.ownership = ownership
    self.origin = origin
    self.bytes = bytes
    hash = ContentHash(of: bytes)
  }
}
