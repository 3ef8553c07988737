/// What becomes of one table between two relational models.
package struct TableChange: Sendable, Equatable {
  /// The table as it was; nil for one that comes.
  package let before: Table?
  /// The table as it will be; nil for one that goes.
  package let after: Table?
  /// The columns that stay, by their names after: their names before.
  package let formerColumns: [String: String]

  init(before: Table?, after: Table?, formerColumns: [String: String] = [:]) {
    self.before = before
    self.after = after
    self.formerColumns = formerColumns
  }

  /// A table that stays, its columns matched by name and by `was`.
  init(from before: Table, to after: Table) {
    let known = Set(before.columns.map(\.name))
    let wanted = Set(after.columns.map(\.name))
    var former: [String: String] = [:]
    var taken: Set<String> = []
    for column in after.columns {
      let old = known.contains(column.name) ? column.name : column.was.flatMap { wanted.contains($0) ? nil : $0 }
      guard let old, known.contains(old), taken.insert(old).inserted else { continue }
      former[column.name] = old
    }
    self.init(before: before, after: after, formerColumns: former)
  }

  /// The way back.
  var inverted: TableChange {
    TableChange(
      before: after, after: before,
      formerColumns: Dictionary(formerColumns.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first }))
  }

  /// The columns that stay, by their names before: their names after.
  var laterColumns: [String: String] { inverted.formerColumns }

  /// The column as it was, of one that stays.
  package func former(_ column: Column) -> Column? { formerColumns[column.name].flatMap { before?.column($0) } }

  /// The columns that go, in order.
  package var droppedColumns: [Column] {
    let kept = Set(formerColumns.values)
    return after == nil ? [] : before?.columns.filter { !kept.contains($0.name) } ?? []
  }
}
