/// What templates compute with: sixteen bytes without reference counting.
///
/// Strings, lists and records point into memory that a `ValueStorage`, a `Program` or the arena of a running render
/// keeps alive.
@safe struct Value: BitwiseCopyable {
  enum Kind: UInt8 {
    /// Nothing was bound to this slot; never visible to templates.
    case undefined
    case null
    case bool
    case int
    case decimal
    case string
    case list
    case record
    case lambda
  }

  private let bits: UInt64
  /// Bytes of a string, elements of a list, fields of a record.
  let size: UInt32
  let kind: Kind
  /// Whether the four bytes before a string hold its hash.
  let isHashed: Bool

  @inline(__always) private init(_ kind: Kind, bits: UInt64 = 0, size: Int = 0, isHashed: Bool = false) {
    self.kind = kind
    self.bits = bits
    self.size = UInt32(truncatingIfNeeded: size)
    self.isHashed = isHashed
  }

  @inline(__always) private init(_ kind: Kind, pointer: UnsafeRawPointer, size: Int, isHashed: Bool = false) {
    self.init(kind, bits: UInt64(UInt(bitPattern: pointer)), size: size, isHashed: isHashed)
  }

  @inline(__always) private var pointer: UnsafeRawPointer {
    unsafe UnsafeRawPointer(bitPattern: UInt(truncatingIfNeeded: bits)).unsafelyUnwrapped
  }

  static let undefined = Value(.undefined)
  static let null = Value(.null)

  @inline(__always) init(_ bool: Bool) { self.init(.bool, bits: bool ? 1 : 0) }
  @inline(__always) init(_ int: Int64) { self.init(.int, bits: UInt64(bitPattern: int)) }
  @inline(__always) init(_ int: Int) { self.init(Int64(int)) }
  @inline(__always) init(_ decimal: Double) { self.init(.decimal, bits: decimal.bitPattern) }
  init(lambda index: Int, storage: UnsafeRawPointer) { unsafe self.init(.lambda, pointer: storage, size: index) }

  /// A string whose bytes live in one of our memories.
  @inline(__always) init(_ bytes: Bytes) { unsafe self.init(.string, pointer: bytes.base, size: bytes.count) }

  @inline(__always) var bool: Bool { bits != 0 }
  @inline(__always) var int: Int64 { Int64(bitPattern: bits) }
  @inline(__always) var decimal: Double { Double(bitPattern: bits) }
  @inline(__always) var bytes: Bytes { unsafe Bytes(base: pointer, count: Int(size)) }
  @inline(__always) var count: Int { Int(size) }
  /// The storage that holds the closure of a lambda; `count` is its index there.
  var lambdaStorage: UnsafeRawPointer { unsafe pointer }

  @inline(__always) var isString: Bool { kind == .string }
  @inline(__always) var isNull: Bool { kind == .null }
  @inline(__always) var isNumber: Bool { kind == .int || kind == .decimal }

  /// Mustache's truth: false, null, the empty string and the empty list are false.
  @inline(__always) var isTruthy: Bool {
    switch kind {
    case .undefined, .null: false
    case .bool: bits != 0
    case .string, .list: size != 0
    case .int, .decimal, .record, .lambda: true
    }
  }

  /// The hash of a string, stored when it was interned.
  @inline(__always) var hash: UInt32 {
    isHashed ? unsafe (pointer - 4).loadUnaligned(as: UInt32.self) : bytes.hash
  }

  /// What people call the kind.
  var kindName: String {
    switch kind {
    case .undefined: "nothing"
    case .null: "null"
    case .bool: "a boolean"
    case .int: "an integer"
    case .decimal: "a decimal"
    case .string: "a string"
    case .list: "a list"
    case .record: "a map"
    case .lambda: "a lambda"
    }
  }
}

// MARK: - Strings that know their hash

