public import SourceDiagnostics

/// Reads `hatmax.lock`.
public enum LockfileReader {
  /// Reads a lockfile; nil when it has errors, which are all in the bag then.
  ///
  /// Empty text is an empty lockfile. A file with git's conflict markers, or of a newer format, is reported as that.
  public static func read(_ source: SourceText, into bag: inout DiagnosticBag) -> Lockfile? {
    if source.bytes.count > maximumBytes {
      bag.add(PackDiagnostics.lockTooLarge(source))
      return nil
    }
    let lines = lines(of: source)
    if let marker = lines.first(where: { isConflictMarker($0.text) }) {
      bag.add(PackDiagnostics.lockConflict(Label(source, marker.span)))
      return nil
    }
    var reader = Reader(source: source)
    for line in lines where reader.isReadable { reader.read(line) }
    if reader.entries.isEmpty, reader.format == nil, reader.problems.isEmpty { return Lockfile() }
    bag.add(contentsOf: reader.problems)
    return reader.problems.isEmpty ? Lockfile(reader.entries.map(\.entry)) : nil
  }

  private static let maximumBytes = 4 << 20

  private struct Line {
    let text: String
    let span: SourceSpan
  }

  private static func lines(of source: SourceText) -> [Line] {
    var start = 0
    return source.bytes.split(separator: 0x0A, omittingEmptySubsequences: false).compactMap { bytes in
      defer { start += bytes.count + 1 }
      let content = bytes.last == 0x0D ? bytes.dropLast() : bytes
      let text = String(decoding: content, as: UTF8.self)
      guard !text.isEmpty, !text.hasPrefix("#") else { return nil }
      return Line(text: text, span: SourceSpan(start: start, end: start + content.count))
    }
  }

  private static func isConflictMarker(_ text: String) -> Bool {
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].contains { text.hasPrefix($0) }
  }

  private struct Reader {
    let source: SourceText
    var format: Int?
    var isReadable = true
    var entries: [(entry: Lockfile.Entry, span: SourceSpan)] = []
    var names: [PackName: SourceSpan] = [:]
    var problems: [Diagnostic] = []

    mutating func read(_ line: Line) {
      let words = line.text.split(separator: " ").map(String.init)
      guard format != nil else { return readFormat(words, line) }
      guard words.count == 4 else {
        return report(PackDiagnostics.badLockLine(label(line), "expected `NAME VERSION REGISTRY DIGEST`"))
      }
      guard let name = PackName(words[0]) else { return report(PackDiagnostics.badName(words[0], label(line))) }
      guard let version = Version(words[1]) else { return report(PackDiagnostics.badVersion(words[1], label(line))) }
      let digest = ContentDigest(words[3])
      if digest == nil, words[3] != "folder" {
        return report(PackDiagnostics.badLockLine(label(line), "expected `sha256:…` or `folder` at the end"))
      }
      if let first = names.updateValue(line.span, forKey: name) {
        return report(PackDiagnostics.lockedTwice(name, label(line), Label(source, first, "first here")))
      }
      entries.append((Lockfile.Entry(name: name, version: version, registry: words[2], digest: digest), line.span))
    }

    private mutating func readFormat(_ words: [String], _ line: Line) {
      guard words.count == 2, words[0] == "version", let number = Int(words[1]), number > 0 else {
        isReadable = false
        return report(PackDiagnostics.badLockLine(label(line), "expected `version \(Lockfile.formatVersion)` first"))
      }
      format = number
      if number > Lockfile.formatVersion {
        isReadable = false
        report(PackDiagnostics.lockTooNew(label(line), format: number))
      }
    }

    private func label(_ line: Line) -> Label { Label(source, line.span) }

    private mutating func report(_ diagnostic: Diagnostic) { problems.append(diagnostic) }
  }
}
