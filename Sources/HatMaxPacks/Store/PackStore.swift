import Foundation
import GRDB
import SourceDiagnostics
import Synchronization
import SystemFiles

/// The packs of this machine's user: a database and unpacked, read-only folders.
///
/// ```text
/// HOME/store.sqlite          packs, their files' digests, full-text index
/// HOME/packs/NAME/VERSION/   unpacked packs
/// HOME/content/              contents by digest (`ContentStore`)
/// HOME/quarantine/           what is being installed
/// ```
///
/// Any number of processes may use it at once. An installation becomes visible with one rename and one commit, in that
/// order, and a removal with one commit and one rename: whenever a process dies, either the old state is there or the new
/// one, and folders that no row speaks of are replaced or removed by whoever meets them.
public final class PackStore: Sendable {
  /// The store's folder.
  public let home: String
  private let opened = Mutex<DatabaseQueue?>(nil)

  /// A store in a folder, which is made when something is first needed from it.
  public init(home: String) { self.home = home }

  /// Whether there is a store yet; asking an absent one creates it.
  var exists: Bool { Files.isFile(home + "/store.sqlite") }

  var quarantineRoot: String { home + "/quarantine" }

  /// Where indexes and downloads that are not whole are kept.
  package var cache: String { home + "/cache" }

  /// Where a pack is unpacked when it is installed.
  public func folder(of pack: PackVersion) -> String { "\(home)/packs/\(pack.name)/\(pack.version)" }

  // MARK: - Looking

  /// The installed packs, by name and version.
  public func list() throws(PackFailure) -> [StoredPack] {
    try read { try Row.fetchAll($0, sql: "SELECT * FROM pack") }.compactMap(StoredPack.init).sorted {
      $0.identity < $1.identity
    }
  }

  /// The installed versions of a pack.
  public func versions(of name: PackName) throws(PackFailure) -> [StoredPack] {
    try read { try Row.fetchAll($0, sql: "SELECT * FROM pack WHERE name = ?", arguments: [name.description]) }
      .compactMap(StoredPack.init).sorted { $0.identity < $1.identity }
  }

  /// What is known of an installed pack, or nil.
  public func find(_ pack: PackVersion) throws(PackFailure) -> StoredPack? {
    guard exists else { return nil }
    return try read { try Self.row(of: pack, $0) }.flatMap(StoredPack.init)
  }

  /// Reads an installed pack, every file checked against the digest that it was installed with.
  ///
  /// - Parameter keepsContents: Whether the bytes of its files are wanted; without them a large pack takes no memory.
  /// - Returns: nil when it isn't installed.
  /// - Throws: `PK0306` when files were changed, removed or can't be read.
  public func pack(_ pack: PackVersion, keepsContents: Bool = true) throws(PackFailure) -> InstalledPack? {
    guard let stored = try find(pack) else { return nil }
    let folder = PackFolder(path: folder(of: pack))
    var problems: [String] = []
    var files: [PackFile] = []
    for expected in try fileDigests(of: pack) {
      if let bytes = try? folder.read(expected.path), ContentDigest(of: bytes) == expected.digest {
        let isKept = keepsContents || expected.path == ManifestFile.name
        files.append(PackFile(path: expected.path, bytes: isKept ? bytes : []))
      } else {
        problems.append("`\(expected.path)` is changed or missing")
      }
    }
    if !problems.isEmpty { throw PackFailure(PackDiagnostics.damagedPack(pack, problems: problems)) }
    let manifest = try ManifestFile.read(files, place: pack.description)
    if !keepsContents { files = [] }
    return InstalledPack(
      manifest: manifest, files: files, folder: folder.path, digest: stored.digest, isLive: false)
  }

  // MARK: - Changing

  /// Puts an unpacked and checked pack into place.
  ///
  /// - Parameters:
  ///   - source: A folder in the store's quarantine, which is moved.
  ///   - isReplacing: Whether it may take the place of other content that came from the same place.
  /// - Throws: `PK0305` when the version is installed with other content.
  func adopt(
    _ source: String, _ checked: CheckedPack, _ origin: PackOrigin, replacing isReplacing: Bool
  ) throws(PackFailure) {
    try makeReadOnly(source, checked.files)
    let identity = checked.manifest.identity
    let target = folder(of: identity)
    let lock = try FileLock(home + "/lock")
    if let stored = try find(identity) {
      guard stored.digest == checked.digest || isReplacing && stored.origin == origin.place else {
        throw PackFailure(
          PackDiagnostics.otherContent(identity, installed: stored.digest, offered: checked.digest))
      }
      if stored.digest == checked.digest, Files.isFolder(target) { return try change(origin, of: identity) }
      // Its files are going to be replaced: whoever dies meanwhile must not leave a row that speaks of them.
      try write { try Self.delete(identity, $0) }
    }
    try Files.makeFolder(Files.parent(of: target))
    try Files.removeTree(target)
    try Files.move(source, to: target)
    try Files.setMode(target, 0o555)
    try Files.sync(folder: Files.parent(of: target))
    try write { database in
      try Self.delete(identity, database)
      try Self.insert(checked, origin, database)
    }
    _ = consume lock
  }

