/// A line of a Go expression list (a composite literal, the arguments of a call): it ends in a comma or begins with a
/// key, a cell that ends in a colon.
struct ListElement {
  /// The size of the key, or of the first expression if there is none, in bytes, as gofmt counts it.
  var size: Int
  /// Whether the line begins with a key and its value is the next cell.
  var isPair: Bool
  /// How many expressions the line holds.
  var count: Int

  /// - Parameter cells: the cells of the line.
  init?(_ text: Span<UInt8>, _ cells: ArraySlice<AlignedLine.Cell>) {
    guard let first = cells.first, let last = cells.last, !first.range.isEmpty else { return nil }
    let hasComment = AlignedLine.isComment(text, last.range.lowerBound)
    let codeEnd = hasComment ? cells.dropLast().last?.range.upperBound : last.range.upperBound
    guard let codeEnd, codeEnd > first.range.lowerBound else { return nil }
    let commas = Self.topLevelCommas(text, first.range.lowerBound..<codeEnd)
    let valueCells = cells.count - (hasComment ? 1 : 0)
    isPair = valueCells > 1 && text[first.range.upperBound - 1] == UInt8(ascii: ":")
    guard isPair || commas.last == codeEnd - 1 else { return nil }
    let firstEnd = isPair ? first.range.upperBound - 1 : commas.first ?? codeEnd
    size = firstEnd - first.range.lowerBound
    count = commas.last == codeEnd - 1 ? commas.count : commas.count + 1
  }

  /// The first and the last comma outside of brackets and literals, and how many there are.
  private static func topLevelCommas(
    _ text: Span<UInt8>, _ range: Range<Int>
  ) -> (first: Int?, last: Int?, count: Int) {
    var commas: (first: Int?, last: Int?, count: Int) = (nil, nil, 0)
    var depth = 0
    var index = range.lowerBound
    while index < range.upperBound {
      switch text[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): index = literalEnd(text, index, range.upperBound)
      case UInt8(ascii: ",") where depth <= 0:
        commas = (commas.first ?? index, index, commas.count + 1)
      default: break
      }
      index += 1
    }
    return commas
  }

  /// The index of the quote that ends the literal begun at `start`, or the end of the line.
  private static func literalEnd(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    let quote = text[start]
    var index = start + 1
    while index < end, text[index] != quote {
      if text[index] == UInt8(ascii: "\\"), quote != UInt8(ascii: "`") { index += 1 }
      index += 1
    }
    return index
  }
}
