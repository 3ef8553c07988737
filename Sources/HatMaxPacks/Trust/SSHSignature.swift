import Crypto

/// A detached signature as `ssh-keygen -Y sign` makes it.
///
/// Format: `PROTOCOL.sshsig` of OpenSSH, version 1.
struct SSHSignature {
  /// The key that signed.
  let key: SSHPublicKey
  /// What the signature is for, so that one for mail or git can't be taken for one of a pack.
  let namespace: String
  private let hash: Hash
  private let reserved: [UInt8]
  private let signature: [UInt8]

  private enum Hash: String {
    case sha256, sha512

    func digest(_ message: [UInt8]) -> [UInt8] {
      switch self {
      case .sha256: Array(SHA256.hash(data: message))
      case .sha512: Array(SHA512.hash(data: message))
      }
    }
  }

  private static let label = "SSH SIGNATURE"
  private static let magic = "SSHSIG"

  /// Reads the text of a signature file.
  init(_ text: [UInt8]) throws(SSHProblem) {
    var reader = SSHReader(try SSHArmor.decode(text, label: Self.label))
    try reader.expect(Self.magic)
    let version = try reader.uint32()
    guard version == 1 else { throw .malformed("it is of version \(version), and only version 1 is known") }
    key = try SSHPublicKey(blob: reader.string())
    namespace = try reader.text()
    reserved = try reader.string()
    let name = try reader.text()
    guard let hash = Hash(rawValue: name) else { throw .malformed("it uses the unknown hash `\(name)`") }
    self.hash = hash
    var inner = SSHReader(try reader.string())
    guard reader.isAtEnd else { throw .malformed("something follows its end") }
    let type = try inner.text()
    guard type == SSHPublicKey.type else { throw .unsupported(type: type) }
    signature = try inner.string()
    guard signature.count == 64, inner.isAtEnd else {
      throw .malformed("it is not as long as an ed25519 signature")
    }
  }

  /// Signs a message with SHA-512, as `ssh-keygen` does.
  init(of message: [UInt8], namespace: String, by key: SSHPrivateKey) throws(SSHProblem) {
    self.key = key.publicKey
    self.namespace = namespace
    hash = .sha512
    reserved = []
    signature = try key.signature(for: Self.signedData(namespace, reserved: [], .sha512, message))
  }

  /// Whether the key in it has signed this message for its namespace.
  func isValid(for message: [UInt8]) -> Bool {
    key.isValid(signature, for: Self.signedData(namespace, reserved: reserved, hash, message))
  }

  /// The text of a signature file.
  var text: String {
    var inner = SSHWriter()
    inner.append(SSHPublicKey.type)
    inner.append(signature)
    var writer = SSHWriter()
    writer.append(raw: Self.magic)
    writer.append(1)
    writer.append(key.blob)
    writer.append(namespace)
    writer.append(reserved)
    writer.append(hash.rawValue)
    writer.append(inner.bytes)
    return SSHArmor.encode(writer.bytes, label: Self.label)
  }

  private static func signedData(_ namespace: String, reserved: [UInt8], _ hash: Hash, _ message: [UInt8]) -> [UInt8] {
    var writer = SSHWriter()
    writer.append(raw: magic)
    writer.append(namespace)
    writer.append(reserved)
    writer.append(hash.rawValue)
    writer.append(hash.digest(message))
    return writer.bytes
  }
}
