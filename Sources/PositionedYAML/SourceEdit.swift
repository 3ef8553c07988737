public import SourceDiagnostics

/// A change of a text: the bytes of a span become others.
public struct SourceEdit: Sendable, Hashable {
  /// What is replaced; an empty span inserts.
  public let span: SourceSpan
  /// What stands there afterwards.
  public let replacement: String

  /// Creates a change.
  public init(_ span: SourceSpan, _ replacement: String) {
    self.span = span
    self.replacement = replacement
  }

  /// Creates an insertion.
  public init(at offset: Int, _ text: String) {
    self.init(SourceSpan(start: offset, end: offset), text)
  }

  /// The text after all edits; what they don't touch stays byte by byte.
  ///
  /// Edits may come in any order; several insertions at one place keep theirs.
  ///
  /// - Returns: nil when two edits overlap or one lies outside the text.
  /// - Complexity: O(*n* + *k* log *k*) for *n* bytes and *k* edits.
  public static func apply(_ edits: [SourceEdit], to source: SourceText) -> SourceText? {
    let ordered = edits.enumerated().sorted {
      ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset)
    }.map(\.element)
    var bytes: [UInt8] = []
    var position = 0
    for edit in ordered {
      guard edit.span.start >= position, edit.span.end <= source.bytes.count else { return nil }
      bytes += source.bytes[position..<edit.span.start]
      bytes += edit.replacement.utf8
      position = edit.span.end
    }
    bytes += source.bytes[position...]
    return SourceText(name: source.name, bytes: bytes)
  }
}
