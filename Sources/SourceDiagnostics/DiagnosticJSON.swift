/// Diagnostics as JSON for tools: an array of objects whose keys never change meaning.
///
/// Each object has `code`, `severity`, `message`, `labels` (`file`, `line`, `column`, `endLine`, `endColumn`, `text`),
/// `notes` and `help`. Lines and columns start at 1; columns count Unicode scalars; the end is exclusive.
public enum DiagnosticJSON {
  /// The JSON array, without a final newline.
  public static func render(_ diagnostics: some Sequence<Diagnostic>) -> String {
    "[" + diagnostics.map(object).joined(separator: ",") + "]"
  }

  /// A JSON string literal of `text`, quotes included (RFC 8259, section 7).
  public static func quote(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\u{0}"..<"\u{20}":
        let hex = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  private static func object(_ diagnostic: Diagnostic) -> String {
    let labels = diagnostic.labels.map { label in
      let start = label.source.position(of: label.span.start)
      let end = label.source.position(of: label.span.end)
      return "{\"file\":\(quote(label.source.name)),\"line\":\(start.line),\"column\":\(start.column),"
        + "\"endLine\":\(end.line),\"endColumn\":\(end.column),\"text\":\(quote(label.text))}"
    }
    return "{\"code\":\(quote(diagnostic.code.description)),\"severity\":\(quote(diagnostic.severity.rawValue)),"
      + "\"message\":\(quote(diagnostic.message)),\"labels\":[\(labels.joined(separator: ","))],"
      + "\"notes\":[\(diagnostic.notes.map(quote).joined(separator: ","))],"
      + "\"help\":[\(diagnostic.help.map(quote).joined(separator: ","))]}"
  }
}
