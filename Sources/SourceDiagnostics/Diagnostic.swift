/// How bad a diagnostic is.
public enum Severity: String, Sendable, Hashable, Comparable, CaseIterable {
  case note
  case warning
  case error

  /// Orders by gravity: a note is less than a warning, a warning less than an error.
  public static func < (left: Severity, right: Severity) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// A stable code such as `ST0104`: two capital letters for the library, four digits.
///
/// `ST` Stencilish, `YA` PositionedYAML, `SP` HatMaxSpec, `PK` HatMaxPacks, `GE` HatMaxGenerator, `CL` the command line.
public struct DiagnosticCode: Sendable, Hashable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The code as it is printed.
  public let description: String

  /// Creates a code from its printed form.
  public init(_ description: String) { self.description = description }

  /// Creates a code from a literal.
  public init(stringLiteral value: String) { self.init(value) }

  /// Orders codes as text.
  public static func < (left: DiagnosticCode, right: DiagnosticCode) -> Bool {
    left.description < right.description
  }
}

/// A span of a text with a few words about it.
public struct Label: Sendable, Hashable {
  /// The text that the span belongs to.
  public let source: SourceText
  /// The place.
  public let span: SourceSpan
  /// What to say beside the underline; may be empty.
  public let text: String

  /// Creates a label.
  public init(_ source: SourceText, _ span: SourceSpan, _ text: String = "") {
    self.source = source
    self.span = span
    self.text = text
  }
}

/// Something to say to a person about their input.
///
/// Wording: a lower-case phrase without a final period, back-quotes around what the user typed; see `docs/messages.md`.
public struct Diagnostic: Error, Sendable, Hashable {
  /// The stable code.
  public var code: DiagnosticCode
  /// How bad it is.
  public var severity: Severity
  /// What is wrong, in one sentence.
  public var message: String
  /// Where: the first label is the place, the others are related places ("first defined here").
  public var labels: [Label]
  /// Facts that help to understand, such as the chain of partials.
  public var notes: [String]
  /// What to do: an edit or a command.
  public var help: [String]

  /// Creates a diagnostic.
  public init(
    _ code: DiagnosticCode, _ severity: Severity = .error, _ message: String, labels: [Label] = [],
    notes: [String] = [], help: [String] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.labels = labels
    self.notes = notes
    self.help = help
  }
}
