import FoundationEssentials
import PositionedYAML
public import SourceDiagnostics

/// The packs that a web server has: `index.json` beside their archives, made by `hatmax pack index`.
///
/// ```json
/// {
///   "format": 1,
///   "packs": {
///     "acme/base": [
///       {"archive":"acme/base-1.0.0.hatpack","digest":"sha256:…","requires":{"go-service":"^1.0"},"sha256":"…","size":1,…}
///     ]
///   }
/// }
/// ```
public struct PackIndex: Sendable, Hashable {
  /// A release, and what only an index says of it.
  public struct Entry: Sendable, Hashable {
    /// The release; its archive is an address relative to the index.
    public var release: PackRelease
    /// Whether its signature is beside the archive, with `.sig` after its name.
    public var isSigned: Bool

    /// Creates an entry.
    public init(_ release: PackRelease, isSigned: Bool) {
      self.release = release
      self.isSigned = isSigned
    }
  }

  /// The releases, ordered by name and version.
  public let entries: [Entry]

  /// The name of the file.
  public static let fileName = "index.json"
  static let format: Int64 = 1
  /// An index of 2,000 packs with 20 versions has about 15 MB.
  static let longest = 64 << 20
  private static let limits = YAMLLimits(maximumBytes: longest, maximumDepth: 16, maximumNodes: 8_000_000)

  /// Creates an index.
  public init(_ entries: [Entry]) {
    self.entries = entries.sorted { $0.release.identity < $1.release.identity }
  }
}

// MARK: - Reading

extension PackIndex {
  /// Reads an index, reporting every problem with its place; nil when there are errors.
  ///
  /// JSON is read as the YAML that it is, so that problems have places. Unknown keys are skipped: later versions of HatMax
  /// may add some.
  public static func read(_ source: SourceText, into bag: inout DiagnosticBag) -> PackIndex? {
    var own = DiagnosticBag()
    defer { bag.add(contentsOf: own.diagnostics) }
    guard let root = YAMLParser.parse(source, limits: limits, into: &own),
      var map = MappingReader(root, "an index of packs", into: &own)
    else { return nil }
    if let node = map.requiredNode("format", into: &own), let number = node.readInt(into: &own), number != format {
      own.add(PackDiagnostics.indexTooNew(node.label()))
      return nil
    }
    var entries: [Entry] = []
    for pack in map.entries("packs", into: &own) {
      guard let name = pack.key.readPackName(into: &own) else { continue }
      guard pack.value.kind == .sequence else {
        own.add(PackDiagnostics.indexVersions(pack.value.label()))
        continue
      }
      var labels: [Version: Label] = [:]
      for item in pack.value.items {
        guard let entry = Self.entry(item, of: name, into: &own) else { continue }
        let place = item["version"] ?? item
        if let first = labels.updateValue(place.label("first here"), forKey: entry.release.identity.version) {
          own.add(PackDiagnostics.indexDuplicate(entry.release.identity, place.label("again here"), first: first))
        }
        entries.append(entry)
      }
    }
    return own.hasErrors ? nil : PackIndex(entries)
  }

  private static func entry(_ node: Node, of name: PackName, into bag: inout DiagnosticBag) -> Entry? {
    guard var map = MappingReader(node, "a release", into: &bag) else { return nil }
    let release = ReleaseRecord.read(&map, of: name, into: &bag)
    let archive = map.requiredString("archive", into: &bag)
    let digest = map.requiredNode("sha256", into: &bag)?.readDigest(into: &bag)
    let size = map.requiredNode("size", into: &bag)?.readInt(in: 1...Int64(Int32.max), into: &bag)
    guard var release, let archive, let digest, let size else { return nil }
    release.archive = archive
    release.archiveDigest = digest
    release.archiveSize = Int(size)
    return Entry(release, isSigned: map.bool("signed", into: &bag) ?? false)
  }
}

// MARK: - Writing

extension PackIndex {
  /// The text of `index.json`: one release on a line, for reviews and for merges.
  public var text: String {
    let packs = Dictionary(grouping: entries) { $0.release.identity.name }.sorted { $0.key < $1.key }
    let blocks = packs.map { name, entries in
      let lines = entries.map { "      " + ReleaseRecord($0).json }
      return "    \(ReleaseRecord.quoted(name.description)): [\n" + lines.joined(separator: ",\n") + "\n    ]"
    }
    let body = blocks.isEmpty ? "{}" : "{\n" + blocks.joined(separator: ",\n") + "\n  }"
    return "{\n  \"format\": \(Self.format),\n  \"packs\": \(body)\n}\n"
  }
}

/// A release as indexes and OCI registries write it down.
struct ReleaseRecord: Encodable {
  var name: String?
  var version: String
  var digest: String?
  var archive: String?
  var sha256: String?
  var size: Int?
  var signed: Bool?
  var requires: [String: String]
  var summary: String
  var keywords: [String]
  /// What people search in; an index has it for the newest version alone.
  var readme: String?

  /// A release of an index, where the name stands above it.
  init(_ entry: PackIndex.Entry) {
    self.init(entry.release)
    archive = entry.release.archive
    sha256 = entry.release.archiveDigest?.hex
    size = entry.release.archiveSize
    signed = entry.isSigned ? true : nil
  }

  /// A release without where its archive is.
  init(_ release: PackRelease) {
    version = release.identity.version.description
    digest = release.digest?.description
    let ranges = (release.requirements ?? []).map { ($0.name.description, $0.range.description) }
    requires = Dictionary(ranges) { first, _ in first }
    summary = release.summary
    keywords = release.keywords
    readme = release.readme.isEmpty ? nil : release.readme
  }

  /// On one line, keys in order.
  var json: String { Self.encoded(self) }

  static func quoted(_ text: String) -> String { encoded(text) }

  private static func encoded(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Only numbers that JSON doesn't know can fail, and there are none.
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
  }

  /// Reads what indexes and registries have in common.
  static func read(_ map: inout MappingReader, of name: PackName, into bag: inout DiagnosticBag) -> PackRelease? {
    let version = map.requiredNode("version", into: &bag)?.readVersion(into: &bag)
    let digest = map.requiredNode("digest", into: &bag)?.readDigest(into: &bag)
    let requirements = map.entries("requires", into: &bag).compactMap { entry -> Requirement? in
      let name = entry.key.readPackName(into: &bag)
      let range = entry.value.readRange(into: &bag)
      guard let name, let range else { return nil }
      return Requirement(name, range)
    }
    let summary = map.string("summary", into: &bag) ?? ""
    let keywords = map.strings("keywords", into: &bag)
    let readme = map.string("readme", into: &bag) ?? ""
    guard let version, let digest else { return nil }
    var release = PackRelease(
      PackVersion(name, version), digest: digest, requirements: requirements, summary: summary, keywords: keywords)
    release.readme = readme
    return release
  }
}
