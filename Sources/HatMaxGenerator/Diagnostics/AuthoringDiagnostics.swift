import HatMaxPacks
import SourceDiagnostics

/// What `hatmax pack lint` and `hatmax pack test` have to say besides what generating says.
enum AuthoringDiagnostics {
  static func unusedPartial(_ place: Label, _ name: String) -> Diagnostic {
    warning("GE0501", "no template of the pack calls the partial `\(name)`", place, "remove it")
  }

  static func unusedName(_ place: Label, _ kind: String, _ name: String) -> Diagnostic {
    warning("GE0502", "nothing in the pack uses the \(kind) `\(name)`", place, "remove it")
  }

  static func undocumentedOption(_ place: Label, _ name: String, place document: String) -> Diagnostic {
    warning("GE0503", "the option `\(name)` is not explained in \(document)", place, "say in a line what it does")
  }

  static func collidingOutputs(_ output: Output, _ other: Output) -> Diagnostic {
    Diagnostic(
      "GE0504", .error, "the outputs `\(other.id.text)` and `\(output.id.text)` make the same files",
      labels: [output.path.label(), other.path.label("the same path")],
      help: ["give one another path, or both a `when` of which only one holds"])
  }

  static func sharedPath(_ place: Label, element: String) -> Diagnostic {
    Diagnostic(
      "GE0505", .error, "every `\(element)` makes the same file", labels: [place],
      help: [
        element == "service"
          ? "the path needs `{{ service.name }}`, or the output `scope: project`"
          : "the path needs something of `\(element)`: `{{ \(element).name | snake }}`"
      ])
  }

  static func impossiblePath(_ place: Label, _ problem: String) -> Diagnostic {
    Diagnostic("GE0506", .error, "the path \(problem)", labels: [place])
  }

  static func secret(_ place: Label, _ kind: String) -> Diagnostic {
    Diagnostic(
      "GE0507", .error, "this looks like \(kind)", labels: [place],
      help: ["whoever has the pack could read it; revoke it if it was ever published"])
  }

  static func unusedTemplate(_ place: Label, _ path: String) -> Diagnostic {
    warning("GE0508", "no output and no contribution uses `\(path)`", place, "remove it")
  }

  static func missingFile(_ place: Label, _ file: String, _ purpose: String) -> Diagnostic {
    warning("GE0509", "the pack has no `\(file)`", place, "write one: \(purpose)")
  }

  static func versionNotInChangelog(_ place: Label, _ version: String) -> Diagnostic {
    warning("GE0510", "CHANGELOG.md does not mention \(version)", place, "say what changed in it")
  }

  static func noLicense(_ place: Label) -> Diagnostic {
    warning(
      "GE0511", "the pack does not say under which license it may be used", place,
      "`license: MIT`, or another SPDX expression")
  }

  static func shadowedOption(_ place: Label, _ other: Label, _ base: String) -> Diagnostic {
    Diagnostic(
      "GE0512", .error, "`\(base)`, which this pack extends, has an option of this name", labels: [place, other],
      help: ["give it another name; a preset gives the other's option another default"])
  }

  static func noTests(_ place: Label) -> Diagnostic {
    warning(
      "GE0513", "the pack has no test case", place, "write `tests/NAME/spec.yml`, then `hatmax pack test --update`")
  }

  static func unknownCase(_ name: String, known: [String]) -> Diagnostic {
    Diagnostic(
      "GE0514", .error, "there is no test case `\(name)`",
      notes: known.isEmpty ? [] : ["there are " + GeneratorDiagnostics.list(known)],
      help: Suggestion.help(for: name, among: known).map { [$0] } ?? [])
  }

  static func badEdit(_ place: Label, _ file: String, _ problem: String) -> Diagnostic {
    Diagnostic("GE0515", .error, "the edit of `\(file)` can't be made: \(problem)", labels: [place])
  }

  static func notFound(_ place: Label, _ wanted: Requirement) -> Diagnostic {
    Diagnostic(
      "GE0517", .error, "no registry has `\(wanted.name)` in the range \(wanted.range)", labels: [place],
      notes: [
        "packs are looked for beside this one, then in the registries of `config.yml`, then among the official ones"
      ])
  }

  static func notEmpty(_ folder: String) -> Diagnostic {
    Diagnostic("GE0516", .error, "`\(folder)` is there already", help: ["name another folder with `-o DIR`"])
  }

  private static func warning(_ code: DiagnosticCode, _ message: String, _ place: Label, _ help: String) -> Diagnostic {
    Diagnostic(code, .warning, message, labels: [place], help: [help])
  }
}
