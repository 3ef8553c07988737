public import SourceDiagnostics

/// Everything that reading YAML can say; the wording is here, the logic elsewhere.
package enum YAMLDiagnostics {
  // MARK: - The text as a whole

  static func notUTF8(_ source: SourceText, at offset: Int) -> Diagnostic {
    Diagnostic(
      "YA0001", .error, "the text is not valid UTF-8",
      labels: [Label(source, SourceSpan(start: offset, end: offset + 1), "this byte can't stand here")],
      help: ["save the file as UTF-8"])
  }

  static func utf16(_ source: SourceText) -> Diagnostic {
    Diagnostic(
      "YA0001", .error, "the text is UTF-16 or UTF-32, not UTF-8",
      labels: [Label(source, SourceSpan(start: 0, end: 0))],
      help: ["save the file as UTF-8"])
  }

  static func tooLarge(_ source: SourceText, maximum: Int) -> Diagnostic {
    Diagnostic(
      "YA0002", .error, "the text has \(source.bytes.count) bytes, more than the \(maximum) that are read",
      labels: [Label(source, SourceSpan(start: 0, end: 0))])
  }

  static func tooDeep(_ source: SourceText, _ span: SourceSpan, maximum: Int) -> Diagnostic {
    Diagnostic(
      "YA0003", .error, "collections are nested more than \(maximum) levels deep",
      labels: [Label(source, span, "too deep from here")])
  }

  static func tooManyNodes(_ source: SourceText, _ span: SourceSpan, maximum: Int) -> Diagnostic {
    Diagnostic(
      "YA0004", .error, "the document has more than \(maximum) nodes when aliases are expanded",
      labels: [Label(source, span, "the limit is passed here")])
  }

  static func secondDocument(_ source: SourceText, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "YA0005", .error, "the text holds more than one document",
      labels: [Label(source, span, "a second document starts here")],
      help: ["keep one document in a file"])
  }

  static func tooManyProblems(_ source: SourceText, shown: Int) -> Diagnostic {
    Diagnostic(
      "YA0006", .note, "there are more than \(shown) problems; the rest is not shown",
      labels: [Label(source, SourceSpan(start: 0, end: 0))])
  }

  // MARK: - Syntax

  /// A syntax error: what libyaml found, in our words where they say more.
  static func syntax(_ source: SourceText, problem: String, at place: Int, context: String, from start: Int)
    -> Diagnostic
  {
    let here = SourceSpan(start: place, end: min(place + 1, source.bytes.count))
    let byte = place < source.bytes.count ? source.bytes[place] : 0
    if byte == UInt8(ascii: "\t") {
      return Diagnostic(
        "YA0011", .error, "a tab can't be used for indentation", labels: [Label(source, here, "a tab")],
        help: ["indent with spaces"])
    }
    switch problem {
    case "found unexpected end of stream":
      let quote = SourceSpan(start: start, end: min(start + 1, source.bytes.count))
      return Diagnostic(
        "YA0012", .error, "a quote is not closed", labels: [Label(source, quote, "opened here")],
        help: ["close the text with the same quote"])
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      let open = SourceSpan(start: start, end: min(start + 1, source.bytes.count))
      let closing = problem.hasSuffix("']'") ? "]" : "}"
      return Diagnostic(
        "YA0013", .error, "expected `,` or `\(closing)`",
        labels: [Label(source, here, "not this"), Label(source, open, "opened here")])
    case "mapping values are not allowed in this context":
      return Diagnostic(
        "YA0014", .error, "a `:` can't stand here",
        labels: [Label(source, here, "this would make the text before it a key")],
        help: ["put the text in quotes if the `:` belongs to it, else check the indentation"])
    case "control characters are not allowed":
      return Diagnostic(
        "YA0015", .error, "a control character can't stand in YAML", labels: [Label(source, here)],
        help: ["write it as an escape in double quotes, such as \"\\x07\""])
    case "found character that cannot start any token":
      return Diagnostic(
        "YA0016", .error, "a value can't start with `\(Character(Unicode.Scalar(byte)))`",
        labels: [Label(source, here)],
        help: ["put the value in quotes"])
    default:
      var labels = [Label(source, here, problem)]
      if start < place, !context.isEmpty {
        labels.append(Label(source, SourceSpan(start: start, end: min(start + 1, source.bytes.count)), context))
      }
      return Diagnostic(
        "YA0010", .error, "this is not YAML", labels: labels,
        help: ["check indentation, quotes and brackets around here"])
    }
  }

  // MARK: - Structure

  static func duplicateKey(_ source: SourceText, _ key: String, _ span: SourceSpan, first: SourceSpan) -> Diagnostic {
    Diagnostic(
      "YA0020", .error, "the key `\(key)` appears twice in one mapping",
      labels: [Label(source, span, "again here"), Label(source, first, "first here")],
      help: ["remove one of them or merge their values"])
  }

  static func undefinedAlias(_ source: SourceText, _ name: String, _ span: SourceSpan, known: [String]) -> Diagnostic {
    Diagnostic(
      "YA0021", .error, "no anchor `&\(name)` is defined before this alias", labels: [Label(source, span)],
      help: Suggestion.help(for: name, among: known).map { [$0] } ?? [])
  }

  static func recursiveAlias(_ source: SourceText, _ name: String, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "YA0022", .error, "`*\(name)` stands inside what it is an alias of",
      labels: [Label(source, span, "this would never end")])
  }

  static func badMerge(_ source: SourceText, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "YA0023", .error, "`<<` takes a mapping or a list of mappings", labels: [Label(source, span, "this is neither")],
      help: ["write `<<: *name`, or put `<<` in quotes if it is an ordinary key"])
  }

  static func unknownTag(_ source: SourceText, _ tag: String, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "YA0024", .error, "the tag `\(tag)` is not known", labels: [Label(source, span)],
      help: ["remove it; known are !!str, !!int, !!float, !!bool, !!null, !!seq and !!map"])
  }

  static func tagMismatch(_ source: SourceText, _ tag: String, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "YA0025", .error, "the value doesn't fit its tag `\(tag)`", labels: [Label(source, span)],
      help: ["remove the tag"])
  }

  static func olderReading(_ source: SourceText, _ text: String, _ older: OlderReading, _ span: SourceSpan)
    -> Diagnostic
  {
    let (now, then, help): (String, String, String) =
      switch older {
      case .bool(let value):
        ("the text `\(text)`", "\(value)", "write \(value) if that is meant, else put it in quotes")
      case .number: ("the text `\(text)`", "a number", "write the number plainly, or put the text in quotes")
      case .octal:
        (
          "the decimal number \(text)", "an octal number",
          "write it without the leading 0, or in quotes if it is a text"
        )
      case .sexagesimal: ("the text `\(text)`", "a number to base 60", "put it in quotes")
      }
    return Diagnostic(
      "YA0030", .warning, "`\(text)` means different things in YAML 1.1 and 1.2",
      labels: [Label(source, span, "read as \(now); a YAML 1.1 reader would see \(then)")], help: [help])
  }

  // MARK: - Shape (MappingReader)

  package static func unknownKey(_ key: Node, in what: String, known: [String]) -> Diagnostic {
    let name = key.text
    var help: [String] = []
    if let suggestion = Suggestion.help(for: name, among: known) { help.append(suggestion) }
    if !known.isEmpty { help.append("known keys: " + known.map { "`\($0)`" }.joined(separator: ", ")) }
    return Diagnostic(
      "YA0101", .error, "unknown key `\(name)` in \(what)", labels: [key.label("not a key of \(what)")], help: help)
  }

  package static func missingKey(_ key: String, in what: String, _ node: Node) -> Diagnostic {
    Diagnostic(
      "YA0102", .error, "\(what) needs the key `\(key)`", labels: [Label(node.source, node.headSpan, "missing here")],
      help: ["add `\(key): …`"])
  }

  package static func wrongKind(_ node: Node, expected: String) -> Diagnostic {
    Diagnostic(
      "YA0103", .error, "expected \(expected), found \(node.summary)",
      labels: [Label(node.source, node.headSpan, "expected \(expected)")])
  }

  package static func notAChoice(_ node: Node, _ what: String, choices: [String]) -> Diagnostic {
    var help: [String] = []
    if let suggestion = Suggestion.help(for: node.text, among: choices) { help.append(suggestion) }
    return Diagnostic(
      "YA0104", .error, "`\(node.text)` is not \(what)",
      labels: [node.label("expected one of " + choices.map { "`\($0)`" }.joined(separator: ", "))], help: help)
  }

  package static func outOfRange(_ node: Node, _ range: ClosedRange<Int64>) -> Diagnostic {
    let bounds =
      switch (range.lowerBound, range.upperBound) {
      case (.min, .max): "that fits into 64 bits"
      case (let low, .max): "of at least \(low)"
      case (.min, let high): "of at most \(high)"
      case (let low, let high): "from \(low) to \(high)"
      }
    return Diagnostic(
      "YA0105", .error, "\(node.text) is out of range", labels: [node.label("expected a whole number \(bounds)")])
  }
}

extension Node {
  /// What it is, for messages: ``the text `x` ``, `the number 3`, `a mapping`.
  public var summary: String {
    switch kind {
    case .mapping: return "a mapping"
    case .sequence: return "a list"
    case .scalar: break
    }
    let shown = text.count > 40 ? text.prefix(40) + "…" : text
    switch scalarType {
    case .null: return "nothing"
    case .bool: return "`\(shown)`"
    case .int, .float: return "the number \(shown)"
    case .string: return "the text `\(shown)`"
    }
  }

  /// The part of it to underline: all of a scalar or of a collection in brackets, the first key of a block mapping.
  public var headSpan: SourceSpan {
    switch (kind, style) {
    case (.mapping, .block): entries.first?.key.span ?? span
    case (.sequence, .block): SourceSpan(start: span.start, end: min(span.start + 1, span.end))
    default: span
    }
  }
}
