import FoundationEssentials
import SystemFiles

/// The credentials that `docker login` keeps, in `config.json` or behind a credential helper.
///
/// Formats: the reference of `docker login`, "Credential stores" and "Credential helpers", and
/// docker/docker-credential-helpers.
struct DockerCredentials {
  let environment: [String: String]

  private struct Config: Decodable {
    var auths: [String: Entry]?
    var credHelpers: [String: String]?
    var credsStore: String?
  }

  private struct Entry: Decodable {
    var auth: String?
    var username: String?
    var password: String?
    var identitytoken: String?

    var credential: Credential? {
      if let identitytoken, !identitytoken.isEmpty { return .token(identitytoken) }
      if let auth, !auth.isEmpty {
        guard let data = Data(base64Encoded: auth), let text = String(bytes: data, encoding: .utf8),
          let colon = text.firstIndex(of: ":")
        else { return nil }
        // Docker pads with zero bytes in some versions.
        let password = text[text.index(after: colon)...].filter { $0 != "\0" }
        return .password(user: String(text[..<colon]), password: password)
      }
      guard let username, let password else { return nil }
      return .password(user: username, password: password)
    }
  }

  private var path: String? {
    if let folder = environment["DOCKER_CONFIG"], !folder.isEmpty { return folder + "/config.json" }
    return environment["HOME"].map { $0 + "/.docker/config.json" }
  }

  /// The credential of a host, or nil.
  func credential(for host: String) throws(PackFailure) -> Credential? {
    guard let path, Files.isFile(path) else { return nil }
    let bytes = try Files.read(path, limit: 4 << 20)
    guard let config = try? JSONDecoder().decode(Config.self, from: Data(bytes)) else {
      throw PackFailure(PackDiagnostics.badCredentials(path, help: "`docker login` writes it"))
    }
    let helpers = config.credHelpers ?? [:]
    if let helper = helpers.first(where: { Self.host(of: $0.key) == host })?.value {
      return try ask(helper, host)
    }
    if let helper = config.credsStore, !helper.isEmpty, let found = try ask(helper, host) { return found }
    let entries = (config.auths ?? [:]).filter { Self.host(of: $0.key) == host }.sorted { $0.key < $1.key }
    return entries.lazy.compactMap(\.value.credential).first
  }

  /// Keys are hosts, or addresses as older versions wrote them: `https://packs.example/v1/`.
  private static func host(of key: String) -> String {
    let start = key.firstRange(of: "://")?.upperBound ?? key.startIndex
    return key[start...].prefix { $0 != "/" }.lowercased()
  }

  private struct HelperAnswer: Decodable {
    let username: String
    let secret: String

    enum CodingKeys: String, CodingKey {
      case username = "Username"
      case secret = "Secret"
    }
  }

  private func ask(_ name: String, _ host: String) throws(PackFailure) -> Credential? {
    let isName = name.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x5F
        || $0 == 0x2E
    }
    let program = "docker-credential-" + name
    guard isName, let helper = ChildProgram(program, environment: environment) else {
      throw PackFailure(PackDiagnostics.noCredentialHelper(program, config: path ?? ""))
    }
    var output: [UInt8] = []
    let ending = try helper.run(["get"], input: Array(host.utf8)) { piece throws(PackFailure) in
      output += piece.prefix((1 << 20) - output.count)
    }
    if ending.status == 0, let answer = try? JSONDecoder().decode(HelperAnswer.self, from: Data(output)) {
      if answer.secret.isEmpty { return nil }
      return answer.username == "<token>"
        ? .token(answer.secret) : .password(user: answer.username, password: answer.secret)
    }
    // Helpers say on standard output that they have nothing.
    let said = String(decoding: output, as: UTF8.self)
    if ending.status != 0, said.contains("credentials not found") { return nil }
    let reason = ending.message.isEmpty ? said : ending.message
    throw PackFailure(PackDiagnostics.credentialHelper(program, host, reason: ending.status == 0 ? "" : reason))
  }
}
