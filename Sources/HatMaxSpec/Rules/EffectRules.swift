import PositionedYAML
import SourceDiagnostics

/// Warnings about what is kept but has no effect.
enum EffectRules {
  static let all = [noEffect, waiting]

  static let noEffect = SpecRule(
    "SP0701", .warning, "a key without effect",
    "Files of the original HatMax may hold keys whose meaning is fixed now: an aggregate's id is always `id` and its version `version`, "
      + "children always go with their owner and have no audit of their own, logic has a place of its own. Such a key changes nothing.",
    in: .aggregate, wrong: "fields: {name: string}\nversion_field: revision", right: "fields: {name: string}"
  ) { context in
    for index in context.services {
      let service = index.service
      func say(_ name: Name?, _ key: String, _ reason: String, unless same: String? = nil) {
        guard let name, name.value != same else { return }
        context.report("`\(key)` has no effect", at: name.span, reason)
      }
      say(service.sqliteDriver, "sqlite_driver", "the driver is an option of the pack `sqlite-repo`")
      for aggregate in service.aggregates {
        say(aggregate.lifecycle.first, "lifecycle", "the generated code has places of its own for your logic")
        say(aggregate.idField, "id", "the id is always called `id`", unless: "id")
        say(aggregate.versionField, "version_field", "the version is always called `version`", unless: "version")
      }
      for (child, _) in index.children {
        say(child.idField, "id", "the id is always called `id`", unless: "id")
        say(child.foreignKey?.name, "fk.name", "the column is named after the owner")
        say(child.foreignKey?.ref, "fk.ref", "it always refers to the owner")
        say(child.foreignKey?.onDelete, "fk.on_delete", "children always go with their owner", unless: "cascade")
        if child.isAudited { say(child.name, "audit", "the audit of the aggregate covers its collections") }
        say(child.uniqueScope.first, "unique_scope", "positions are always unique within their owner")
      }
      for model in service.models {
        if model.isAudited { say(model.name, "audit", "the audit of the aggregate covers its collections") }
        say(model.lifecycle.first, "lifecycle", "the generated code has places of its own for your logic")
      }
      for handler in service.api.handlers ?? [] {
        say(handler.source, "source", "logic of your own belongs to a command", unless: "repo")
        if let overrides = handler.overrides {
          context.report("`overrides` has no effect", at: overrides.headSpan, "names are made by the packs")
        }
      }
    }
  }

  static let waiting = SpecRule(
    "SP0702", .warning, "a section that no official pack uses",
    "The section is checked and kept in the model that templates see, for a pack that uses it; the official packs don't.",
    in: .service,
    wrong: "auth: {enabled: true}\naggregates:\n  Order: {fields: {name: string}}",
    right: "aggregates:\n  Order: {fields: {name: string}}"
  ) { context in
    func say(_ span: SourceSpan?, _ what: String, _ pack: String) {
      guard let span else { return }
      context.report("\(what) is kept, but no official pack uses it", at: span, "for a pack such as `\(pack)`")
    }
    if let deployment = context.spec.deployment {
      for (key, pack) in [("nomad", "nomad"), ("infrastructure", "nomad")] {
        say(deployment.entry(key)?.key.span, "`deployment.\(key)`", pack)
      }
    }
    for index in context.services {
      let service = index.service
      say(service.deployment?.entry("nomad")?.key.span, "`deployment.nomad` of the service", "nomad")
      say(service.auth?.headSpan, "`auth`", "authn")
      say(
        service.preset?.span, "`preset: \(service.preset?.value ?? "")`",
        service.preset?.value == "authz" ? "authz" : "authn")
      if let kind = service.kind, kind.value == .web || kind.value == .composite {
        say(kind.span, "`kind: \(kind.value.rawValue)`", kind.value.rawValue)
      }
    }
  }
}
