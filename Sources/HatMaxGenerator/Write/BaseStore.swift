import SystemFiles

/// What runs rendered, kept as bases of later merges, below `.hatmax/local/bases`.
///
/// A run adds one file with all its new contents, after everything else and without waiting for the disk: it is a cache,
/// and git and the recorded specification can give a base too. A file begins with one line per content, digest and
/// length, then an empty line and the contents.
struct BaseStore {
  private let folder: String

  /// How many files there may be before they are made one, without what nobody needs any more.
  private static let maximumFiles = 12

  init(root: String) { folder = root + "/.hatmax/local/bases" }

  /// Where a content is.
  private struct Place {
    let file: String
    let offset: Int
    let length: Int
  }

  /// Reads contents by digest; the files are looked at when the first is asked for.
  final class Reader {
    private let store: BaseStore
    private lazy var places = store.places()

    fileprivate init(_ store: BaseStore) { self.store = store }

    /// A content, nil when it isn't kept or is damaged.
    func content(_ digest: String) -> [UInt8]? {
      guard let place = places[digest], let bytes = try? FileSystem.read(store.folder + "/" + place.file),
        place.offset + place.length <= bytes.count
      else { return nil }
      let content = Array(bytes[place.offset..<place.offset + place.length])
      return ContentHash(of: content).sha256 == digest ? content : nil
    }
  }

  func reader() -> Reader { Reader(self) }

  /// Keeps contents.
  ///
  /// - Parameter needed: the digests that anybody may ask for later.
  func add(_ contents: [(digest: String, bytes: [UInt8])], needed: @autoclosure () -> Set<String>) {
    var contents = contents
    guard !contents.isEmpty, (try? FileSystem.makeFolder(folder)) != nil else { return }
    let present = files()
    let isFull = present.count >= Self.maximumFiles
    if isFull {
      let wanted = needed().subtracting(contents.map(\.digest))
      let reader = reader()
      contents += wanted.sorted().compactMap { digest in reader.content(digest).map { (digest, $0) } }
    }
    let last = present.compactMap(Int.init).max() ?? 0
    let name = "\(folder)/\(last + 1)"
    let head = contents.map { "\($0.digest) \($0.bytes.count)\n" }.joined() + "\n"
    guard (try? FileSystem.write([Array(head.utf8)] + contents.map(\.bytes), to: name + ".part")) != nil,
      (try? FileSystem.move(name + ".part", to: name)) != nil
    else {
      try? FileSystem.removeFile(name + ".part")
      return
    }
    if isFull { for file in present { try? FileSystem.removeFile(folder + "/" + file) } }
  }

  private func files() -> [String] { ((try? FileSystem.list(folder)) ?? []).filter { Int($0) != nil } }

  private func places() -> [String: Place] {
    var places: [String: Place] = [:]
    for file in files() {
      guard let bytes = try? FileSystem.read(folder + "/" + file) else { continue }
      var entries: [(digest: String, length: Int)] = []
      var start = 0
      while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")), end > start {
        let fields = String(decoding: bytes[start..<end], as: UTF8.self).split(separator: " ")
        guard fields.count == 2, let length = Int(fields[1]), length >= 0 else { break }
        entries.append((String(fields[0]), length))
        start = end + 1
      }
      var offset = start + 1
      for entry in entries {
        places[entry.digest] = Place(file: file, offset: offset, length: entry.length)
        offset += entry.length
      }
    }
    return places
  }
}
