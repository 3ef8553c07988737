/// The bytes of a template and the questions that the parser asks about them.
///
/// Small, so that it is cheap to hand to functions, which the parser isn't.
struct TemplateText: BitwiseCopyable {
  let bytes: Bytes
  /// The template is what lies between these offsets.
  let begin: Int
  let limit: Int

  /// Finds a mark.
  func find(_ mark: [UInt8], from start: Int) -> Int? {
    let first = mark[0]
    let last = limit - mark.count
    var at = start
    while at <= last {
      if bytes[at] == first, isMark(mark, at: at) { return at }
      at += 1
    }
    return nil
  }

  func isMark(_ mark: [UInt8], at position: Int) -> Bool {
    guard position + mark.count <= limit else { return false }
    for index in 0..<mark.count where bytes[position + index] != mark[index] { return false }
    return true
  }

  /// One past the closing quote of a string, if it is on the same line.
  func stringEnd(_ quote: Int) -> Int? {
    var at = quote + 1
    while at < limit, bytes[at] != 0x0A {
      if bytes[at] == bytes[quote] { return at + 1 }
      at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  /// Where the white space before a position begins, if only white space stands before it on its line.
  func lineStart(before position: Int) -> Int? {
    var at = position
    while at > begin, bytes[at - 1] == 0x20 || bytes[at - 1] == 0x09 { at -= 1 }
    return at == begin || bytes[at - 1] == 0x0A ? at : nil
  }

  /// Where the next line begins, if only white space stands after a position on its line.
  func lineEnd(after position: Int) -> Int? {
    var at = position
    while at < limit, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    if at == limit { return limit }
    if bytes[at] == 0x0A { return at + 1 }
    if bytes[at] == 0x0D, at + 1 < limit, bytes[at + 1] == 0x0A { return at + 2 }
    return nil
  }

  /// The white space before a tag that stands alone on its line, and where the next line begins.
  func standaloneLine(of extent: Extent) -> (indent: Extent, next: Int)? {
    guard let start = lineStart(before: Int(extent.start)), let next = lineEnd(after: Int(extent.end)) else {
      return nil
    }
    return (Extent(start, Int(extent.start)), next)
  }

  /// The first byte that isn't white space.
  func firstByte(of extent: Extent) -> UInt8? {
    for index in extent.range where !bytes[index].isWhiteSpace { return bytes[index] }
    return nil
  }

  /// Without white space at either end.
  func trimmed(_ extent: Extent) -> Extent {
    var (start, end) = (Int(extent.start), Int(extent.end))
    while start < end, bytes[start].isWhiteSpace { start += 1 }
    while end > start, bytes[end - 1].isWhiteSpace { end -= 1 }
    return Extent(start, end)
  }

  func areEqual(_ left: Extent, _ right: Extent) -> Bool {
    bytes.slice(left.range).equals(bytes.slice(right.range))
  }
}
