import SourceDiagnostics
import SystemFiles

/// Makes `index.json` for a folder of archives: `hatmax pack index DIR`.
public enum PackIndexer {
  /// What became of the file.
  public struct Outcome: Sendable {
    /// The index.
    public let index: PackIndex
    /// Where it is.
    public let path: String
    /// Whether the file was written; it is not when it would be the same.
    public let isChanged: Bool
  }

  /// Reads every archive in a folder, and in the folders of organizations in it, and writes the index.
  ///
  /// - Throws: `PK0211` when an archive is not what its name says, `PK0409` when a version that the index had has another
  ///   content now.
  /// - Complexity: O(*n*) in the size of the archives.
  public static func index(_ folder: String) throws(PackFailure) -> Outcome {
    let source = FolderSource(folder)
    var entries: [PackIndex.Entry] = []
    for name in try source.names() {
      let releases = try source.releases(of: name).filter { $0.liveFolder == nil }
      let newest = releases.newest?.identity
      for release in releases {
        var entry = try entry(release, below: folder)
        if release.identity == newest {
          entry.release.readme = try FolderSource.readmeExcerpt(ofArchive: release.archive)
        }
        entries.append(entry)
      }
    }
    let index = PackIndex(entries)
    let path = folder + "/" + PackIndex.fileName
    let old = Files.isFile(path) ? try Files.read(path, limit: PackIndex.longest) : []
    if !old.isEmpty { try checkNothingChanged(SourceText(name: path, bytes: old), index) }
    let text = Array(index.text.utf8)
    if text != old { try Files.replace(path, with: text) }
    return Outcome(index: index, path: path, isChanged: text != old)
  }

  private static func entry(_ release: PackRelease, below folder: String) throws(PackFailure) -> PackIndex.Entry {
    let (manifest, digest) = try FolderSource.manifest(ofArchive: release.archive)
    guard manifest.identity == release.identity else {
      let place = String(release.archive.dropFirst(folder.count + 1))
      throw PackFailure(
        PackDiagnostics.otherIdentity(place, expected: release.identity, found: manifest.identity))
    }
    let file = try OpenFile(release.archive, 0)
    // Names of versions may have a `+`, which some servers take for a blank.
    let address = release.archive.dropFirst(folder.count + 1).replacing("+", with: "%2B")
    return PackIndex.Entry(
      PackRelease(
        release.identity, digest: digest, requirements: manifest.requirements, archive: String(address),
        archiveDigest: try file.digest(), archiveSize: try file.size(), summary: manifest.description,
        keywords: manifest.keywords),
      isSigned: Files.isFile(release.archive + ".sig"))
  }

  private static func checkNothingChanged(_ source: SourceText, _ index: PackIndex) throws(PackFailure) {
    var bag = DiagnosticBag()
    guard let old = PackIndex.read(source, into: &bag) else { throw PackFailure(bag.errors) }
    let published = Dictionary(old.entries.map { ($0.release.identity, $0.release) }) { first, _ in first }
    let changed = index.entries.compactMap { entry -> Diagnostic? in
      guard let before = published[entry.release.identity], let digest = entry.release.digest,
        let published = before.digest, published != digest
      else { return nil }
      return PackDiagnostics.republished(entry.release.identity, published: published, offered: digest)
    }
    if !changed.isEmpty { throw PackFailure(changed) }
  }
}