  /// Remembers where the same content came from last, and its signature if it had none.
  func change(_ origin: PackOrigin, of pack: PackVersion) throws(PackFailure) {
    try write { database in
      try database.execute(
        sql: """
          UPDATE pack SET registry = ?, origin = ?, signature = coalesce(?, signature) WHERE name = ? AND version = ?
          """,
        arguments: [
          origin.registry, origin.place, origin.signature.map { Data($0) }, pack.name.description,
          pack.version.description,
        ])
      try database.execute(
        sql: "UPDATE document SET registry = ? WHERE name = ? AND version = ? AND installed = 1",
        arguments: [origin.registry, pack.name.description, pack.version.description])
    }
  }

  /// Removes an installed pack; nothing happens when it isn't there.
  ///
  /// - Returns: Whether it was there.
  @discardableResult public func remove(_ pack: PackVersion) throws(PackFailure) -> Bool {
    let quarantine = try Quarantine(in: quarantineRoot)
    let lock = try FileLock(home + "/lock")
    guard try find(pack) != nil else { return false }
    try write { try Self.delete(pack, $0) }
    let folder = folder(of: pack)
    if Files.isFolder(folder) {
      // Moving a folder into another parent needs the right to write to it.
      try Files.setMode(folder, 0o755)
      try Files.move(folder, to: quarantine.path + "/removed")
    }
    _ = consume lock
    return true
  }

  // MARK: - Remembering

  /// Keeps the digest that a registry offers a release with, for good.
  ///
  /// - Throws: `PK0409` when the registry once offered the release with another digest.
  func remember(
    _ pack: PackVersion, _ expectation: PackInstaller.Expectation, digest: ContentDigest
  ) throws(PackFailure) {
    let arguments: StatementArguments = [expectation.origin, pack.name.description, pack.version.description]
    let known = try read { database in
      try String.fetchOne(
        database, sql: "SELECT digest FROM release WHERE registry = ? AND name = ? AND version = ?",
        arguments: arguments)
    }
    if let known = known.flatMap(ContentDigest.init) {
      guard known != digest else { return }
      throw PackFailure(
        PackDiagnostics.republished(pack, registry: expectation.registry, known: known, offered: digest))
    }
    try write { database in
      try database.execute(
        sql: "INSERT OR IGNORE INTO release (registry, name, version, digest) VALUES (?, ?, ?, ?)",
        arguments: arguments + [digest.description])
    }
  }

  // MARK: - Checking

  /// Compares every installed pack with what was installed, and removes what dead processes left behind.
  ///
  /// - Returns: Each pack with its problems, none when it is whole.
  public func verify() throws(PackFailure) -> [(pack: StoredPack, problems: [String])] {
    try Quarantine.clean(quarantineRoot)
    var result: [(pack: StoredPack, problems: [String])] = []
    for stored in try list() {
      result.append((stored, try problems(of: stored)))
    }
    return result
  }

  private func problems(of stored: StoredPack) throws(PackFailure) -> [String] {
    let folder = folder(of: stored.identity)
    let expected = try fileDigests(of: stored.identity)
    guard try Files.entry(at: folder) == .folder else { return ["the folder `\(folder)` is missing"] }
    let found: [FileDigest]
    do {
      found = try PackFolder(path: folder).files()
    } catch {
      return error.diagnostics.map(\.message)
    }
    let foundByPath = Dictionary(found.map { ($0.path, $0) }) { first, _ in first }
    let expectedPaths = Set(expected.map(\.path))
    let changed = expected.compactMap { file -> String? in
      guard let now = foundByPath[file.path] else { return "`\(file.path)` is missing" }
      return now.digest == file.digest ? nil : "`\(file.path)` is changed"
    }
    let added = found.filter { !expectedPaths.contains($0.path) }.map { "`\($0.path)` was added" }
    let recorded =
      ContentDigest(ofPack: expected) == stored.digest ? [] : ["the list of files is not what was installed"]
    return changed + added + recorded
  }

