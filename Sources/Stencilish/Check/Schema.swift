public import SourceDiagnostics

/// The shape of a value.
public indirect enum SchemaType: Sendable, Hashable {
  /// Anything: nothing is checked.
  case any
  case string
  case int
  case decimal
  case bool
  /// One of some strings.
  case oneOf([String])
  /// Null or something.
  case optional(SchemaType)
  case list(SchemaType)
  /// Any strings as keys.
  case map(SchemaType)
  /// A record of the schema, by name.
  case record(String)
}

/// The shape of a context: what `@root` is, and the records that it is made of.
///
/// Records refer to each other by name, so they may be recursive. A reference to a record that isn't there means `any`.
public struct Schema: Sendable {
  /// A field of a record.
  public struct Field: Sendable, Hashable {
    /// The name as templates write it.
    public let name: String
    /// What it holds.
    public let type: SchemaType

    /// Creates a field.
    public init(_ name: String, _ type: SchemaType) {
      self.name = name
      self.type = type
    }
  }

  /// What `@root` is.
  public let root: SchemaType
  /// The fields of each record, in order.
  public let records: [String: [Field]]

  /// Creates a schema.
  public init(root: SchemaType, records: [String: [Field]]) {
    self.root = root
    self.records = records
  }
}

/// A template that the host renders, and what it gives to it.
public struct CheckedTemplate: Sendable {
  /// The full name.
  public let name: TemplateName
  /// What `.` is; nil for the root.
  public let this: SchemaType?
  /// The names that it sees.
  public let bindings: [(String, SchemaType)]

  /// Creates an entry of a check.
  public init(_ name: TemplateName, this: SchemaType? = nil, bindings: [(String, SchemaType)] = []) {
    self.name = name
    self.this = this
    self.bindings = bindings
  }
}

extension TemplateSet {
  /// Checks templates against a schema without rendering: unknown names, wrong types, filters applied to what they can't
  /// take, optional values used without a guard, branches that can't be reached.
  ///
  /// Types flow through `each`, `if`, `with`, `let`, partial arguments and slots: a partial is checked for every
  /// combination of types that it is called with.
  ///
  /// - Parameters:
  ///   - templates: where rendering begins. Templates that none of these reaches aren't checked.
  ///   - slots: the arguments of the slots that the host declares; arguments of other slots aren't compared.
  public func check(
    _ templates: [CheckedTemplate], against schema: Schema, slots: [String: [(String, SchemaType)]] = [:]
  ) -> [Diagnostic] {
    var checker = Checker(set: compiled, schema: schema, slots: slots)
    return checker.check(templates)
  }
}
