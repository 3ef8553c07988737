extension TextFilters {
  /// The text as paragraphs of lines at most `width` characters long, each with `prefix` before it (`// `), which counts.
  ///
  /// Blank lines divide paragraphs and remain, as the prefix without its trailing spaces; all other white space
  /// is one blank or a line break. A word longer than a line stands on one of its own. There is no line break
  /// at the end. An empty text gives nothing.
  static func wrap(_ text: Span<UInt8>, width: Int, prefix: Span<UInt8>, into output: inout [UInt8]) {
    let room = width - scalarCount(prefix, in: 0..<prefix.count)
    let barePrefix = 0..<trimmedEnd(of: prefix)
    var column = 0
    var blankLines = 0
    var isFirst = true
    forEachLine(of: text) { line in
      let content = trimmed(text, line)
      if content.isEmpty {
        blankLines += isFirst ? 0 : 1
        return
      }
      if blankLines > 0 {
        for _ in 0..<blankLines {
          output.append(UInt8(ascii: "\n"))
          output.append(prefix, barePrefix)
        }
        blankLines = 0
        column = room
      }
      forEachPiece(of: text, content) { piece in
        let length = scalarCount(text, in: piece)
        if isFirst || column + 1 + length > room {
          if !isFirst { output.append(UInt8(ascii: "\n")) }
          output.append(prefix)
          column = length
        } else {
          output.append(UInt8(ascii: " "))
          column += 1 + length
        }
        output.append(text, piece)
        isFirst = false
      }
    }
  }

  private static func trimmedEnd(of prefix: Span<UInt8>) -> Int {
    var end = prefix.count
    while end > 0, prefix[end - 1] == UInt8(ascii: " ") || prefix[end - 1] == UInt8(ascii: "\t") { end -= 1 }
    return end
  }

  /// Calls `body` with each stretch of `range` between ASCII white space, so that no-break spaces do not break.
  private static func forEachPiece(of text: Span<UInt8>, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
    var start = range.lowerBound
    for index in range where text[index] == UInt8(ascii: " ") || 0x09...0x0D ~= text[index] {
      if start < index { body(start..<index) }
      start = index + 1
    }
    if start < range.upperBound { body(start..<range.upperBound) }
  }
}
