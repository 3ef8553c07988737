/// A half-open range of UTF-8 byte offsets in one text.
public struct SourceSpan: Sendable, Hashable {
  /// The first byte.
  public let start: Int
  /// One past the last byte; equal to `start` for a place between two bytes.
  public let end: Int

  /// Creates a span; an end before the start is moved to the start.
  public init(start: Int, end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  /// Creates a span from a range of byte offsets.
  public init(_ range: Range<Int>) {
    self.init(start: range.lowerBound, end: range.upperBound)
  }

  /// The number of bytes.
  public var length: Int { end - start }
}
