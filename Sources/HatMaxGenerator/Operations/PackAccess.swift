package import HatMaxPacks

/// How operations reach packs: the store, the sources, and how far they may go.
package struct PackAccess: Sendable {
  /// What a user has set up, besides the store.
  package struct Setup: Sendable {
    /// The folder of `config.yml` and of the credentials, nil for a user without one.
    package var configuration: String?
    /// The environment: proxies, certificates, credentials.
    package var environment: [String: String] = [:]
    /// Now, in seconds since 1970, for the periods in which signers may sign.
    package var time: Int64 = 0
    /// Told how much of a download has arrived: its address, the bytes so far, the bytes of the whole if known.
    package var progress: (@Sendable (String, Int, Int?) -> Void)?

    /// A setup in which nothing is set up.
    package init() {}
  }

  /// The store of this machine's user.
  package let store: PackStore
  /// The registry of the official packs, nil when they can't be found.
  package let builtin: (any PackSource)?
  /// How far an operation may go.
  package var mode: PackAccessMode
  /// What `hatmax login` keeps, nil for a user without a configuration.
  package let credentials: CredentialStore?
  /// Folders of packs that are being written, asked before all registries.
  package var folders: [Registries.Registry] = []
  let network: PackNetwork
  let setup: Setup

  /// Creates an access.
  ///
  /// - Parameters:
  ///   - home: the folder of the store.
  ///   - builtin: the folder of the official packs.
  package init(home: String, builtin: String?, mode: PackAccessMode = PackAccessMode(), setup: Setup = Setup()) {
    store = PackStore(home: home)
    self.builtin = builtin.map { BuiltinSource($0) }
    self.mode = mode
    self.setup = setup
    credentials = setup.configuration.map { CredentialStore(path: $0 + "/credentials.json") }
    var settings = HTTPSettings(environment: setup.environment)
    settings.progress = setup.progress
    network = PackNetwork(
      settings, credentials: Credentials(environment: setup.environment, store: credentials), cache: store.cache)
  }

  /// The version of the template language, of which packs may demand a range.
  static let engine = Version(0, 1, 0)

  /// Keeps a credential for a host, unless there is a registry that refuses it.
  ///
  /// - Returns: whether a registry took it; false when there is none at that host to ask.
  /// - Throws: `PK0404` when the registry refuses it.
  package func login(_ host: String, _ credential: Credential) throws(PackFailure) -> Bool {
    var isTaken = true
    do throws(PackFailure) {
      try network.check(credential, for: host)
    } catch {
      if error.isAbout(.unauthorized) { throw error }
      // What is there may be a web server with an index.
      isTaken = false
    }
    try credentials?.login(host, credential)
    return isTaken
  }
}
