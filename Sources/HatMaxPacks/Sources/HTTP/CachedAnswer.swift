import SystemFiles

/// An answer that is kept with what the server calls it, so that it need not be sent again while it is the same.
struct CachedAnswer {
  /// The header that asks whether it has changed: `If-None-Match` or `If-Modified-Since`.
  let condition: String
  /// The server's `ETag` or `Last-Modified`.
  let validator: String
  let body: [UInt8]

  /// Keeps an answer; nil when the server does not name it.
  init?(_ answer: HTTPAnswer) {
    if let tag = answer.head["etag"] {
      (condition, validator) = ("If-None-Match", tag)
    } else if let time = answer.head["last-modified"] {
      (condition, validator) = ("If-Modified-Since", time)
    } else {
      return nil
    }
    body = answer.body
  }

  private init(condition: String, validator: String, body: [UInt8]) {
    self.condition = condition
    self.validator = validator
    self.body = body
  }

  private static func path(_ address: WebAddress, in cache: String) -> String {
    "\(cache)/http/\(ContentDigest(of: Array(address.description.utf8)).hex)"
  }

  /// What is kept for an address; nil when there is nothing, or nothing whole.
  ///
  /// The file has the digest of all that follows, the condition and the validator on a line each, and the content.
  static func read(_ address: WebAddress, in cache: String) -> CachedAnswer? {
    guard let bytes = try? Files.read(path(address, in: cache), limit: PackIndex.longest + 4_096) else {
      return nil
    }
    let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, let digest = ContentDigest(String(decoding: parts[0], as: UTF8.self)),
      digest == ContentDigest(of: bytes[parts[1].startIndex...])
    else { return nil }
    return CachedAnswer(
      condition: String(decoding: parts[1], as: UTF8.self), validator: String(decoding: parts[2], as: UTF8.self),
      body: Array(parts[3]))
  }

  func write(_ address: WebAddress, in cache: String) throws(PackFailure) {
    let path = Self.path(address, in: cache)
    try Files.makeFolder(Files.parent(of: path))
    let content = Array("\(condition)\n\(validator)\n".utf8) + body
    try Files.replace(path, with: Array("\(ContentDigest(of: content))\n".utf8) + content, mode: 0o600)
  }
}
