public import SourceDiagnostics

/// The name of a template in a set: a path, in a pack preceded by the pack's namespace, `pack::path/to/file.stencil`.
public struct TemplateName: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The name as it is written.
  public let text: String

  /// Creates a name.
  public init(_ text: String) { self.text = text }

  /// The part before `::`; empty where there is none.
  public var namespace: String {
    guard let separator = Self.separator(in: text) else { return "" }
    return String(text.utf8.prefix(separator)) ?? ""
  }

  /// The part after `::`.
  public var path: String {
    guard let separator = Self.separator(in: text) else { return text }
    return String(text.utf8.dropFirst(separator + 2)) ?? text
  }

  /// The name as it is written.
  public var description: String { text }

  /// Orders names as text.
  public static func < (left: TemplateName, right: TemplateName) -> Bool { left.text < right.text }

  private static func separator(in text: String) -> Int? {
    var previous: UInt8 = 0
    var index = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: ":"), previous == byte { return index - 1 }
      previous = byte
      index += 1
    }
    return nil
  }
}

/// Which language a template is written in.
public enum TemplateMode: String, Sendable, Hashable, CaseIterable {
  /// Stencilish: expressions, blocks, strict names.
  case strict
  /// The Mustache specification and nothing else.
  case mustache
}

/// How `{{ value }}` is made safe for the output.
public enum EscapeMode: String, Sendable, Hashable, CaseIterable, BitwiseCopyable {
  /// As it is.
  case none
  /// `&`, `<`, `>` and `"` become entities, as Mustache demands.
  case html
  /// The inside of a JSON string.
  case json
  /// The inside of a double-quoted YAML scalar.
  case yaml
}

/// The marks around tags.
public struct Delimiters: Sendable, Hashable {
  /// The opening mark.
  public let open: [UInt8]
  /// The closing mark.
  public let close: [UInt8]

  /// `{{` and `}}`.
  public static let standard = Delimiters(unchecked: Array("{{".utf8), Array("}}".utf8))

  /// Creates delimiters; nil unless both hold something and neither holds white space or `=`.
  public init?(open: String, close: String) {
    self.init(open: Array(open.utf8), close: Array(close.utf8))
  }

  init?(open: [UInt8], close: [UInt8]) {
    guard Self.isMark(open), Self.isMark(close) else { return nil }
    self.init(unchecked: open, close)
  }

  private init(unchecked open: [UInt8], _ close: [UInt8]) {
    self.open = open
    self.close = close
  }

  private static func isMark(_ mark: [UInt8]) -> Bool {
    !mark.isEmpty && mark.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "=") }
  }
}

/// How a template is to be read and what its values are escaped for.
public struct TemplateOptions: Sendable, Hashable {
  /// The language.
  public var mode: TemplateMode
  /// What `{{ value }}` is escaped for.
  public var escape: EscapeMode
  /// The marks around tags at the start of the file.
  public var delimiters: Delimiters

  /// Creates options; without an escape mode it is `none` in strict mode and `html` in Mustache mode.
  public init(mode: TemplateMode = .strict, escape: EscapeMode? = nil, delimiters: Delimiters = .standard) {
    self.mode = mode
    self.escape = escape ?? (mode == .strict ? .none : .html)
    self.delimiters = delimiters
  }
}

/// A template before it is compiled.
public struct TemplateSource: Sendable {
  /// What partials and renders call it.
  public let name: TemplateName
  /// The text that holds it.
  public let source: SourceText
  /// The part of the text that is the template: all of it, or a scalar inside `pack.yml`.
  public let span: SourceSpan
  /// How to read it.
  public let options: TemplateOptions

  /// Creates a template from a text or from a part of one; a span that leaves the text is cut.
  public init(
    name: TemplateName, source: SourceText, span: SourceSpan? = nil, options: TemplateOptions = TemplateOptions()
  ) {
    self.name = name
    self.source = source
    let end = min(max(span?.end ?? source.bytes.count, 0), source.bytes.count)
    self.span = SourceSpan(start: min(max(span?.start ?? 0, 0), end), end: end)
    self.options = options
  }
}

/// Templates could not be compiled: every error of every file.
public struct CompileFailure: Error, Sendable {
  /// The errors, and the warnings found along the way, by file and place.
  public let diagnostics: [Diagnostic]

  /// Creates a failure.
  public init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}

/// A render stopped at its first error; the output is as it was before.
public struct RenderFailure: Error, Sendable {
  /// What happened.
  public let diagnostic: Diagnostic

  /// Creates a failure.
  public init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}
