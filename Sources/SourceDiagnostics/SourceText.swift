/// A text that diagnostics can point into: a name for people and its bytes.
///
/// Positions are UTF-8 byte offsets. Lines and columns are computed only when a diagnostic is shown.
public struct SourceText: Sendable {
  /// What people know the text by, usually a path relative to the working folder.
  public let name: String
  /// The content, UTF-8 as a rule; invalid bytes are tolerated and shown as U+FFFD.
  public let bytes: [UInt8]
  private let lines = LineTable()

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
  /// The content as a string; invalid bytes become U+FFFD.
  public var string: String { String(decoding: bytes, as: UTF8.self) }
}

extension SourceText: Hashable {
  /// Whether name and content are the same.
  public static func == (left: SourceText, right: SourceText) -> Bool {
    left.name == right.name && left.bytes == right.bytes
  }

  /// Leaves the content out: texts of one name and size differ rarely, and a bag hashes a text once for every diagnostic.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(bytes.count)
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
  /// - Complexity: O(log *l*) in the number of lines and linear in the line; the first call reads the whole text.
  public func position(of offset: Int) -> Position {
    let end = min(max(offset, 0), bytes.count)
    let (line, start) = lines.line(containing: end, of: bytes)
    var column = 1
    for index in start..<end where bytes[index] & 0xC0 != 0x80 { column += 1 }
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
