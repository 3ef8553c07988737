import SourceDiagnostics

/// Compiles and links the templates of a set.
enum SetCompiler {
  /// What the parser made of a template.
  typealias Parsed = (tree: SyntaxTree, problems: [SyntaxProblem])

  /// Parses and compiles everything and reports every error of every file.
  ///
  /// One template after the other, so that no more than one tree is in memory.
  ///
  /// - Parameter onlyUsedFilters: whether filters written in Stencilish are left out that nothing uses; a registry has
  ///   hundreds of them, and an expression uses one or two.
  static func compile(
    _ sources: [TemplateSource], filters: FilterRegistry, onlyUsedFilters: Bool = false,
    parse: (TemplateSource) -> Parsed = parse
  ) throws(CompileFailure) -> (set: CompiledSet, warnings: [Diagnostic]) {
    var bag = DiagnosticBag(filters.problems)
    var builder = ProgramBuilder()
    builder.reserveCapacity(templates: sources.count, bytes: sources.reduce(0) { $0 + $1.span.length })
    var linker = Linker()
    for source in sources { declare(source, in: &builder, &linker, &bag) }
    for (key, filter, _) in filters.written {
      linker.writtenFilters[key] = builder.templates.count
      builder.templates.append(.placeholder(filter.source.name))
    }
    var compiler = Compiler(builder: builder, filters: filters, linker: linker)
    for source in sources {
      guard let index = linker.templates[source.name.text] else { continue }
      compile(source, parse(source), index, &compiler, &bag, parameters: nil)
    }
    var waiting = filters.written
    // What is compiled may use filters that come before it.
    while let next = waiting.firstIndex(where: { !onlyUsedFilters || compiler.filterIndices[$0.key] != nil }) {
      let (key, filter, parameters) = waiting.remove(at: next)
      guard let index = linker.writtenFilters[key] else { continue }
      compile(filter.source, Self.parse(filter), index, &compiler, &bag, parameters: parameters)
    }
    bag.add(contentsOf: compiler.bag)
    compiler.bag = []
    compiler.linkCalls()
    bag.add(contentsOf: compiler.bag)
    let sorted = bag.diagnostics.inReadingOrder
    if bag.hasErrors { throw CompileFailure(diagnostics: sorted) }
    return (CompiledSet(Program(compiler.builder), filters: filters, sources: sources), sorted)
  }

  private static func parse(_ source: TemplateSource) -> Parsed {
    guard source.span.length <= maximumTemplateBytes else {
      // Nothing of the text goes on: neither into the program nor into the message.
      let empty = TemplateSource(
        name: source.name, source: SourceText(name: source.source.name, text: ""), options: source.options)
      let problem = SyntaxProblem(problem: .templateTooLarge(maximumTemplateBytes), extent: .none)
      return (SyntaxTree(empty), [problem])
    }
    return TemplateParser.parse(source)
  }

  private static func parse(_ filter: WrittenFilter) -> Parsed {
    guard filter.isExpression else { return parse(filter.source) }
    let (tree, _, problems) = TemplateParser.parseExpression(filter.source, allowsNames: false)
    return (tree, problems)
  }

  private static func declare(
    _ source: TemplateSource, in builder: inout ProgramBuilder, _ linker: inout Linker, _ bag: inout DiagnosticBag
  ) {
    let name = source.name.text
    if linker.templates[name] != nil {
      let start = SourceSpan(start: source.span.start, end: source.span.start)
      return bag.add(Problem.repeatedTemplate(name).diagnostic([Label(source.source, start)]))
    }
    linker.templates[name] = builder.templates.count
    builder.names[name] = builder.templates.count
    builder.templates.append(.placeholder(source.name))
  }

  private static func compile(
    _ source: TemplateSource, _ parsed: Parsed, _ index: Int, _ compiler: inout Compiler, _ bag: inout DiagnosticBag,
    parameters: [FilterParameter]?
  ) {
    for problem in parsed.problems.prefix(maximumProblems) { bag.add(problem.diagnostic(in: parsed.tree.source)) }
    if parsed.problems.count > maximumProblems {
      bag.add(Problem.tooManyErrors(parsed.problems.count - maximumProblems).diagnostic([]))
    }
    compiler.compile(parsed.tree, name: source.name, index: index, parameters: parameters)
  }

  /// More errors of one file help nobody, and showing them would take time that grows with their square.
  static let maximumProblems = 200

  /// Offsets take four bytes, with room to spare for the literals of a whole set.
  static let maximumTemplateBytes = 64 << 20
}

extension SyntaxProblem {
  func diagnostic(in source: SourceText) -> Diagnostic {
    var labels = [Label(source, extent.span, problem.label)]
    if let related { labels.append(Label(source, related.span, relatedText)) }
    return problem.diagnostic(labels)
  }

  private var relatedText: String {
    switch problem {
    case .repeatedArgument: "first given here"
    default: "this block is open"
    }
  }
}

extension Compiler {
  /// Gives arguments to the parameters of the templates that are called.
  mutating func linkCalls() {
    for call in pendingCalls {
      let target = builder.templates[builder.calls[call.site].target]
      var slots: [Int32] = []
      for argument in call.arguments {
        let parameter = target.parameters.first { $0.symbol == argument.symbol }
        slots.append(parameter.map { Int32($0.slot) } ?? -1)
        if parameter == nil, target.isDeclared {
          let names = target.parameters.map { builder.symbolText($0.symbol) }
          let problem = Problem.unknownParameter(builder.symbolText(argument.symbol), target.name.definition, names)
          reportLate(problem, call.source, argument.extent)
        }
      }
      builder.calls[call.site].slots = slots
      for parameter in target.parameters where parameter.isRequired {
        guard !call.arguments.contains(where: { $0.symbol == parameter.symbol }) else { continue }
        let problem = Problem.missingParameter(builder.symbolText(parameter.symbol), target.name.definition)
        reportLate(problem, call.source, call.extent)
      }
    }
  }

  private mutating func reportLate(_ problem: Problem, _ source: UInt32, _ extent: Extent) {
    bag.append(problem.diagnostic([Label(builder.sources[Int(source)], extent.span, problem.label)]))
  }
}

extension TemplateName {
  /// The name of a definition without that of its file.
  var definition: String {
    guard let hash = text.lastIndex(of: "#") else { return text }
    return String(text[text.index(after: hash)...])
  }
}
