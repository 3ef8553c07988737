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
    var function: Function?
    var overrideDedent = 0
    /// Of a parent: the blocks given to it.
    var overrides: [Program.Override] = []
  }

  /// A template or definition that is being compiled.
  struct Function {
    /// Bound names, innermost last.
    var scope: [UInt32] = []
    /// The local variables of each name, innermost last.
    var slots: [UInt32: [UInt32]] = [:]
    var locals: UInt32 = 0
    /// Arguments that the template looks for: name to slot.
    var parameters: [UInt32: UInt32] = [:]
    var order: [Program.Parameter] = []
    var isDeclared = false
    var loops = 0
    /// Whether a loop may be open that only the render knows of: in sections and override blocks.
    var start = 0
  }

  var builder: ProgramBuilder
  var bag: [Diagnostic] = []
  let filters: FilterRegistry
  let linker: Linker

  // The template being compiled:
  var tree: SyntaxTree
  var name = TemplateName("")
  var isFilter = false
  var sourceIndex: UInt32 = 0
  var literalBase = 0
  var function = Function()
  var blocks: [OpenBlock] = []
  var dedent = 0
  var definitions: [String: Int] = [:]
  var filterIndices: [String: Int] = [:]
  var pendingCalls: [PendingCall] = []
  var recentLoad: Int?

  /// A call whose target's parameters aren't known yet.
  struct PendingCall {
    let site: Int
    let arguments: [(symbol: UInt32, extent: Extent)]
    let source: UInt32
    let extent: Extent
  }

  init(builder: consuming ProgramBuilder, filters: FilterRegistry, linker: Linker, tree: SyntaxTree) {
    self.builder = builder
    self.filters = filters
    self.linker = linker
    self.tree = tree
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
    let here = builder.here
    switch builder.code[address] {
    case .jump: builder.code[address] = .jump(here)
    case .jumpIfFalse: builder.code[address] = .jumpIfFalse(here)
    case .jumpIfTrue: builder.code[address] = .jumpIfTrue(here)
    case .jumpIfNotNull: builder.code[address] = .jumpIfNotNull(here)
    case .jumpIfBound(let slot, _): builder.code[address] = .jumpIfBound(slot: slot, target: here)
    case .each(let loop, _): builder.code[address] = .each(loop: loop, exit: here)
    case .section(_, let inner): builder.code[address] = .section(exit: here, inner: inner)
    case .nextOrExit: builder.code[address] = .nextOrExit(exit: here)
    case .slot(let site, _): builder.code[address] = .slot(site: site, end: here)
    default: break
    }
    recentLoad = nil
  }

  mutating func symbol(_ extent: Extent) -> UInt32 { builder.symbol(tree.text(extent)) }

  /// A part of the source in the literal pool.
  func literal(_ extent: Extent) -> Extent {
    extent.isEmpty ? .none : Extent(Int(extent.start) + literalBase, Int(extent.end) + literalBase)
  }

  // MARK: - Templates

  /// Compiles a whole template as number `index`.
  mutating func compile(_ source: TemplateSource, tree: SyntaxTree, index: Int, isFilter: Bool) {
    self.tree = tree
    name = source.name
    self.isFilter = isFilter
    sourceIndex = UInt32(builder.sources.count)
    builder.sources.append(tree.source)
    builder.options.append(tree.options)
    literalBase = builder.literals.count - source.span.start
    builder.literals.append(contentsOf: tree.source.bytes[source.span.start..<source.span.end])
    definitions = [:]
    declareDefinitions()
    function = Function()
    function.start = builder.code.count
    var position = 0
    while position < tree.nodes.count {
      position = compile(tree.nodes[position], at: position)
    }
    let end = Extent(source.span.end, source.span.end)
    emit(.return, end)
    finish(function, index: index, name: source.name)
  }

  mutating func finish(_ function: Function, index: Int, name: TemplateName) {
    builder.templates[index] = Program.Template(
      name: name, entry: function.start, end: builder.code.count, locals: Int(function.locals),
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
  mutating func bind(_ name: Extent) -> UInt32 {
    let slot = function.locals
    function.locals += 1
    let symbol = symbol(name)
    function.scope.append(symbol)
    function.slots[symbol, default: []].append(slot)
    return slot
  }

  func boundSlot(_ symbol: UInt32) -> UInt32? { function.slots[symbol]?.last }

  /// Forgets the names that were bound since the scope had `count` of them.
  mutating func unbind(to count: Int) {
    while function.scope.count > count { function.slots[function.scope.removeLast()]?.removeLast() }
  }

  /// The local variable that takes the argument of this name, if the caller gives it.
  mutating func argumentSlot(_ symbol: UInt32) -> Int32 {
    guard isStrict, !isFilter, !function.isDeclared else { return -1 }
    if let slot = function.parameters[symbol] { return Int32(slot) }
    let slot = function.locals
    function.locals += 1
    function.parameters[symbol] = slot
    function.order.append(Program.Parameter(symbol: symbol, slot: slot, isRequired: false))
    return Int32(slot)
  }
}

extension Program.Template {
  static func placeholder(_ name: TemplateName) -> Self {
    Self(name: name, entry: 0, end: 0, locals: 0, parameters: [], isDeclared: false, seesCallers: false)
  }
}
