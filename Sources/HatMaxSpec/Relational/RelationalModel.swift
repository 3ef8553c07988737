/// The tables of one service, without a word of any SQL dialect.
package struct RelationalModel: Sendable, Equatable {
  package var tables: [Table] = []

  package init(tables: [Table] = []) { self.tables = tables }
}

/// A table.
package struct Table: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    /// The root of an aggregate.
    case aggregate
    /// A child collection.
    case child
    /// A many-to-many relation.
    case link
    /// A read model: older migrations have made tables for these, which nothing uses.
    case projection
  }

  package var name: String
  package var kind: Kind
  /// The aggregate or projection that it belongs to.
  package var owner: String
  /// The child collection or the field that it holds; for children the way down from the root: `items.notes`.
  package var path: String = ""
  package var was: String?
  package var columns: [Column] = []
  package var primaryKey: [String] = []
  package var indexes: [Index] = []
  package var foreignKeys: [ForeignKey] = []

  package func column(_ name: String) -> Column? { columns.first { $0.name == name } }
}

/// A column.
package struct Column: Sendable, Hashable {
  package enum Role: String, Sendable, CaseIterable {
    case id
    /// Part of the key of the owner.
    case parent
    case position, version
    case createdAt = "created_at"
    case createdBy = "created_by"
    case updatedAt = "updated_at"
    case updatedBy = "updated_by"
    case deletedAt = "deleted_at"
    case deletedBy = "deleted_by"
    /// A field of the specification.
    case field
    /// The other side of a many-to-many relation.
    case target
  }

  package var name: String
  package var was: String?
  package var role: Role
  /// A built-in type; lists and value objects are `json`.
  package var type: FieldKind
  package var isNullable = false
  package var isUnique = false
  /// The default as it is written in the specification.
  package var defaultValue: String?
  package var checks = ColumnChecks()
  /// The field whose value it holds; nil for a column that no field asked for.
  package var field: String?
}

/// What a database can check about a value.
package struct ColumnChecks: Sendable, Hashable {
  package var minimum: String?
  package var maximum: String?
  package var minimumLength: Int64?
  package var maximumLength: Int64?
  package var oneOf: [String] = []

  package init() {}

  package var isEmpty: Bool { self == ColumnChecks() }
}

/// An index.
package struct Index: Sendable, Hashable {
  package var name: String
  package var columns: [String]
  package var isUnique = false
  /// Whether it holds only rows that are not soft-deleted.
  package var isOnlyLive = false
}

/// A reference from columns to another table's key.
package struct ForeignKey: Sendable, Hashable {
  package var columns: [String]
  package var table: String
  package var references: [String]
  package var onDelete: OnDelete
}
