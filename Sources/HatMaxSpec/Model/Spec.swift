package import PositionedYAML
package import SourceDiagnostics

/// What `hatmax.yml` says, typed; every name keeps its place.
package struct Spec: Sendable {
  /// The file.
  package var source: SourceText
  package var version: Name = .implied("1")
  package var name: Name = .implied("")
  /// The Go module's path.
  package var package: Name = .implied("")
  package var registries: [Registry] = []
  package var trust = Trust()
  /// Packs wanted for the whole project.
  package var packs: [PackRequirement] = []
  package var overrides: [TemplateOverride] = []
  /// The `deployment` section of a 0.1 file.
  package var deployment: Node?
  package var services: [Service] = []
  /// The older name of `package`.
  package var modulePath: Name?
  /// The whole file.
  package var span: SourceSpan

  /// Whether the file is in the format of the original HatMax.
  package var isOriginalFormat: Bool { version.value == "0.1" }
}

/// A place that packs come from, under a name of the project's choice.
package struct Registry: Sendable {
  package var alias: Name
  package var address: Name
}

/// Which packs the project accepts.
package struct Trust: Sendable {
  package enum Requirement: String, Sendable, CaseIterable { case none, signed }

  package var require = Located(Requirement.none, SourceSpan(start: 0, end: 0))
  /// The allowed-signers file, relative to the project.
  package var signers: Name?
}

/// A wish for a pack: a range of versions and values for its options.
package struct PackRequirement: Sendable {
  package var name: Name
  /// A version range as cargo reads it; nil: any.
  package var version: Name?
  /// Values of options by name; the pack's manifest says what they must be.
  package var options: [PackOption] = []
}

/// A value for one option of a pack.
package struct PackOption: Sendable {
  package var name: Name
  package var value: Node
}

/// A template of a pack that the project replaces by its own.
package struct TemplateOverride: Sendable {
  package var pack: Name = .implied("")
  package var template: Name = .implied("")
  /// The project's file.
  package var with: Name = .implied("")
  /// The digest of the template that was replaced, to notice when the pack changes it.
  package var of: Name?
}
