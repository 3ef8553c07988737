import SourceDiagnostics

/// What there is to say about credentials; never what is in them.
extension PackDiagnostics {
  static func badCredentials(_ path: String, help: String) -> Diagnostic {
    Diagnostic(.unauthorized, "`\(path)` is not a file of credentials", help: [help])
  }

  static func noCredentialHelper(_ program: String, config: String) -> Diagnostic {
    Diagnostic(
      .unauthorized, "the program `\(program)`, which has the credentials, is not on `PATH`",
      notes: ["`\(config)` names it"], help: ["install it, or use `hatmax login HOST`"])
  }

  static func credentialHelper(_ program: String, _ host: String, reason: String) -> Diagnostic {
    let line = reason.split(whereSeparator: \.isNewline).first.map { ["it says: \($0)"] } ?? []
    return Diagnostic(
      .unauthorized, "`\(program)` can't say the credentials for `\(host)`", notes: line,
      help: ["`docker login \(host)`, or `hatmax login \(host)`"])
  }
}
