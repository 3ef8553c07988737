/// Shows diagnostics to people, in the layout that rustc made familiar.
///
/// ```text
/// error[SP0102]: unknown key `feilds`
///   --> hatmax.yml:7:9
///   |
/// 7 |         feilds: {name: string}
///   |         ^^^^^^ expected one of `fields`, `children`
///   |
///   = help: did you mean `fields`?
/// ```
public struct DiagnosticRenderer: Sendable {
  /// Whether to use ANSI colours, which carry no information of their own.
  public var color: Bool
  /// Lines longer than this are cut around the span.
  public var maximumWidth = 160

  /// Creates a renderer.
  public init(color: Bool = false) { self.color = color }

  /// One diagnostic, ending in a newline.
  public func render(_ diagnostic: Diagnostic) -> String {
    let places = diagnostic.labels.map { Place($0, maximumWidth: maximumWidth) }
    let gutter = places.map { String($0.start.line).count }.max() ?? 1
    var out = heading(diagnostic)
    for (index, place) in places.enumerated() {
      out += excerpt(of: place, gutter: gutter, style: index == 0 ? style(of: diagnostic.severity) : .blue)
    }
    let indent = places.isEmpty ? "  " : String(repeating: " ", count: gutter + 1)
    if !places.isEmpty, !(diagnostic.notes.isEmpty && diagnostic.help.isEmpty) {
      out += indent + paint("|", .blue) + "\n"
    }
    for note in diagnostic.notes { out += footer("note", note, indent: indent) }
    for help in diagnostic.help { out += footer("help", help, indent: indent) }
    return out
  }

  /// Several diagnostics, in the bag's order, with an empty line between two.
  public func render(_ bag: DiagnosticBag) -> String {
    bag.sorted.map(render).joined(separator: "\n")
  }

  // MARK: - Parts

  private func heading(_ diagnostic: Diagnostic) -> String {
    let kind = "\(diagnostic.severity.rawValue)[\(diagnostic.code)]"
    return paint(kind, style(of: diagnostic.severity)) + paint(": " + diagnostic.message, .bold) + "\n"
  }

  private func excerpt(of place: Place, gutter: Int, style: Style) -> String {
    let margin = String(repeating: " ", count: gutter)
    let number = String(place.start.line)
    let bar = paint("|", .blue)
    var out = "\(margin)\(paint("-->", .blue)) \(place.source.name):\(place.start.line):\(place.start.column)\n"
    guard !place.isEmptyText else { return out }
    out += "\(margin) \(bar)\n"
    let padded = String(repeating: " ", count: gutter - number.count) + number
    out += "\(paint(padded, .blue)) \(bar) \(place.line)".trimmedAtEnd + "\n"
    let marks = String(repeating: "^", count: place.underlineLength)
    let words = place.text.isEmpty ? "" : " " + place.text
    out += "\(margin) \(bar) \(place.underlineIndent)\(paint(marks + words, style))\n"
    return out
  }

  private func footer(_ kind: String, _ text: String, indent: String) -> String {
    let continuation = "\n" + indent + String(repeating: " ", count: kind.count + 4)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: continuation)
    return "\(indent)\(paint("=", .blue)) \(paint(kind, .bold)): \(lines)\n"
  }

  // MARK: - Colour

  private enum Style: String {
    case bold = "1"
    case red = "1;31"
    case yellow = "1;33"
    case blue = "1;34"
  }

  private func style(of severity: Severity) -> Style {
    switch severity {
    case .error: .red
    case .warning: .yellow
    case .note: .blue
    }
  }

  private func paint(_ text: String, _ style: Style) -> String {
    color ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// A label made ready for printing: its line with control characters shown and long lines cut.
private struct Place {
  let source: SourceText
  let text: String
  let start: SourceText.Position
  let line: String
  let underlineIndent: String
  let underlineLength: Int
  let isEmptyText: Bool

  init(_ label: Label, maximumWidth: Int) {
    source = label.source
    text = label.text
    start = source.position(of: label.span.start)
    isEmptyText = source.bytes.isEmpty
    let range = source.lineRange(containing: label.span.start)
    let from = min(max(label.span.start, range.lowerBound), range.upperBound)
    let to = min(max(label.span.end, from), range.upperBound)
    var before = Self.visible(source.bytes[range.lowerBound..<from])
    var marked = Self.visible(source.bytes[from..<to])
    var after = Self.visible(source.bytes[to..<range.upperBound])
    // A long line is cut so that the marked part stays in sight.
    if before.count > maximumWidth / 2 { before = ["…"] + before.suffix(maximumWidth / 2) }
    if marked.count > maximumWidth { marked = marked.prefix(maximumWidth - 1) + ["…"] }
    let room = max(0, maximumWidth - before.count - marked.count)
    if after.count > room { after = after.prefix(room) + ["…"] }
    line = (before + marked + after).joined()
    underlineIndent = before.map { $0 == "\t" ? "\t" : " " }.joined()
    underlineLength = max(1, marked.count)
  }

  /// The characters of a line; tabs stay (the underline repeats them), other control characters become pictures.
  private static func visible(_ bytes: ArraySlice<UInt8>) -> [String] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.map { scalar in
      switch scalar.value {
      case 0x09: "\t"
      case 0..<0x20: String(Unicode.Scalar(0x2400 + scalar.value).map(Character.init) ?? "?")
      case 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
      default: String(scalar)
      }
    }
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    var scalars = unicodeScalars
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }
}
