import Foundation
import GRDB

/// The store's database: its schema and how it is opened.
enum StoreDatabase {
  /// Opens the database at a path, which is made or brought up to date.
  ///
  /// Hold the store's lock meanwhile.
  static func open(_ path: String) throws(PackFailure) -> DatabaseQueue {
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(60)
      configuration.prepareDatabase { database in
        // GRDB's own WAL mode makes and drops a table whenever a process is the first: two waits for the disk, and two more
        // at the end, for a run that only reads.
        try database.execute(sql: "PRAGMA journal_mode = WAL")
        // A removal deletes files after its commit, so the commit must outlive a power cut.
        try database.execute(sql: "PRAGMA synchronous = FULL")
      }
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      if try queue.read(migrator.hasBeenSuperseded) { throw PackFailure(PackDiagnostics.storeTooNew(path)) }
      if try !queue.read(migrator.hasCompletedMigrations) { try migrator.migrate(queue) }
      return queue
    } catch let failure as PackFailure {
      throw failure
    } catch {
      throw PackFailure(PackDiagnostics.storeFailed(path, reason: "\(error)"))
    }
  }

  /// Append only: a migration that was released is never changed.
  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 packs") { database in
      try database.execute(
        sql: """
          CREATE TABLE pack (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            digest TEXT NOT NULL,
            registry TEXT NOT NULL,
            signature BLOB,
            description TEXT NOT NULL,
            license TEXT NOT NULL,
            UNIQUE (name, version)
          );
          CREATE TABLE file (
            pack INTEGER NOT NULL REFERENCES pack (id) ON DELETE CASCADE,
            path TEXT NOT NULL,
            digest TEXT NOT NULL,
            size INTEGER NOT NULL,
            PRIMARY KEY (pack, path)
          ) WITHOUT ROWID;
          CREATE TABLE release (
            registry TEXT NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            digest TEXT NOT NULL,
            PRIMARY KEY (registry, name, version)
          ) WITHOUT ROWID;
          CREATE VIRTUAL TABLE document USING fts5 (
            name, description, keywords, readme, version UNINDEXED, registry UNINDEXED, installed UNINDEXED
          );
          """)
    }
    migrator.registerMigration("2 origin") { database in
      try database.execute(sql: "ALTER TABLE pack ADD COLUMN origin TEXT NOT NULL DEFAULT ''")
    }
    // What registries have is known by their places: an alias is another registry in another project.
    migrator.registerMigration("3 places of documents") { database in
      try database.execute(
        sql: """
          CREATE VIRTUAL TABLE placed USING fts5 (
            name, description, keywords, readme, version UNINDEXED, registry UNINDEXED, installed UNINDEXED,
            origin UNINDEXED
          );
          INSERT INTO placed
            SELECT name, description, keywords, readme, version, registry, installed, '' FROM document
            WHERE installed = 1;
          DROP TABLE document;
          ALTER TABLE placed RENAME TO document;
          """)
    }
    return migrator
  }()
}
