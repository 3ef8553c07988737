import SourceDiagnostics
import Stencilish

/// What an expression or a template of an output sees.
struct Scope {
  let node: Node
  let bindings: [(String, Node)]
  let service: Int?
  /// The element that the file is for; nil for the project.
  let element: OriginPlace?

  init(model: Model, service: Int?, options: Node) {
    self.service = service
    let common = [("options", options), ("project", model.project)]
    if let service {
      node = model.services[service]
      bindings = common + [("service", node)]
    } else {
      node = model.context.root
      bindings = common
    }
    element = service.flatMap { OriginPlace(model.services[$0], in: nil) }
  }

  private init(node: Node, bindings: [(String, Node)], service: Int?, element: OriginPlace?) {
    self.node = node
    self.bindings = bindings
    self.service = service
    self.element = element
  }

  func binding(_ name: String, to value: Node) -> Scope {
    Scope(node: node, bindings: bindings + [(name, value)], service: service, element: element)
  }

  func entering(_ element: Node, as name: String) -> Scope {
    Scope(
      node: element, bindings: bindings + [(name, element)], service: service,
      element: OriginPlace(element, in: self.element) ?? self.element)
  }
}

/// The path and the place of a model's value in the specification.
struct OriginPlace {
  let path: String
  /// The path before the value, or the service that it is in, was renamed; nil when neither was.
  let formerPath: String?
  let label: Label?

  /// - Parameter service: the place of the service that the value is in.
  init?(_ node: Node, in service: OriginPlace?) {
    guard let origin = node.origin else { return nil }
    path = origin.path
    var former = origin.path
    if let name = node["was"]?.string { former = Self.renamed(former, to: name) }
    if let service, let before = service.formerPath, former.hasPrefix(service.path + ".") {
      former = before + former.dropFirst(service.path.count)
    }
    formerPath = former == path ? nil : former
    label = origin.source.flatMap { source in origin.span.map { Label(source, $0, "for this") } }
  }

  /// A path with another last part.
  private static func renamed(_ path: String, to name: String) -> String {
    (path.split(separator: ".").dropLast().map(String.init) + [name]).joined(separator: ".")
  }
}
