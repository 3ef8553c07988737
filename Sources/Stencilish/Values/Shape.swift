/// The ordered field names of a record; records made alike share one.
///
/// A shape's number is made of its names, so that an instruction can remember "in records of this shape my field is at
/// that position", whatever context the records come from. The count of fields is part of the number: should two shapes
/// ever collide, a position is still one of the record's.
@safe struct Shape: BitwiseCopyable {
  let id: UInt64
  let count: Int
  /// The names: hashed strings.
  let keys: UnsafePointer<Value>
  /// Open addressing over `count` names for shapes with more than a few; a free place holds `UInt32.max`.
  private let table: UnsafePointer<UInt32>?
  private let mask: Int

  private static let linearLimit = 8

  private static func id(of names: [Value]) -> UInt64 {
    var state: UInt64 = 0
    for name in names { state = Bytes.mix(state ^ name.bytes.fullHash) }
    return state << 24 | UInt64(min(names.count, 0xFF_FFFF))
  }

  /// Makes a shape of distinct, hashed names.
  static func make(_ names: [Value], in arena: Arena) -> UnsafePointer<Shape> {
    let count = names.count
    let memory = unsafe arena.allocate(MemoryLayout<Shape>.stride)
    let keys = unsafe arena.allocate(count * MemoryLayout<Value>.stride)
      .initializeMemory(as: Value.self, repeating: .null, count: count)
    for (index, name) in names.enumerated() { unsafe keys[index] = name }
    var table: UnsafeMutablePointer<UInt32>?
    var mask = 0
    if count > linearLimit {
      var places = 16
      while places < count * 2 { places *= 2 }
      mask = places - 1
      let made = unsafe arena.allocate(places * 4)
        .initializeMemory(as: UInt32.self, repeating: .max, count: places)
      for (index, name) in names.enumerated() {
        var place = Int(name.hash) & mask
        while unsafe made[place] != .max { place = (place + 1) & mask }
        unsafe made[place] = UInt32(index)
      }
      unsafe table = made
    }
    let shape = unsafe Shape(
      id: id(of: names), count: count, keys: UnsafePointer(keys), table: UnsafePointer(table), mask: mask)
    return unsafe UnsafePointer(memory.initializeMemory(as: Shape.self, to: shape))
  }

  private init(
    id: UInt64, count: Int, keys: UnsafePointer<Value>, table: UnsafePointer<UInt32>?, mask: Int
  ) {
    self.id = id
    self.count = count
    unsafe self.keys = keys
    unsafe self.table = table
    self.mask = mask
  }

  /// The position of a name, or -1.
  func slot(of name: Bytes, hash: UInt32) -> Int {
    guard let table = unsafe table else {
      for index in 0..<count where unsafe keys[index].hash == hash {
        if unsafe keys[index].bytes.equals(name) { return index }
      }
      return -1
    }
    var place = Int(hash) & mask
    while true {
      let index = unsafe table[place]
      if index == .max { return -1 }
      let key = unsafe keys[Int(index)]
      if key.hash == hash, key.bytes.equals(name) { return Int(index) }
      place = (place + 1) & mask
    }
  }

  /// The names as text, for messages.
  var names: [String] { (0..<count).map { unsafe keys[$0].bytes.text } }
}
