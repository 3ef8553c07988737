import PositionedYAML
import SourceDiagnostics

/// Everything that reading a specification can say about its structure; the wording is here, the logic elsewhere.
enum SpecDiagnostics {
  static func notText(_ node: Node) -> Diagnostic {
    var diagnostic = YAMLDiagnostics.wrongKind(node, expected: "a text")
    if node.kind == .scalar, !node.isNull { diagnostic.help = ["put it in quotes: \"\(node.text)\""] }
    return diagnostic
  }

  static func nothingWritten(_ entry: Node.Entry, expected: String) -> Diagnostic {
    Diagnostic(
      "YA0103", .error, "nothing is written after `\(entry.key.text):`",
      labels: [entry.key.label("expected \(expected)")], help: ["give it a value or remove the key"])
  }

  static func missingKey(_ key: String, in what: String, at span: SourceSpan, _ node: Node) -> Diagnostic {
    Diagnostic(
      "YA0102", .error, "\(what) needs the key `\(key)`", labels: [Label(node.source, span, "missing here")],
      help: ["add `\(key): …`"])
  }

  static func badName(_ node: Node, _ pattern: NamePattern) -> Diagnostic {
    Diagnostic(
      "SP0001", .error, "`\(node.text)` can't be a name here", labels: [node.label("expected \(pattern.explanation)")])
  }

  static func tooFewItems(_ node: Node, minimum: Int) -> Diagnostic {
    Diagnostic(
      "SP0002", .error, "the list is empty", labels: [node.label("expected at least \(minimum) item")])
  }

  static func oneKeyExpected(_ node: Node, _ what: String) -> Diagnostic {
    Diagnostic(
      "SP0003", .error, "\(what) is written with exactly one key, this has \(node.entries.count)",
      labels: [Label(node.source, node.headSpan)], help: ["make each an item of its own: `[{a: 1}, {b: 2}]`"])
  }

  static func listTypeNeedsOneItem(_ node: Node) -> Diagnostic {
    Diagnostic(
      "SP0004", .error, "the type of a list is written with exactly one item",
      labels: [node.label("expected `[TYPE]`")])
  }

  static func neededKey(
    _ condition: KeyCondition, in what: String, other: Node?, at span: SourceSpan, _ source: SourceText
  ) -> Diagnostic {
    let value = condition.values.joined(separator: "` or `")
    return Diagnostic(
      "SP0005", .error, "\(what) whose `\(condition.other)` is `\(value)` needs the key `\(condition.key)`",
      labels: [Label(source, other?.span ?? span, "`\(condition.key)` is missing")],
      help: ["add `\(condition.key): …`"])
  }

  static func keyNotAllowed(_ condition: KeyCondition, _ key: Node, in what: String) -> Diagnostic {
    let value = condition.values.joined(separator: "` or `")
    return Diagnostic(
      "SP0006", .error, "`\(condition.key)` only means something when `\(condition.other)` is `\(value)`",
      labels: [key.label("has no meaning here")])
  }
}
