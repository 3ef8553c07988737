/// What a lambda of Mustache gets and gives.
///
/// In a section it gets the section's unrendered text and gives text that is rendered in the section's place, with the
/// delimiters of the section; as a variable it gets nil and gives a value, of which a string is rendered with the
/// default delimiters. Lambdas exist in `mustache` mode alone.
public typealias Lambda = @Sendable (_ text: String?) -> DataValue

/// Data for templates as people write it; a `Context` is made of it.
public indirect enum DataValue: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case decimal(Double)
  case string(String)
  case list([DataValue])
  /// Fields in order; of two with one name the later one counts.
  case record([(String, DataValue)])
  case lambda(Lambda)
}

extension DataValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  /// Creates a string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// Creates an integer.
  public init(integerLiteral value: Int64) { self = .int(value) }
  /// Creates a boolean.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// Creates a decimal.
  public init(floatLiteral value: Double) { self = .decimal(value) }
  /// Creates a list.
  public init(arrayLiteral elements: DataValue...) { self = .list(elements) }
  /// Creates a record with the fields in the order of the literal.
  public init(dictionaryLiteral elements: (String, DataValue)...) { self = .record(elements) }
  /// Creates null.
  public init(nilLiteral: ()) { self = .null }
}
