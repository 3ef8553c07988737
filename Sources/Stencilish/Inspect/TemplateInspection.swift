import SourceDiagnostics

/// The stages of a template as text, for people who write templates and for tests.
public enum TemplateInspection {
  /// Texts and tags, one a line: position, kind and content.
  public static func tokens(of source: TemplateSource) -> String {
    var lines: [String] = []
    var at = source.span.start
    func add(_ kind: String, _ range: Range<Int>) {
      guard !range.isEmpty else { return }
      let text = String(decoding: source.source.bytes[range], as: UTF8.self)
      let position = source.source.position(of: range.lowerBound)
      lines.append("\(position.line):\(position.column) \(kind) \(DiagnosticJSON.quote(text))")
    }
    for tag in TemplateParser.tags(of: source) where Int(tag.start) >= at {
      add("text", at..<Int(tag.start))
      add("tag", tag.range)
      at = Int(tag.end)
    }
    add("text", at..<source.span.end)
    return lines.map { $0 + "\n" }.joined()
  }

  /// The tree: a line for each text and tag, blocks indented, expressions in prefix form.
  ///
  /// A template with errors has a tree too; what could not be parsed is `invalid`.
  public static func tree(of source: TemplateSource) -> String {
    TreePrinter(tree: TemplateParser.parse(source).tree).print()
  }

  /// The program of a set: for each template its instructions with their addresses.
  public static func program(of set: TemplateSet) -> String {
    ProgramPrinter(program: set.compiled.program).print()
  }
}
