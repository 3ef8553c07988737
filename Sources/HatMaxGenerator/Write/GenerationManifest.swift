/// What a template output is to the user's tree.
package enum Ownership: String, Sendable, Hashable, CaseIterable {
  /// The tool's file; the user's edits in it are merged.
  case generated
  /// Written once; the user's from then on.
  case scaffold
  /// A `go.mod`: requirements are ensured, everything else is the user's and `go mod tidy`'s.
  case module
  /// A migration: written once, then part of the history that databases have.
  case migration
  /// What the migrations beside it add up to: hatmax's own record.
  case ledger

  /// Whether the manifest knows of such files; migrations and ledgers are a record of their own.
  var isRecorded: Bool { self != .migration && self != .ledger }
}

/// The record of what the last run wrote: `.hatmax/manifest`.
///
/// A text file made for review and for merging by git: the first line is `hatmax manifest 1`, then one line per file,
/// sorted by path: path, identity, ownership, SHA-256 and git blob id of what was written, separated by tabs.
package struct GenerationManifest: Sendable, Equatable {
  /// One recorded file.
  package struct Entry: Sendable, Hashable {
    /// The path below the output folder, with `/`.
    package var path: String
    /// Pack, output and spec element: stays the same when the path changes.
    package var identity: String
    /// How the file is treated.
    package var ownership: Ownership
    /// What was written.
    package var hash: ContentHash
  }

  /// The entries by path.
  package private(set) var entries: [String: Entry]
  /// Whether the text that this was read from held conflict markers of a git merge or lines that make no sense.
  package let isDamaged: Bool

  /// Creates a manifest of entries.
  package init(_ entries: some Sequence<Entry> = []) {
    self.entries = Dictionary(entries.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
    isDamaged = false
  }

  private static let header = "hatmax manifest 1"

  /// Reads a manifest leniently: a line that both sides of a git conflict don't share is dropped, as are lines that
  /// contradict each other, so that their files count as unmanaged until a run adopts them.
  ///
  /// - Returns: nil when the text is of a newer format.
  package init?(reading text: String) {
    var entries: [String: Entry] = [:]
    // Of two different lines of one file nobody knows which is right.
    var contradictory: Set<String> = []
    var damaged = !text.utf8.starts(with: Self.header.utf8)
    var insideConflict = false
    // By bytes: a large project has many lines.
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      let mark = line.first.map { "<|=>".utf8.contains($0) } == true ? String(line) ?? "" : ""
      if mark.hasPrefix("<<<<<<< ") || mark.hasPrefix("||||||| ") || mark == "=======" {
        (insideConflict, damaged) = (true, true)
      } else if mark.hasPrefix(">>>>>>> ") {
        insideConflict = false
      } else if line.starts(with: "hatmax manifest ".utf8) {
        if !line.elementsEqual(Self.header.utf8) { return nil }
      } else if !insideConflict {
        guard let entry = Self.entry(line) else {
          damaged = true
          continue
        }
        if let other = entries.updateValue(entry, forKey: entry.path) {
          damaged = true
          if other != entry { contradictory.insert(entry.path) }
        }
      }
    }
    for path in contradictory { entries[path] = nil }
    self.entries = entries
    isDamaged = damaged
  }

  /// The entry of a path.
  package subscript(path path: String) -> Entry? {
    get { entries[path] }
    set { entries[path] = newValue }
  }

  /// The text of the file.
  package var text: String {
    var out = Self.header + "\n"
    for entry in sortedEntries {
      out += "\(entry.path)\t\(entry.identity)\t\(entry.ownership.rawValue)"
      out += "\t\(entry.hash.sha256)\t\(entry.hash.gitBlob)\n"
    }
    return out
  }

  /// The entries in the order of the file.
  package var sortedEntries: [Entry] {
    entries.values.sorted { $0.path.precedesByBytes($1.path) }
  }

  private static func entry(_ line: Substring.UTF8View) -> Entry? {
    let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).compactMap(String.init)
    guard fields.count == 5, let ownership = Ownership(rawValue: fields[2]), fields[3].utf8.count == 64,
      fields[4].utf8.count == 40, OutputPath(fields[0]) != nil
    else { return nil }
    return Entry(
      path: fields[0], identity: fields[1], ownership: ownership,
      hash: ContentHash(sha256: fields[3], gitBlob: fields[4]))
  }
}