extension Value {
  /// Copies bytes into an arena with their hash before them.
  static func interned(_ bytes: Bytes, hash: UInt32, in arena: Arena) -> Value {
    let memory = unsafe arena.allocate(bytes.count + 8)
    unsafe memory.storeBytes(of: hash, toByteOffset: 4, as: UInt32.self)
    unsafe (memory + 8).copyMemory(from: bytes.base, byteCount: bytes.count)
    return unsafe Value(.string, pointer: memory + 8, size: bytes.count, isHashed: true)
  }
}

// MARK: - Lists

/// What stands before the first element of a list or the first value of a record.
@safe struct CompoundHeader: BitwiseCopyable {
  var shape: UnsafePointer<Shape>?
  var shapeID: UInt64
  var origin: OriginReference?
  var reserved: UInt64
}

/// A pointer to the origin of a value, or rather to where it can be found.
@safe struct OriginReference: BitwiseCopyable {
  let entry: UnsafePointer<OriginEntry>
}

/// Where the origin of a value can be found: `index` in the storage.
@safe struct OriginEntry: BitwiseCopyable {
  var storage: UnsafeRawPointer
  var index: Int
}

extension Value {
  /// A list with `count` elements to be filled in through `setElement`.
  static func list(count: Int, origin: OriginReference? = nil, in arena: Arena) -> Value {
    unsafe compound(.list, count: count, CompoundHeader(shape: nil, shapeID: 0, origin: origin, reserved: 0), in: arena)
  }

  static func list(_ elements: [Value], origin: OriginReference? = nil, in arena: Arena) -> Value {
    let list = list(count: elements.count, origin: origin, in: arena)
    for (index, element) in elements.enumerated() { list.setElement(index, element) }
    return list
  }

  /// A record of the shape, its values to be filled in through `setElement`.
  static func record(
    _ shape: UnsafePointer<Shape>, origin: OriginReference? = nil, in arena: Arena
  ) -> Value {
    let header = unsafe CompoundHeader(shape: shape, shapeID: shape.pointee.id, origin: origin, reserved: 0)
    return unsafe compound(.record, count: shape.pointee.count, header, in: arena)
  }

  private static func compound(_ kind: Kind, count: Int, _ header: CompoundHeader, in arena: Arena) -> Value {
    let size = MemoryLayout<CompoundHeader>.stride
    let memory = unsafe arena.allocate(size + count * MemoryLayout<Value>.stride)
    unsafe memory.initializeMemory(as: CompoundHeader.self, to: header)
    unsafe (memory + size).initializeMemory(as: Value.self, repeating: .null, count: count)
    return unsafe Value(kind, pointer: memory + size, size: count)
  }

  /// The elements of a list or the values of a record, in order.
  @inline(__always) var elements: UnsafePointer<Value> {
    unsafe pointer.assumingMemoryBound(to: Value.self)
  }

  @inline(__always) subscript(index: Int) -> Value { unsafe elements[index] }

  /// Fills in an element of a list or record that is being made.
  func setElement(_ index: Int, _ value: Value) {
    precondition(index < count)
    unsafe UnsafeMutablePointer(mutating: elements)[index] = value
  }

  @inline(__always) private var header: UnsafePointer<CompoundHeader> {
    unsafe (pointer - MemoryLayout<CompoundHeader>.stride).assumingMemoryBound(to: CompoundHeader.self)
  }

  /// Where a list or a record came from.
  var origin: OriginReference? {
    kind == .list || kind == .record ? unsafe header.pointee.origin : nil
  }

  /// The shape of a record.
  @inline(__always) var shape: UnsafePointer<Shape> { unsafe header.pointee.shape.unsafelyUnwrapped }
  @inline(__always) var shapeID: UInt64 { unsafe header.pointee.shapeID }

  /// The value of a record's field, or nil.
  func field(_ name: Bytes, hash: UInt32) -> Value? {
    let slot = unsafe shape.pointee.slot(of: name, hash: hash)
    return slot < 0 ? nil : self[slot]
  }

  /// The name of a record's field.
  func key(_ index: Int) -> Value { unsafe shape.pointee.keys[index] }
}
