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
  /// Names weigh most, then keywords, descriptions and readmes. Without words: every pack, by name. Of registries that
  /// have the same name, the first owns it.
  public func run(_ words: [String]) throws(PackFailure) -> [PackHit] {
    for registry in registries.all {
      // What is installed gets into the index by being installed.
      let isSearchedAsItIs = isOffline && registry.source.isRemote || registry.source is InstalledSource
      if !isSearchedAsItIs { try refresh(registry) }
    }
    // A quoted string is a phrase for FTS5, so nothing that a person types is taken for its syntax.
    let query = words.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"*" }.joined(separator: " ")
    let (rows, offers) = try store.read { database in
      let columns = "SELECT name, description, version, registry, installed, origin FROM document"
      let rows =
        query.isEmpty
        ? try Row.fetchAll(database, sql: columns + " ORDER BY name")
        : try Row.fetchAll(
          database, sql: columns + " WHERE document MATCH ? ORDER BY bm25(document, 10, 3, 5, 1), name",
          arguments: [query])
      return (rows, try Row.fetchAll(database, sql: "SELECT name, origin FROM document WHERE installed = 0"))
    }
    let owners = owners(offers)
    return newest(rows.compactMap { hit($0, owners) })
  }

  /// The registry that owns each name that is offered.
  private func owners(_ offers: [Row]) -> [String: Registries.Registry] {
    let names = Dictionary(grouping: offers) { $0["origin"] as String }.mapValues { $0.map { $0["name"] as String } }
    var owners: [String: Registries.Registry] = [:]
    for registry in registries.all {
      for name in names[registry.source.origin] ?? [] where owners[name] == nil { owners[name] = registry }
    }
    return owners
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

  /// A row as a hit; nil for what another project's registry has, or one that does not own the name.
  private func hit(_ row: Row, _ owners: [String: Registries.Registry]) -> PackHit? {
    guard let name = PackName(row["name"]), let version = Version(row["version"]) else { return nil }
    let isInstalled = row["installed"] == 1
    let place: String? = row["origin"]
    let owner = owners[name.description].flatMap { $0.source.origin == place ? $0 : nil }
    guard let alias: String = isInstalled ? row["registry"] : owner?.alias else { return nil }
    return PackHit(
      identity: PackVersion(name, version), description: row["description"], registry: alias, isInstalled: isInstalled)
  }

  // MARK: - The index

  /// Puts what a registry has into the index, the newest version of every pack.
  private func refresh(_ registry: Registries.Registry) throws(PackFailure) {
    let origin = registry.source.origin
    var known = try indexed(origin)
    var documents: [(identity: PackVersion, summary: PackSummary)] = []
    for name in try registry.source.names() {
      guard let newest = try registry.source.releases(of: name).newest else { continue }
      // What was published never changes, so a registry on the network is asked once about a version.
      if registry.source.isRemote, known.removeValue(forKey: newest.identity) != nil { continue }
      documents.append((newest.identity, try registry.source.describe(newest)))
    }
    try store.write { database in
      for row in known.values { try database.execute(sql: "DELETE FROM document WHERE rowid = ?", arguments: [row]) }
      for (identity, summary) in documents {
        try database.execute(
          sql: """
            INSERT INTO document (name, description, keywords, readme, version, registry, installed, origin)
            VALUES (?, ?, ?, ?, ?, ?, 0, ?)
            """,
          arguments: [
            identity.name.description, summary.description, summary.keywords.joined(separator: " "), summary.readme,
            identity.version.description, registry.alias, origin,
          ])
      }
    }
  }

  /// What is in the index of a registry, with the rows that have it.
  private func indexed(_ origin: String) throws(PackFailure) -> [PackVersion: Int64] {
    let rows = try store.read { database in
      try Row.fetchAll(
        database, sql: "SELECT rowid, name, version FROM document WHERE origin = ? AND installed = 0",
        arguments: [origin])
    }
    let found = rows.compactMap { row -> (PackVersion, Int64)? in
      guard let name = PackName(row["name"]), let version = Version(row["version"]) else { return nil }
      return (PackVersion(name, version), row["rowid"])
    }
    return Dictionary(found) { first, _ in first }
  }
}
