import SourceDiagnostics

/// Rules about the names of tables and columns, for services that keep their aggregates in SQL.
enum StorageNameRules {
  static let all = [reservedWord, longName, sameTable, sameColumn, takenTable]

  private static func isSQL(_ service: Service) -> Bool {
    service.repoImpl.contains { $0.value == "sqlite" || $0.value == "postgres" }
  }

  /// Where the name of a table or column was written: the field's, the child's or the aggregate's name.
  private static func place(of table: Table, _ column: Column? = nil, in index: ServiceIndex) -> SourceSpan {
    let service = index.service
    if let projection = service.projections.named(table.owner), table.kind == .projection {
      let field = column?.field.flatMap { (projection.key + projection.fields).named($0) }
      return field?.name.span ?? projection.name.span
    }
    guard let aggregate = index.aggregate(table.owner) else { return service.name.span }
    var fields = aggregate.fields
    var span = aggregate.name.span
    var children = aggregate.children
    for name in table.path.split(separator: ".") {
      if let child = children.named(String(name)) {
        span = child.name.span
        let model = index.model(child.of.value)
        fields = model?.fields ?? []
        children = model?.children ?? []
      } else if let field = fields.named(String(name)) {
        span = field.name.span
      }
    }
    return column?.field.flatMap { fields.named($0) }?.name.span ?? span
  }

  static let reservedWord = SpecRule(
    "SP0211", "a reserved word of SQL as a name",
    "Tables and columns called like a reserved word of SQLite or PostgreSQL must be quoted in every statement, also in those "
      + "that you write. Give the field another name, or the aggregate another `plural` or `table`.", in: .service,
    wrong: "repo_impl: sqlite\naggregates:\n  Task: {fields: {order: int}}",
    right: "repo_impl: sqlite\naggregates:\n  Task: {fields: {rank: int}}"
  ) { context in
    for index in context.services where isSQL(index.service) && index.suspectNames.isSuspect {
      for table in index.tables.tables {
        if Reserved.sql.contains(table.name) {
          context.report(
            "`\(table.name)` is a reserved word of SQL", at: place(of: table, in: index),
            "becomes a table of that name",
            help: ["add `table: \(table.name)_table` or another name"])
        }
        for column in table.columns where Reserved.sql.contains(column.name) {
          context.report(
            "`\(column.name)` is a reserved word of SQL", at: place(of: table, column, in: index),
            "becomes a column of that name", help: ["rename the field; `was:` keeps what is stored"])
        }
      }
    }
  }

  static let longName = SpecRule(
    "SP0212", "a name too long for a database",
    "PostgreSQL cuts names at 63 bytes, after which two of them may be the same. The table of a read model has the read model's "
      + "revision and how often that was rebuilt behind its name, which leaves \(Limits.readModelName).", in: .service,
    wrong:
      "repo_impl: postgres\naggregates:\n  Task: {fields: {a_field_with_a_name_that_goes_on_and_on_until_nobody_can_read_it_any_more: int}}",
    right: "repo_impl: postgres\naggregates:\n  Task: {fields: {rank: int}}"
  ) { context in
    for index in context.services where isSQL(index.service) && index.suspectNames.isSuspect {
      for table in index.tables.tables {
        if table.kind == .projection, table.name.utf8.count > Limits.readModelName {
          context.report(
            "`\(table.name)` has \(table.name.utf8.count) bytes, more than the \(Limits.readModelName) of a read model's name",
            at: place(of: table, in: index),
            help: [
              "its tables are called `\(ReadModelTable.prefix)\(table.name)\(ReadModelTable.suffix)` with digits in place of `#`, "
                + "and a database cuts names at \(Limits.sqlName)",
              "give it a shorter name, or its aggregate a `table`",
            ])
          continue
        }
        let names = [table.name] + table.columns.map(\.name) + table.indexes.map(\.name)
        if let long = names.first(where: { $0.utf8.count > Limits.sqlName }) {
          let column = table.columns.first { long.contains($0.name) && $0.name.utf8.count > Limits.sqlName / 3 }
          context.report(
            "`\(long)` has \(long.utf8.count) bytes, more than the \(Limits.sqlName) of a name in a database",
            at: place(of: table, column, in: index), help: ["shorten the names that it is made of"])
        }
      }
    }
  }

  static let sameTable = SpecRule(
    "SP0213", "two things in one table",
    "Tables are named after aggregates, child collections, lists of references and projections; two of them came out the same.",
    in: .service,
    wrong: "aggregates:\n  Order: {fields: {name: string}}\n  Purchase: {table: orders, fields: {name: string}}",
    right: "aggregates:\n  Order: {fields: {name: string}}\n  Purchase: {fields: {name: string}}"
  ) { context in
    for index in context.services where index.suspectNames.isSuspect {
      var first: [String: Table] = [:]
      for table in index.tables.tables {
        if let other = first[table.name] {
          context.report(
            "two things become the table `\(table.name)`", at: place(of: table, in: index), "the second",
            and: [(place(of: other, in: index), "the first")], help: ["add `table: NAME` to one of them"])
        } else {
          first[table.name] = table
        }
      }
    }
  }

