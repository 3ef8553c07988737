import FoundationEssentials

/// An absolute `http` or `https` URL without credentials and fragment.
package struct WebAddress: Sendable, Hashable, CustomStringConvertible {
  private let url: URL
  /// The host as written, without brackets; small letters.
  let host: String

  /// Reads a URL, relative to another one if that is given.
  ///
  /// - Returns: nil for another scheme, no host, a user or password, or control characters.
  package init?(_ text: String, relativeTo base: WebAddress? = nil) {
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != 0x22 && $0 != 0x5C }
    guard isPlain, let url = URL(string: text, relativeTo: base?.url)?.absoluteURL, url.fragment == nil,
      url.user == nil, url.password == nil, let host = url.host(), !host.isEmpty,
      ["http", "https"].contains(url.scheme?.lowercased())
    else { return nil }
    self.url = url
    self.host = host.lowercased()
  }

  /// The URL.
  package var description: String { url.absoluteString }

  /// Whether what is said on the way can't be read by others.
  var isSecure: Bool { url.scheme?.lowercased() == "https" }

  /// Whether the way doesn't leave this machine.
  var isLoopback: Bool { Self.isLoopback(host) }

  /// The host, and the port when it isn't the scheme's own: the name of credentials.
  package var hostAndPort: String {
    let name = host.contains(":") ? "[\(host)]" : host
    guard let port = url.port, port != (isSecure ? 443 : 80) else { return name }
    return "\(name):\(port)"
  }

  /// Whether both are of one scheme, host and port, so that what is for one may be shown to the other.
  func hasOrigin(of other: WebAddress) -> Bool { isSecure == other.isSecure && hostAndPort == other.hostAndPort }

  /// With a query of these items after what is there.
  func adding(query items: [(name: String, value: String)]) -> WebAddress? {
    let text = items.map { "\(Self.escaped($0.name))=\(Self.escaped($0.value))" }.joined(separator: "&")
    return WebAddress(description + (url.query() == nil ? "?" : "&") + text)
  }

  /// Percent-encodes everything but the characters that mean nothing in a URL.
  static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: String(UnicodeScalar(byte))
      default: "%" + Hex.encode([byte]).uppercased()
      }
    }.joined()
  }

  static func isLoopback(_ host: some StringProtocol) -> Bool {
    host == "localhost" || host == "::1"
      || host.split(separator: ".", omittingEmptySubsequences: false).count == 4 && host.hasPrefix("127.")
        && host.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) }
  }
}
