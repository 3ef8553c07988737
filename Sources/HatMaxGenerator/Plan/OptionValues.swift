package import HatMaxPacks
package import HatMaxSpec
package import SourceDiagnostics
package import Stencilish

/// The values of every pack's options, for the project and for each service.
///
/// A value comes from the service, else from the project, else from a preset of another pack, else it is the pack's default.
package struct OptionValues: Sendable {
  private let project: [PackName: Node]
  private let services: [[PackName: Node]]

  /// The options of a pack as a template sees them.
  ///
  /// - Parameter service: the index of the service, nil for outputs of the project.
  package func options(of pack: PackName, service: Int?) -> Node {
    (service.map { services[$0][pack] } ?? project[pack]) ?? Node(.record([]))
  }

  /// Reads and resolves options; unknown ones and wrong values are reported.
  package init(_ spec: Spec, _ packs: PackSet, into bag: inout DiagnosticBag) {
    let presets = Self.presets(packs, into: &bag)
    let given = Self.read(spec.packs, packs, in: spec.source, into: &bag)
    project = Self.resolve(packs, [given, presets])
    var services: [[PackName: Node]] = []
    for service in spec.services {
      services.append(
        Self.resolve(packs, [Self.read(service.packs, packs, in: spec.source, into: &bag), given, presets]))
    }
    self.services = services
  }

  private static func read(
    _ requirements: [PackRequirement], _ packs: PackSet, in source: SourceText, into bag: inout DiagnosticBag
  ) -> [PackName: [GivenOption]] {
    var given: [PackName: [GivenOption]] = [:]
    for requirement in requirements {
      guard let name = PackName(requirement.name.value), let pack = packs[name] else { continue }
      for option in requirement.options {
        let label = Label(source, option.name.span)
        if let value = pack.manifest.readOption(option.name.value, at: label, option.value, into: &bag) {
          given[name, default: []].append(value)
        }
      }
    }
    return given
  }

  /// The presets of all packs; where two set one option, the pack that comes later in the order of dependencies wins.
  private static func presets(_ packs: PackSet, into bag: inout DiagnosticBag) -> [PackName: [GivenOption]] {
    var presets: [PackName: [GivenOption]] = [:]
    for pack in packs.packs.reversed() {
      for preset in pack.manifest.presets {
        guard let target = packs[preset.pack] else { continue }
        presets[preset.pack, default: []] += target.manifest.readOptions(preset.values, into: &bag)
      }
    }
    return presets
  }

  private static func resolve(_ packs: PackSet, _ layers: [[PackName: [GivenOption]]]) -> [PackName: Node] {
    var nodes: [PackName: Node] = [:]
    for pack in packs.packs {
      let name = pack.manifest.name
      let values = pack.manifest.resolveOptions(layers.map { $0[name] ?? [] })
      nodes[name] = Node(.record(values.map { ($0.name, data($0.value)) }))
    }
    return nodes
  }

  private static func data(_ value: OptionValue) -> DataValue {
    switch value {
    case .null: .null
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .string(let text): .string(text)
    case .list(let texts): .list(texts.map { .string($0) })
    case .map(let entries): .record(entries.map { ($0.key, .string($0.value)) })
    }
  }
}
