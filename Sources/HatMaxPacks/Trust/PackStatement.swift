/// What a signature of a pack says: this name and version stand for this content.
public struct PackStatement: Sendable, Hashable {
  /// The pack and its version.
  public let pack: PackVersion
  /// The digest of its content.
  public let digest: ContentDigest

  /// Creates a statement.
  public init(_ pack: PackVersion, _ digest: ContentDigest) {
    self.pack = pack
    self.digest = digest
  }

  /// The namespace of its signatures: `hatmax-pack`.
  public static let namespace = "hatmax-pack"

  /// The line that is signed, `NAME VERSION sha256:HEX`, with the line feed at its end.
  ///
  /// With it in a file, `ssh-keygen -Y sign -n hatmax-pack -f KEY FILE` makes the same signature as `hatmax pack sign`.
  public var line: String { "\(pack) \(digest)\n" }

  /// Signs the statement.
  ///
  /// - Returns: The text of a `.hatpack.sig` file.
  /// - Throws: `PK0706` if the key can't sign.
  package func signed(by key: SSHPrivateKey) throws(PackFailure) -> String {
    do {
      return try SSHSignature(of: Array(line.utf8), namespace: Self.namespace, by: key).text
    } catch {
      throw PackFailure(PackDiagnostics.key(error, in: key.publicKey.fingerprint))
    }
  }
}
