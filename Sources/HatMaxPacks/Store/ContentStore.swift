import Glibc
import SystemFiles

/// Contents by digest, kept so that a later run can merge with what an earlier one wrote.
///
/// A cache: any entry may be missing at any time. It needs no database, and processes don't wait for each other.
public struct ContentStore: Sendable {
  /// The folder that holds it.
  public let folder: String

  /// A content store in a folder, which is made when something is first put into it.
  public init(folder: String) { self.folder = folder }

  /// The content store that belongs to a pack store.
  public init(_ store: PackStore) { self.init(folder: store.home + "/content") }

  /// Keeps a content; one that is there already only counts as used.
  ///
  /// - Returns: Its digest.
  @discardableResult public func put(_ bytes: [UInt8]) throws(PackFailure) -> ContentDigest {
    let digest = ContentDigest(of: bytes)
    let path = path(of: digest)
    if utimensat(AT_FDCWD, path, nil, 0) == 0 { return digest }
    let temporary = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).tmp"
    try Files.makeFolder(Files.parent(of: path))
    // Not synced: after a power cut an entry may be torn, which `get` notices.
    try Files.writeNew(bytes, to: temporary, sync: false)
    try Files.move(temporary, to: path)
    return digest
  }

  /// A content, or nil when it isn't kept.
  ///
  /// An entry that isn't what its name says is removed.
  public func get(_ digest: ContentDigest) -> [UInt8]? {
    let path = path(of: digest)
    guard let bytes = try? Files.read(path) else { return nil }
    guard ContentDigest(of: bytes) == digest else {
      unlink(path)
      return nil
    }
    utimensat(AT_FDCWD, path, nil, 0)
    return bytes
  }

  /// Removes the entries that were not used for longest until the rest has at most `limit` bytes.
  ///
  /// - Returns: The number of entries and bytes that were removed.
  @discardableResult public func prune(toBytes limit: Int) throws(PackFailure) -> (entries: Int, bytes: Int) {
    var entries: [(path: String, size: Int, used: timespec)] = []
    guard Files.isFolder(folder) else { return (0, 0) }
    for prefix in try Files.list(folder) {
      for name in try Files.list(folder + "/" + prefix) {
        let path = "\(folder)/\(prefix)/\(name)"
        var status = stat()
        if stat(path, &status) == 0 { entries.append((path, Int(status.st_size), status.st_mtim)) }
      }
    }
    entries.sort { ($0.used.tv_sec, $0.used.tv_nsec, $0.path) < ($1.used.tv_sec, $1.used.tv_nsec, $1.path) }
    var excess = entries.reduce(-limit) { $0 + $1.size }
    var removed = (entries: 0, bytes: 0)
    for entry in entries where excess > 0 || limit == 0 {
      unlink(entry.path)
      excess -= entry.size
      removed.entries += 1
      removed.bytes += entry.size
    }
    return removed
  }

  private func path(of digest: ContentDigest) -> String {
    "\(folder)/\(digest.hex.prefix(2))/\(digest.hex.dropFirst(2))"
  }
}
