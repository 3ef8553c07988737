import PositionedYAML
package import SourceDiagnostics
package import Stencilish
import SystemFiles

/// `hatmax template …`: the template language on its own, for people who write templates.
package struct TemplateOperation: Sendable {
  /// What is to be read, and how.
  package struct Input: Sendable {
    /// The template's text.
    package let template: SourceText
    /// How it is to be read.
    package let options: TemplateOptions
    /// A folder with `NAME.stencil` and `NAME.mustache` files for its partials.
    package let partials: String?

    /// Creates an input.
    package init(template: SourceText, options: TemplateOptions, partials: String?) {
      self.template = template
      self.options = options
      self.partials = partials
    }
  }

  private static let name = TemplateName("main")
  private let input: Input

  /// Creates the operation.
  package init(_ input: Input) { self.input = input }

  /// Renders the template with data of a JSON or YAML text.
  package func render(_ data: SourceText) throws(CompileFailure) -> [UInt8] {
    let set = try compile()
    let context = Context(try Self.data(data))
    var output: [UInt8] = []
    do {
      try set.render(Self.name, in: context, into: &output)
    } catch {
      throw CompileFailure(diagnostics: [error.diagnostic])
    }
    return output
  }

  /// What the compiler, and with a schema the static check, has to say.
  package func check(_ schema: SourceText?) throws(CompileFailure) -> [Diagnostic] {
    let set = try compile()
    guard let schema else { return set.warnings }
    let data = try Self.data(schema)
    do {
      return set.warnings + set.check([CheckedTemplate(Self.name)], against: try Schema(data))
    } catch {
      throw CompileFailure(diagnostics: [GeneratorDiagnostics.badSchema(schema.name, error.message)])
    }
  }

  /// The tags and texts of the template, one a line.
  package func tokens() -> String { TemplateInspection.tokens(of: source) }

  /// The template's tree.
  package func tree() -> String { TemplateInspection.tree(of: source) }

  /// The compiled program.
  package func program() throws(CompileFailure) -> String { TemplateInspection.program(of: try compile()) }

  private var source: TemplateSource {
    TemplateSource(name: Self.name, source: input.template, options: input.options)
  }

  private func compile() throws(CompileFailure) -> TemplateSet {
    var sources = [source]
    if let folder = input.partials {
      do {
        try Self.addPartials(folder, "", input.options, to: &sources)
      } catch {
        throw CompileFailure(diagnostics: [GeneratorDiagnostics.unreadable(error)])
      }
    }
    return try TemplateSet(sources)
  }

  private static func addPartials(
    _ folder: String, _ prefix: String, _ options: TemplateOptions, to sources: inout [TemplateSource]
  ) throws(FileSystem.Failure) {
    for entry in try FileSystem.list(folder) {
      let path = folder + "/" + entry
      switch try FileSystem.entry(at: path) {
      case .folder: try addPartials(path, prefix + entry + "/", options, to: &sources)
      case .file:
        guard let ending = [".stencil", ".mustache"].first(where: entry.hasSuffix) else { continue }
        let name = TemplateName(prefix + entry.dropLast(ending.count))
        sources.append(
          TemplateSource(name: name, source: SourceText(name: path, bytes: try FileSystem.read(path)), options: options)
        )
      default: continue
      }
    }
  }

  private static func data(_ source: SourceText) throws(CompileFailure) -> DataValue {
    var bag = DiagnosticBag()
    let root = YAMLParser.parse(source, into: &bag)
    guard let root, !bag.hasErrors else { throw CompileFailure(diagnostics: bag.sorted) }
    return data(root)
  }

  private static func data(_ node: PositionedYAML.Node) -> DataValue {
    switch node.kind {
    case .sequence: return .list(node.items.map(data))
    case .mapping: return .record(node.entries.map { ($0.key.text, data($0.value)) })
    case .scalar:
      if node.isNull { return .null }
      if let bool = node.bool { return .bool(bool) }
      if let int = node.int { return .int(int) }
      if node.string == nil, let double = node.double { return .decimal(double) }
      return .string(node.text)
    }
  }
}
