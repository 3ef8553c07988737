import Crypto
import FoundationEssentials

/// A SHA-256 digest, written `sha256:` and 64 hexadecimal digits.
public struct ContentDigest: Sendable, Hashable, Comparable, LosslessStringConvertible {
  /// 64 lower-case hexadecimal digits.
  public let hex: String

  /// Hashes bytes.
  public init(of bytes: some Sequence<UInt8>) {
    var builder = Builder()
    builder.update(Array(bytes))
    self = builder.finish()
  }

  /// The digest of a pack's content, which a folder and an archive of the same files share, in whatever order they come.
  ///
  /// It is the SHA-256 of the lines `HEX␣␣PATH\n` sorted by bytes, so that this prints the same digits in a pack's folder:
  ///
  /// ```sh
  /// find . -type f -printf '%P\n' | xargs -d '\n' sha256sum | LC_ALL=C sort | sha256sum
  /// ```
  ///
  /// - Complexity: O(*n* log *n*) in the number of files.
  public init(ofPack files: some Sequence<FileDigest>) {
    let lines = files.map { Array("\($0.digest.hex)  \($0.path)\n".utf8) }
    self.init(of: lines.sorted { $0.lexicographicallyPrecedes($1) }.joined())
  }

  /// Reads `sha256:…` or the bare 64 hexadecimal digits.
  public init?(_ description: String) {
    let digits = description.hasPrefix("sha256:") ? description.dropFirst(7) : description[...]
    guard digits.utf8.count == 64, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    hex = String(digits)
  }

  fileprivate init(hex: String) { self.hex = hex }

  /// `sha256:` and the digits.
  public var description: String { "sha256:" + hex }

  /// The first twelve digits, for people.
  public var short: String { String(hex.prefix(12)) }

  /// Orders by the digits.
  public static func < (left: ContentDigest, right: ContentDigest) -> Bool {
    left.hex.utf8.lexicographicallyPrecedes(right.hex.utf8)
  }
}

extension ContentDigest {
  /// Hashes content that comes in pieces.
  struct Builder {
    private var hasher = SHA256()

    mutating func update(_ bytes: [UInt8]) { hasher.update(data: bytes) }

    mutating func update(_ bytes: UnsafeRawBufferPointer) { hasher.update(bufferPointer: bytes) }

    func finish() -> ContentDigest { ContentDigest(hex: Hex.encode(hasher.finalize())) }
  }
}

/// Lower-case hexadecimal text.
enum Hex {
  static func encode(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}

/// A file of a pack as the digest sees it.
public struct FileDigest: Sendable, Hashable {
  /// The path inside the pack, with `/` between its parts.
  public let path: String
  /// The digest of the content.
  public let digest: ContentDigest
  /// The size in bytes.
  public let size: Int

  /// Creates an entry.
  public init(path: String, digest: ContentDigest, size: Int) {
    self.path = path
    self.digest = digest
    self.size = size
  }
}
