/// Diagnostics as JSON for tools: an array of objects whose keys never change meaning.
///
/// Each object has `code`, `severity`, `message`, `labels` (`file`, `line`, `column`, `endLine`, `endColumn`, `text`),
/// `notes` and `help`. Lines and columns start at 1; columns count Unicode scalars; the end is exclusive.
public enum DiagnosticJSON {
  /// The JSON array, without a final newline.
  public static func render(_ diagnostics: some Sequence<Diagnostic>) -> String { value(diagnostics).compact }

  /// The same as a part of a larger document.
  package static func value(_ diagnostics: some Sequence<Diagnostic>) -> JSON { .array(diagnostics.map(object)) }

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

  private static func object(_ diagnostic: Diagnostic) -> JSON {
    let labels = diagnostic.labels.map { label -> JSON in
      let start = label.source.position(of: label.span.start)
      let end = label.source.position(of: label.span.end)
      return [
        "file": .string(label.source.name), "line": .int(Int64(start.line)), "column": .int(Int64(start.column)),
        "endLine": .int(Int64(end.line)), "endColumn": .int(Int64(end.column)), "text": .string(label.text),
      ]
    }
    return [
      "code": .string(diagnostic.code.description), "severity": .string(diagnostic.severity.rawValue),
      "message": .string(diagnostic.message), "labels": .array(labels), "notes": JSON(diagnostic.notes),
      "help": JSON(diagnostic.help),
    ]
  }
}
