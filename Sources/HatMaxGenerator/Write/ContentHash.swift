import Crypto

/// The digests of one file's content: ours, and the name git would give it.
package struct ContentHash: Sendable, Hashable {
  /// SHA-256 of the bytes, 64 lower-case hexadecimal digits.
  package let sha256: String
  /// The id of the git blob with these bytes (SHA-1 over `blob LENGTH NUL bytes`), 40 lower-case hexadecimal digits.
  package let gitBlob: String

  /// Wraps digests that were read from a manifest.
  package init(sha256: String, gitBlob: String) {
    self.sha256 = sha256
    self.gitBlob = gitBlob
  }

  /// Hashes bytes.
  package init(of bytes: [UInt8]) {
    sha256 = Self.hex(SHA256.hash(data: bytes))
    var blob = Insecure.SHA1()
    blob.update(data: Array("blob \(bytes.count)\0".utf8))
    blob.update(data: bytes)
    gitBlob = Self.hex(blob.finalize())
  }

  private static func hex(_ digest: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
