public import SourceDiagnostics

/// Which line of a template wrote a line of output, and for what.
public struct LineOrigin: Sendable {
  /// The text or tag of the template that wrote the beginning of the line; `source` is the template's text, the span is in
  /// the line.
  public let place: Label
  /// The innermost value of the user's data that was in scope, nil when none there has an origin.
  public let value: Origin?
}