  /// Makes a pack's files and folders read-only, and durable: by one wait for the disk, however many there are.
  private func makeReadOnly(_ folder: String, _ files: [FileDigest]) throws(PackFailure) {
    var folders: Set<String> = []
    for file in files {
      try Files.setMode(folder + "/" + file.path, 0o444)
      var parent = Files.parent(of: file.path)
      while parent != ".", folders.insert(parent).inserted { parent = Files.parent(of: parent) }
    }
    for inner in folders { try Files.setMode(folder + "/" + inner, 0o555) }
    try Files.sync(fileSystemOf: folder)
  }
}

// MARK: - Database

extension PackStore {
  private func database() throws(PackFailure) -> DatabaseQueue {
    let result = opened.withLock { opened -> Result<DatabaseQueue, PackFailure> in
      if let opened { return .success(opened) }
      do throws(PackFailure) {
        try Files.makeFolder(home)
        let lock = try FileLock(home + "/open.lock")
        let queue = try StoreDatabase.open(home + "/store.sqlite")
        _ = consume lock
        opened = queue
        return .success(queue)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  func read<Value>(_ body: (Database) throws -> Value) throws(PackFailure) -> Value {
    let queue = try database()
    return try translated { try queue.read(body) }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws(PackFailure) -> Value {
    let queue = try database()
    return try translated {
      try queue.writeWithoutTransaction { database in
        var value: Value?
        try database.inTransaction(.immediate) {
          value = try body(database)
          return .commit
        }
        guard let value else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
        return value
      }
    }
  }

  private func translated<Value>(_ body: () throws -> Value) throws(PackFailure) -> Value {
    do {
      return try body()
    } catch let failure as PackFailure {
      throw failure
    } catch {
      throw PackFailure(PackDiagnostics.storeFailed(home, reason: "\(error)"))
    }
  }

  private func fileDigests(of pack: PackVersion) throws(PackFailure) -> [FileDigest] {
    let rows = try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT file.path, file.digest, file.size FROM file JOIN pack ON pack.id = file.pack
          WHERE pack.name = ? AND pack.version = ? ORDER BY file.path
          """, arguments: [pack.name.description, pack.version.description])
    }
    return rows.compactMap { row in
      ContentDigest(row["digest"]).map { FileDigest(path: row["path"], digest: $0, size: row["size"]) }
    }
  }

  private static func row(of pack: PackVersion, _ database: Database) throws -> Row? {
    try Row.fetchOne(
      database, sql: "SELECT * FROM pack WHERE name = ? AND version = ?",
      arguments: [pack.name.description, pack.version.description])
  }

  private static func delete(_ pack: PackVersion, _ database: Database) throws {
    let arguments: StatementArguments = [pack.name.description, pack.version.description]
    try database.execute(sql: "DELETE FROM pack WHERE name = ? AND version = ?", arguments: arguments)
    try database.execute(
      sql: "DELETE FROM document WHERE name = ? AND version = ? AND installed = 1", arguments: arguments)
  }

  private static func insert(_ pack: CheckedPack, _ origin: PackOrigin, _ database: Database) throws {
    let manifest = pack.manifest
    try database.execute(
      sql: """
        INSERT INTO pack (name, version, digest, registry, origin, signature, description, license)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        manifest.name.description, manifest.version.description, pack.digest.description, origin.registry,
        origin.place, origin.signature.map { Data($0) }, manifest.description, manifest.license,
      ])
    let identifier = database.lastInsertedRowID
    for file in pack.files {
      try database.execute(
        sql: "INSERT INTO file (pack, path, digest, size) VALUES (?, ?, ?, ?)",
        arguments: [identifier, file.path, file.digest.description, file.size])
    }
    try database.execute(
      sql: """
        INSERT INTO document (name, description, keywords, readme, version, registry, installed) VALUES (?, ?, ?, ?, ?, ?, 1)
        """,
      arguments: [
        manifest.name.description, manifest.description, manifest.keywords.joined(separator: " "), pack.readme,
        manifest.version.description, origin.registry,
      ])
  }
}

extension StoredPack {
  init?(_ row: Row) {
    guard let name = PackName(row["name"]), let version = Version(row["version"]),
      let digest = ContentDigest(row["digest"])
    else { return nil }
    self.init(
      identity: PackVersion(name, version), digest: digest, registry: row["registry"],
      origin: row["origin"], signature: (row["signature"] as Data?).map(Array.init),
      description: row["description"], license: row["license"])
  }
}
