package import HatMaxPacks
import HatMaxSpec
import SourceDiagnostics
import SystemFiles

/// Where packs come from and which of them are taken: what a project says, then what the user says, then the official packs.
package struct PackPolicy: Sendable {
  /// The registries, the first in precedence first.
  package let registries: Registries
  /// What must be true of packs.
  package let trust: TrustCheck

  /// The alias of the official packs in locks.
  static let builtinAlias = "builtin"

  private static let reserved = [builtinAlias, InstalledSource.alias, Registries.pathAlias]

  /// Reads the user's configuration and opens what is named; nothing is asked yet.
  ///
  /// - Parameters:
  ///   - spec: the project's specification, nil outside of a project.
  ///   - folder: the folder that the project's paths start from.
  init(_ spec: Spec?, in folder: String, _ access: PackAccess, into bag: inout DiagnosticBag) {
    var reader = Reader(access: access)
    for folder in access.folders { reader.add(folder.source, folder.alias) }
    if let spec { reader.add(spec.registries, spec.trust, of: spec.source, in: folder) }
    if let configuration = reader.configuration() {
      let own = access.setup.configuration ?? "."
      reader.add(configuration.registries, configuration.trust, of: configuration.source, in: own)
    }
    if let builtin = access.builtin { reader.add(builtin, Self.builtinAlias) }
    reader.add(InstalledSource(access.store), InstalledSource.alias)
    bag.add(contentsOf: reader.bag.diagnostics)
    registries = Registries(reader.registries)
    trust = TrustCheck(reader.policies, time: access.setup.time)
  }

  private struct Reader {
    let access: PackAccess
    var registries: [Registries.Registry] = []
    var policies: [TrustPolicy] = []
    var bag = DiagnosticBag()

    mutating func add(_ source: any PackSource, _ alias: String) {
      registries.append(Registries.Registry(alias: alias, source: source))
    }

    mutating func add(_ named: [Registry], _ trust: Trust, of source: SourceText, in folder: String) {
      for registry in named {
        let alias = registry.alias.value
        if reserved.contains(alias) {
          bag.add(GeneratorDiagnostics.reservedAlias(Label(source, registry.alias.span), alias))
        } else if !registries.contains(where: { $0.alias == alias }) {
          // An excerpt of an address with a password would show it.
          let place = registry.address.value.contains("@") ? registry.alias : registry.address
          open(registry, Label(source, place.span), in: folder)
        }
      }
      if let policy = policy(trust, of: source, in: folder) { policies.append(policy) }
    }

    private mutating func open(_ registry: Registry, _ place: Label, in folder: String) {
      do {
        add(try access.network.source(registry.address.value, relativeTo: folder), registry.alias.value)
      } catch {
        bag.add(contentsOf: error.diagnostics.map { $0.at(place) })
      }
    }

    private mutating func policy(_ trust: Trust, of source: SourceText, in folder: String) -> TrustPolicy? {
      var signers: AllowedSigners?
      if let file = trust.signers {
        let path = PackNetwork.path(file.value, relativeTo: folder)
        do {
          signers = AllowedSigners.read(SourceText(name: path, bytes: try FileSystem.read(path)), into: &bag)
          if signers == nil { return nil }
        } catch {
          bag.add(GeneratorDiagnostics.unreadable(error).at(Label(source, file.span, "named here")))
          return nil
        }
      }
      return TrustPolicy(require: trust.require.value == .signed ? .signed : .none, signers: signers)
    }

    mutating func configuration() -> UserConfiguration? {
      guard let folder = access.setup.configuration else { return nil }
      let path = folder + "/config.yml"
      do {
        return UserConfiguration.read(SourceText(name: path, bytes: try FileSystem.read(path)), into: &bag)
      } catch {
        if !error.isMissing { bag.add(GeneratorDiagnostics.unreadable(error)) }
        return nil
      }
    }
  }
}

extension Diagnostic {
  /// The same with a place to point at.
  fileprivate func at(_ place: Label) -> Diagnostic {
    var copy = self
    copy.labels.append(place)
    return copy
  }
}
