import SourceDiagnostics

/// Compiles one syntax tree into a program: one pass over the flat tree with a stack of open blocks.
struct Compiler {
  /// A block whose end is still to come, with the jumps that lead there.
  struct OpenBlock {
    let node: Int
    let kind: SyntaxNode.Kind
    /// The jump or loop start that leads to the else branch.
    var branch: Int?
    /// Jumps to the end of the block.
    var exits: [Int] = []
    /// The first instruction of a loop's body.
    var body: UInt32 = 0
    var scopeDepth: Int
    var loopDepth: Int
    var elseSeen = false
    var calls: Int?
    /// Of an `each`: its entry in the table of loops.
    var loop: UInt32 = 0
    var function: Function?
    var overrideDedent = 0
    /// Of a parent: the blocks given to it.
    var overrides: [Program.Override] = []
  }

  /// A template or definition that is being compiled.
  struct Function {
    /// Different for every function; 0 for none.
    let number: UInt32
    var locals: UInt32 = 0
    var order: [Program.Parameter] = []
    var isDeclared = false
    var loops = 0
    var start = 0
  }

  /// The local variable that holds a name in a function.
  struct Binding: BitwiseCopyable {
    let function: UInt32
    let slot: UInt32

    static let none = Binding(function: 0, slot: 0)
  }

  /// What a name means at the moment.
  struct Meaning {
    /// The innermost binding by a block or definition.
    var bound = Binding.none
    /// The variable for an argument that the template looks for.
    var argument = Binding.none
    /// As the name of a filter in the template of this number; an index of -1 means nothing.
    var filter = FilterUse.none
    var filterTemplate: UInt32 = .max
  }

  var builder: ProgramBuilder
  var bag: [Diagnostic] = []
  let filters: FilterRegistry
  let linker: Linker

  // The template being compiled:
  var tree: SyntaxTree
  var name = TemplateName("")
  var namespace = ""
  var isFilter = false
  var sourceIndex: UInt32 = 0
  var literalBase = 0
  var function = Function(number: 0)
  private var functions: UInt32 = 0
  /// Bound names with what they were bound to before, innermost last.
  var scope: [(symbol: UInt32, previous: Binding, from: UInt32)] = []
  /// By symbol.
  var meanings: [Meaning] = []
  var blocks: [OpenBlock] = []
  var dedent = 0
  var definitions: [String: Int] = [:]
  var filterIndices: [String: Int] = [:]
  /// The registry's keys of the program's filters.
  var filterKeys: [String] = []
  var pendingCalls: [PendingCall] = []
  var recentLoad: Int?
  /// The last address that something may jump to.
  private var lastTarget = 0
  /// Jumps of operators that wait for their end, and `recall`s that wait for the end of their filters.
  var shorts: [Int] = []
  var recalls: [PendingRecall?] = []
  /// The number of the sequence of filters and constants since the last `recall`.
  var memo: UInt32 = 0

  /// A `recall` that waits for the end of its filters, and the end of the first of them if that takes no arguments.
  struct PendingRecall {
    let start: Int
    var first: (end: Int, memo: UInt32)?
  }

  /// A filter as a template names it: its place in the program, and that of the call that all of its uses share if it
  /// takes no arguments, or -1.
  struct FilterUse: BitwiseCopyable {
    let index: Int32
    let plainCall: Int32

    static let none = FilterUse(index: -1, plainCall: -1)
  }

  /// A call whose target's parameters aren't known yet.
  struct PendingCall {
    let site: Int
    let arguments: [(symbol: UInt32, extent: Extent)]
    let source: UInt32
    let extent: Extent
  }

  init(builder: consuming ProgramBuilder, filters: FilterRegistry, linker: Linker) {
    self.builder = builder
    self.filters = filters
    self.linker = linker
    tree = .empty
  }

  var isStrict: Bool { tree.options.mode == .strict }

  // MARK: - Reports and instructions

  mutating func report(_ problem: Problem, _ extent: Extent, related: (Extent, String)? = nil) {
    var labels = [Label(tree.source, extent.span, problem.label)]
    if let related { labels.append(Label(tree.source, related.0.span, related.1)) }
    bag.append(problem.diagnostic(labels))
  }

  @discardableResult
  mutating func emit(_ instruction: Instruction, _ extent: Extent) -> Int {
    builder.emit(instruction, Program.Place(source: sourceIndex, extent: extent))
  }

  /// Makes a jump lead to the next instruction.
  mutating func land(_ address: Int) {
    if case .jumpIfFieldFalse(_, let site) = builder.steps[address].instruction {
      builder.sites[Int(site)].end = builder.here
    } else {
      builder.steps[address].instruction.setTarget(builder.here)
    }
    markTarget()
  }

  /// Remembers that something leads to the next instruction, which must stay one of its own.
  mutating func markTarget() {
    lastTarget = builder.steps.count
    recentLoad = nil
  }

