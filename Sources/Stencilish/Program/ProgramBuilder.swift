import SourceDiagnostics

/// A program that is being made: the tables of `Program` while they grow.
struct ProgramBuilder {
  /// An instruction and where it came from.
  struct Step: BitwiseCopyable {
    var instruction: Instruction
    var place: Program.Place
  }

  let arena = Arena(chunkSize: 16 << 10)
  var steps: [Step] = []
  var sites: [NameSite] = []
  var symbols: InternTable
  var constants: [Value] = []
  var loops: [LoopInfo] = []
  var namedLocals: [Program.NamedLocal] = []
  var literals: [UInt8] = []
  var templates: [Program.Template] = []
  var names: [String: Int] = [:]
  var calls: [Program.CallSite] = []
  var blocks: [Program.BlockSite] = []
  var slots: [Program.SlotSite] = []
  var filterCalls: [Program.FilterCall] = []
  var inners: [Program.Inner] = []
  var filters: [FilterDefinition] = []
  /// Sequences of filters with constant arguments, numbered.
  private var memos: InternTable
  var sources: [SourceText] = []
  /// By source: how far its copy in the literal pool is from where it is in the source.
  var literalBases: [Int] = []
  var options: [TemplateOptions] = []
  private var strings: InternTable

  init() {
    symbols = InternTable(arena: arena)
    strings = InternTable(arena: arena)
    memos = InternTable(arena: arena)
  }

  /// Makes room for what templates of usual density need.
  mutating func reserveCapacity(templates count: Int, bytes: Int) {
    templates.reserveCapacity(count)
    names.reserveCapacity(count)
    literals.reserveCapacity(bytes)
    steps.reserveCapacity(bytes / 7)
  }

  /// The number of a name.
  mutating func symbol(_ name: String) -> UInt32 { UInt32(symbols.intern(name)) }

  func symbolText(_ symbol: UInt32) -> String { symbols[Int(symbol)].bytes.text }

  mutating func constant(_ value: Value) -> UInt32 {
    constants.append(value)
    return UInt32(constants.count - 1)
  }

  mutating func string(_ text: String) -> Value { strings.string(text) }

  /// Data as a value that lives as long as the program; lambdas become null.
  mutating func value(of data: DataValue) -> Value {
    switch data {
    case .null, .lambda: return .null
    case .bool(let value): return Value(value)
    case .int(let value): return Value(value)
    case .decimal(let value): return Value(value)
    case .string(let text): return string(text)
    case .list(let elements): return Value.list(elements.map { value(of: $0) }, in: arena)
    case .record(let fields):
      let shape = unsafe Shape.make(fields.map { string($0.0) }, in: arena)
      let record = unsafe Value.record(shape, in: arena)
      for (index, field) in fields.enumerated() { record.setElement(index, value(of: field.1)) }
      return record
    }
  }

  /// The number of the sequence of filters that a part is added to; 0 is the number of the empty one.
  mutating func memo(_ sequence: UInt32, adding part: UInt64) -> UInt32 {
    let key: InlineArray<4, UInt64> = [UInt64(sequence), part, 0, 0]
    return unsafe withUnsafeBytes(of: key) { buffer in
      // The second half is the padding.
      unsafe UInt32(memos.intern(Bytes(base: buffer.baseAddress.unsafelyUnwrapped, count: buffer.count / 2)) + 1)
    }
  }

  mutating func site(_ symbol: UInt32, slot: Int32 = -1) -> UInt32 {
    sites.append(NameSite(symbol: symbol, cache: UInt32(sites.count * 2), slot: slot))
    return UInt32(sites.count - 1)
  }

  /// Adds bytes to the literal pool.
  mutating func literal(_ bytes: some Collection<UInt8>) -> Extent {
    let start = literals.count
    literals.append(contentsOf: bytes)
    return Extent(start, literals.count)
  }

  /// Adds an instruction that came from a place.
  @discardableResult
  mutating func emit(_ instruction: Instruction, _ place: Program.Place) -> Int {
    steps.append(Step(instruction: instruction, place: place))
    return steps.count - 1
  }

  /// The address of the next instruction.
  var here: UInt32 { UInt32(steps.count) }
}
