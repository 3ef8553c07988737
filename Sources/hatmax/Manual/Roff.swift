/// Writes the language of manual pages (man(7)).
struct Roff {
  private(set) var source = ""

  /// A line for the formatter; its text is not escaped.
  mutating func macro(_ line: String) { source += ".\(line)\n" }

  mutating func section(_ title: String) { macro("SH \(title)") }

  /// Text that is filled.
  mutating func text(_ text: String) { source += Self.escaped(text) + "\n" }

  mutating func bold(_ text: String) { source += "\\fB\(Self.escaped(text))\\fR\n" }

  mutating func definition(of term: String, _ text: String) {
    macro("TP")
    bold(term)
    self.text(text)
  }

  /// A section whose lines stand as they are, without the margin of two spaces that they share.
  mutating func verbatim(_ title: String, _ lines: [Substring]) {
    section(title)
    macro("nf")
    for line in lines { text(String(line.hasPrefix("  ") ? line.dropFirst(2) : line)) }
    macro("fi")
  }

  /// Characters that the formatter would read as commands, or show as others.
  private static func escaped(_ text: String) -> String {
    var escaped = text.hasPrefix(".") ? "\\&" : ""
    for character in text {
      switch character {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      case "'": escaped += "\\(aq"
      case "`": escaped += "\\(ga"
      case "^": escaped += "\\(ha"
      case "~": escaped += "\\(ti"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
