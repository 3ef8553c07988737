/// How patient the client is, and what it is given of its surroundings.
package struct HTTPSettings: Sendable {
  /// The environment of the program `curl`, which reads proxies (`https_proxy`, `http_proxy`, `all_proxy`, `no_proxy`)
  /// and certificates (`SSL_CERT_FILE`, `SSL_CERT_DIR`, `CURL_CA_BUNDLE`) from it.
  package var environment: [String: String]
  /// Seconds until a connection must be there.
  package var connectTimeout = 10
  /// Seconds in which less than `slowestRate` arrives, after which a transfer is given up.
  package var stallTimeout = 30
  /// Bytes in a second.
  package var slowestRate = 100
  /// How often something is tried that may go better the next time.
  package var attempts = 4
  /// Milliseconds before the second attempt; each pause after it is twice as long.
  package var firstPause = 500
  /// The longest pause in milliseconds, also when a server asks for more.
  package var longestPause = 30_000
  /// Told how much of a download has arrived: its address, the bytes so far, the bytes of the whole if known.
  package var progress: (@Sendable (String, Int, Int?) -> Void)?

  /// Settings for a network as it usually is.
  package init(environment: [String: String]) { self.environment = environment }
}
