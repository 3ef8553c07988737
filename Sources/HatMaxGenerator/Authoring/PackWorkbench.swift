package import HatMaxPacks
package import SourceDiagnostics
import SystemFiles

/// A pack's folder together with the packs that it needs, for those who write it.
///
/// What it needs is looked for beside the folder first, then where projects of this user find packs.
package struct PackWorkbench: Sendable {
  /// The pack's folder.
  package let folder: String
  /// How packs are reached: the folder itself, its neighbours, then all others.
  package let access: PackAccess

  /// Creates a workbench.
  package init(_ folder: String, access: PackAccess) {
    self.folder = folder
    var access = access
    access.folders = Self.sources(folder)
    self.access = access
  }

  private static func sources(_ folder: String) -> [Registries.Registry] {
    let path = FileSystem.realPath(folder) ?? folder
    let parent = FileSystem.parent(of: path)
    return [("pack", path), ("beside", parent), ("above", FileSystem.parent(of: parent))].map {
      Registries.Registry(alias: $0, source: FolderSource($1))
    }
  }

  /// What the folder's manifest says; everything that is wrong with it is reported.
  package func manifest(into bag: inout DiagnosticBag) throws(Stop) -> PackManifest {
    let path = folder + "/pack.yml"
    do {
      guard let manifest = PackManifestReader.read(SourceText(name: path, bytes: try FileSystem.read(path)), into: &bag)
      else { throw Stop.reported }
      return manifest
    } catch let failure as FileSystem.Failure {
      throw .diagnostics([GeneratorDiagnostics.unreadable(failure)])
    } catch {
      throw .reported
    }
  }

  /// The pack, everything that it requires, and what it enhances as far as that can be found.
  package func packs(of manifest: PackManifest, into bag: inout DiagnosticBag) throws(Stop) -> PackSet {
    let policy = PackPolicy(nil, in: folder, access, into: &bag)
    try bag.stopAtErrors()
    func isThere(_ wanted: Requirement) -> Bool {
      policy.registries.all.contains { registry in
        let releases = (try? registry.source.releases(of: wanted.name)) ?? []
        return releases.contains { wanted.range.contains($0.identity.version) }
      }
    }
    for needed in manifest.requires + manifest.extends where !isThere(needed.requirement) {
      bag.add(AuthoringDiagnostics.notFound(manifest.label(needed.span), needed.requirement))
    }
    try bag.stopAtErrors()
    let enhanced = manifest.enhances.map(\.requirement).filter(isThere)
    let wishes = [PackWish(Requirement(manifest.name, .any), folder: folder)] + enhanced.map { PackWish($0) }
    let operation = EnsureOperation(
      registries: policy.registries, store: access.store, mode: access.mode, trust: policy.trust,
      engine: PackAccess.engine)
    return PackSet(try Stop.packs { () throws(PackFailure) in try operation.run(wishes, lock: Lockfile()).packs })
  }
}
