public import SourceDiagnostics

/// The filters that templates may use: the built-in ones, and what packs and the host add.
///
/// Tables and filter templates belong to a namespace: templates of that namespace use them by name, others as
/// `namespace::name`. What the host adds is for everybody.
public struct FilterRegistry: Sendable {
  private(set) var definitions: [String: FilterDefinition]
  private(set) var problems: [Diagnostic] = []
  /// The filters written in Stencilish by key, in the order in which they were added.
  private(set) var written: [(key: String, filter: WrittenFilter, parameters: [FilterParameter])] = []
  private var places: [String: Label] = [:]

  /// Creates a registry with the built-in filters.
  public init() {
    definitions = Self.builtIn
  }

  /// The names of all filters, those of a namespace as `namespace::name`, sorted.
  public var names: [String] { definitions.keys.sorted() }

  private static let builtIn: [String: FilterDefinition] = {
    var definitions: [String: FilterDefinition] = [:]
    for definition in BuiltInFilters.all { definitions[definition.name] = definition }
    return definitions
  }()

  /// Adds a table: `{{ key | name }}` gives the key's entry.
  ///
  /// A key without entry gives `default`, or without one an error that names the table.
  ///
  /// - Parameter place: where the table is defined, for the error when a name is taken.
  public mutating func addTable(
    _ name: String, namespace: String = "", entries: [(String, String)], default fallback: String? = nil,
    place: Label? = nil
  ) {
    let table = FilterTable(
      name: name, namespace: namespace, entries: Dictionary(entries) { $1 }, keys: entries.map(\.0),
      fallback: fallback)
    add(
      FilterDefinition(name: name, parameters: [], result: .string, implementation: .table(table)), namespace, place)
  }

  /// Adds a filter that renders a template, with the value as `.` and the arguments under their names; its source's name
  /// and span say where it is written.
  public mutating func addTemplate(
    _ name: String, namespace: String = "", parameters: [FilterParameter] = [], source: SourceText,
    span: SourceSpan? = nil, options: TemplateOptions = TemplateOptions()
  ) {
    addWritten(name, namespace, parameters, source, span, options, isExpression: false)
  }

  /// Adds a filter that gives the value of an expression, of whatever kind that is, with the value as `.` and the
  /// arguments under their names.
  public mutating func addExpression(
    _ name: String, namespace: String = "", parameters: [FilterParameter] = [], source: SourceText,
    span: SourceSpan? = nil
  ) {
    addWritten(name, namespace, parameters, source, span, TemplateOptions(), isExpression: true)
  }

  private mutating func addWritten(
    _ name: String, _ namespace: String, _ parameters: [FilterParameter], _ source: SourceText, _ span: SourceSpan?,
    _ options: TemplateOptions, isExpression: Bool
  ) {
    let template = TemplateSource(
      name: TemplateName(namespace + "::| " + name), source: source, span: span, options: options)
    let filter = WrittenFilter(source: template, isExpression: isExpression)
    add(
      FilterDefinition(
        name: name, parameters: parameters, result: isExpression ? .unknown : .string, implementation: .written(filter)),
      namespace,
      Label(source, template.span))
  }

  /// Adds a filter of the host.
  ///
  /// It must be pure: results may be remembered.
  public mutating func add(_ name: String, parameters: [FilterParameter] = [], _ filter: @escaping HostFilter) {
    add(FilterDefinition(name: name, parameters: parameters, implementation: .host(filter)), "", nil)
  }

  private mutating func add(_ definition: FilterDefinition, _ namespace: String, _ place: Label?) {
    let key = Self.key(definition.name, namespace)
    if let first = places[key], let place {
      problems.append(
        Problem.repeatedFilter(definition.name).diagnostic([
          place, Label(first.source, first.span, "first defined here"),
        ]))
      return
    }
    if definitions.updateValue(definition, forKey: key) != nil { written.removeAll { $0.key == key } }
    places[key] = place
    if case .written(let filter) = definition.implementation { written.append((key, filter, definition.parameters)) }
  }

  private static func key(_ name: String, _ namespace: String) -> String {
    namespace.isEmpty ? name : namespace + "::" + name
  }

  /// The filter that a name means in a namespace, with its key.
  func find(_ name: String, in namespace: String) -> (key: String, definition: FilterDefinition)? {
    if !namespace.isEmpty {
      let own = Self.key(name, namespace)
      if let definition = definitions[own] { return (own, definition) }
    }
    return definitions[name].map { (name, $0) }
  }

  /// The names that can be used in a namespace.
  func names(in namespace: String) -> [String] {
    definitions.keys.compactMap { key in
      let name = TemplateName(key)
      return name.namespace.isEmpty ? key : name.namespace == namespace ? name.path : nil
    }.sorted()
  }
}
