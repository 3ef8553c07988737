import SourceDiagnostics

/// Compiled templates with the memory that their renders use.
final class CompiledSet: Sendable {
  let program: Program
  let pool: WorkspacePool
  let filters: FilterRegistry
  /// What the program was made of, for checks.
  let sources: [TemplateSource]

  init(_ program: Program, filters: FilterRegistry, sources: [TemplateSource]) {
    self.program = program
    self.sources = sources
    self.filters = filters
    pool = WorkspacePool(caches: program.sites.count * 2)
  }
}

/// One call of `render` or `evaluate`: what its machines share and what its values need to stay alive.
final class RenderSession {
  let set: CompiledSet
  let root: Node
  let filler: (any SlotFiller)?
  let limits: RenderLimits
  /// The session whose templates a lambda's text may use.
  let outer: RenderSession?
  /// Who wants to know which instruction wrote which line.
  let trace: LineTrace?
  private let kept: [AnyObject]
  /// Keeps the values that were shown to the host, once there are any.
  private var shared: ValueStorage?

  init(
    _ set: CompiledSet, root: Node, bindings: [(String, Node)], filler: (any SlotFiller)?, limits: RenderLimits,
    outer: RenderSession? = nil, trace: LineTrace? = nil
  ) {
    self.set = set
    self.root = root
    self.filler = filler
    self.limits = limits
    self.outer = outer
    self.trace = trace
    kept = [set.program, root.storage] + bindings.map(\.1.storage) + (outer.map { [$0] } ?? [])
  }

  /// A value of this render for the host; its memory then belongs to the node.
  func node(_ value: Value, _ workspace: borrowing Workspace) -> Node {
    let storage = shared ?? ValueStorage(arena: workspace.memory.arena, keeping: kept + [workspace.memo.arena])
    shared = storage
    return Node(value, storage)
  }

  /// Renders a template of the set and appends its output.
  func render(
    _ template: Program.Template, at this: Value, bindings: [(String, Node)], indent: [UInt8] = [], depth: Int? = nil,
    into output: inout [UInt8]
  ) throws(RenderFailure) {
    var limits = limits
    if let depth { limits.depth = depth }
    var machine = Machine(
      set.program, root: root.value, session: self, limits: limits, filler: filler, workspace: set.pool.take())
    if !indent.isEmpty {
      unsafe indent.withUnsafeBytes { unsafe machine.workspace.indent.append(unpadded: $0) }
      machine.isPending = true
    }
    defer { finish(&machine) }
    do throws(Fault) {
      try machine.run(template, at: this, bindings: bindings)
    } catch {
      throw RenderFailure(machine.diagnostic(for: error))
    }
    unsafe output.append(contentsOf: machine.workspace.output.bytes.buffer)
  }

  /// Runs the code of an expression and gives its value.
  func evaluate(
    _ template: Program.Template, at this: Value, bindings: [(String, Node)]
  ) throws(RenderFailure) -> Node {
    var machine = Machine(
      set.program, root: root.value, session: self, limits: limits, filler: filler, workspace: set.pool.take())
    defer { finish(&machine) }
    do throws(Fault) {
      try machine.run(template, at: this, bindings: bindings)
    } catch {
      throw RenderFailure(machine.diagnostic(for: error))
    }
    return node(machine.current, machine.workspace)
  }

  /// Gives the workspace back; values that the host has seen stay where they are.
  func finish(_ machine: inout Machine) {
    if shared != nil { machine.workspace.giveAwayValues() }
    shared = nil
    set.pool.give(machine.workspace)
  }

  /// What a slot filler renders with.
  func renderer(depth: Int, indent: [UInt8]) -> SlotRenderer {
    SlotRenderer { [self] (name, bindings, node, indented, wanted) throws(RenderFailure) in
      guard let index = set.program.names[name.text] else {
        throw RenderFailure(set.program.unknownTemplate(name))
      }
      var output: [UInt8] = []
      let nested = wanted ?? trace.map { _ in LineTrace() }
      let session = RenderSession(
        set, root: root, bindings: bindings + (node.map { [("", $0)] } ?? []), filler: filler, limits: limits,
        trace: nested)
      guard depth > 1 else { throw RenderFailure(Problem.tooDeep(limits.depth).diagnostic([])) }
      try session.render(
        set.program.templates[index], at: (node ?? root).value, bindings: bindings, indent: indented ? indent : [],
        depth: depth - 1, into: &output)
      if let nested { trace?.offer(output, nested.origins) }
      return output
    }
  }
}

extension Program {
  func unknownTemplate(_ name: TemplateName) -> Diagnostic {
    Problem.unknownTemplate(name.text, Suggestion.closest(to: name.text, among: names.keys.sorted())).diagnostic([])
  }
}
