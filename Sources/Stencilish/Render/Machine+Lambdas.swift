import SourceDiagnostics

/// Mustache's lambdas: closures of the host that give text to be rendered where they stand.
extension Machine {
  mutating func writeLambda(_ value: Value, for mode: EscapeMode) throws(Fault) {
    guard let lambda = value.lambda else { return }
    switch lambda(nil) {
    case .string(let text):
      try render(text, delimiters: .standard)
      if current.isString { Escape.append(current.bytes, for: mode, to: &workspace.output) }
    case .lambda: return
    case let other:
      let node = Node(other)
      if workspace.output.append(scalar: node.value) { return }
    }
  }

  mutating func renderSection(_ value: Value, _ inner: Program.Inner) throws(Fault) {
    guard let lambda = value.lambda else { return }
    let text = String(decoding: program.sources[inner.source].bytes[inner.extent.range], as: UTF8.self)
    guard case .string(let result) = lambda(text) else { return }
    try render(result, delimiters: inner.delimiters)
    if current.isString { writeLines(current.bytes) }
  }

  /// Renders text that a lambda gave, in the present context; the result becomes the current value.
  private mutating func render(_ text: String, delimiters: Delimiters) throws(Fault) {
    try checkDepth()
    let options = TemplateOptions(mode: .mustache, escape: program.options[source].escape, delimiters: delimiters)
    let source = TemplateSource(
      name: TemplateName("lambda"), source: SourceText(name: "lambda", text: text), options: options)
    let set: CompiledSet
    do throws(CompileFailure) {
      set = try SetCompiler.compile([source], filters: session.set.filters, onlyUsedFilters: true).set
    } catch {
      throw .diagnostic(error.diagnostics.first ?? Problem.emptyTag.diagnostic([program.label(pc - 1)]))
    }
    try renderNested(set, set.program.templates[0], outer: session, site: nil)
  }

  /// Mustache: a partial that this program doesn't have, looked up where the lambda was called.
  mutating func callOutside(_ site: Program.CallSite) throws(Fault) {
    guard let outer = session.outer,
      let index = Linker.resolve(site.name, in: site.namespace, { outer.set.program.names[$0] })
    else { return }
    try renderNested(outer.set, outer.set.program.templates[index], outer: outer.outer, site: site)
    if current.isString { workspace.output.append(current.bytes) }
  }

  private mutating func renderNested(
    _ set: CompiledSet, _ template: Program.Template, outer: RenderSession?, site: Program.CallSite?
  ) throws(Fault) {
    var limits = limits
    limits.depth -= workspace.frames.count + 1
    let nested = RenderSession(
      set, root: session.root, bindings: [], filler: filler, limits: limits, outer: outer)
    var machine = Machine(
      set.program, root: root, session: nested, limits: limits, filler: filler, workspace: set.pool.take())
    defer { nested.finish(&machine) }
    for index in 0..<max(workspace.dots.count - 1, 0) { machine.workspace.dots.push(workspace.dots[index]) }
    if let site, site.isStandalone {
      machine.workspace.indent.append(program.literals.slice(site.indent.range))
      machine.isPending = true
    }
    do throws(Fault) {
      try machine.run(template, at: workspace.dots.top, bindings: [])
    } catch {
      throw .diagnostic(machine.diagnostic(for: error))
    }
    current = Value(workspace.memory.arena.copy(machine.workspace.output.bytes))
  }

  private var source: Int { Int(program.places[pc - 1].source) }
}
