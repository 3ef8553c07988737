/// Makes the archive of a pack's folder: the same bytes whatever the folder's place, umask, owner and times.
public enum BuildOperation {
  /// An archive that was made.
  public struct Result: Sendable {
    /// The pack and its version, as the manifest says.
    public let identity: PackVersion
    /// The digest of the content.
    public let digest: ContentDigest
    /// The archive's path.
    public let path: String
    /// Its size in bytes.
    public let size: Int
  }

  /// Checks the pack in `folder` and writes `NAME-VERSION.hatpack` into `target`, replacing one that is there.
  ///
  /// - Throws: Everything that is wrong with the pack; then nothing is written.
  public static func run(_ folder: String, into target: String) throws(PackFailure) -> Result {
    let source = PackFolder(path: folder)
    let files = try source.files()
    let checked = try CheckedPack(source, files, place: folder)
    try Files.createFolders(target)
    let path = target + "/" + checked.manifest.identity.archiveFileName
    let part = path + ".part"
    try Files.remove(part)
    try ArchiveWriter.write(files, of: folder, to: part)
    try Files.rename(part, to: path)
    guard case .file(let size) = Files.kind(of: path) else { throw .file("read", path) }
    return Result(identity: checked.manifest.identity, digest: checked.digest, path: path, size: size)
  }
}
