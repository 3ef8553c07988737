import SourceDiagnostics

/// Follows the types of a schema through templates.
///
/// Nothing here recurses: blocks wait on a stack, calls in a queue.
struct Checker {
  /// A template with the types that it is called with.
  struct Task: Hashable {
    var template: String
    var this: CheckType
    var arguments: [String: CheckType]
    /// Where it is called, for notes; not part of what makes a task different.
    var chain: [String] = []

    static func == (left: Task, right: Task) -> Bool {
      left.template == right.template && left.this == right.this && left.arguments == right.arguments
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(template)
      hasher.combine(this)
      hasher.combine(arguments)
    }
  }

  /// A value with what is known about it.
  struct Known {
    var type: CheckType
    /// Stands for the value in facts; nil for what is computed.
    var path: String?
    var literal: String?
    var ifTrue: [Fact] = []
    var ifFalse: [Fact] = []
    var extent = Extent.none
  }

  struct OpenBlock {
    let node: Int
    let kind: SyntaxNode.Kind
    let names: Int
    let dots: Int
    let loops: Int
    let facts: Int
    var ifFalse: [Fact] = []
    /// The type of the item, for the else branch to be left out of.
    var isUnreachable = false
  }

  /// A parsed file and the definitions in it.
  struct File {
    let source: TemplateSource
    let tree: SyntaxTree
    var definitions: [String: Int] = [:]
  }

  private struct Report: Hashable {
    let template: String
    let extent: Extent
    let message: String
  }

  static let maximumReports = 1_000
  static let maximumTasks = 5_000
  static let maximumFacts = 32

  let set: CompiledSet
  let schema: Schema
  let slots: [String: [(String, SchemaType)]]
  private var files: [String: File] = [:]
  private var queue: [Task] = []
  private var seen: Set<Task> = []
  private var diagnostics: [Diagnostic] = []
  private var reported: Set<Report> = []

  // The task at hand:
  var task = Task(template: "", this: .any, arguments: [:])
  var file: File
  private(set) var names: [String] = []
  private var known: [String: [Known]] = [:]
  var dots: [Known] = []
  var loops: [Bool] = []
  var facts = FactStore()
  var blocks: [OpenBlock] = []
  private var serial = 0
  /// How many of the open blocks can't be reached.
  private(set) var unreachable = 0

  init(set: CompiledSet, schema: Schema, slots: [String: [(String, SchemaType)]]) {
    self.set = set
    self.schema = schema
    self.slots = slots
    let empty = TemplateSource(name: TemplateName(""), source: SourceText(name: "", text: ""))
    file = File(source: empty, tree: .empty)
    for source in set.sources {
      var file = File(source: source, tree: TemplateParser.parse(source).tree)
      for (index, node) in file.tree.nodes.enumerated() where node.kind == .define {
        file.definitions[file.tree.text(node.name)] = index
      }
      files[source.name.text] = file
    }
  }

  var tree: SyntaxTree { file.tree }

  mutating func check(_ templates: [CheckedTemplate]) -> [Diagnostic] {
    for entry in templates {
      guard set.program.names[entry.name.text] != nil else {
        diagnostics.append(set.program.unknownTemplate(entry.name))
        continue
      }
      let arguments = Dictionary(entry.bindings.map { ($0.0, CheckType($0.1)) }) { $1 }
      add(Task(template: entry.name.text, this: CheckType(entry.this ?? schema.root), arguments: arguments))
    }
    var next = 0
    while next < queue.count {
      run(queue[next])
      next += 1
    }
    return diagnostics.inReadingOrder
  }

  mutating func add(_ task: Task) {
    guard seen.count < Self.maximumTasks, seen.insert(task).inserted else { return }
    queue.append(task)
  }

  // MARK: - One template

  private mutating func run(_ task: Task) {
    let name = TemplateName(task.template)
    let parts = task.template.split(separator: "#", maxSplits: 1).map(String.init)
    guard let found = files[parts.first ?? name.text] else { return }
    self.task = task
    file = found
    names = []
    known = [:]
    blocks = []
    unreachable = 0
    loops = []
    facts = FactStore()
    dots = [Known(type: task.this, path: "this")]
    var (position, end) = (0, tree.nodes.count)
    if parts.count == 2 {
      guard let definition = file.definitions[parts[1]] else { return }
      position = definition + 1
      end = Int(tree.nodes[definition].match)
      bindParameters(of: tree.nodes[definition])
    } else {
      for (name, type) in task.arguments.sorted(by: { $0.key < $1.key }) {
        bind(name, Known(type: type, path: "argument " + name))
      }
    }
    while position < end { position = check(tree.nodes[position], at: position) }
  }

  private mutating func bindParameters(of node: SyntaxNode) {
    for parameter in tree.parameters[node.list.range] {
      let name = tree.text(parameter.name)
      if let type = task.arguments[name] {
        bind(name, Known(type: type, path: "argument " + name))
      } else {
        let value = parameter.expression.isEmpty ? Known(type: .any) : evaluate(parameter.expression)
        bind(name, Known(type: value.type, path: "argument " + name))
      }
    }
  }

  mutating func push(_ block: OpenBlock) {
    blocks.append(block)
    if block.isUnreachable { unreachable += 1 }
  }

  mutating func popBlock() -> OpenBlock? {
    guard let block = blocks.popLast() else { return nil }
    if block.isUnreachable { unreachable -= 1 }
    return block
  }

  // MARK: - Names

  mutating func bind(_ name: String, _ value: Known) {
    names.append(name)
    known[name, default: []].append(value)
  }

  func bound(_ name: String) -> Known? { known[name]?.last }

  mutating func unbind(to count: Int) {
    while names.count > count { known[names.removeLast()]?.removeLast() }
  }

  /// A path that no other value has.
  mutating func freshPath() -> String {
    serial += 1
    return "value \(serial)"
  }

  // MARK: - Reports

  mutating func report(_ problem: Problem, _ extent: Extent) {
    guard unreachable == 0 else { return }
    // A partial that is called in several ways says the same thing once.
    let report = Report(template: file.source.name.text, extent: extent, message: problem.message)
    guard diagnostics.count < Self.maximumReports, reported.insert(report).inserted else { return }
    diagnostics.append(problem.diagnostic([Label(tree.source, extent.span, problem.label)], notes: task.chain))
  }
}
