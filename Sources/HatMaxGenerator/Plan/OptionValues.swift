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
  package init(_ spec: Spec, _ packs: PackSet, _ activation: Activation, into bag: inout DiagnosticBag) {
    let presets = Self.presets(packs, into: &bag)
    func active(_ names: [PackName]) -> [PackName: [GivenOption]] {
      var values: [PackName: [GivenOption]] = [:]
      for preset in presets where names.contains(preset.owner) { values[preset.pack, default: []] += preset.values }
      return values
    }
    let given = Self.read(spec.packs, packs, in: spec.source, into: &bag)
    let inheritance = Inheritance(packs, active: activation.project)
    project = Self.resolve(packs, [given, active(activation.project)], inheritance)
    var services: [[PackName: Node]] = []
    for (service, names) in zip(spec.services, activation.services) {
      let own = Self.read(service.packs, packs, in: spec.source, into: &bag)
      services.append(Self.resolve(packs, [own, given, active(names)], inheritance))
    }
    self.services = services
  }

  private static func read(
    _ requirements: [PackRequirement], _ packs: PackSet, in source: SourceText, into bag: inout DiagnosticBag
  ) -> [PackName: [GivenOption]] {
    var given: [PackName: [GivenOption]] = [:]
    for requirement in requirements {
      guard let name = PackName(requirement.name.value), let pack = packs[name] else { continue }
      let bases = packs.extended(by: name).compactMap { packs[$0] }
      for option in requirement.options {
        // What a pack does not know itself may be an option of one that it extends.
        let owner = ([pack] + bases).first { $0.manifest.hasOption(option.name.value) } ?? pack
        let label = Label(source, option.name.span)
        if let value = owner.manifest.readOption(option.name.value, at: label, option.value, into: &bag) {
          given[owner.manifest.name, default: []].append(value)
        }
      }
    }
    return given
  }

  /// The presets of all packs, those of a pack that comes later in the order of dependencies first: they win.
  private static func presets(
    _ packs: PackSet, into bag: inout DiagnosticBag
  ) -> [(owner: PackName, pack: PackName, values: [GivenOption])] {
    var presets: [(owner: PackName, pack: PackName, values: [GivenOption])] = []
    for pack in packs.packs.reversed() {
      for preset in pack.manifest.presets {
        guard let target = packs[preset.pack] else { continue }
        presets.append((pack.manifest.name, preset.pack, target.manifest.readOptions(preset.values, into: &bag)))
      }
    }
    return presets
  }

  private static func resolve(
    _ packs: PackSet, _ layers: [[PackName: [GivenOption]]], _ inheritance: Inheritance
  ) -> [PackName: Node] {
    var values: [PackName: [(String, DataValue)]] = [:]
    for pack in packs.packs {
      let name = pack.manifest.name
      let resolved = pack.manifest.resolveOptions(layers.map { $0[name] ?? [] })
      values[name] = resolved.map { ($0.name, data($0.value)) }
    }
    return Dictionary(
      uniqueKeysWithValues: values.map { name, own in
        var seen: Set<String> = []
        let all = own + inheritance.relatives(of: name).flatMap { values[$0] ?? [] }
        return (name, Node(.record(all.filter { seen.insert($0.0).inserted })))
      })
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

/// Which packs' options a template of a pack sees beside its own: those of the packs that it extends, and, since their
/// templates may stand in for its own, those of the active packs that extend it.
private struct Inheritance {
  private let packs: PackSet
  private let active: [PackName]

  init(_ packs: PackSet, active: [PackName]) {
    self.packs = packs
    self.active = active
  }

  func relatives(of pack: PackName) -> [PackName] {
    packs.extended(by: pack) + active.filter { packs.extended(by: $0).contains(pack) }
  }
}

extension PackManifest {
  fileprivate func hasOption(_ name: String) -> Bool { options.contains { $0.name.text == name } }
}
