import ArgumentParser
import HatMaxGenerator
import HatMaxPacks
import SourceDiagnostics

/// The command `hatmax pack show`.
struct PackShow: PackCommand {
  static let activity = "reading the pack"
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what a pack is, takes, generates and needs.",
    discussion: """
      A pack that is not installed is looked up in the registries and fetched to be read; it is not kept.

      EXAMPLES:
        hatmax pack show sqlite-repo
        hatmax pack show sqlite-repo@1.0.0 --json

      EXIT CODES: 0, 2, 4 when it is not whole, 5; `hatmax help` explains them.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var project: ProjectOptions
  @OptionGroup var format: FormatOptions

  @Flag(help: "Ask no registry on the network.")
  var offline = false

  @Argument(help: PackReference.help)
  var pack: PackReference

  func perform(_ progress: ProgressLine) throws -> ShowOperation.Details {
    let access = global.access(PackAccessMode(offline: offline), progress: progress)
    return try ProjectPacksOperation(project: project.directory, access: access).show(pack.name, pack.version)
  }

  func json(_ details: ShowOperation.Details) -> JSON {
    let manifest = details.manifest
    func demands(_ packs: [PackDependency]) -> JSON {
      .object(packs.map { ($0.requirement.name.description, .string($0.requirement.range.description)) })
    }
    return [
      "name": .string(manifest.name.description), "version": .string(manifest.version.description),
      "description": .string(manifest.description), "license": .string(manifest.license),
      "keywords": JSON(manifest.keywords), "installed": .bool(details.isInstalled),
      "digest": .string(details.digest.description),
      "registry": .string(details.registry), "signer": JSON(details.signer),
      "engine": JSON(manifest.engine?.value.description), "requires": demands(manifest.requires),
      "extends": demands(manifest.extends),
      "provides": .array(
        manifest.provides.map { ["name": .string($0.name.text), "exclusive": .bool($0.isExclusive)] }),
      "needs": JSON(manifest.needs.map(\.text)),
      "options": .array(
        manifest.options.map { option in
          [
            "name": .string(option.name.text), "type": option.type.json, "default": option.fallback.json,
            "description": .string(option.description),
          ]
        }),
      "outputs": .array(
        manifest.outputs.map { output in
          [
            "id": .string(output.id.text), "template": .string(output.template.text),
            "for": JSON(output.each.map { "\($0.expression.text) as \($0.binding)" }), "when": JSON(output.when?.text),
            "path": .string(output.path.text), "mode": .string(output.mode.rawValue),
            "scope": .string(output.scope.rawValue),
          ]
        }),
      "slots": .array(
        manifest.slots.map { slot in
          [
            "name": .string(slot.name.text), "type": .string(slot.type.rawValue),
            "arguments": .object(slot.arguments.map { ($0.name.text, .string($0.body.text)) }),
          ]
        }),
      "contributes": .array(
        manifest.contributes.map { ["slot": .string($0.slot.text), "template": .string($0.template.text)] }),
      "files": JSON(details.files), "otherVersions": JSON(details.otherVersions.map(\.description)),
    ]
  }

  func show(_ details: ShowOperation.Details, on console: Console) {
    let manifest = details.manifest
    console.output(console.tinted(manifest.identity.description, .bold))
    console.output(manifest.description)
    console.output("")
    console.output(TextTable(facts(details).filter { !$0[1].isEmpty }).text)
    section("Options", manifest.options.map { [$0.name.text, $0.summary, $0.description] }, console)
    section("Outputs", manifest.outputs.map { [$0.id.text, $0.summary] }, console)
    section("Slots", manifest.slots.map { [$0.name.text, $0.type.rawValue, $0.summary] }, console)
    section("Contributes to", manifest.contributes.map { [$0.slot.text, $0.template.text] }, console)
  }

  private func facts(_ details: ShowOperation.Details) -> [[String]] {
    let manifest = details.manifest
    func list(_ packs: [PackDependency]) -> String {
      packs.map { "\($0.requirement.name) \($0.requirement.range)" }.joined(separator: ", ")
    }
    let registry = details.registry + (details.isInstalled ? "" : " (not installed)")
    return [
      ["license", manifest.license], ["keywords", manifest.keywords.joined(separator: ", ")],
      ["registry", registry], ["digest", details.digest.description],
      ["signed by", details.signer ?? "nobody"], ["engine", manifest.engine?.value.description ?? ""],
      ["requires", list(manifest.requires)], ["extends", list(manifest.extends)],
      ["provides", manifest.provides.map(\.name.text).joined(separator: ", ")],
      ["needs", manifest.needs.map(\.text).joined(separator: ", ")],
      ["also installed", details.otherVersions.map(\.description).joined(separator: ", ")],
    ]
  }

  private func section(_ title: String, _ rows: [[String]], _ console: Console) {
    if rows.isEmpty { return }
    console.output("\n" + console.tinted(title, .bold))
    console.output(TextTable(rows.map { ["  " + $0[0]] + $0.dropFirst() }).text)
  }
}

extension OptionDefinition {
  fileprivate var summary: String { fallback == .null ? "\(type)" : "\(type), default \(fallback.json.compact)" }
}

extension OptionType {
  fileprivate var json: JSON {
    switch self {
    case .string: .string("string")
    case .bool: .string("bool")
    case .int: .string("int")
    case .list: .string("list")
    case .map: .string("map")
    case .choice(let words): JSON(words)
    }
  }
}

extension OptionValue {
  fileprivate var json: JSON {
    switch self {
    case .null: .null
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .string(let text): .string(text)
    case .list(let texts): JSON(texts)
    case .map(let entries): .object(entries.map { ($0.key, .string($0.value)) })
    }
  }
}

extension Output {
  fileprivate var summary: String {
    let each = each.map { ", one for each of \($0.expression.text)" } ?? ""
    return "\(path.text) (\(mode.rawValue)\(scope == .project ? ", project" : "")\(each))"
  }
}

extension Slot {
  fileprivate var summary: String { arguments.map { "\($0.name.text): \($0.body.text)" }.joined(separator: ", ") }
}
