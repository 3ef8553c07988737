/// One line of a text to be aligned, divided into cells.
struct AlignedLine {
  /// A stretch of the line that a tab or the line's end ends.
  struct Cell {
    /// Its bytes in the text.
    var range: Range<Int>
    /// Its width in characters (Unicode scalars).
    var width: Int
  }

  /// The tabs before the first cell.
  var indentation: Range<Int>
  /// Where its cells lie in the list of all cells; the last of them is ended by no tab.
  var cells: Range<Int>
  /// The line end, empty at the end of the text.
  var lineEnd: Range<Int>
  /// What the line is if it is an element of a Go expression list.
  var element: ListElement?
  /// Whether the line begins with a closing bracket.
  var isClosing: Bool
  /// Whether the next line is indented more deeply.
  var opensBlock = false

  var isBlank: Bool { cells.isEmpty }
  var depth: Int { indentation.count }

  /// Reads the line at `range`, its line end included, and appends its cells.
  ///
  /// A cell that begins with `//` goes to the end of the line. Empty cells at the end of the line are dropped, as they
  /// end nothing.
  init(_ text: Span<UInt8>, _ range: Range<Int>, cells all: inout [Cell]) {
    var end = range.upperBound
    if end > range.lowerBound, text[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > range.lowerBound, end < range.upperBound, text[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    var start = range.lowerBound
    while start < end, text[start] == UInt8(ascii: "\t") { start += 1 }
    lineEnd = end..<range.upperBound
    while end > start, text[end - 1] == UInt8(ascii: "\t") { end -= 1 }

    indentation = range.lowerBound..<start
    let first = all.count
    Self.divide(text, start..<end, into: &all)
    cells = first..<all.count
    isClosing = start < end && [UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]")].contains(text[start])
    element = ListElement(text, all[cells])
  }

  private static func divide(_ text: Span<UInt8>, _ range: Range<Int>, into cells: inout [Cell]) {
    guard !range.isEmpty else { return }
    var start = range.lowerBound
    var index = start
    while index < range.upperBound, !isComment(text, start) {
      if text[index] == UInt8(ascii: "\t") {
        cells.append(Cell(range: start..<index, width: scalarCount(text, in: start..<index)))
        start = index + 1
      }
      index += 1
    }
    cells.append(Cell(range: start..<range.upperBound, width: scalarCount(text, in: start..<range.upperBound)))
  }

  /// Whether a line comment begins at `index`.
  static func isComment(_ text: Span<UInt8>, _ index: Int) -> Bool {
    index + 1 < text.count && text[index] == UInt8(ascii: "/") && text[index + 1] == UInt8(ascii: "/")
  }
}
