import HatMaxPacks
package import SourceDiagnostics
import Stencilish
import SystemFiles

/// `hatmax pack lint`: everything that can be found in a pack without generating anything.
package struct LintOperation: Sendable {
  private let workbench: PackWorkbench

  /// Creates the operation for a pack's folder.
  package init(_ folder: String, access: PackAccess) { workbench = PackWorkbench(folder, access: access) }

  /// The findings, by file and place.
  package func run() -> [Diagnostic] {
    var bag = DiagnosticBag()
    do throws(Stop) {
      try run(into: &bag)
    } catch {
      bag.add(contentsOf: error.diagnostics)
    }
    return bag.sorted
  }

  private func run(into bag: inout DiagnosticBag) throws(Stop) {
    let manifest = try workbench.manifest(into: &bag)
    let packs = try workbench.packs(of: manifest, into: &bag)
    guard let pack = packs[manifest.name] else { throw .reported }
    // What the rules find must not keep the templates from being checked.
    var found = DiagnosticBag()
    defer { bag.add(contentsOf: found.diagnostics) }
    for rule in LintRules.all { rule(pack, packs, &found) }
    let standIns = StandIns(packs, active: [manifest.name], into: &bag)
    for standIn in standIns.all where standIn.isOutdated {
      bag.add(GeneratorDiagnostics.replacedChanged(standIn, difference: ""))
    }
    for preset in pack.manifest.presets {
      _ = packs[preset.pack]?.manifest.readOptions(preset.values, into: &bag)
    }
    guard let compiled = CompiledPacks(packs, active: packs.packs.map(\.manifest.name), standIns, into: &bag) else {
      throw .reported
    }
    bag.add(contentsOf: compiled.templates.warnings)
    TemplateCheck(pack, compiled, packs).run(into: &bag)
  }
}
