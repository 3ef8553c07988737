import SystemFiles

/// What publishing did.
public enum PublishOutcome: String, Sendable, Hashable {
  /// The version is new.
  case published
  /// The version was there without this signature.
  case signed
  /// The version was there, with the same content.
  case alreadyThere
}

/// Puts an archive where others get it from.
public enum PublishOperation {
  /// A pack that is published.
  public struct Result: Sendable, Hashable {
    /// The pack and its version.
    public let identity: PackVersion
    /// The digest of its content.
    public let digest: ContentDigest
    /// Where it is: a path or an address.
    public let place: String
    /// What was done for that.
    public let outcome: PublishOutcome
  }

  /// Publishes an archive and the signature beside it; what is there already with the same content is fine.
  ///
  /// - Parameter source: a folder, whose `index.json` is brought up to date if it has one, or an OCI registry.
  /// - Throws: `PK0305` or `PK0409` when that version is there with other content, `PK0702` when the signature is not of
  ///   this archive, `PK0408` for a place that can't be published to.
  public static func run(_ archive: String, to source: any PackSource) throws(PackFailure) -> Result {
    let (manifest, digest) = try FolderSource.manifest(ofArchive: archive)
    let identity = manifest.identity
    let signature = Files.isFile(archive + ".sig") ? try Files.read(archive + ".sig", limit: 64 << 10) : nil
    // What nobody could install must not be published.
    _ = try TrustPolicy().evaluate(PackStatement(identity, digest), signature: signature, at: 0)
    if let registry = source as? OCISource {
      let outcome = try registry.publish(archive, signature: signature)
      return Result(identity: identity, digest: digest, place: registry.address(of: identity), outcome: outcome)
    }
    guard source is FolderSource else {
      throw PackFailure(PackDiagnostics.notPublishable(source.location))
    }
    let outcome = try publish(archive, identity, digest, signature, in: source.location)
    let place = source.location + "/" + identity.archivePath
    return Result(identity: identity, digest: digest, place: place, outcome: outcome)
  }

  private static func publish(
    _ archive: String, _ identity: PackVersion, _ digest: ContentDigest, _ signature: [UInt8]?, in folder: String
  ) throws(PackFailure) -> PublishOutcome {
    let target = folder + "/" + identity.archivePath
    let isThere = Files.exists(target)
    if isThere {
      let published = try FolderSource.manifest(ofArchive: target).digest
      if published != digest {
        throw PackFailure(PackDiagnostics.publishedAlready(identity, folder, published: published, offered: digest))
      }
    }
    try Files.makeFolder(Files.parent(of: target))
    // The signature first, so that nobody sees a signed pack without it.
    let isNewlySigned = try signature.map { text throws(PackFailure) in
      let isThere = Files.isFile(target + ".sig") ? try Files.read(target + ".sig", limit: 64 << 10) == text : false
      if !isThere { try Files.replace(target + ".sig", with: text) }
      return !isThere
    }
    if !isThere { try Files.replace(target, with: try Files.read(archive)) }
    if Files.isFile(folder + "/" + PackIndex.fileName) { _ = try PackIndexer.index(folder) }
    return isThere ? isNewlySigned == true ? .signed : .alreadyThere : .published
  }
}
