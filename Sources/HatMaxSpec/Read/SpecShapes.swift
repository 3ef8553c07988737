import PositionedYAML
import SourceDiagnostics

/// How the file as a whole is written.
enum SpecShapes {
  // MARK: - Packs

  private static let requirement = Record<PackRequirement>(
    "PackRequirement", "a pack requirement",
    "A wish for a pack. In place of the mapping the range of versions alone can stand: `sqlite-repo: ^1.0`.",
    shorthand: Shape(form: .word) { node, reader in
      Shape.word.read(node, &reader).map { PackRequirement(name: .implied(""), version: $0) }
    }, name: { $0.name = $1 }, make: { name, _ in PackRequirement(name: name) },
    [
      Key("version", .word, "A range of versions as cargo reads it: `^1.0`. Default: any.") { $0.version = $1 },
      Key(
        "options", .map(.option, .any) { name, node, _ in PackOption(name: name, value: node) },
        "Values for the pack's options."
      ) { $0.options = $1 },
    ])

  /// `[cqrs, {event-sourcing: {options: …}}]` or `{cqrs: ^1.0}`.
  static let packs: Shape<[PackRequirement]> = {
    let map = Shape<[PackRequirement]>.map(.pack, requirement)
    let name = Shape<Name>.text(.pack)
    let single = Form.single(.pack, .record(requirement.form))
    let item = Shape<PackRequirement>(form: .either([name.form, single])) { node, reader in
      guard node.kind == .mapping else { return name.read(node, &reader).map { PackRequirement(name: $0) } }
      guard node.entries.count == 1, let entry = node.entries.first else {
        reader.report(SpecDiagnostics.oneKeyExpected(node, "a pack"))
        return nil
      }
      guard let name = reader.name(entry.key, .pack) else { return nil }
      return requirement.read(entry.value, named: name, &reader)
    }
    let list = Shape<[PackRequirement]>.list(item)
    return Shape(form: .either([map.form, list.form])) { node, reader in
      node.kind == .sequence ? list.read(node, &reader) : map.read(node, &reader)
    }
  }()

  static let registries = Shape<[Registry]>.map(.pack, .text(nil)) { alias, node, reader in
    Shape.text().read(node, &reader).map { Registry(alias: alias, address: $0) }
  }

  static let trust = Record<Trust>(
    "Trust", "a trust section", "Which packs the project accepts.", make: { _, _ in Trust() },
    [
      Key(
        "require", .choice("a kind of trust", of: Trust.Requirement.self),
        "`signed`: only signed packs. Default: `none`."
      ) {
        $0.require = $1
      },
      Key("signers", .text(), "The allowed-signers file, as ssh-keygen reads it.") { $0.signers = $1 },
    ])

  private static let override = Record<TemplateOverride>(
    "Override", "an override", "A template of a pack that the project replaces.", make: { _, _ in TemplateOverride() },
    [
      Key("pack", .text(.pack), isRequired: true, "The pack.") { $0.pack = $1 },
      Key("template", .text(), isRequired: true, "The template, as the pack calls it.") { $0.template = $1 },
      Key("with", .text(), isRequired: true, "The project's own template, relative to this file.") { $0.with = $1 },
      Key("of", .text(), "The digest of what is replaced; when the pack changes it, you are told.") { $0.of = $1 },
    ])

  // MARK: - The file

  static let spec = Record<Spec>(
    "Spec", "a specification", "A monorepo of Go services.", keepsIncomplete: true,
    make: { _, node in Spec(source: node.source, span: node.headSpan) },
    [
      Key(
        "version", .word, isRequired: true, "The version of this format: `1`; files of the original HatMax say `0.1`."
      ) {
        $0.version = $1
      },
      Key("name", .text(.service), "The project's name. Default: the last part of `package`.") { $0.name = $1 },
      Key("package", .text(), "The Go module's path: `github.com/acme/shop`.") { $0.package = $1 },
      Key("registries", registries, "Where packs come from, by alias, asked in order.") { $0.registries = $1 },
      Key("trust", trust.shape, "Which packs are accepted.") { $0.trust = $1 },
      Key("packs", packs, "Packs for the whole project: version ranges and options.") { $0.packs = $1 },
      Key("overrides", .list(override.shape), "Templates of packs that the project replaces.") { $0.overrides = $1 },
      Key("services", .map(.service, ServiceShapes.service), isRequired: true, "The services.") { $0.services = $1 },
      Key("module_path", .text(), isOriginal: true, "The same as `package`.") { $0.modulePath = $1 },
      Key("deployment", DeploymentShapes.project, isOriginal: true, "Deployment of the project.") {
        $0.deployment = $1
      },
    ])
}
