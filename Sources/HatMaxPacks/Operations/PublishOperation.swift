import SystemFiles

/// Puts an archive where others get it from.
public enum PublishOperation {
  /// Copies an archive, and the signature beside it, to where a folder of packs has it.
  ///
  /// - Throws: `PK0305` when that version is there with other content: a published version never changes.
  public static func run(_ archive: String, toFolder folder: String) throws(PackFailure) -> BuildOperation.Result {
    let (manifest, digest) = try FolderSource.manifest(ofArchive: archive)
    let target = folder + "/" + manifest.identity.archivePath
    let isPublished = Files.exists(target)
    if isPublished {
      let published = try FolderSource.manifest(ofArchive: target).digest
      if published != digest {
        throw PackFailure(
          PackDiagnostics.publishedAlready(manifest.identity, folder, published: published, offered: digest))
      }
    }
    try Files.makeFolder(Files.parent(of: target))
    // The signature first, so that nobody sees a signed pack without it.
    if Files.isFile(archive + ".sig") { try Files.replace(target + ".sig", with: try Files.read(archive + ".sig")) }
    if !isPublished { try Files.replace(target, with: try Files.read(archive)) }
    let files = try ArchiveReader.peek(target, at: ManifestFile.name).files
    return try BuildOperation.Result(manifest.identity, files, at: target)
  }
}
