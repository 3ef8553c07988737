import HatMaxPacks
import SourceDiagnostics

/// What there is to say about a project's registries and lock.
extension GeneratorDiagnostics {
  static func reservedAlias(_ place: Label, _ alias: String) -> Diagnostic {
    Diagnostic(
      "GE0120", .error, "a registry can't have the alias `\(alias)`", labels: [place],
      notes: ["locks have it for packs that come from no registry of yours"],
      help: ["give the registry another alias"])
  }

  static func stillNeeded(_ wish: PackWish) -> Diagnostic {
    let name = wish.requirement.name
    return Diagnostic(
      "GE0121", .error, "`\(name)` can't be removed: the project needs it",
      labels: wish.label.map { [Label($0.source, $0.span, "needed here")] } ?? [],
      help: wish.label == nil ? ["every project needs it"] : ["take it out of `hatmax.yml` first"])
  }
}
