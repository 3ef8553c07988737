import GRDB

/// A pack that a search found.
public struct PackHit: Sendable, Hashable {
  /// The pack and the newest version that was found.
  public let identity: PackVersion
  /// One line on what it generates.
  public let description: String
  /// The alias of the registry that has it.
  public let registry: String
  /// Whether that version is installed.
  public let isInstalled: Bool
}

/// Finds packs by words in their names, descriptions, keywords and readmes.
public struct SearchOperation {
  private let store: PackStore
  private let registries: Registries
  private let isOffline: Bool

  /// Creates the operation; offline, remote registries are searched as they were when last asked.
  public init(store: PackStore, registries: Registries, isOffline: Bool = false) {
    self.store = store
    self.registries = registries
    self.isOffline = isOffline
  }

  /// The packs that have all the words, or words that start with them, the best first.
  ///
  /// Names weigh most, then keywords, descriptions and readmes. Without words: every pack, by name.
  public func run(_ words: [String]) throws(PackFailure) -> [PackHit] {
    for registry in registries.all where !(isOffline && registry.source.isRemote) { try refresh(registry) }
    // A quoted string is a phrase for FTS5, so nothing that a person types is taken for its syntax.
    let query = words.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"*" }.joined(separator: " ")
    let rows = try store.read { database in
      let columns = "SELECT name, description, version, registry, installed FROM document"
      return query.isEmpty
        ? try Row.fetchAll(database, sql: columns + " ORDER BY name")
        : try Row.fetchAll(
          database, sql: columns + " WHERE document MATCH ? ORDER BY bm25(document, 10, 3, 5, 1), name",
          arguments: [query])
    }
    return newest(rows.compactMap(hit))
  }

  /// One hit a name, its newest version, in the order in which names were found.
  private func newest(_ hits: [PackHit]) -> [PackHit] {
    var best: [PackName: PackHit] = [:]
    for hit in hits {
      guard let known = best[hit.identity.name] else {
        best[hit.identity.name] = hit
        continue
      }
      let isBetter =
        hit.identity.version == known.identity.version
        ? hit.isInstalled : hit.identity.version > known.identity.version
      if isBetter { best[hit.identity.name] = hit }
    }
    var seen: Set<PackName> = []
    return hits.compactMap { seen.insert($0.identity.name).inserted ? best[$0.identity.name] : nil }
  }

  private func hit(_ row: Row) -> PackHit? {
    guard let name = PackName(row["name"]), let version = Version(row["version"]) else { return nil }
    return PackHit(
      identity: PackVersion(name, version), description: row["description"], registry: row["registry"],
      isInstalled: row["installed"] == 1)
  }

  /// Puts what a registry has into the index, the newest version of every pack.
  private func refresh(_ registry: Registries.Registry) throws(PackFailure) {
    var documents: [(identity: PackVersion, summary: PackSummary)] = []
    for name in try registry.source.names() {
      let releases = try registry.source.releases(of: name)
      let stable = releases.filter { !$0.identity.version.isPrerelease }
      guard let newest = (stable.isEmpty ? releases : stable).max(by: { $0.identity < $1.identity }) else { continue }
      documents.append((newest.identity, try registry.source.describe(newest)))
    }
    try store.write { database in
      try database.execute(
        sql: "DELETE FROM document WHERE registry = ? AND installed = 0", arguments: [registry.alias])
      for (identity, summary) in documents {
        try database.execute(
          sql: """
            INSERT INTO document (name, description, keywords, readme, version, registry, installed)
            VALUES (?, ?, ?, ?, ?, ?, 0)
            """,
          arguments: [
            identity.name.description, summary.description, summary.keywords.joined(separator: " "), summary.readme,
            identity.version.description, registry.alias,
          ])
      }
    }
  }
}
