import Crypto
import FoundationEssentials
import SystemFiles

/// An ed25519 public key as OpenSSH writes it: `ssh-ed25519 AAAA… comment`.
package struct SSHPublicKey: Sendable, Hashable {
  static let type = "ssh-ed25519"

  /// The 32 bytes of the key.
  let raw: [UInt8]

  init(raw: [UInt8]) { self.raw = raw }

  /// Reads the encoding that SSH puts on the wire and, as base64, into files.
  init(blob: [UInt8]) throws(SSHProblem) {
    var reader = SSHReader(blob)
    let type = try reader.text()
    guard type == Self.type else { throw .unsupported(type: type) }
    raw = try reader.string()
    guard raw.count == 32, reader.isAtEnd else { throw .malformed("it is not as long as an ed25519 key") }
  }

  /// Reads the type and the base64 of a line in a public key file or an allowed-signers file.
  init(type: Substring, base64: Substring) throws(SSHProblem) {
    guard type == Self.type else { throw .unsupported(type: String(type)) }
    guard let data = Data(base64Encoded: String(base64)) else { throw .malformed("the key is not base64") }
    try self.init(blob: Array(data))
  }

  /// The encoding on the wire.
  var blob: [UInt8] {
    var writer = SSHWriter()
    writer.append(Self.type)
    writer.append(raw)
    return writer.bytes
  }

  /// The fingerprint that `ssh-keygen -l` shows: `SHA256:` and 43 characters.
  package var fingerprint: String {
    "SHA256:" + Data(SHA256.hash(data: blob)).base64EncodedString().prefix { $0 != "=" }
  }

  /// The key as a line of an allowed-signers or public key file has it, without a comment.
  package var line: String { "\(Self.type) \(Data(blob).base64EncodedString())" }

  func isValid(_ signature: [UInt8], for data: [UInt8]) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw) else { return false }
    return key.isValidSignature(signature, for: data)
  }

  /// Whether a word is the name of a key type that OpenSSH knows.
  static func isType(_ word: some StringProtocol) -> Bool {
    ["ssh-", "ecdsa-", "sk-ssh-", "sk-ecdsa-"].contains { word.hasPrefix($0) }
  }
}

/// An ed25519 private key from a file that `ssh-keygen -t ed25519` made without a passphrase.
package struct SSHPrivateKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey
  /// The public half.
  package let publicKey: SSHPublicKey

  init(_ key: Curve25519.Signing.PrivateKey) {
    self.key = key
    publicKey = SSHPublicKey(raw: Array(key.publicKey.rawRepresentation))
  }

  /// Reads a private key file.
  ///
  /// - Throws: `PK0704` for another type or a passphrase, `PK0706` for what is not a key.
  package static func read(_ path: String) throws(PackFailure) -> SSHPrivateKey {
    let text = try Files.read(path, limit: 64 << 10)
    do {
      return try SSHPrivateKey(text)
    } catch {
      throw PackFailure(PackDiagnostics.key(error, in: path))
    }
  }

  /// Reads the text of a private key file.
  ///
  /// Format: `PROTOCOL.key` of OpenSSH.
  init(_ text: [UInt8]) throws(SSHProblem) {
    var file = SSHReader(try SSHArmor.decode(text, label: "OPENSSH PRIVATE KEY"))
    try file.expect("openssh-key-v1\0")
    let cipher = try file.text()
    _ = try file.string()
    _ = try file.string()
    guard try file.uint32() == 1 else { throw .malformed("it holds more than one key") }
    let publicKey = try SSHPublicKey(blob: file.string())
    guard cipher == "none" else { throw .encrypted }
    var secret = SSHReader(try file.string())
    guard try secret.uint32() == secret.uint32() else { throw .malformed("its check numbers differ") }
    let type = try secret.text()
    guard type == SSHPublicKey.type else { throw .unsupported(type: type) }
    _ = try secret.string()
    let seedAndPublic = try secret.string()
    guard seedAndPublic.count == 64,
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seedAndPublic.prefix(32))
    else { throw .malformed("its private part is not as long as an ed25519 key") }
    self.init(key)
    guard self.publicKey == publicKey else { throw .malformed("its two halves don't belong together") }
  }

  func signature(for data: [UInt8]) throws(SSHProblem) -> [UInt8] {
    do {
      return Array(try key.signature(for: data))
    } catch {
      throw .malformed("it can't sign")
    }
  }
}
