import SystemFiles

/// What a run that left nothing to do saw: the fingerprint of all that it was made of, and the stamp of every file.
///
/// While both are the same there is still nothing to do, which is found out without rendering or reading a file, as git
/// does it. Text: a header, the fingerprint, the number of files and of edited ones, then one line per file: size, times
/// and inode (or `-` for a file that is rightly missing), and its path, and `end`. It is a cache: nothing is lost with it.
struct UpToDateIndex {
  /// What a run has to say when there is nothing to do.
  struct Summary {
    let files: Int
    let edited: Int
  }

  static let path = ".hatmax/local/index"
  private static let header = "hatmax index 1"
  private static let end = "end\n"

  let fingerprint: String
  let summary: Summary
  /// Paths below the output folder, or absolute ones.
  let paths: [String]

  /// Writes the index with the stamps that the files have now; a failure only costs time later.
  func save(in root: String) {
    let lines = Parallel.map(paths, chunk: 64) { path in
      FileStamp(of: Self.absolute(path, in: root)).map { stamp in
        "\(stamp.size) \(stamp.modified) \(stamp.changed) \(stamp.inode) \(path)\n"
      } ?? "- \(path)\n"
    }
    let text = "\(Self.header)\n\(fingerprint)\n\(summary.files) \(summary.edited)\n" + lines.joined()
    let file = root + "/" + Self.path
    // Nothing waits for the disk: an index that a crash has cut off has no end, and is none.
    if (try? FileSystem.write(Array((text + Self.end).utf8), to: file + ".part")) != nil {
      try? FileSystem.move(file + ".part", to: file)
    }
  }

  /// The summary of an index that is still right; nil when a run has to look for itself.
  ///
  /// - Complexity: one system call per file.
  static func check(in root: String, fingerprint: String) -> Summary? {
    let file = root + "/" + path
    // A file that was written in the same tick of the clock as the index may have changed unseen.
    guard let written = FileStamp(of: file)?.modified, let bytes = try? FileSystem.read(file) else { return nil }
    var lines = bytes.split(separator: UInt8(ascii: "\n"))[...]
    guard bytes.suffix(end.utf8.count).elementsEqual(end.utf8), lines.popLast() != nil,
      lines.popFirst()?.elementsEqual(header.utf8) == true,
      lines.popFirst()?.elementsEqual(fingerprint.utf8) == true,
      let counts = lines.popFirst()?.split(separator: UInt8(ascii: " ")), counts.count == 2,
      let files = number(counts[0]), let edited = number(counts[1])
    else { return nil }
    // By so many at once that a small project is looked at by one core alone.
    let areRight = Parallel.map(Array(lines), chunk: 1_024) { isRight($0, in: root, writtenAt: written) }
    return areRight.contains(false) ? nil : Summary(files: Int(files), edited: Int(edited))
  }

  /// Whether a file is as its line says.
  ///
  /// - Parameter written: when the index was written.
  private static func isRight(_ line: ArraySlice<UInt8>, in root: String, writtenAt written: Int64) -> Bool {
    if line.starts(with: "- ".utf8) {
      return FileStamp(of: absolute(String(decoding: line.dropFirst(2), as: UTF8.self), in: root)) == nil
    }
    let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 4)
    guard fields.count == 5, let size = number(fields[0]), let modified = number(fields[1]),
      let changed = number(fields[2]), let inode = number(fields[3]), modified < written
    else { return false }
    let stamp = FileStamp(size: size, modified: modified, changed: changed, inode: UInt64(inode))
    return FileStamp(of: absolute(String(decoding: fields[4], as: UTF8.self), in: root)) == stamp
  }

  private static func absolute(_ path: String, in root: String) -> String {
    path.hasPrefix("/") ? path : root + "/" + path
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    var value: Int64 = 0
    for digit in digits {
      guard digit >= 48, digit <= 57 else { return nil }
      value = value &* 10 &+ Int64(digit - 48)
    }
    return digits.isEmpty ? nil : value
  }
}
