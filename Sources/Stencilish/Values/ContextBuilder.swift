/// The number of a value in a `ContextBuilder`.
public struct NodeID: Sendable, Hashable {
  let index: Int
}

/// The names of the fields of records that are made alike, for one `ContextBuilder`.
@safe public struct FieldNames: Sendable {
  // Sendable because a shape never changes.
  nonisolated(unsafe) fileprivate let shape: UnsafePointer<Shape>
}

/// Makes a `Context` bottom-up: first the values, then the lists and records that hold them.
///
/// ```swift
/// var builder = ContextBuilder()
/// let name = builder.string("orders")
/// let service = builder.record([("name", name)], origin: Origin(path: "services.orders"))
/// let context = builder.build(root: builder.record([("services", builder.list([service]))]))
/// ```
///
/// A value may be used in several places. Equal strings are stored once, and records with the same field names in the
/// same order share one description of them. A `NodeID` belongs to the builder that gave it.
@safe public struct ContextBuilder {
  private let arena: Arena
  private let cell: UnsafeMutablePointer<StorageCell>
  private var strings: InternTable
  private var shapes: [[Int]: FieldNames] = [:]
  private var values: [Value] = []
  private var origins: [Origin] = []
  private var lambdas: [Lambda] = []

  /// Creates a builder without values.
  public init() {
    arena = Arena(chunkSize: 64 << 10)
    strings = InternTable(arena: arena)
    let memory = unsafe arena.allocate(MemoryLayout<StorageCell>.stride)
    unsafe cell = memory.initializeMemory(as: StorageCell.self, to: StorageCell(storage: nil))
  }

  /// Adds null.
  public mutating func null() -> NodeID { add(.null as Value) }

  /// Adds a boolean.
  public mutating func bool(_ value: Bool) -> NodeID { add(Value(value)) }

  /// Adds an integer.
  public mutating func int(_ value: Int64) -> NodeID { add(Value(value)) }

  /// Adds a decimal.
  public mutating func decimal(_ value: Double) -> NodeID { add(Value(value)) }

  /// Adds a string.
  public mutating func string(_ text: String) -> NodeID { add(strings.string(text)) }

  /// Adds a lambda, which `mustache` mode calls.
  public mutating func lambda(_ body: @escaping Lambda) -> NodeID {
    lambdas.append(body)
    return unsafe add(Value(lambda: lambdas.count - 1, storage: UnsafeRawPointer(cell)))
  }

  /// Adds a list.
  public mutating func list(_ elements: [NodeID], origin: Origin? = nil) -> NodeID {
    let list = Value.list(count: elements.count, origin: entry(origin), in: arena)
    for (index, element) in elements.enumerated() { list.setElement(index, values[element.index]) }
    return add(list)
  }

  /// Adds a record with its fields in order; of two fields with one name the later one counts.
  public mutating func record(_ fields: [(String, NodeID)], origin: Origin? = nil) -> NodeID {
    var names = fields.map { strings.intern($0.0) }
    var elements = fields.map { values[$0.1.index] }
    removeRepeated(&names, &elements)
    return record(shape(of: names), elements, origin)
  }

  /// The names of the fields of records that `record(_:_:origin:)` makes, which then need not be found out for each.
  ///
  /// - Precondition: no name is there twice.
  public mutating func names(_ names: [String]) -> FieldNames {
    let names = names.map { strings.intern($0) }
    precondition(Set(names).count == names.count)
    return shape(of: names)
  }

  /// Adds a record with as many values as there are names.
  public mutating func record(_ names: FieldNames, _ values: [NodeID], origin: Origin? = nil) -> NodeID {
    record(names, values.map { self.values[$0.index] }, origin)
  }

  private mutating func record(_ names: FieldNames, _ elements: [Value], _ origin: Origin?) -> NodeID {
    let record = unsafe Value.record(names.shape, origin: entry(origin), in: arena)
    precondition(record.count == elements.count)
    for (index, element) in elements.enumerated() { record.setElement(index, element) }
    return add(record)
  }

  private mutating func shape(of names: [Int]) -> FieldNames {
    if let known = shapes[names] { return known }
    let made = unsafe FieldNames(shape: Shape.make(names.map { strings[$0] }, in: arena))
    shapes[names] = made
    return made
  }

  /// Adds data with everything in it.
  public mutating func add(_ data: DataValue) -> NodeID {
    switch data {
    case .null: null()
    case .bool(let value): bool(value)
    case .int(let value): int(value)
    case .decimal(let value): decimal(value)
    case .string(let text): string(text)
    case .list(let elements): list(elements.map { add($0) })
    case .record(let fields): record(fields.map { ($0.0, add($0.1)) })
    case .lambda(let body): lambda(body)
    }
  }

  /// The finished context; the builder must not be used any more.
  public mutating func build(root: NodeID) -> Context {
    let storage = ValueStorage(arena: arena, origins: origins, lambdas: lambdas)
    unsafe cell.pointee.storage = UnsafeRawPointer(Unmanaged.passUnretained(storage).toOpaque())
    return Context(root: Node(values[root.index], storage))
  }

  private mutating func add(_ value: Value) -> NodeID {
    values.append(value)
    return NodeID(index: values.count - 1)
  }

  private mutating func entry(_ origin: Origin?) -> OriginReference? {
    guard let origin else { return nil }
    origins.append(origin)
    let entry = unsafe OriginEntry(storage: UnsafeRawPointer(cell), index: origins.count - 1)
    let memory = unsafe arena.allocate(MemoryLayout<OriginEntry>.stride)
    return unsafe OriginReference(entry: UnsafePointer(memory.initializeMemory(as: OriginEntry.self, to: entry)))
  }

  private func removeRepeated(_ names: inout [Int], _ elements: inout [Value]) {
    guard Set(names).count < names.count else { return }
    var first: [Int: Int] = [:]
    var keptNames: [Int] = []
    var keptElements: [Value] = []
    for (name, element) in zip(names, elements) {
      if let place = first[name] {
        keptElements[place] = element
      } else {
        first[name] = keptNames.count
        keptNames.append(name)
        keptElements.append(element)
      }
    }
    (names, elements) = (keptNames, keptElements)
  }
}
