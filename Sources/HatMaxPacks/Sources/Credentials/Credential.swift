import FoundationEssentials

/// What a user shows to a server to be let in.
package enum Credential: Sendable, Hashable {
  /// A user's name and password, or a token in place of the password.
  case password(user: String, password: String)
  /// A token without a name: shown as it is, or exchanged for another one where an OCI registry asks for that.
  case token(String)

  /// Reads `USER:PASSWORD` or a token; nil for nothing.
  package init?(_ text: String) {
    let text = text.filter { !$0.isNewline }
    guard !text.isEmpty else { return nil }
    guard let colon = text.firstIndex(of: ":") else {
      self = .token(text)
      return
    }
    self = .password(user: String(text[..<colon]), password: String(text[text.index(after: colon)...]))
  }

  /// The form that `init` reads.
  var text: String {
    switch self {
    case .password(let user, let password): "\(user):\(password)"
    case .token(let token): token
    }
  }

  /// The value of the header `Authorization` (RFC 7617, RFC 6750).
  var header: String {
    switch self {
    case .password(let user, let password): "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
    case .token(let token): "Bearer " + token
    }
  }
}

/// Where credentials are looked for: the environment, what `hatmax login` stored, Docker's credential file.
package struct Credentials: Sendable {
  private let environment: [String: String]
  private let store: CredentialStore?

  /// Creates a place to look; `store` is nil where nobody logs in.
  package init(environment: [String: String], store: CredentialStore?) {
    self.environment = environment
    self.store = store
  }

  /// The credential for a host, which is `HOST` or `HOST:PORT`; nil where there is none.
  ///
  /// - Throws: `PK0404` when a file of credentials can't be read.
  package func credential(for host: String) throws(PackFailure) -> Credential? {
    if let text = environment[Self.variable(for: host)], let credential = Credential(text) { return credential }
    if let stored = try store?.credential(for: host) { return stored }
    return try DockerCredentials(environment: environment).credential(for: host)
  }

  /// The environment variable that holds the credential for a host: `HATMAX_AUTH_PACKS_EXAMPLE_5000`.
  package static func variable(for host: String) -> String {
    let name = host.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    return "HATMAX_AUTH_" + String(name)
  }
}
