import FoundationEssentials
import Synchronization

/// Lets a registry in on who asks: basic authentication, or tokens as the distribution specification has them.
///
/// Source: "Token Authentication Specification" and "OAuth2 Token Authentication" of the CNCF distribution project.
final class OCIAuthenticator: Sendable {
  private let client: HTTPClient
  private let registry: WebAddress
  private let credentials: Credentials
  /// The header that the registry took last, by what it was for.
  private let known = Mutex<[String: String]>([:])

  init(_ client: HTTPClient, _ registry: WebAddress, _ credentials: Credentials) {
    self.client = client
    self.registry = registry
    self.credentials = credentials
  }

  /// Sends a request, and once more with proof of who asks if the registry wants that.
  ///
  /// - Parameter scope: what is to be done, as the registry calls it: `repository:acme/base:pull`.
  func send(
    _ request: HTTPRequest, scope: String, by send: (HTTPRequest) throws(PackFailure) -> HTTPAnswer
  ) throws(PackFailure) -> HTTPAnswer {
    var request = request
    // Where an upload or a redirect leads is not always the registry's own place.
    guard request.address.hasOrigin(of: registry) else { return try send(request) }
    request.authorization = known.withLock { $0[scope] }
    let answer = try send(request)
    guard answer.status == 401, let header = try proof(for: answer, scope: scope) else { return answer }
    request.authorization = header
    let second = try send(request)
    if second.status != 401 { known.withLock { $0[scope] = header } }
    return second
  }

  private func proof(for refusal: HTTPAnswer, scope: String) throws(PackFailure) -> String? {
    let challenges = refusal.head.all("www-authenticate").flatMap(AuthChallenge.read)
    let credential = try credentials.credential(for: registry.hostAndPort)
    if let bearer = challenges.first(where: { $0.scheme == "bearer" }), let realm = bearer.parameters["realm"] {
      return try token(realm, bearer.parameters, credential, scope: bearer.parameters["scope"] ?? scope)
    }
    return credential?.header
  }

  private struct TokenAnswer: Decodable {
    let token: String?
    let access_token: String?
  }

  private func token(
    _ realm: String, _ parameters: [String: String], _ credential: Credential?, scope: String
  ) throws(PackFailure) -> String? {
    guard let server = WebAddress(realm), server.isSecure || (server.isLoopback && registry.isLoopback) else {
      throw PackFailure(PackDiagnostics.badTokenServer(realm, registry: registry.hostAndPort))
    }
    let service = parameters["service"].map { [(name: "service", value: $0)] } ?? []
    var request = HTTPRequest(address: server)
    switch credential {
    case .token(let token):
      let form: [(name: String, value: String)] =
        [("grant_type", "refresh_token"), ("client_id", "hatmax"), ("refresh_token", token), ("scope", scope)] + service
      let text = form.map { "\($0.name)=\(WebAddress.escaped($0.value))" }.joined(separator: "&")
      request.method = "POST"
      request.body = .text(text, type: "application/x-www-form-urlencoded")
    case .password, nil:
      request.address = server.adding(query: service + [("scope", scope)]) ?? server
      request.authorization = credential?.header
    }
    let answer = try client.answer(to: request, limit: 1 << 20)
    guard answer.head.isSuccess else {
      throw PackFailure(PackDiagnostics.status(answer, login: registry.hostAndPort))
    }
    let decoded = try? JSONDecoder().decode(TokenAnswer.self, from: Data(answer.body))
    guard let token = decoded?.token ?? decoded?.access_token else {
      throw PackFailure(PackDiagnostics.badTokenServer(realm, registry: registry.hostAndPort))
    }
    return "Bearer " + token
  }
}
