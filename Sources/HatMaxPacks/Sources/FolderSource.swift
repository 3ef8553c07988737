import SourceDiagnostics
import SystemFiles

/// A folder of packs: folders named as their packs, with a `pack.yml` in each, and archives named `NAME-VERSION.hatpack`.
///
/// An organization's packs are in a folder named after it. A folder that has a `pack.yml` itself is a source of that one
/// pack, and a `.hatpack` file one of the pack in it.
public struct FolderSource: PackSource {
  /// The folder or archive.
  public let location: String
  /// Whether asking it takes the network: never.
  public var isRemote: Bool { false }

  /// A source for a folder or an archive.
  public init(_ path: String) { location = path }

  private var isSingle: Bool { Files.isFile(location) || Files.isFile(location + "/" + ManifestFile.name) }

  /// The names of its packs.
  public func names() throws(PackFailure) -> [PackName] {
    if isSingle { return [try single().identity.name] }
    var names: Set<PackName> = []
    for entry in try Files.list(location) where !entry.hasPrefix(".") {
      let path = location + "/" + entry
      names.formUnion(Self.name(of: entry, at: path, organization: nil))
      guard Files.isFolder(path), !Files.isFile(path + "/" + ManifestFile.name) else { continue }
      for inner in try Files.list(path) {
        names.formUnion(Self.name(of: inner, at: path + "/" + inner, organization: entry))
      }
    }
    return names.sorted()
  }

  private static func name(of entry: String, at path: String, organization: String?) -> [PackName] {
    let prefix = organization.map { $0 + "/" } ?? ""
    if entry.hasSuffix(".hatpack") {
      return split(archive: entry).flatMap { PackName(prefix + $0.base) }.map { [$0] } ?? []
    }
    return Files.isFile(path + "/" + ManifestFile.name) ? PackName(prefix + entry).map { [$0] } ?? [] : []
  }

  /// The releases of a pack: its folder, and its archives.
  public func releases(of name: PackName) throws(PackFailure) -> [PackRelease] {
    if isSingle {
      let release = try single()
      return release.identity.name == name ? [release] : []
    }
    let folder = location + (name.organization.map { "/" + $0 } ?? "")
    guard Files.isFolder(folder) else { return [] }
    var releases: [PackRelease] = []
    if Files.isFile("\(folder)/\(name.base)/\(ManifestFile.name)") {
      releases.append(try live(folder + "/" + name.base, expected: name))
    }
    for entry in try Files.list(folder) where entry.hasSuffix(".hatpack") {
      guard let (base, version) = Self.split(archive: entry), base == name.base,
        !releases.contains(where: { $0.identity.version == version })
      else { continue }
      releases.append(PackRelease(PackVersion(name, version), archive: folder + "/" + entry))
    }
    return releases
  }

  /// What a release requires, from its manifest.
  public func requirements(of release: PackRelease) throws(PackFailure) -> [Requirement] {
    if let known = release.requirements { return known }
    let manifest = try Self.manifest(ofArchive: release.archive).manifest
    guard manifest.identity == release.identity else {
      throw PackFailure(
        PackDiagnostics.otherIdentity(
          Files.name(of: release.archive), expected: release.identity, found: manifest.identity))
    }
    return manifest.requirements
  }

  /// What the manifest and the `README.md` say.
  public func describe(_ release: PackRelease) throws(PackFailure) -> PackSummary {
    if let folder = release.liveFolder {
      let readme = Files.isFile(folder + "/README.md") ? try PackFolder(path: folder).read("README.md") : []
      return PackSummary(
        description: release.summary, keywords: release.keywords, readme: String(decoding: readme, as: UTF8.self))
    }
    let manifest = try Self.manifest(ofArchive: release.archive).manifest
    return PackSummary(
      description: manifest.description, keywords: manifest.keywords,
      readme: try Self.readme(ofArchive: release.archive))
  }

  /// The text of the `README.md` in an archive; empty when there is none.
  private static func readme(ofArchive path: String) throws(PackFailure) -> String {
    String(decoding: try ArchiveReader.peek(path, at: "README.md").content ?? [], as: UTF8.self)
  }

  /// As much of the `README.md` in an archive as registries keep for search.
  static func readmeExcerpt(ofArchive path: String) throws(PackFailure) -> String {
    let text = try readme(ofArchive: path)
    guard text.utf8.count > longestExcerpt else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: longestExcerpt)
    while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
    return String(text[..<end])
  }

  /// With it, the index of 2,000 packs has 16 MB more.
  private static let longestExcerpt = 8 << 10

  /// The archive where it is, with the signature beside it.
  public func fetch(_ release: PackRelease, into folder: String) throws(PackFailure) -> FetchedArchive {
    let signature = release.archive + ".sig"
    let hasSignature = Files.isFile(signature)
    return FetchedArchive(
      path: release.archive, signature: hasSignature ? try Files.read(signature, limit: 64 << 10) : nil)
  }

  private func single() throws(PackFailure) -> PackRelease {
    guard Files.isFile(location) else { return try live(location, expected: nil) }
    let (manifest, digest) = try Self.manifest(ofArchive: location)
    return PackRelease(
      manifest.identity, digest: digest, requirements: manifest.requirements, archive: location,
      summary: manifest.description, keywords: manifest.keywords)
  }

  private func live(_ folder: String, expected: PackName?) throws(PackFailure) -> PackRelease {
    let path = folder + "/" + ManifestFile.name
    let source = SourceText(name: path, bytes: try Files.read(path, limit: 1 << 20))
    var bag = DiagnosticBag()
    guard let manifest = PackManifestReader.read(source, into: &bag) else { throw PackFailure(bag.errors) }
    if let expected, manifest.name != expected {
      throw PackFailure(
        PackDiagnostics.otherIdentity(
          path, expected: PackVersion(expected, manifest.version), found: manifest.identity))
    }
    return PackRelease(
      manifest.identity, requirements: manifest.requirements, liveFolder: folder, summary: manifest.description,
      keywords: manifest.keywords)
  }

  /// The manifest in an archive and the digest of its content, without unpacking it.
  static func manifest(ofArchive path: String) throws(PackFailure) -> (manifest: PackManifest, digest: ContentDigest) {
    let place = Files.name(of: path)
    let (files, content) = try ArchiveReader.peek(path, at: ManifestFile.name)
    guard let content else { throw PackFailure(PackDiagnostics.noManifest(place)) }
    let source = SourceText(name: place + "/" + ManifestFile.name, bytes: content)
    let manifest = try ManifestFile.read(source, files: Set(files.map(\.path)))
    return (manifest, ContentDigest(ofPack: files))
  }

  /// `sqlite-repo-1.2.0.hatpack` taken apart: the version starts after the first hyphen that a version follows.
  static func split(archive file: String) -> (base: String, version: Version)? {
    guard file.hasSuffix(".hatpack") else { return nil }
    let stem = file.dropLast(8)
    for dash in stem.indices where stem[dash] == "-" {
      if let version = Version(String(stem[stem.index(after: dash)...])) { return (String(stem[..<dash]), version) }
    }
    return nil
  }
}

extension DiagnosticBag {
  /// The errors, in the order in which they are shown.
  var errors: [Diagnostic] { sorted.filter { $0.severity == .error } }
}
