import Foundation
import Testing

/// A certificate for this machine by an authority of its own, which nobody trusts who is not told to.
package final class TestCertificate {
  package static let isPossible = LoopbackServer.isPossible && Tool("openssl") != nil
  package static let condition = "skipped: no python3 or no openssl here, which make a server with TLS"

  private let folder: ScratchFolder

  package init() throws {
    folder = try ScratchFolder()
    let openssl = try #require(Tool("openssl"))
    try folder.write("subjectAltName=IP:127.0.0.1\n", to: "names")
    let commands = [
      [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=an authority of one's own",
        "-keyout", authorityKey, "-out", authority,
      ],
      [
        "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-keyout", key, "-out",
        folder.path + "/request",
      ],
      [
        "x509", "-req", "-days", "2", "-in", folder.path + "/request", "-CA", authority, "-CAkey", authorityKey,
        "-CAcreateserial", "-extfile", folder.path + "/names", "-out", certificate,
      ],
    ]
    for command in commands {
      let result = try openssl.run(command)
      try #require(result.status == 0, "\(result.message)")
    }
  }

  /// The authority's certificate, for `SSL_CERT_FILE`.
  package var authority: String { folder.path + "/authority.pem" }
  private var authorityKey: String { folder.path + "/authority.key" }
  var certificate: String { folder.path + "/certificate.pem" }
  var key: String { folder.path + "/key.pem" }
}
