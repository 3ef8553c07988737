/// Columns as gofmt makes them.
///
/// A cell ends at a tab, but for the last of a line; the tabs that a line begins with are its indentation. A column is made
/// of the cells at one place in consecutive lines: a line without the cell ends it, as does the end of a
/// section (``AlignmentSections``). A column is one blank wider than its widest cell; one of empty cells only takes
/// no room. Widths count Unicode scalars. After the key of an element that takes several lines the tab is one blank.
///
/// So a template writes `name⇥type⇥tag⇥// comment` for a field, and leaves out the tab of a tag it leaves out.
enum AlignFilter {
  /// Appends `text` with the tabs between its cells replaced, in linear time.
  static func align(_ text: Span<UInt8>, into output: inout [UInt8]) {
    var cells: [AlignedLine.Cell] = []
    var lines: [AlignedLine] = []
    TextFilters.forEachLine(of: text) { line in lines.append(AlignedLine(text, line, cells: &cells)) }
    for index in lines.indices.dropLast() where !lines[index + 1].isBlank {
      lines[index].opensBlock = !lines[index].isBlank && lines[index + 1].depth > lines[index].depth
    }
    let widths = columnWidths(of: lines, cells)
    for line in lines { append(line, of: text, cells, widths, to: &output) }
  }

  /// For every cell the width of its column; 0 for the last cell of a line.
  private static func columnWidths(of lines: [AlignedLine], _ cells: [AlignedLine.Cell]) -> [Int] {
    // The columns that go on through the current line, each as an index into `columns`.
    var open: [Int] = []
    var columns: [Int] = []
    var columnOfCell = [Int](repeating: -1, count: cells.count)
    var sections = AlignmentSections()
    for line in lines {
      if sections.begins(with: line) || isBroken(line) { open.removeAll(keepingCapacity: true) }
      if isBroken(line) { continue }
      let ended = max(0, line.cells.count - 1)
      if open.count > ended { open.removeSubrange(ended...) }
      for (offset, cell) in line.cells.dropLast().enumerated() {
        if offset == open.count {
          open.append(columns.count)
          columns.append(0)
        }
        let column = open[offset]
        columnOfCell[cell] = column
        if cells[cell].width > 0 { columns[column] = max(columns[column], cells[cell].width + 1) }
      }
    }
    return columnOfCell.map { $0 < 0 ? 0 : columns[$0] }
  }

  /// Whether the line is a key whose value takes several lines.
  private static func isBroken(_ line: AlignedLine) -> Bool {
    line.opensBlock && line.element?.isPair == true
  }

  private static func append(
    _ line: AlignedLine, of text: Span<UInt8>, _ cells: [AlignedLine.Cell], _ widths: [Int], to output: inout [UInt8]
  ) {
    if !line.isBlank { output.append(text, line.indentation) }
    for index in line.cells {
      let cell = cells[index]
      output.append(text, cell.range)
      guard index + 1 < line.cells.upperBound else { break }
      output.appendSpaces(isBroken(line) ? 1 : widths[index] - cell.width)
    }
    output.append(text, line.lineEnd)
  }
}
