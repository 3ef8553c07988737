import HatMaxPacks
package import HatMaxSpec
package import Stencilish

/// The specification as templates see it.
package struct Model: Sendable {
  /// All of it; the root is `@root`.
  package let context: Context
  /// The project's own fields.
  package let project: Node
  /// The services, in the order of the file.
  package let services: [Node]

  /// Pours a specification into a context.
  ///
  /// - Complexity: O(*n*) in the size of the specification.
  package init(_ spec: Spec, _ activation: Activation) {
    var pouring = Pouring()
    let root = pouring.add(spec.model(packs: activation.services.map { $0.map(\.description) }))
    context = pouring.builder.build(root: root)
    project = context.root["project"] ?? Node(.record([]))
    services = context.root["services"]?.elements ?? []
  }
}

extension Node {
  /// A tree of its own.
  init(pouring node: ModelNode) {
    var pouring = Pouring()
    let root = pouring.add(node)
    self = pouring.builder.build(root: root).root
  }
}

/// Copies the specification's tree, each shared part once.
private struct Pouring {
  var builder = ContextBuilder()
  private var poured: [ObjectIdentifier: NodeID] = [:]
  private var names: [ObjectIdentifier: FieldNames] = [:]

  mutating func add(_ node: ModelNode) -> NodeID {
    switch node.value {
    // To copy one of these again takes less than to find out whether it was copied.
    case .null: return builder.null()
    case .bool(let value): return builder.bool(value)
    case .int(let value): return builder.int(value)
    case .decimal(let text), .string(let text): return builder.string(text)
    case .list(let items):
      return once(node) { pouring, origin in
        let elements = items.map { pouring.add($0) }
        return pouring.builder.list(elements, origin: origin)
      }
    case .record(let fields):
      return once(node) { pouring, origin in
        let values = fields.values.map { pouring.add($0) }
        return pouring.builder.record(pouring.names(fields.names), values, origin: origin)
      }
    }
  }

  private mutating func once(_ node: ModelNode, _ make: (inout Pouring, Origin?) -> NodeID) -> NodeID {
    if let known = poured[ObjectIdentifier(node)] { return known }
    let id = make(&self, node.origin.map { Origin(path: $0.path, source: $0.source, span: $0.span) })
    poured[ObjectIdentifier(node)] = id
    return id
  }

  private mutating func names(_ names: ModelFieldNames) -> FieldNames {
    if let known = self.names[ObjectIdentifier(names)] { return known }
    let made = builder.names(names.all)
    self.names[ObjectIdentifier(names)] = made
    return made
  }
}
