/// One numbered migration: what brings a schema from what the earlier ones add up to, to what the specification wants.
package struct Migration: Sendable, Equatable {
  /// Its number; the first is 1.
  package let number: Int
  /// What it does, in snake case: `initial`, `add_lists_due`.
  package let name: String
  /// What it does to the schema.
  package let difference: ModelDifference

  /// A migration from one model to another.
  ///
  /// - Parameter isInitial: whether there is none before it.
  package init(number: Int, from old: RelationalModel, to new: RelationalModel, isInitial: Bool) {
    self.number = number
    difference = ModelDifference(from: old, to: new)
    name = isInitial ? "initial" : Self.name(of: difference)
  }

  /// The name of its file without the ending: `0002_add_lists_due`.
  package var file: String { Self.digits(number) + "_" + name }

  /// A number as files have it: four digits, more where they don't suffice.
  package static func digits(_ number: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, 4 - text.count)) + text
  }

  // MARK: - Names

  /// A name that says what a reader of a list of files wants to know, and never grows long.
  private static func name(of difference: ModelDifference) -> String {
    // Indexes and references mostly come along with columns and tables.
    let steps = difference.steps
    let main = steps.filter { ![.addIndex, .dropIndex, .addForeignKey, .dropForeignKey].contains($0.kind) }
    if let step = main.first, main.count == 1 || main.allSatisfy(\.isRename) { return short(name(of: step)) }
    var tables: [String] = []
    for step in main.isEmpty ? steps : main {
      let table = if case .renameTable(_, let to) = step { to } else { step.table }
      if !tables.contains(table) { tables.append(table) }
    }
    if !main.isEmpty, main.allSatisfy({ $0.kind == .createTable }) { return short("create_" + joined(tables)) }
    return short("change_" + joined(tables))
  }

  private static func name(of step: RelationalStep) -> String {
    switch step {
    case .createTable(let table): "create_\(table.name)"
    case .dropTable(let table): "drop_\(table.name)"
    case .renameTable(let from, let to): "rename_\(from)_to_\(to)"
    case .addColumn(let table, let column): "add_\(table)_\(column.name)"
    case .dropColumn(let table, let column): "drop_\(table)_\(column.name)"
    case .renameColumn(let table, let from, let to): "rename_\(table)_\(from)_to_\(to)"
    case .changeColumn(let table, _, let column): "change_\(table)_\(column.name)"
    default: "change_\(step.table)"
    }
  }

  private static func joined(_ tables: [String]) -> String {
    tables.count > 3 ? "\(tables.count)_tables" : tables.joined(separator: "_and_")
  }

  private static func short(_ name: String) -> String { String(name.prefix(80)) }
}

extension RelationalStep {
  fileprivate var isRename: Bool { kind == .renameTable || kind == .renameColumn }
}
