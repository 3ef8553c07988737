import HatMaxPacks
package import SourceDiagnostics
import Stencilish

/// Lists the files that the active packs make of a model.
package struct PlanBuilder {
  private let model: Model
  private let packs: CompiledPacks
  private let activation: Activation
  private let options: OptionValues

  /// Creates a builder.
  package init(model: Model, packs: CompiledPacks, activation: Activation, options: OptionValues) {
    self.model = model
    self.packs = packs
    self.activation = activation
    self.options = options
  }

  /// The plan; problems with paths, conditions and clashes are all reported.
  ///
  /// - Parameter migrations: the files of migrations, which are planned with what is on the disk.
  /// - Complexity: O(*n* log *n*) in the number of files.
  package func build(with migrations: [PlannedFile] = [], into bag: inout DiagnosticBag) -> Plan {
    var files = migrations
    for output in packs.outputs where output.ledger == nil {
      switch output.output.scope {
      case .project:
        if activation.services.contains(where: output.isActive) {
          files += self.files(of: output, service: nil, into: &bag)
        }
      case .service:
        for (index, active) in activation.services.enumerated() where output.isActive(among: active) {
          files += self.files(of: output, service: index, into: &bag)
        }
      }
    }
    files.sort { $0.path < $1.path }
    reportClashes(files, into: &bag)
    return Plan(files: files)
  }

  private func files(
    of output: CompiledPacks.CompiledOutput, service: Int?, into bag: inout DiagnosticBag
  ) -> [PlannedFile] {
    let scope = Scope(model: model, service: service, options: options.options(of: output.pack, service: service))
    guard let expression = output.elements, let each = output.output.each else {
      return file(of: output, scope, into: &bag).map { [$0] } ?? []
    }
    do {
      let list = try expression.evaluate(in: model.context, at: scope.node, bindings: scope.bindings)
      guard list.isList else {
        bag.add(GeneratorDiagnostics.notAList(each.expression.label(), text: list.text))
        return []
      }
      return list.elements.compactMap { element in
        file(of: output, scope.entering(element, as: each.binding), into: &bag)
      }
    } catch {
      bag.add(error.diagnostic)
      return []
    }
  }

  private func file(
    of output: CompiledPacks.CompiledOutput, _ scope: Scope, into bag: inout DiagnosticBag
  ) -> PlannedFile? {
    do {
      if let condition = output.condition,
        try !condition.isTrue(in: model.context, at: scope.node, bindings: scope.bindings)
      {
        return nil
      }
      var bytes: [UInt8] = []
      try packs.templates.render(
        output.path, in: model.context, at: scope.node, bindings: scope.bindings, into: &bytes)
      let text = String(decoding: bytes, as: UTF8.self)
      let origin = OutputOrigin(
        pack: output.home.description, output: output.output.id.text, element: scope.element?.path ?? "",
        formerElement: scope.element?.formerPath,
        labels: [output.output.path.label()] + (scope.element?.label.map { [$0] } ?? []))
      guard let path = OutputPath(text) else {
        bag.add(
          GeneratorDiagnostics.badPath(text, problem: OutputPath.problem(with: text) ?? "is wrong", origin: origin))
        return nil
      }
      return PlannedFile(
        path: path, ownership: Self.ownership(of: output.output, at: path), origin: origin, pack: output.pack,
        template: output.template, node: scope.node, bindings: scope.bindings, service: scope.service)
    } catch {
      bag.add(error.diagnostic)
      return nil
    }
  }

  /// A `go.mod` belongs to `go mod tidy` as much as to us.
  private static func ownership(of output: Output, at path: OutputPath) -> Ownership {
    if output.mode == .scaffold { return .scaffold }
    return path.text == "go.mod" || path.text.hasSuffix("/go.mod") ? .module : .generated
  }

  private func reportClashes(_ files: [PlannedFile], into bag: inout DiagnosticBag) {
    var seen: [String: PlannedFile] = [:]
    for file in files {
      let folded = file.path.text.lowercased()
      if let other = seen[folded] {
        bag.add(GeneratorDiagnostics.samePath(other.path.text, file.path.text, other.origin, file.origin))
      } else {
        seen[folded] = file
      }
    }
  }
}

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
