import PositionedYAML
import SourceDiagnostics

/// What there is to say about `pack.yml`.
extension PackDiagnostics {
  static func badName(_ text: String, _ label: Label? = nil) -> Diagnostic {
    Diagnostic(
      .badName, "`\(text)` is not a pack name", labels: label.map { [$0] } ?? [],
      help: ["small letters, digits and hyphens, starting with a letter: `sqlite-repo`, or `acme/sqlite-repo`"])
  }

  static func badVersion(_ text: String, _ label: Label? = nil) -> Diagnostic {
    var help = ["three numbers as in `1.4.0`, see semver.org; `1.5.0-beta.1` for a pre-release"]
    if text.hasPrefix("v"), Version(String(text.dropFirst())) != nil { help = ["leave out the `v`"] }
    return Diagnostic(.badVersion, "`\(text)` is not a version", labels: label.map { [$0] } ?? [], help: help)
  }

  static func badRange(_ text: String, _ label: Label? = nil) -> Diagnostic {
    Diagnostic(
      .badRange, "`\(text)` is not a version range", labels: label.map { [$0] } ?? [],
      help: ["`^1.2`, `~1.2.3`, `>=1.0, <2`, `=1.4.0`, `1.*` or `*`, as Cargo reads them"])
  }

  static func badDigest(_ label: Label) -> Diagnostic {
    Diagnostic(
      .badDigest, "this is not a digest", labels: [label],
      help: ["64 hexadecimal digits, as `sha256sum FILE` prints them"])
  }

  static func badIdentifier(_ fragment: Fragment) -> Diagnostic {
    Diagnostic(
      .badIdentifier, "`\(fragment.text)` can't be used as a name", labels: [fragment.label()],
      help: ["letters, digits, `_`, `-` and `.`, starting with a letter"])
  }

  static func badVariable(_ fragment: Fragment) -> Diagnostic {
    Diagnostic(
      .badIdentifier, "templates can't use the name `\(fragment.text)`", labels: [fragment.label()],
      help: ["letters, digits and `_`, starting with a letter"])
  }

  static func badEach(_ fragment: Fragment) -> Diagnostic {
    Diagnostic(
      .badIdentifier, "`for` takes a list and a name for its elements",
      labels: [fragment.label("expected `LIST as name`")], help: ["such as `service.aggregates as aggregate`"])
  }

  static func badDelimiters(_ fragment: Fragment) -> Diagnostic {
    Diagnostic(
      .badDelimiters, "`\(fragment.text)` are no marks around tags", labels: [fragment.label()],
      help: ["an opening and a closing mark with a space between them and no `=`: `\"<% %>\"`"])
  }

  static func missingFile(_ name: Fragment, files: Set<String>) -> Diagnostic {
    let templates = files.filter { $0.hasSuffix(".stencil") }.sorted()
    let names = templates.map { $0.hasPrefix("templates/") ? String($0.dropFirst(10)) : $0 }
    return Diagnostic(
      .missingFile, "the pack has no file `\(name.text)`",
      labels: [name.label("neither at the top nor in `templates/`")],
      help: Suggestion.help(for: name.text, among: names).map { [$0] } ?? [])
  }

  static func duplicate(_ name: Fragment, _ what: String, first: Fragment) -> Diagnostic {
    Diagnostic(
      .duplicate, "\(what) `\(name.text)` is there twice",
      labels: [name.label("again here"), first.label("first here")], help: ["give one of them another name"])
  }

  static func requiredTwice(
    _ manifest: PackManifest, _ dependency: (kind: String, PackDependency), _ other: (kind: String, PackDependency)
  ) -> Diagnostic {
    Diagnostic(
      .duplicate, "`\(dependency.1.requirement.name)` is both \(dependency.kind) and \(other.kind)",
      labels: [
        manifest.label(dependency.1.span, "\(dependency.kind) here"),
        manifest.label(other.1.span, "\(other.kind) here"),
      ],
      help: [
        dependency.kind == "extended"
          ? "an extended pack is required already: remove it from `requires`"
          : "a pack of which this one needs to be sure is no optional one: remove it from `enhances`"
      ])
  }

  static func requiresItself(_ label: Label) -> Diagnostic {
    Diagnostic(.duplicate, "a pack can't require itself", labels: [label], help: ["remove this line"])
  }

  static func undeclaredPack(_ pack: String, _ label: Label, in manifest: PackManifest) -> Diagnostic {
    let names = manifest.neighbours.map(\.description)
    return Diagnostic(
      .undeclaredPack, "`\(pack)` is not required by this pack", labels: [label],
      help: [Suggestion.help(for: pack, among: names) ?? "add it to `requires`, or to `enhances` if it may be absent"])
  }

  static func replacesWithoutExtends(_ label: Label) -> Diagnostic {
    Diagnostic(
      .undeclaredPack, "`replaces` needs a pack to replace a template of", labels: [label],
      help: ["name it in `extends`"])
  }

  // MARK: - Options

  static func optionWithoutType(_ name: Fragment, _ label: Label) -> Diagnostic {
    Diagnostic(
      .badOption, "the option `\(name.text)` has no type", labels: [name.label()],
      help: ["`type:` is one of " + OptionKind.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")])
  }

  static func optionWords(_ name: Fragment, isEnum: Bool) -> Diagnostic {
    Diagnostic(
      .badOption,
      isEnum ? "the option `\(name.text)` does not say what it can be" : "only an `enum` option has `of`",
      labels: [name.label()],
      help: [isEnum ? "list the words: `of: [one, other]`" : "remove `of`, or make it `type: enum`"])
  }

  static func unknownOption(_ name: String, at place: Label, of pack: PackName, known: [String]) -> Diagnostic {
    Diagnostic(
      .unknownOption, "the pack `\(pack)` has no option `\(name)`", labels: [place],
      notes: [known.isEmpty ? "it has no options" : "its options: " + known.map { "`\($0)`" }.joined(separator: ", ")],
      help: Suggestion.help(for: name, among: known).map { [$0] } ?? [])
  }

  static func badOptionValue(_ node: Node, option: String, type: OptionType, help: String?) -> Diagnostic {
    Diagnostic(
      .badOptionValue, "wrong value for the option `\(option)`", labels: [node.label("expected \(type)")],
      help: help.map { [$0] } ?? [])
  }

  static func otherEngine(_ manifest: PackManifest, _ engine: Located<VersionRange>, current: Version) -> Diagnostic {
    Diagnostic(
      .otherEngine,
      "\(manifest.identity) needs version \(engine.value) of the template language, and this is \(current)",
      labels: [manifest.label(engine.span)], help: ["use another version of the pack, or of hatmax"])
  }
}
