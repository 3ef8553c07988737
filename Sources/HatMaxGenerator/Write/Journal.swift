/// One change of one file, as the journal knows it.
package struct JournalEntry: Sendable, Hashable {
  /// The path below the output folder.
  package let path: String
  /// SHA-256 of what must stand there before, nil for nothing.
  package let before: String?
  /// SHA-256 of what stands there after, nil for nothing.
  package let after: String?
}

/// A run that is decided and staged: once this is on the disk the run will be finished, if need be by the next one.
///
/// Text: `hatmax journal 1`, then one line per file: digest before, digest after (`-` for no file) and path, separated by tabs.
/// The entry at index *n* has its new content in `new/n` and gets its displaced content in `old/n`.
package struct Journal: Sendable, Equatable {
  /// The changes, in the order in which they are made.
  package let entries: [JournalEntry]

  /// Creates a journal.
  package init(_ entries: [JournalEntry]) { self.entries = entries }

  private static let header = "hatmax journal 1"

  /// Reads a journal; nil when it is not whole.
  package init?(reading text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first == Self.header[...], lines.last == "" else { return nil }
    lines.removeFirst()
    lines.removeLast()
    var entries: [JournalEntry] = []
    for line in lines {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 3 else { return nil }
      entries.append(
        JournalEntry(
          path: fields[2], before: fields[0] == "-" ? nil : fields[0], after: fields[1] == "-" ? nil : fields[1]))
    }
    self.entries = entries
  }

  /// The text of the file.
  package var text: String {
    entries.reduce(into: Self.header + "\n") { out, entry in
      out += "\(entry.before ?? "-")\t\(entry.after ?? "-")\t\(entry.path)\n"
    }
  }
}
