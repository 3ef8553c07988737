import Foundation
import TestServers

@testable import HatMaxPacks

extension TestRegistry {
  /// The variable that holds the credential for this registry.
  var variable: String { Credentials.variable(for: host) }

  func source(
    _ prefix: String = "acme", _ environment: [String: String] = [:], store: CredentialStore? = nil
  ) throws -> OCISource {
    var environment = environment
    environment["PATH"] = environment["PATH"] ?? ProcessInfo.processInfo.environment["PATH"]
    return try OCISource(
      "oci://\(host)/\(prefix)", client: HTTPClient(.impatient()),
      credentials: Credentials(environment: environment, store: store), cache: folder.path + "/cache")
  }
}
