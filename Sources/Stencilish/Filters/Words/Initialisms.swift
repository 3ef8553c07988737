/// The initialisms that Go code writes in one case: golint's, with those that staticcheck adds.
enum Initialisms {
  /// In upper case, the longest first.
  private static let texts = [
    "ASCII", "HTTPS",
    "AMQP", "GUID", "HTML", "HTTP", "JSON", "SMTP", "UTF8", "UUID", "XMPP", "XSRF",
    "ACL", "API", "CPU", "CSS", "DNS", "EOF", "GID", "LHS", "QPS", "RAM", "RHS", "RPC", "RTP", "SIP", "SLA", "SQL",
    "SSH", "TCP", "TLS", "TTL", "UDP", "UID", "URI", "URL", "XML", "XSS",
    "DB", "ID", "IP", "TS", "UI", "VM",
  ]
  private static let all = WordList(texts)

  /// Those that runs of capitals are made of: not `TS`, which would divide names such as `TSDB`.
  private static let parts = WordList(texts.filter { $0 != "TS" })

  /// Longer runs of capitals are not searched, which bounds the work per character.
  private static let longestRun = 16

  /// Whether the bytes of `text` at `range` are an initialism, in either case.
  static func contains(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    2...5 ~= range.count && all.index(ofWordIn: text, range) != nil
  }

  /// Where the first initialism ends if the capitals at `run` are two or more of them in a row (`HTTPAPI`); `nil`
  /// otherwise.
  static func firstPart(of text: Span<UInt8>, in run: Range<Int>) -> Int? {
    guard (4...longestRun).contains(run.count), !contains(text, run) else { return nil }
    return firstPartEnd(text, run)
  }

  private static func firstPartEnd(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    parts.firstPrefix(of: text, range) { length in
      let end = range.lowerBound + length
      return end == range.upperBound || firstPartEnd(text, end..<range.upperBound) != nil ? end : nil
    }
  }
}
