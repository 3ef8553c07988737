/// What a filter is: its name, what it takes and how it works.
final class FilterDefinition: Sendable {
  let name: String
  let parameters: [FilterParameter]
  /// What the filter takes and gives, for the static check.
  let input: ValueKinds
  let result: FilterResult
  let implementation: Implementation

  init(
    name: String, parameters: [FilterParameter], input: ValueKinds = .any, result: FilterResult = .unknown,
    implementation: Implementation
  ) {
    self.name = name
    self.parameters = parameters
    self.input = input
    self.result = result
    self.implementation = implementation
  }

  /// Whether the filter is built in and takes no arguments.
  var isPlain: Bool { if case .function = implementation { parameters.isEmpty } else { false } }

  enum Implementation: Sendable {
    /// Built in.
    case function(FilterFunction)
    /// Values by key, of a pack.
    case table(FilterTable)
    /// Written in Stencilish, with the value as `.`; compiled with the set.
    case written(WrittenFilter)
    /// Registered by the host.
    case host(HostFilter)
  }
}

/// Kinds of values.
struct ValueKinds: OptionSet, Sendable, Hashable {
  let rawValue: UInt8

  static let null = ValueKinds(rawValue: 1)
  static let bool = ValueKinds(rawValue: 2)
  static let int = ValueKinds(rawValue: 4)
  static let decimal = ValueKinds(rawValue: 8)
  static let string = ValueKinds(rawValue: 16)
  static let list = ValueKinds(rawValue: 32)
  static let record = ValueKinds(rawValue: 64)

  static let number: ValueKinds = [.int, .decimal]
  static let scalar: ValueKinds = [.bool, .int, .decimal, .string]
  static let any: ValueKinds = [.null, .bool, .int, .decimal, .string, .list, .record]
}

/// What a filter gives, for the static check.
enum FilterResult: Sendable {
  case unknown
  case string
  case int
  case bool
  case strings
  /// What it got.
  case input
  /// An element of what it got; null where that is empty.
  case element
  /// What it got, or else its first argument.
  case inputOrArgument
  /// The field that the first argument names, of every element.
  case fields
  /// Groups of elements by the field that the first argument names.
  case groups
  /// The elements of the lists among the elements.
  case flattened
  /// The values of a map.
  case values
  /// A number as the elements are.
  case sum
  /// An entry of the first argument.
  case entry
}

/// A parameter of a filter.
public struct FilterParameter: Sendable {
  /// The name for `name=value`.
  public let name: String
  /// What is used when the argument is left out; nil if it must be given.
  public let defaultValue: DataValue?

  /// Creates a parameter.
  public init(_ name: String, default defaultValue: DataValue? = nil) {
    self.name = name
    self.defaultValue = defaultValue
  }
}

/// A filter of the host: pure, that is, the same input and arguments always give the same result.
public typealias HostFilter =
  @Sendable (_ input: DataValue, _ arguments: [DataValue]) throws(FilterFailure) -> DataValue

/// Why a host filter can't give a result.
public struct FilterFailure: Error, Sendable {
  /// What is wrong: a lower-case phrase.
  public let message: String

  /// Creates a failure.
  public init(_ message: String) { self.message = message }
}

/// A built-in filter: the input, its arguments (all of them, defaults filled in) and memory for results.
typealias FilterFunction =
  @Sendable (_ input: Value, _ arguments: FilterArguments, _ memory: FilterMemory) throws(FilterFault) -> Value

/// Why a filter has no result.
enum FilterFault: Error {
  /// The input isn't what the filter takes.
  case input(expected: String)
  /// An argument isn't what the filter takes.
  case argument(Int, expected: String)
  /// Anything else.
  case message(String)
  case missingKey(String, table: FilterTable)
}

/// The arguments of a call, on the machine's stack.
@safe struct FilterArguments {
  private let base: UnsafePointer<Value>
  let count: Int

  init(_ base: UnsafePointer<Value>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  subscript(index: Int) -> Value { unsafe base[index] }
}

/// Where filters put what they make.
final class FilterMemory {
  let arena: Arena
  /// Used by one filter at a time.
  private var scratch: [UInt8] = []

  init(arena: Arena) { self.arena = arena }

  /// A string of what `body` appends.
  func string<Failure: Error>(_ body: (inout [UInt8]) throws(Failure) -> Void) throws(Failure) -> Value {
    // Taken out, so that the body doesn't work on a property of an object.
    var buffer: [UInt8] = []
    swap(&buffer, &scratch)
    buffer.removeAll(keepingCapacity: true)
    try body(&buffer)
    let result = Value(arena.copy(buffer))
    swap(&buffer, &scratch)
    return result
  }
}

/// A filter that a pack writes as a template or as an expression.
struct WrittenFilter: Sendable {
  let source: TemplateSource
  /// Whether it is an expression, whose value is the result; a template gives text.
  let isExpression: Bool
}

/// A table of a pack.
struct FilterTable: Sendable {
  let name: String
  let namespace: String
  let entries: [String: String]
  let keys: [String]
  let fallback: String?
}
