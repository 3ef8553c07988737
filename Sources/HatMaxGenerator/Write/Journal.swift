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
/// Text: `hatmax journal 1`, then one line per new folder: `folder` and its path, then one line per file: digest before, digest
/// after (`-` for no file) and path, separated by tabs. `StageLayout` says where the new contents are; the entry at index *n* gets its displaced content in `old/n`.
package struct Journal: Sendable, Equatable {
  /// The changes, in the order in which they are made.
  package let entries: [JournalEntry]
  /// The folders that the output did not have, none of them in another; they get their places before the files.
  package let newFolders: [String]

  /// Creates a journal.
  package init(_ entries: [JournalEntry], newFolders: [String] = []) {
    self.entries = entries
    self.newFolders = newFolders
  }

  private static let header = "hatmax journal 1"
  private static let folderMark = "folder"

  /// Reads a journal; nil when it is not whole.
  package init?(reading text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first == Self.header[...], lines.last == "" else { return nil }
    lines.removeFirst()
    lines.removeLast()
    var entries: [JournalEntry] = []
    var newFolders: [String] = []
    for line in lines {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      switch fields.count {
      case 2 where fields[0] == Self.folderMark: newFolders.append(fields[1])
      case 3:
        entries.append(
          JournalEntry(
            path: fields[2], before: fields[0] == "-" ? nil : fields[0], after: fields[1] == "-" ? nil : fields[1]))
      default: return nil
      }
    }
    self.init(entries, newFolders: newFolders)
  }

  /// The text of the file.
  package var text: String {
    var text = Self.header + "\n"
    for folder in newFolders { text += "\(Self.folderMark)\t\(folder)\n" }
    for entry in entries { text += "\(entry.before ?? "-")\t\(entry.after ?? "-")\t\(entry.path)\n" }
    return text
  }

  /// Where the new contents are.
  var layout: StageLayout { StageLayout(newFolders: newFolders, paths: entries.map(\.path)) }
}
