import SystemFiles

/// Signs archives.
package enum SignOperation {
  /// A signature that was made.
  package struct Result: Sendable {
    /// The pack and its version.
    package let identity: PackVersion
    /// The signature's file.
    package let path: String
    /// The fingerprint of the key.
    package let key: String
  }

  /// What there is to sign.
  package static func statement(of archive: String) throws(PackFailure) -> PackStatement {
    let (manifest, digest) = try FolderSource.manifest(ofArchive: archive)
    return PackStatement(manifest.identity, digest)
  }

  /// Writes `ARCHIVE.sig`, replacing one that is there.
  ///
  /// - Parameter key: the path of an ed25519 private key of OpenSSH without a passphrase.
  /// - Throws: `PK0704` for another type of key or a passphrase, `PK0706` for what is not a key.
  package static func run(_ archive: String, key path: String) throws(PackFailure) -> Result {
    let key = try SSHPrivateKey.read(path)
    let statement = try statement(of: archive)
    try Files.replace(archive + ".sig", with: Array(try statement.signed(by: key).utf8))
    return Result(identity: statement.pack, path: archive + ".sig", key: key.publicKey.fingerprint)
  }
}
