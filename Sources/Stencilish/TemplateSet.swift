public import SourceDiagnostics

/// Compiled templates that can call each other: `Sendable`, immutable, any number of renders at once.
///
/// ```swift
/// let page = TemplateSource(
///   name: TemplateName("page"), source: SourceText(name: "page.stencil", text: "Hello, {{ name }}!"))
/// let set = try TemplateSet([page])
/// var output: [UInt8] = []
/// try set.render(TemplateName("page"), in: Context(.record([("name", .string("world"))])), into: &output)
/// ```
public struct TemplateSet: Sendable {
  let compiled: CompiledSet
  /// What looked odd but compiles.
  public let warnings: [Diagnostic]

  /// Compiles templates.
  ///
  /// - Complexity: O(*n*) in the size of the templates.
  /// - Throws: every error of every template.
  public init(_ sources: [TemplateSource], filters: FilterRegistry = FilterRegistry()) throws(CompileFailure) {
    (compiled, warnings) = try SetCompiler.compile(sources, filters: filters)
  }

  /// The names of the templates, sorted.
  public var names: [TemplateName] { compiled.program.names.keys.sorted().map { TemplateName($0) } }

  /// Renders a template and appends what it writes to `output`, which stays as it was if there is an error.
  ///
  /// - Parameters:
  ///   - name: the full name of the template.
  ///   - context: where `@root` is.
  ///   - node: what `.` is; nil for the root.
  ///   - bindings: more names that the template (not its partials) sees.
  ///   - slots: what fills slots; without it they show their defaults.
  ///   - limits: the bounds of this render.
  /// - Complexity: O(*n*) in the work that the template does.
  public func render(
    _ name: TemplateName, in context: Context, at node: Node? = nil, bindings: [(String, Node)] = [],
    slots: (any SlotFiller)? = nil, limits: RenderLimits = RenderLimits(), into output: inout [UInt8]
  ) throws(RenderFailure) {
    try render(name, in: context, at: node, bindings: bindings, slots: slots, limits: limits, trace: nil, into: &output)
  }

  /// Renders a template as `render` does, more slowly, and says which line of which template wrote each line of output.
  ///
  /// - Returns: one origin for every line that was appended to `output`, in order.
  public func trace(
    _ name: TemplateName, in context: Context, at node: Node? = nil, bindings: [(String, Node)] = [],
    slots: (any SlotFiller)? = nil, limits: RenderLimits = RenderLimits(), into output: inout [UInt8]
  ) throws(RenderFailure) -> [LineOrigin] {
    let trace = LineTrace()
    try render(
      name, in: context, at: node, bindings: bindings, slots: slots, limits: limits, trace: trace, into: &output)
    return trace.origins
  }

  private func render(
    _ name: TemplateName, in context: Context, at node: Node?, bindings: [(String, Node)],
    slots: (any SlotFiller)?, limits: RenderLimits, trace: LineTrace?, into output: inout [UInt8]
  ) throws(RenderFailure) {
    guard let index = compiled.program.names[name.text] else {
      throw RenderFailure(compiled.program.unknownTemplate(name))
    }
    let kept = bindings + (node.map { [("", $0)] } ?? [])
    let session = RenderSession(
      compiled, root: context.root, bindings: kept, filler: slots, limits: limits, trace: trace)
    try session.render(
      compiled.program.templates[index], at: (node ?? context.root).value, bindings: bindings, into: &output)
  }

  /// Renders a template as text.
  public func text(
    of name: TemplateName, in context: Context, at node: Node? = nil, bindings: [(String, Node)] = [],
    slots: (any SlotFiller)? = nil, limits: RenderLimits = RenderLimits()
  ) throws(RenderFailure) -> String {
    var output: [UInt8] = []
    try render(name, in: context, at: node, bindings: bindings, slots: slots, limits: limits, into: &output)
    return String(decoding: output, as: UTF8.self)
  }
}
