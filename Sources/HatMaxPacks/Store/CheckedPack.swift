import SourceDiagnostics

/// A folder whose content was read and found to be a pack.
struct CheckedPack {
  let manifest: PackManifest
  let files: [FileDigest]
  let digest: ContentDigest
  /// The text of `README.md` for the full-text index.
  let readme: String

  /// Reads the manifest in a folder and checks it, the files it names included.
  ///
  /// - Parameter place: What people know the folder by, for messages.
  init(_ folder: PackFolder, _ files: [FileDigest], place: String) throws(PackFailure) {
    guard files.contains(where: { $0.path == ManifestFile.name }) else {
      throw PackFailure(PackDiagnostics.noManifest(place))
    }
    let source = SourceText(name: place + "/" + ManifestFile.name, bytes: try folder.read(ManifestFile.name))
    manifest = try ManifestFile.read(source, files: Set(files.map(\.path)))
    self.files = files
    digest = ContentDigest(ofPack: files)
    let hasReadme = files.contains { $0.path == "README.md" }
    readme = hasReadme ? String(decoding: try folder.read("README.md"), as: UTF8.self) : ""
  }
}

/// `pack.yml` among a pack's files.
enum ManifestFile {
  static let name = "pack.yml"

  /// Reads a manifest and checks it; throws everything that is wrong.
  static func read(_ source: SourceText, files: Set<String>) throws(PackFailure) -> PackManifest {
    var bag = DiagnosticBag()
    let manifest = PackManifestReader.read(source, into: &bag)
    if let manifest { ManifestRules.check(manifest, files: files, into: &bag) }
    guard let manifest, !bag.hasErrors else { throw PackFailure(bag.sorted.filter { $0.severity == .error }) }
    return manifest
  }

  static func read(_ files: [PackFile], place: String) throws(PackFailure) -> PackManifest {
    guard let file = files.first(where: { $0.path == name }) else {
      throw PackFailure(PackDiagnostics.noManifest(place))
    }
    return try read(SourceText(name: place + "/" + name, bytes: file.bytes), files: Set(files.map(\.path)))
  }
}
