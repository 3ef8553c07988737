import HatMaxPacks
import SourceDiagnostics

/// What the templates and the manifest of a pack mention, found by reading them as text.
///
/// That errs on the safe side: a name in a comment counts as used.
struct PackUses {
  /// A slot tag in a template.
  struct SlotUse {
    let name: String
    let place: Label
  }

  /// The slots that stand in templates.
  let slots: [SlotUse]
  private let texts: [String: String]
  private let manifest: PackManifest
  private let words: Set<String>

  init(_ pack: InstalledPack) {
    manifest = pack.manifest
    var texts: [String: String] = [:]
    var slots: [SlotUse] = []
    for file in pack.files where pack.manifest.name.templateName(of: file.path) != nil {
      guard let source = pack.text(of: file.path) else { continue }
      texts[file.path] = String(decoding: file.bytes, as: UTF8.self)
      slots += Self.slots(in: source)
    }
    let fragments =
      manifest.outputs.flatMap { [$0.path, $0.when, $0.each?.expression, $0.template].compactMap { $0 } }
      + manifest.contributes.flatMap { [$0.when, $0.template].compactMap { $0 } }
      + manifest.headers.flatMap { [$0.when, $0.template].compactMap { $0 } } + manifest.filters.map(\.body)
    texts["pack.yml"] = fragments.map(\.text).joined(separator: "\n")
    self.texts = texts
    self.slots = slots
    words = texts.values.reduce(into: []) { $0.formUnion(Self.words(in: $1)) }
  }

  /// Whether a partial or template is called by another file, or by the manifest.
  func isCalled(partial name: String, file: String) -> Bool {
    let path = file.utf8
    return texts.contains { key, text in
      key != file && (text.utf8.contains(name.utf8) || key == "pack.yml" && text.utf8.contains(path))
    } || Self.isDynamicallyCalled(name, texts.values)
  }

  /// Partials whose names are computed share the fixed beginning: `{{> ("rows/" + kind)}}`.
  private static func isDynamicallyCalled(_ name: String, _ texts: some Sequence<String>) -> Bool {
    guard let slash = name.lastIndex(of: "/") else { return false }
    let prefix = "\"" + name[...slash]
    return texts.contains { $0.utf8.contains(prefix.utf8) }
  }

  /// Whether a table or filter is applied anywhere: `| name`, or `| pack::name`.
  func isApplied(_ name: String) -> Bool { words.contains(name) }

  /// Whether `options.name` is read anywhere.
  func mentions(option name: String) -> Bool {
    texts.values.contains { $0.utf8.contains("options.\(name)".utf8) || $0.utf8.contains("options[".utf8) }
  }

  /// The names in a text: runs of letters, digits and `_`, and the same with `-` and `.` inside.
  static func words(in text: String) -> Set<String> {
    var words: Set<String> = []
    for separators in ["_", "_-", "_-."] {
      let parts = text.split { !($0.isLetter || $0.isNumber || separators.contains($0)) }
      words.formUnion(parts.map { String($0) })
    }
    return words
  }

  /// A path template with something in place of every tag.
  static func withoutTags(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      result += rest[..<open.lowerBound]
      guard let close = rest[open.upperBound...].firstRange(of: "}}") else { break }
      let isBlock = rest[open.upperBound...].first.map { "#/^!".contains($0) } ?? false
      if !isBlock { result += "x" }
      rest = rest[close.upperBound...]
    }
    return result + rest
  }

  private static func slots(in source: SourceText) -> [SlotUse] {
    let marker = Array("{{#slot ".utf8)
    var found: [SlotUse] = []
    var index = 0
    while index + marker.count < source.bytes.count {
      guard source.bytes[index...].starts(with: marker) else {
        index += 1
        continue
      }
      let start = index + marker.count
      let name = source.bytes[start...].prefix { $0 > 0x20 && $0 != UInt8(ascii: "}") }
      found.append(
        SlotUse(
          name: String(decoding: name, as: UTF8.self),
          place: Label(source, SourceSpan(start: start, end: name.endIndex))))
      index = name.endIndex
    }
    return found
  }
}

/// Things that must not be published.
enum SecretPatterns {
  struct Find {
    let kind: String
    let place: Label
  }

  /// What secrets start with, how many characters of which kind follow, and what they are.
  private static let shapes: [(prefix: String, length: Int, kind: String)] = [
    ("-----BEGIN OPENSSH PRIVATE KEY-----", 0, "a private key"), ("-----BEGIN PRIVATE KEY-----", 0, "a private key"),
    ("-----BEGIN RSA PRIVATE KEY-----", 0, "a private key"), ("-----BEGIN EC PRIVATE KEY-----", 0, "a private key"),
    ("AKIA", 16, "an access key of AWS"), ("ghp_", 36, "a token of GitHub"), ("github_pat_", 22, "a token of GitHub"),
    ("glpat-", 20, "a token of GitLab"), ("xoxb-", 20, "a token of Slack"), ("AIza", 35, "a key of Google"),
  ]

  /// The places of a text that look like secrets.
  static func find(in source: SourceText) -> [Find] {
    let text = source.bytes
    return shapes.flatMap { shape -> [Find] in
      let prefix = Array(shape.prefix.utf8)
      return text.indices.compactMap { index in
        guard text[index] == prefix[0], text[index...].starts(with: prefix) else { return nil }
        let tail = text[(index + prefix.count)...].prefix { byte in
          byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || Character(UnicodeScalar(byte)).isLetter
            || Character(UnicodeScalar(byte)).isNumber
        }
        guard tail.count >= shape.length else { return nil }
        let end = index + prefix.count + (shape.length == 0 ? 0 : tail.count)
        return Find(kind: shape.kind, place: Label(source, SourceSpan(start: index, end: end)))
      }
    }
  }
}
