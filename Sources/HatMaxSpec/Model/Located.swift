package import SourceDiagnostics

/// A value and the place where it is written.
package struct Located<Value: Sendable>: Sendable {
  package var value: Value
  package var span: SourceSpan

  package init(_ value: Value, _ span: SourceSpan) {
    self.value = value
    self.span = span
  }
}

/// A name of the user's choice and where it is written.
package typealias Name = Located<String>

extension Located: Equatable where Value: Equatable {}

extension Located<String> {
  /// A name that nobody wrote: it stands where what it was made from stands.
  static func implied(_ text: String, at span: SourceSpan = SourceSpan(start: 0, end: 0)) -> Name { Name(text, span) }
}

/// Something that the file names: looked up by its name, renamed with `was`.
package protocol Named {
  var name: Name { get }
  var was: Name? { get }
}

extension Sequence where Element: Named {
  /// The first element of that name.
  func named(_ name: String) -> Element? { first { $0.name.value == name } }
}
