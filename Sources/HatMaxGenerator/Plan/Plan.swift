package import HatMaxPacks
package import Stencilish

/// A file that will be rendered: everything but its bytes.
package struct PlannedFile: Sendable {
  /// Where it goes.
  package let path: OutputPath
  /// How it is owned.
  package let ownership: Ownership
  /// What asks for it.
  package let origin: OutputOrigin
  /// The pack whose template it is.
  package let pack: PackName
  /// The template.
  package let template: TemplateName
  /// The value that is `.`.
  package let node: Node
  /// The names that the template sees.
  package let bindings: [(String, Node)]
  /// The index of the service that it belongs to, nil for the project.
  package let service: Int?
}

/// Every file of a run, sorted by path, no two with one path.
package struct Plan: Sendable {
  /// The files.
  package let files: [PlannedFile]
}
