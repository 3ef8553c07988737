package import HatMaxSpec

/// What the folder of a ledger holds: the migrations that were written, and what they add up to.
package struct MigrationHistory: Sendable, Equatable {
  /// What the migrations add up to; nil when there is no ledger.
  package let ledger: RelationalModel?
  /// The names of the migrations' files, sorted.
  package let files: [String]

  /// Creates a history.
  ///
  /// - Parameter names: the names in the folder, of which those that begin with a number and `_` are migrations.
  package init(ledger: RelationalModel?, names: some Sequence<String>) {
    self.ledger = ledger
    files = names.filter { Self.number(of: $0) != nil }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The number of a migration's file, nil for any other name.
  package static func number(of name: String) -> Int? {
    let digits = name.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, name.dropFirst(digits.count).first == "_" else { return nil }
    return Int(digits)
  }

  /// The number of the next migration.
  package var nextNumber: Int { (files.compactMap(Self.number).max() ?? 0) + 1 }

  /// Files that have a number together though they are not one migration, which may have several files that differ in
  /// their endings alone.
  package var clashes: [[String]] {
    Dictionary(grouping: files, by: { Self.number(of: $0) ?? 0 }).sorted { $0.key < $1.key }.map(\.value).filter {
      Set($0.map(Self.stem)).count > 1
    }
  }

  /// The name up to the first dot.
  static func stem(_ name: String) -> Substring { name.prefix { $0 != "." } }
}
