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
}
