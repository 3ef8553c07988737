import SourceDiagnostics

/// Compiled templates: instructions and the tables that they refer to.
///
/// Immutable, shared by all renders.
final class Program: @unchecked Sendable {
  // Sendable because nothing changes after `init`; the arena keeps the memory of the literals and tables.

  /// A compiled template, definition or filter template.
  struct Template: Sendable {
    let name: TemplateName
    let entry: Int
    let end: Int
    /// Local variables, of which the parameters are some.
    let locals: Int
    let parameters: [Parameter]
    /// Whether arguments must be among `parameters`.
    let isDeclared: Bool
    /// Whether lookups go on into the callers' contexts, as Mustache's do.
    let seesCallers: Bool
  }

  struct Parameter: Sendable {
    let symbol: UInt32
    let slot: UInt32
    let isRequired: Bool
  }

  /// The place of an instruction.
  struct Place: BitwiseCopyable {
    var source: UInt32
    var extent: Extent
  }

  /// A local variable and the instructions for which it has a name.
  struct NamedLocal: BitwiseCopyable {
    var slot: UInt32
    var from: UInt32
    var to: UInt32
  }

  struct CallSite: Sendable {
    /// The template, or -1 for a partial that Mustache doesn't find or a dynamic one.
    var target: Int
    /// The arguments, in the order in which they were pushed.
    var arguments: [UInt32]
    /// The local variables of the target that take them; empty for a dynamic call.
    var slots: [Int32] = []
    /// White space before a standalone call, in the literal pool.
    var indent: Extent
    var isStandalone: Bool
    /// For dynamic calls: whose partials can be named.
    var namespace = ""
    /// For Mustache: the partial's name, to look for where a lambda's text was compiled.
    var name = ""
    var overrides: [Override] = []
  }

  /// A block given to a parent.
  struct Override: Sendable {
    let symbol: UInt32
    let entry: Int
  }

  struct BlockSite: Sendable {
    let symbol: UInt32
    var end: Int
    let indent: Extent
    let isStandalone: Bool
  }

  struct SlotSite: Sendable {
    let name: String
    let type: String
    let template: Int
    let arguments: [UInt32]
    let indent: Extent
    let isStandalone: Bool
    /// Whether the body is captured for the host, which merges its lines with others.
    var capturesBody: Bool { type != "text" }
  }

  struct FilterCall: Sendable {
    /// The filter, or the template of one that is written in Stencilish.
    var filter: Int
    /// All of the filter's parameters; what the template left out was pushed too.
    let arguments: Int
    /// Which parameter each pushed argument is; nil when they are in order.
    let positions: [Int]?
  }

  /// The text of a Mustache section, for lambdas.
  struct Inner: Sendable {
    let source: Int
    let extent: Extent
    let delimiters: Delimiters
    var end: Int
  }

  let code: FrozenArray<Instruction>
  let sites: FrozenArray<NameSite>
  let symbols: FrozenArray<Value>
  let constants: FrozenArray<Value>
  let loops: FrozenArray<LoopInfo>
  let literals: Bytes
  let templates: [Template]
  let names: [String: Int]
  let calls: [CallSite]
  let blocks: [BlockSite]
  let slots: [SlotSite]
  let filterCalls: [FilterCall]
  let inners: [Inner]
  let filters: [FilterDefinition]
  let places: FrozenArray<Place>
  let namedLocals: FrozenArray<NamedLocal>
  let sources: [SourceText]
  private let literalBases: [Int]
  let options: [TemplateOptions]
  private let arena: Arena

  init(_ builder: consuming ProgramBuilder) {
    arena = builder.arena
    code = FrozenArray(builder.steps.count, in: arena) { builder.steps[$0].instruction }
    sites = FrozenArray(builder.sites, in: arena)
    symbols = FrozenArray(builder.symbols.strings, in: arena)
    constants = FrozenArray(builder.constants, in: arena)
    loops = FrozenArray(builder.loops, in: arena)
    literals = arena.copy(builder.literals)
    templates = builder.templates
    names = builder.names
    calls = builder.calls
    blocks = builder.blocks
    slots = builder.slots
    filterCalls = builder.filterCalls
    inners = builder.inners
    filters = builder.filters
    places = FrozenArray(builder.steps.count, in: arena) { builder.steps[$0].place }
    namedLocals = FrozenArray(builder.namedLocals, in: arena)
    sources = builder.sources
    literalBases = builder.literalBases
    options = builder.options
  }

  /// The place of an instruction as a label.
  func label(_ address: Int, _ text: String = "") -> Label {
    let place = places[min(max(address, 0), places.count - 1)]
    return Label(sources[Int(place.source)], place.extent.span, text)
  }

  /// Whether a local variable of a template has a name at an instruction: what a block bound before stays in its variable.
  func isNamed(_ slot: Int, at address: Int) -> Bool {
    if template(at: address)?.parameters.contains(where: { $0.slot == slot }) == true { return true }
    return (0..<namedLocals.count).contains { index in
      let local = namedLocals[index]
      return local.slot == slot && local.from <= address && address < local.to
    }
  }

  /// The part of the source that an instruction writes first, as it stands there; nil for none.
  func writtenSource(_ address: Int) -> Extent? {
    let place = places[address]
    switch code[address] {
    case .text: return place.extent
    case .writeName(let site), .writeLocal(_, let site), .writeLocalField(_, let site):
      let text = sites[site].text.range
      let base = literalBases[Int(place.source)]
      return text.isEmpty ? nil : Extent(text.lowerBound - base, text.upperBound - base)
    default: return nil
    }
  }

  /// The template that an instruction belongs to.
  func template(at address: Int) -> Template? {
    templates.last { $0.entry <= address && address < $0.end }
  }
}

/// An array in memory that neither moves nor counts references.
@safe struct FrozenArray<Element: BitwiseCopyable> {
  let base: UnsafePointer<Element>
  let count: Int

  init(_ elements: [Element], in arena: Arena) {
    self.init(elements.count, in: arena) { elements[$0] }
  }

  @inline(__always) init(_ count: Int, in arena: Arena, element: (Int) -> Element) {
    let memory = unsafe arena.allocate(count * MemoryLayout<Element>.stride)
    let typed = unsafe memory.bindMemory(to: Element.self, capacity: count)
    for index in 0..<count { unsafe (typed + index).initialize(to: element(index)) }
    unsafe base = UnsafePointer(typed)
    self.count = count
  }

  @inline(__always) subscript(index: Int) -> Element { unsafe base[index] }
  @inline(__always) subscript(index: UInt32) -> Element { unsafe base[Int(index)] }
}
