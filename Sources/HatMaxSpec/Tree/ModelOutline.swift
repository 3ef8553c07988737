import SourceDiagnostics

/// A part of the tree that templates see, with its type.
package struct ModelPart: Sendable {
  package let node: ModelNode
  package let type: ModelType
  /// How a template gets to it: `services[0].name`; empty for the root.
  package let path: String

  /// The whole tree.
  package init(root: ModelNode) {
    node = root
    type = .record(ModelSchema.current.root)
    path = ""
  }

  private init(_ node: ModelNode, _ type: ModelType, _ path: String) {
    self.node = node
    self.type = type
    self.path = path
  }

  /// Why a path leads nowhere.
  package struct Missing: Error {
    /// The step that is not there.
    package let step: String
    /// How far the path leads.
    package let place: String
    /// The steps that there are.
    package let known: [String]
  }

  /// The part at a path below this one: keys, and for the elements of lists positions (`aggregates[0]`) or names
  /// (`aggregates.Order`).
  package func find(_ path: String) throws(Missing) -> ModelPart {
    var part = self
    let steps = path.replacing("[", with: ".").split { $0 == "." || $0 == "]" }.map(String.init)
    for step in steps {
      guard let next = part.step(step) else {
        throw Missing(step: step, place: part.path.isEmpty ? "@root" : part.path, known: part.steps)
      }
      part = next
    }
    return part
  }

  private func step(_ step: String) -> ModelPart? {
    switch node.value {
    case .record:
      guard let field = fields.first(where: { $0.name == step }) else { return nil }
      return field.part
    case .list(let items):
      let index = Int(step) ?? items.firstIndex { Self.name(of: $0) == step } ?? -1
      return items.indices.contains(index) ? elements[index] : nil
    default: return nil
    }
  }

  /// What can follow in a path.
  private var steps: [String] {
    switch node.value {
    case .record: fields.map(\.name)
    case .list(let items): items.indices.map { Self.name(of: items[$0]) ?? String($0) }
    default: []
    }
  }

  /// The name of a record that has one.
  fileprivate static func name(of node: ModelNode) -> String? {
    if case .string(let text)? = node["name"]?.value { return text }
    return nil
  }

  /// The fields of a record.
  fileprivate var fields: [(name: String, part: ModelPart)] {
    guard case .record(let fields) = node.value, case .record(let name) = type.withoutNull,
      let schema = ModelSchema.current.record(name)
    else { return [] }
    let types = Dictionary(schema.keys.map { ($0.name, $0.type) }) { first, _ in first }
    return fields.map { key, value in
      (key, ModelPart(value, types[key] ?? .string, path.isEmpty ? key : "\(path).\(key)"))
    }
  }

  /// The elements of a list.
  fileprivate var elements: [ModelPart] {
    guard case .list(let items) = node.value, case .list(let element) = type.withoutNull else { return [] }
    return items.enumerated().map { ModelPart($0.element, element, "\(path)[\($0.offset)]") }
  }
}

extension ModelType {
  fileprivate var withoutNull: ModelType {
    if case .optional(let inner) = self { return inner }
    return self
  }

  /// The type in a word or two.
  fileprivate var short: String {
    switch self {
    case .enumeration: "enum"
    case .scalar: "scalar"
    case .list(let item): "[\(item.short)]"
    case .optional(let inner): inner.short + "?"
    default: description
    }
  }
}

extension ModelPart {
  /// The part as lines: keys with their types and values, records and lists indented below them.
  ///
  /// - Parameter depth: how many levels of records and lists are opened; what stays closed says how large it is.
  package func outline(depth: Int) -> String {
    var outline = Outline()
    if fields.isEmpty, elements.isEmpty {
      outline.add(path, self, indent: 0, depth: depth)
    } else {
      outline.addInside(self, indent: 0, depth: depth)
    }
    return outline.text
  }

  private struct Outline {
    var text = ""
    private var seen: Set<ObjectIdentifier> = []

    mutating func addInside(_ part: ModelPart, indent: Int, depth: Int) {
      for (name, field) in part.fields { add(name, field, indent: indent, depth: depth - 1) }
      for (index, element) in part.elements.enumerated() {
        let name = ModelPart.name(of: element.node).map { " \($0)" } ?? ""
        add("[\(index)]\(name)", element, indent: indent, depth: depth - 1)
      }
    }

    mutating func add(_ name: String, _ part: ModelPart, indent: Int, depth: Int) {
      let head = "\(String(repeating: "  ", count: indent))\(name): \(part.type.short)"
      switch part.node.value {
      case .record(let fields):
        if let origin = part.node.origin, !seen.insert(ObjectIdentifier(part.node)).inserted {
          text += "\(head)  → \(origin.path)\n"
        } else if depth > 0 {
          text += head + "\n"
          addInside(part, indent: indent + 1, depth: depth)
        } else {
          text += "\(head)  (\(fields.count) keys)\n"
        }
      case .list(let items):
        let isShort = items.allSatisfy { $0.isScalar }
        if isShort {
          text += "\(head) = [\(items.map(\.scalarText).joined(separator: ", "))]\n"
        } else {
          text += "\(head)  (\(items.count))\n"
          if depth > 0 { addInside(part, indent: indent + 1, depth: depth) }
        }
      default: text += "\(head) = \(part.node.scalarText)\n"
      }
    }
  }
}

extension ModelNode {
  fileprivate var isScalar: Bool {
    switch value {
    case .list, .record: false
    default: true
    }
  }

  /// A scalar as JSON writes it.
  fileprivate var scalarText: String {
    switch value {
    case .null, .list, .record: "null"
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .decimal(let text): text
    case .string(let text): DiagnosticJSON.quote(text)
    }
  }
}
