/// Collects, while a machine runs, which instruction wrote each line of its output.
///
/// A line belongs to whoever wrote its first character that isn't white space.
final class LineTrace {
  private struct Line {
    var origin: LineOrigin
    var isBlank: Bool
  }

  /// A line that may be written later, by somebody who doesn't know where it came from.
  private struct Offer {
    let text: ArraySlice<UInt8>
    let origin: LineOrigin
  }

  /// The output as it was when a capture began.
  private struct Mark {
    let lines: Int
    let last: Line?
    let finished: Int
  }

  /// The lines that something was written to; the last of them may not be finished.
  private var lines: [Line] = []
  /// The number of lines that have their end.
  private var finished = 0
  private var marks: [Mark] = []
  private var offers: [Offer] = []
  private var nextOffer = 0

  /// For every line of the output, where it came from.
  var origins: [LineOrigin] { lines.map(\.origin) }

  // MARK: - Output

  /// Notes bytes that were appended to the output.
  ///
  /// - Parameter origin: where a line of these bytes came from, by its number among them.
  func wrote(_ bytes: [UInt8], origin: (_ line: Int) -> LineOrigin) {
    var number = 0
    forEachLine(of: bytes) { text, isFinished in
      let isBlank = text.isEmpty
      if finished == lines.count {
        lines.append(Line(origin: origin(number), isBlank: isBlank))
      } else if lines[finished].isBlank, !isBlank {
        lines[finished] = Line(origin: origin(number), isBlank: false)
      }
      if isFinished { finished += 1 }
      number += 1
    }
  }

  /// Notes bytes that somebody appended who took their lines from what was offered.
  func wroteOffered(_ bytes: [UInt8], otherwise origin: LineOrigin) {
    var found: [LineOrigin] = []
    forEachLine(of: bytes) { text, _ in found.append(takeOffer(of: text) ?? origin) }
    wrote(bytes) { found[$0] }
    forgetOffers()
  }

  // MARK: - Captures

  /// Notes that from here on the output is somebody's who will take it away or change it within its lines.
  func beganCapture() {
    marks.append(Mark(lines: lines.count, last: lines.last, finished: finished))
  }

  /// Notes that what was captured was changed within its lines.
  func changedCapture() { marks.removeLast() }

  /// Notes that the text that was captured was taken away, which may come back.
  func tookCapture(_ text: [UInt8]) {
    let mark = marks.removeLast()
    let captured = lines[min(mark.finished, lines.count)...].map(\.origin)
    offer(text, captured)
    lines.removeLast(lines.count - mark.lines)
    if let last = mark.last { lines[lines.count - 1] = last }
    finished = mark.finished
  }

  // MARK: - Offers

  /// Keeps lines with their origins.
  func offer(_ text: [UInt8], _ origins: [LineOrigin]) {
    var number = 0
    forEachLine(of: text) { text, _ in
      if number < origins.count { offers.append(Offer(text: text, origin: origins[number])) }
      number += 1
    }
  }

  /// Drops what was offered.
  func forgetOffers() {
    offers.removeAll(keepingCapacity: true)
    nextOffer = 0
  }

  /// The origin of the next line of this text, or of the first: lines may come in another order.
  private func takeOffer(of text: ArraySlice<UInt8>) -> LineOrigin? {
    let isMatch = { (offer: Offer) in offer.text == text }
    if text.isEmpty {
      guard nextOffer < offers.count, isMatch(offers[nextOffer]) else { return nil }
    } else if let index = offers[nextOffer...].firstIndex(where: isMatch) ?? offers.firstIndex(where: isMatch) {
      nextOffer = index
    } else {
      return nil
    }
    nextOffer += 1
    return offers[nextOffer - 1].origin
  }

  /// Calls `body` with each line without the white space around it, and whether it has its end.
  private func forEachLine(of bytes: [UInt8], _ body: (_ text: ArraySlice<UInt8>, _ isFinished: Bool) -> Void) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 0x0A)
      let line = rest[..<(end ?? rest.endIndex)]
      let text = line.drop(while: \.isWhiteSpace)
      body(text.prefix((text.lastIndex { !$0.isWhiteSpace } ?? text.startIndex - 1) + 1 - text.startIndex), end != nil)
      rest = rest[(end.map { $0 + 1 } ?? rest.endIndex)...]
    }
  }
}
