import SystemFiles

/// Makes the archive of a pack's folder: the same bytes whatever the folder's place, umask, owner and times.
public enum BuildOperation {
  /// An archive that was built or published.
  public struct Result: Sendable, Hashable {
    /// The pack and its version, as the manifest says.
    public let identity: PackVersion
    /// The digest of the content.
    public let digest: ContentDigest
    /// The archive's path.
    public let path: String
    /// The number of files in it.
    public let files: Int
    /// Its size in bytes.
    public let size: Int

    init(_ identity: PackVersion, _ files: [FileDigest], at path: String) throws(PackFailure) {
      guard case .file(let size) = try Files.entry(at: path) else { throw .file("read", path) }
      self.identity = identity
      self.path = path
      self.size = size
      self.files = files.count
      digest = ContentDigest(ofPack: files)
    }
  }

  /// Checks the pack in `folder` and writes `NAME-VERSION.hatpack` into `target`, replacing one that is there.
  ///
  /// - Throws: Everything that is wrong with the pack; then nothing is written.
  public static func run(_ folder: String, into target: String) throws(PackFailure) -> Result {
    let source = PackFolder(path: folder)
    let files = try source.files()
    let identity = try CheckedPack(source, files, place: folder).manifest.identity
    try Files.makeFolder(target)
    let path = target + "/" + identity.archiveFileName
    let part = "\(path).\(UInt64.random(in: 0 ... .max)).part"
    do throws(PackFailure) {
      try ArchiveWriter.write(files, of: folder, to: part)
      // What could not be installed must not be published.
      _ = try ArchiveReader.peek(part, at: ManifestFile.name)
      try Files.move(part, to: path)
    } catch {
      try? Files.removeTree(part)
      throw error
    }
    return try Result(identity, files, at: path)
  }
}
