/// A text that diagnostics can point into: a name for people and its bytes.
///
/// Positions are UTF-8 byte offsets. Lines and columns are computed only when a diagnostic is shown.
public struct SourceText: Sendable, Hashable {
  /// What people know the text by, usually a path relative to the working folder.
  public let name: String
  /// The content, UTF-8 as a rule; invalid bytes are tolerated and shown as U+FFFD.
  public let bytes: [UInt8]

  /// Creates a text from raw bytes.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Creates a text from a string.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }
}

extension SourceText {
  /// A place in a text as people count: both numbers start at 1, columns count Unicode scalars.
  public struct Position: Sendable, Hashable {
    /// The line, from 1.
    public let line: Int
    /// The column in Unicode scalars, from 1.
    public let column: Int
  }

  /// The position of a byte offset; offsets past the end give the end.
  ///
  /// - Complexity: O(*n*) in the offset.
  public func position(of offset: Int) -> Position {
    let end = min(max(offset, 0), bytes.count)
    var line = 1
    var lineStart = 0
    for index in 0..<end where bytes[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = index + 1
    }
    var column = 1
    for index in lineStart..<end where bytes[index] & 0xC0 != 0x80 { column += 1 }
    return Position(line: line, column: column)
  }

  /// The byte range of the line that holds `offset`, without its line terminator.
  public func lineRange(containing offset: Int) -> Range<Int> {
    let at = min(max(offset, 0), bytes.count)
    var start = at
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    var end = at
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }
}
