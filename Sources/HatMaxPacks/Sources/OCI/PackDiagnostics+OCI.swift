import SourceDiagnostics

/// What there is to say about OCI registries.
extension PackDiagnostics {
  static func badTokenServer(_ realm: String, registry: String) -> Diagnostic {
    Diagnostic(
      .unauthorized, "`\(registry)` sends to `\(realm)` for a token, which can't be used",
      notes: ["tokens come over https, as JSON with a `token`"], help: ["tell the owner of the registry"])
  }

  static func badManifest(_ address: WebAddress, reason: String) -> Diagnostic {
    Diagnostic(.badIndex, "what is at `\(address)` can't be used: \(reason)", help: ["check the address"])
  }

  static func noArtifact(_ pack: PackVersion, _ location: String) -> Diagnostic {
    Diagnostic(.unreachable, "`\(location)` does not have \(pack)", help: ["run the command again"])
  }

  static func notAPack(_ artifact: String, artifact type: String?) -> Diagnostic {
    Diagnostic(
      .badIndex, "`\(artifact)` is not a pack", notes: type.map { ["it is of the type `\($0)`"] } ?? [],
      help: ["`hatmax pack publish ARCHIVE --to oci://HOST/NAME` puts packs into a registry"])
  }

  static func versionTooLong(_ pack: PackVersion) -> Diagnostic {
    Diagnostic(
      .badVersion, "the version of \(pack) is too long for a tag of an OCI registry",
      help: ["a tag has at most 128 characters"])
  }
}
