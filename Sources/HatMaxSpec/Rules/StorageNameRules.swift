import SourceDiagnostics

/// Rules about the names of tables and columns, for services that keep their aggregates in SQL.
enum StorageNameRules {
  static let all = [reservedWord, longName, sameTable, sameColumn]

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
    for index in context.services where isSQL(index.service) {
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
    "PostgreSQL cuts names at 63 bytes, after which two of them may be the same.", in: .service,
    wrong:
      "repo_impl: postgres\naggregates:\n  Task: {fields: {a_field_with_a_name_that_goes_on_and_on_until_nobody_can_read_it_any_more: int}}",
    right: "repo_impl: postgres\naggregates:\n  Task: {fields: {rank: int}}"
  ) { context in
    for index in context.services where isSQL(index.service) {
      for table in index.tables.tables {
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
    for index in context.services {
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
    for index in context.services {
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
