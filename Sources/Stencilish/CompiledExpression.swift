public import SourceDiagnostics

/// An expression outside of a template, such as `when:` and `for:` in a pack's manifest.
///
/// ```swift
/// let when = try CompiledExpression(text, span: span, namespace: "sqlite-repo")
/// if try when.isTrue(in: context, bindings: [("service", service)]) { … }
/// ```
public struct CompiledExpression: Sendable {
  /// Names that the expression binds: `service.aggregates as aggregate, index` has two.
  ///
  /// Empty without `as`.
  public let boundNames: [String]
  /// What looked odd but compiles.
  public let warnings: [Diagnostic]
  private let compiled: CompiledSet

  /// Compiles an expression, optionally followed by `as name` or `as name, key`.
  ///
  /// - Parameters:
  ///   - source: the text that holds the expression.
  ///   - span: the part of the text; nil for all of it.
  ///   - namespace: whose tables and filters can be used by their short names.
  ///   - allowsNames: whether `as …` may follow.
  public init(
    _ source: SourceText, span: SourceSpan? = nil, filters: FilterRegistry = FilterRegistry(), namespace: String = "",
    allowsNames: Bool = false
  ) throws(CompileFailure) {
    let template = TemplateSource(
      name: TemplateName(namespace.isEmpty ? "expression" : namespace + "::expression"), source: source, span: span)
    let (tree, names, problems) = TemplateParser.parseExpression(template, allowsNames: allowsNames)
    boundNames = names
    (compiled, warnings) = try SetCompiler.compile([template], filters: filters, onlyUsedFilters: true) { _ in
      (tree, problems)
    }
  }

  /// The value of the expression.
  ///
  /// - Parameters:
  ///   - node: what `.` is; nil for the root.
  ///   - bindings: more names that the expression sees.
  public func evaluate(
    in context: Context, at node: Node? = nil, bindings: [(String, Node)] = [], limits: RenderLimits = RenderLimits()
  ) throws(RenderFailure) -> Node {
    let kept = bindings + (node.map { [("", $0)] } ?? [])
    let session = RenderSession(compiled, root: context.root, bindings: kept, filler: nil, limits: limits)
    return try session.evaluate(compiled.program.templates[0], at: (node ?? context.root).value, bindings: bindings)
  }

  /// Whether the value of the expression is true as `{{#if}}` understands it.
  public func isTrue(
    in context: Context, at node: Node? = nil, bindings: [(String, Node)] = [], limits: RenderLimits = RenderLimits()
  ) throws(RenderFailure) -> Bool {
    try evaluate(in: context, at: node, bindings: bindings, limits: limits).isTruthy
  }
}
