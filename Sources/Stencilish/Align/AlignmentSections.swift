/// Decides where the columns of a text end although the lines go on: gofmt's sections.
///
/// Columns end at a blank line, where the indentation changes and after a line that closes a block. Among the elements of
/// an expression list they also end before and after one of several lines, after a line with several
/// expressions, and where the sizes of the keys differ much: when the size of either of two neighbours is more than
/// 40 and the ratio of the second to the geometric mean of the keys so far is 2.5 or more, or 1/2.5 or less. The
/// rule and its approximate logarithm are those of Go's package go/printer (Go 1.27).
struct AlignmentSections {
  private var previous: AlignedLine?
  private var sumOfLogarithms = 0.0
  private var count = 0

  /// Whether a new section begins with `line`; to be asked of every line in turn.
  mutating func begins(with line: AlignedLine) -> Bool {
    let isNew = previous.map { endsSection($0, before: line) } ?? true
    if isNew || line.element == nil {
      sumOfLogarithms = 0
      count = 0
    }
    if let size = size(of: line), size > 0 {
      sumOfLogarithms += approximateLogarithm(Double(size))
      count += 1
    }
    previous = line
    return isNew
  }

  private func endsSection(_ previous: AlignedLine, before line: AlignedLine) -> Bool {
    if previous.isBlank || line.isBlank || previous.depth != line.depth || previous.isClosing { return true }
    guard let element = previous.element else { return false }
    if element.count > 1 || line.opensBlock { return true }
    guard let previousSize = size(of: previous), let size = size(of: line) else { return false }
    return previousSize == 0 || size == 0 || differMuch(previousSize, size)
  }

  /// The size by which gofmt compares an element: 0 if it takes several lines; `nil` for other lines.
  private func size(of line: AlignedLine) -> Int? {
    line.element.map { line.opensBlock ? 0 : $0.size }
  }

  private func differMuch(_ previous: Int, _ size: Int) -> Bool {
    let small = 40
    if count == 0 || previous <= small && size <= small { return false }
    let threshold = 2.5
    let ratio = Double(size) / approximatePower(sumOfLogarithms / Double(count))
    return threshold * ratio <= 1 || threshold <= ratio
  }

  /// The logarithm to base 2, linear between powers of two.
  private func approximateLogarithm(_ number: Double) -> Double {
    Double(number.exponent) + (number.significand - 1)
  }

  /// Two to the power of `exponent`, linear between integers.
  private func approximatePower(_ exponent: Double) -> Double {
    let whole = exponent.rounded(.down)
    return Double(sign: .plus, exponent: Int(whole), significand: 1 + (exponent - whole))
  }
}