  static let sameColumn = SpecRule(
    "SP0214", "two fields in one column",
    "The column of a reference `customer` is `customer_id`, which another field may have too; a collection's table begins with "
      + "the key of its owner.", in: .service,
    wrong:
      "aggregates:\n  Customer: {fields: {name: string}}\n  Order: {fields: {customer: {type: ref, to: Customer}, customer_id: string}}",
    right:
      "aggregates:\n  Customer: {fields: {name: string}}\n  Order: {fields: {customer: {type: ref, to: Customer}, customer_no: string}}"
  ) { context in
    for index in context.services where index.suspectNames.isSuspect {
      for table in index.tables.tables {
        var seen: [String: Column] = [:]
        for column in table.columns {
          guard let other = seen[column.name] else {
            seen[column.name] = column
            continue
          }
          // Fields of one name are another rule's.
          if let a = other.field, let b = column.field, Words.snake(a) == Words.snake(b) { continue }
          if other.role == .id || other.role == .version || other.role == .position { continue }
          context.report(
            "two things become the column `\(column.name)` of `\(table.name)`",
            at: place(of: table, column.field == nil ? other : column, in: index), help: ["rename the field"])
        }
      }
    }
  }
}

extension StorageNameRules {
  fileprivate static let takenTable = SpecRule(
    "SP0215", "a table that a service has anyway",
    "A service keeps tables of its own beside those of its aggregates and read models: which migrations were applied, which "
      + "requests were answered and, where there are commands, its events and how far read models have come.",
    in: .service,
    wrong:
      "packs: [cqrs]\naggregates:\n  Event:\n    fields: {title: string}\n    commands: {Cancel: {emits: Canceled}}\n    events: {Canceled: {}}",
    right:
      "packs: [cqrs]\naggregates:\n  Event:\n    table: calendar_events\n    fields: {title: string}\n    commands: {Cancel: {emits: Canceled}}\n    events: {Canceled: {}}"
  ) { context in
    for index in context.services where index.suspectNames.isSuspect {
      let taken = Reserved.tables(of: index.service)
      for table in index.tables.tables where taken.contains(table.name) {
        context.report(
          "every service like this has a table `\(table.name)` already", at: place(of: table, in: index),
          "becomes a table of that name",
          help: ["add `table: \(index.service.name.value)_\(table.name)` or another name"])
      }
    }
  }
}

/// A look at the names of a service that tells whether its tables can have names that are wrong at all.
///
/// Making the tables takes longer than all other rules together. What this says may be an error is looked at there; what it
/// says is none, is none.
struct SuspectNames {
  private(set) var isSuspect: Bool

  /// - Parameters:
  ///   - groups: the service's fields.
  ///   - plurals: the plurals of its aggregates' names.
  init(_ service: Service, groups: [FieldGroup], plurals: [String]) {
    let tables = zip(service.aggregates, plurals).map { $0.table == nil ? $1 : $0.tableName }
    isSuspect = Self.hasSuspectFields(service, groups, tables) || Self.hasSuspectTables(service, tables)
  }

  /// Reserved words as columns, columns that may be the same, and names that may be too long.
  private static func hasSuspectFields(_ service: Service, _ groups: [FieldGroup], _ tables: [String]) -> Bool {
    let longestTable = (tables + service.projections.map(\.tableName)).map(\.utf8.count).max() ?? 0
    let children = service.aggregates.flatMap(\.children) + service.models.flatMap(\.children)
    let longestChild = children.map { ($0.table ?? $0.name).value.utf8.count + 1 }.max() ?? 0
    // A name of words in capitals gets an underscore before each.
    let path = 2 * (longestTable + Limits.childDepth * longestChild)
    func isLong(_ constraints: Constraints) -> Bool {
      (constraints.unique + constraints.indexes).contains { group in
        path + group.reduce(0) { $0 + 2 * $1.value.utf8.count } + "_key".utf8.count > Limits.sqlName
      }
    }
    if children.contains(where: { isLong($0.constraints) }) { return true }
    // The collections of an event-sourced aggregate are columns of its read model.
    let kept = service.aggregates.filter(\.isEventSourced).flatMap(\.children)
    if kept.contains(where: { Reserved.sql.contains(Words.snake($0.name.value)) }) { return true }
    for group in groups where group.kind == .aggregate || group.kind == .model || group.kind == .projection {
      if isLong(group.constraints) { return true }
      for field in group.fields {
        let column = field.columnName
        // A reference called so has a column with an ending: the tables then show that nothing is wrong.
        if field.nameClasses.contains(.sqlWord) { return true }
        if path + column.utf8.count + "_other_position_key".utf8.count > Limits.sqlName { return true }
        // So end the keys of owners, with which a collection's table begins, and the columns of references.
        if column.hasSuffix("_id"), group.kind == .model || field.snakeName.hasSuffix("_id") { return true }
      }
    }
    return false
  }

  /// Tables of one name, and such as are called like a reserved word.
  private static func hasSuspectTables(_ service: Service, _ tables: [String]) -> Bool {
    var names = Reserved.tables(of: service)
    func isNew(_ name: String) -> Bool { names.insert(name).inserted && !Reserved.sql.contains(name) }
    for (aggregate, table) in zip(service.aggregates, tables) {
      if !isNew(table) { return true }
      let singular = aggregate.snakeName
      for field in aggregate.fields where field.isLink {
        if !isNew("\(singular)_\(field.snakeName)") { return true }
      }
      for child in aggregate.children where !isNew(child.tableName(below: singular)) { return true }
    }
    if service.models.contains(where: { !$0.children.isEmpty }) { return true }
    let readModels = service.projections.map(\.tableName) + service.searchedAggregates.map(\.tableName)
    if readModels.contains(where: { $0.utf8.count > Limits.readModelName }) { return true }
    return !service.projections.allSatisfy { isNew($0.tableName) }
  }
}
