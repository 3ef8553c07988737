import SystemFiles

/// Makes sources of the addresses that people write, in `registries` and on the command line.
package struct PackNetwork: Sendable {
  let client: HTTPClient
  let credentials: Credentials
  /// For indexes and for downloads that are not whole yet.
  let cache: String

  /// Creates a network; nothing is asked before a source is.
  package init(_ settings: HTTPSettings, credentials: Credentials, cache: String) {
    client = HTTPClient(settings)
    self.credentials = credentials
    self.cache = cache
  }

  /// The source at an address: `oci://HOST/NAME`, `https://HOST/FOLDER`, or a folder.
  ///
  /// - Parameter base: the folder that a relative path starts from.
  /// - Throws: `PK0408` for another scheme, or an address that is not well formed.
  package func source(_ address: String, relativeTo base: String) throws(PackFailure) -> any PackSource {
    switch Self.scheme(of: address) {
    case nil: return FolderSource(Self.path(address, relativeTo: base))
    case "oci": return try OCISource(address, client: client, credentials: credentials, cache: cache)
    case "http", "https": return try IndexSource(address, client: client, credentials: credentials, cache: cache)
    default: throw PackFailure(PackDiagnostics.badAddress(address, expected: Self.forms))
    }
  }

  /// Asks an OCI registry whether it lets a credential in, before that is stored.
  ///
  /// - Throws: `PK0404` when it doesn't, `PK0403` when there is no registry.
  package func check(_ credential: Credential, for host: String) throws(PackFailure) {
    let variable = Credentials.variable(for: host)
    let asked = Credentials(
      environment: client.settings.environment.merging([variable: credential.text]) { $1 }, store: nil)
    try OCISource("oci://" + host, client: client, credentials: asked, cache: cache).check()
  }

  /// The scheme of an address in small letters; nil for a path.
  package static func scheme(of address: String) -> String? {
    address.firstRange(of: "://").map { address[..<$0.lowerBound].lowercased() }
  }

  package static func path(_ path: String, relativeTo base: String) -> String {
    path.hasPrefix("/") || base == "." ? path : base + "/" + path
  }

  private static let forms =
    "packs are in a folder, a static index `https://packs.example/acme`, or an OCI registry `oci://ghcr.io/acme/packs`"
}