  func isTarget(_ address: Int) -> Bool { lastTarget == address }

  /// The number of the name at a place of the source.
  mutating func symbol(_ extent: Extent) -> UInt32 {
    known(builder.symbols.intern(tree.bytes.slice(extent)))
  }

  private mutating func symbol(_ name: String) -> UInt32 { known(builder.symbols.intern(name)) }

  private mutating func known(_ symbol: Int) -> UInt32 {
    while symbol >= meanings.count { meanings.append(Meaning()) }
    return UInt32(symbol)
  }

  /// A part of the source in the literal pool.
  func literal(_ extent: Extent) -> Extent {
    extent.isEmpty ? .none : Extent(Int(extent.start) + literalBase, Int(extent.end) + literalBase)
  }

  // MARK: - Templates

  /// Compiles a whole template as number `index`; a filter has parameters, if only none.
  mutating func compile(_ tree: SyntaxTree, name: TemplateName, index: Int, parameters: [FilterParameter]?) {
    self.tree = tree
    self.name = name
    namespace = name.namespace
    isFilter = parameters != nil
    sourceIndex = UInt32(builder.sources.count)
    builder.sources.append(tree.source)
    builder.options.append(tree.options)
    literalBase = builder.literals.count - tree.span.start
    builder.literalBases.append(literalBase)
    builder.literals.append(contentsOf: tree.source.bytes[tree.span.start..<tree.span.end])
    definitions = [:]
    declareDefinitions()
    function = makeFunction()
    for parameter in parameters ?? [] {
      let symbol = symbol(parameter.name)
      let slot = bind(symbol)
      function.order.append(Program.Parameter(symbol: symbol, slot: slot, isRequired: true))
    }
    var position = 0
    while position < tree.nodes.count {
      position = compile(tree.nodes[position], at: position)
    }
    let end = Extent(tree.span.end, tree.span.end)
    emit(.return, end)
    unbind(to: 0)
    finish(function, index: index, name: name)
  }

  /// A function that begins here.
  mutating func makeFunction() -> Function {
    functions += 1
    return Function(number: functions, start: builder.steps.count)
  }

  mutating func finish(_ function: Function, index: Int, name: TemplateName) {
    builder.templates[index] = Program.Template(
      name: name, entry: function.start, end: builder.steps.count, locals: Int(function.locals),
      parameters: function.order, isDeclared: function.isDeclared, seesCallers: !isStrict)
  }

  /// Definitions may be used before they are written, so their numbers are given out first.
  private mutating func declareDefinitions() {
    var first: [String: Extent] = [:]
    for node in tree.nodes where node.kind == .define && !node.name.isEmpty {
      let text = tree.text(node.name)
      if let earlier = first[text] {
        report(.repeatedDefinition(text), node.name, related: (earlier, "first defined here"))
        continue
      }
      first[text] = node.name
      definitions[text] = builder.templates.count
      builder.templates.append(Program.Template.placeholder(TemplateName(name.text + "#" + text)))
    }
  }

  // MARK: - Scopes

  /// A local variable for a bound name.
  mutating func bind(_ name: Extent) -> UInt32 { bind(symbol(name)) }

  mutating func bind(_ symbol: UInt32) -> UInt32 {
    let slot = function.locals
    function.locals += 1
    scope.append((symbol, meanings[Int(symbol)].bound, builder.here))
    meanings[Int(symbol)].bound = Binding(function: function.number, slot: slot)
    return slot
  }

  func boundSlot(_ symbol: UInt32) -> UInt32? {
    let bound = meanings[Int(symbol)].bound
    return bound.function == function.number ? bound.slot : nil
  }

  /// Forgets the names that were bound since the scope had `count` of them.
  mutating func unbind(to count: Int) {
    while scope.count > count {
      let entry = scope.removeLast()
      let slot = meanings[Int(entry.symbol)].bound.slot
      builder.namedLocals.append(Program.NamedLocal(slot: slot, from: entry.from, to: builder.here))
      meanings[Int(entry.symbol)].bound = entry.previous
    }
  }

  /// The local variable that takes the argument of this name, if the caller gives it.
  mutating func argumentSlot(_ symbol: UInt32) -> Int32 {
    guard isStrict, !isFilter, !function.isDeclared else { return -1 }
    let known = meanings[Int(symbol)].argument
    if known.function == function.number { return Int32(known.slot) }
    let slot = function.locals
    function.locals += 1
    meanings[Int(symbol)].argument = Binding(function: function.number, slot: slot)
    function.order.append(Program.Parameter(symbol: symbol, slot: slot, isRequired: false))
    return Int32(slot)
  }
}

extension Program.Template {
  static func placeholder(_ name: TemplateName) -> Self {
    Self(name: name, entry: 0, end: 0, locals: 0, parameters: [], isDeclared: false, seesCallers: false)
  }
}
