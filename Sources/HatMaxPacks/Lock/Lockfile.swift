/// What a project is built with: one version of every pack, where it came from and what was in it.
///
/// ```text
/// # hatmax.lock: written by hatmax, to be committed; `hatmax pack update` changes versions
/// version 1
/// acme/base 0.3.0 acme sha256:…
/// my-pack 0.1.0 path folder
/// ```
///
/// One line a pack, ordered by name, so that git merges it and people review it. A line has the pack, its version, the
/// alias of its registry (`path` for a folder that the spec names) and the digest of its content, `folder` when it is read
/// from a folder that may change at any time. There is no URL, so a mirror can take a registry's place.
public struct Lockfile: Sendable, Hashable {
  /// The version of the format that this program writes.
  public static let formatVersion = 1

  /// The packs, ordered by name.
  public let entries: [Entry]

  /// A lockfile with some packs; of two entries for one pack the last counts.
  public init(_ entries: [Entry] = []) {
    let byName = Dictionary(entries.map { ($0.name, $0) }) { _, last in last }
    self.entries = byName.values.sorted { $0.name < $1.name }
  }

  /// The entry of a pack, or nil.
  public subscript(name: PackName) -> Entry? { entries.first { $0.name == name } }

  /// One pack.
  public struct Entry: Sendable, Hashable {
    /// The pack.
    public let name: PackName
    /// The version.
    public let version: Version
    /// The alias of the registry that owns the name, or `path`.
    public let registry: String
    /// The digest of the content; nil for a folder.
    public let digest: ContentDigest?

    /// The pack and its version.
    public var identity: PackVersion { PackVersion(name, version) }

    /// Creates an entry.
    public init(name: PackName, version: Version, registry: String, digest: ContentDigest?) {
      self.name = name
      self.version = version
      self.registry = registry
      self.digest = digest
    }
  }

  /// The file's content.
  public var text: String {
    var out = "# hatmax.lock: written by hatmax, to be committed; `hatmax pack update` changes versions\n"
    out += "version \(Self.formatVersion)\n"
    for entry in entries { out += entry.line + "\n" }
    return out
  }

  /// What changed since an earlier lockfile, a line each: `+ name version …`, `- name version …`.
  public func changes(since earlier: Lockfile) -> [String] {
    let names = Set((entries + earlier.entries).map(\.name)).sorted()
    return names.flatMap { name -> [String] in
      let (old, new) = (earlier[name], self[name])
      if old == new { return [] }
      return [old.map { "- " + $0.line }, new.map { "+ " + $0.line }].compactMap { $0 }
    }
  }
}

extension Lockfile.Entry {
  var line: String { "\(name) \(version) \(registry) \(digest?.description ?? "folder")" }
}
