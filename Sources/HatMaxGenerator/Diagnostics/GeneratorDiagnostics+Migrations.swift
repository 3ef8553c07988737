import SourceDiagnostics

extension GeneratorDiagnostics {
  // MARK: - GE04: migrations

  static func sameMigrationNumber(_ paths: [String]) -> Diagnostic {
    Diagnostic(
      "GE0401", .error, "\(list(paths)) have one number, as when two branches each made a migration",
      help: ["`hatmax migration renumber FILE` gives a file that is not released yet the next free number"])
  }

  static func destructiveMigration(_ path: String, _ steps: [String]) -> Diagnostic {
    Diagnostic(
      "GE0402", .error, "the migration `\(path)` would lose stored data, so nothing was written", notes: steps,
      help: [
        "`hatmax generate --allow-destructive` writes it",
        "say `was: OLD_NAME` at a field, child or aggregate that was renamed, and its data is kept",
      ])
  }

  static func unmergedLedger(_ marker: Label) -> Diagnostic {
    Diagnostic(
      "GE0403", .error, "the ledger of migrations has conflict markers of a merge", labels: [marker],
      help: ["keep the lines of both sides: the migrations of both are in the folder"])
  }

  static func adoptedMigrations(_ ledger: String, _ files: [String]) -> Diagnostic {
    Diagnostic(
      "GE0404", .warning, "`\(ledger)` begins: there are migrations and no ledger of what they add up to",
      notes: ["\(list(files)) are taken to give what `hatmax.yml` said at the last run"],
      help: ["compare the ledger with your database's schema, once"])
  }

  static func rowsWithoutValue(_ path: String, _ steps: [String]) -> Diagnostic {
    Diagnostic(
      "GE0405", .warning, "the migration `\(path)` fails where there are rows, for which it has no value",
      notes: steps, help: ["give the field a `default`, or write a value into the migration before it is released"])
  }

  static func ledgerWithoutMigrations(_ ledger: String) -> Diagnostic {
    Diagnostic(
      "GE0406", .error, "`\(ledger)` says what migrations add up to, and there are none beside it",
      help: ["bring the migrations back, or remove the ledger to begin anew"])
  }

  static func migrationsOfRenamedService(_ service: Label, from old: String, to new: String) -> Diagnostic {
    Diagnostic(
      "GE0408", .error, "the migrations of the renamed service are still in `\(old)`", labels: [service],
      help: ["move the folder to `\(new)`, as with `git mv`, and generate again"])
  }

  static func noSuchMigration(_ path: String) -> Diagnostic {
    Diagnostic(
      "GE0407", .error, "`\(path)` is no migration: a file beside a ledger, with a name that begins with a number")
  }
}
