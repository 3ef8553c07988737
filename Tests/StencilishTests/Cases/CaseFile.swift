import Foundation
import SourceDiagnostics
import Stencilish

/// A test in a file: parts that begin with a line `=== kind name key=value …`; what precedes the first is a description.
///
/// Kinds: `template NAME [mode=…] [escape=…]`, `data` (JSON), `limits depth=… turns=… output=… values=…`,
/// `table NAME [namespace=…] [default=…]` (lines `key: value`), `filter NAME [namespace=…]`, `schema`. The first template is the one
/// that is rendered. With `end=no` the last newline of a part isn't part of it.
struct CaseFile: CustomStringConvertible, Sendable {
  struct Part: Sendable {
    let kind: String
    let name: String
    let options: [String: String]
    let content: String
  }

  let path: String
  let parts: [Part]

  var description: String { path }

  /// All cases of a folder below `Fixtures`.
  static func all(in folder: String) throws -> [CaseFile] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let url = root.appendingPathComponent("Fixtures/" + folder)
    return try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".case") }.sorted()
      .map { name in
        let text = try String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)
        return CaseFile(path: folder + "/" + name.dropLast(5), text: text)
      }
  }

  init(path: String, text: String) {
    self.path = path
    var parts: [Part] = []
    var header: [Substring] = []
    var lines: [Substring] = []
    func finish() {
      guard let kind = header.first else { return }
      var options: [String: String] = [:]
      var name = ""
      for word in header.dropFirst() {
        let pair = word.split(separator: "=", maxSplits: 1)
        if pair.count == 2 { options[String(pair[0])] = String(pair[1]) } else { name = String(word) }
      }
      var content = lines.joined(separator: "\n")
      if options["end"] == "no", content.hasSuffix("\n") { content.removeLast() }
      parts.append(Part(kind: String(kind), name: name, options: options, content: content))
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("=== ") {
        if !header.isEmpty { lines.append("") }
        finish()
        header = line.dropFirst(4).split(separator: " ")
        lines = []
      } else {
        lines.append(line)
      }
    }
    finish()
    self.parts = parts
  }

  func parts(_ kind: String) -> [Part] { parts.filter { $0.kind == kind } }

  // MARK: - What the parts mean

  var sources: [TemplateSource] {
    parts("template").map { part in
      let mode = TemplateMode(rawValue: part.options["mode"] ?? "strict") ?? .strict
      let options = TemplateOptions(mode: mode, escape: part.options["escape"].flatMap(EscapeMode.init))
      return TemplateSource(
        name: TemplateName(part.name), source: SourceText(name: part.name, text: part.content), options: options)
    }
  }

  var filters: FilterRegistry {
    var filters = FilterRegistry()
    for part in parts("table") {
      let source = SourceText(name: "pack.yml", text: part.content)
      let entries = part.content.split(separator: "\n").map { line -> (String, String) in
        let pair = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        return (pair[0], pair.count > 1 ? pair[1] : "")
      }
      filters.addTable(
        part.name, namespace: part.options["namespace"] ?? "", entries: entries, default: part.options["default"],
        place: Label(source, SourceSpan(start: 0, end: 1)))
    }
    for part in parts("filter") {
      filters.addTemplate(
        part.name, namespace: part.options["namespace"] ?? "", source: SourceText(name: "pack.yml", text: part.content))
    }
    return filters
  }

  var limits: RenderLimits {
    var limits = RenderLimits()
    for (key, value) in parts("limits").first?.options ?? [:] {
      switch key {
      case "depth": limits.depth = Int(value) ?? 0
      case "turns": limits.turns = Int(value) ?? 0
      case "output": limits.outputBytes = Int(value) ?? 0
      default: limits.valueBytes = Int(value) ?? 0
      }
    }
    return limits
  }

  /// The data as a context whose records know their paths.
  func context() throws -> Context {
    let text = parts("data").first?.content ?? "{}"
    let value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    var builder = ContextBuilder()
    let root = value.add(to: &builder, path: "")
    return builder.build(root: root)
  }
}

extension JSONValue {
  func add(to builder: inout ContextBuilder, path: String) -> NodeID {
    switch self {
    case .list(let values):
      let elements = values.enumerated().map { $1.add(to: &builder, path: "\(path)[\($0)]") }
      return builder.list(elements)
    case .object(let fields) where fields["__lambda__"] != nil: return builder.lambda { _ in "" }
    case .object(let fields):
      let added = fields.sorted { $0.key < $1.key }.map { key, value in
        (key, value.add(to: &builder, path: path.isEmpty ? key : path + "." + key))
      }
      return builder.record(added, origin: path.isEmpty ? nil : Origin(path: path))
    default: return builder.add(data())
    }
  }
}
