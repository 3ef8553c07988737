/// A pack that is ready to use: its manifest and the bytes of its files.
public struct InstalledPack: Sendable {
  /// What its `pack.yml` says.
  public let manifest: PackManifest
  /// Its files, ordered by path; none where only the manifest was asked for.
  public let files: [PackFile]
  /// Where its files are.
  public let folder: String
  /// The digest of its content.
  public let digest: ContentDigest
  /// Whether it is read from somebody's folder, where it may change at any time, and not from the store.
  public let isLive: Bool

  /// The pack and its version.
  public var identity: PackVersion { manifest.identity }

  /// The content of a file, or nil when there is none of that path.
  ///
  /// - Complexity: O(log *n*) in the number of files.
  public func bytes(of path: String) -> [UInt8]? {
    var (low, high) = (0, files.count)
    while low < high {
      let middle = (low + high) / 2
      if files[middle].path == path { return files[middle].bytes }
      if files[middle].path.utf8.lexicographicallyPrecedes(path.utf8) { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}

extension InstalledPack {
  /// The pack in somebody's folder, as it is now.
  init(live folder: String) throws(PackFailure) {
    let source = PackFolder(path: folder)
    let digests = try source.files()
    var files: [PackFile] = []
    for file in digests { files.append(PackFile(path: file.path, bytes: try source.read(file.path))) }
    self.init(
      manifest: try ManifestFile.read(files, place: folder), files: files, folder: folder,
      digest: ContentDigest(ofPack: digests), isLive: true)
  }
}

/// A file of a pack.
public struct PackFile: Sendable, Hashable {
  /// The path inside the pack, with `/` between its parts.
  public let path: String
  /// The content.
  public let bytes: [UInt8]

  /// Creates a file.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// What the store knows of an installed pack without reading its files.
public struct StoredPack: Sendable, Hashable {
  /// The pack and its version.
  public let identity: PackVersion
  /// The digest of its content.
  public let digest: ContentDigest
  /// The alias of the registry that it came from.
  public let registry: String
  /// The place of that registry, the same from every project; empty where that was not kept.
  let origin: String
  /// The text of its signature, nil when it came without one.
  public let signature: [UInt8]?
  /// Its description.
  public let description: String
  /// Its license.
  public let license: String
}
