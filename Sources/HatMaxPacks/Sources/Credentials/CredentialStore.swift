import FoundationEssentials
import SystemFiles

/// What `hatmax login` keeps: a file of JSON that only its owner can read.
package struct CredentialStore: Sendable {
  private let path: String

  /// A store in a file, which is made at the first login.
  package init(path: String) { self.path = path }

  private struct Content: Codable {
    var hosts: [String: Entry] = [:]
  }

  private struct Entry: Codable {
    var user: String?
    var password: String?
    var token: String?
  }

  /// The hosts that there are credentials for, ordered.
  package func hosts() throws(PackFailure) -> [String] { try read().hosts.keys.sorted() }

  func credential(for host: String) throws(PackFailure) -> Credential? {
    guard let entry = try read().hosts[host.lowercased()] else { return nil }
    if let user = entry.user, let password = entry.password { return .password(user: user, password: password) }
    return entry.token.map(Credential.token)
  }

  /// Keeps a credential in place of any for the host.
  package func login(_ host: String, _ credential: Credential) throws(PackFailure) {
    let entry: Entry =
      switch credential {
      case .password(let user, let password): Entry(user: user, password: password)
      case .token(let token): Entry(token: token)
      }
    try change { $0.hosts[host.lowercased()] = entry }
  }

  /// Forgets the credential of a host.
  ///
  /// - Returns: Whether there was one.
  package func logout(_ host: String) throws(PackFailure) -> Bool {
    guard try read().hosts[host.lowercased()] != nil else { return false }
    try change { $0.hosts[host.lowercased()] = nil }
    return true
  }

  private func read() throws(PackFailure) -> Content {
    guard Files.isFile(path) else { return Content() }
    let bytes = try Files.read(path, limit: 1 << 20)
    guard let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)) else {
      throw PackFailure(
        PackDiagnostics.badCredentials(path, help: "move it away and log in again: `hatmax login HOST`"))
    }
    return content
  }

  private func change(_ body: (inout Content) -> Void) throws(PackFailure) {
    try Files.makeFolder(Files.parent(of: path))
    let lock = try FileLock(path + ".lock")
    var content = try read()
    body(&content)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(content) else { return }
    try Files.replace(path, with: Array(data) + [UInt8(ascii: "\n")], mode: 0o600)
    _ = consume lock
  }
}
