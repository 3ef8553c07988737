/// What is asked of a server.
struct HTTPRequest {
  var method = "GET"
  var address: WebAddress
  var headers: [(name: String, value: String)] = []
  /// The value of the header `Authorization`; it is not shown to another origin after a redirect.
  var authorization: String?
  var body = Body.none

  enum Body {
    case none
    /// Text that is sent as it is.
    case text(String, type: String)
    /// The content of a file.
    case file(String, type: String)
  }

  /// Whether a redirect may be followed with the same request.
  var isReading: Bool { method == "GET" || method == "HEAD" }
}

/// The first part of an answer.
struct HTTPHead: Sendable {
  let status: Int
  private let headers: [(name: String, value: String)]

  var isSuccess: Bool { (200..<300).contains(status) }

  /// The value of the first header of a name in small letters.
  subscript(name: String) -> String? { headers.first { $0.name == name }?.value }

  /// The values of all headers of a name in small letters.
  func all(_ name: String) -> [String] { headers.filter { $0.name == name }.map(\.value) }

  /// A head without headers.
  init(status: Int) { (self.status, headers) = (status, []) }

  /// Reads a status line and headers, without the empty line after them.
  init?(_ text: String) {
    let lines = text.split(whereSeparator: \.isNewline)
    guard let first = lines.first, first.hasPrefix("HTTP/") else { return nil }
    let words = first.split(separator: " ")
    guard words.count > 1, let status = Int(words[1]), (100..<1000).contains(status) else { return nil }
    self.status = status
    headers = lines.dropFirst().compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].trimmed
      return (line[..<colon].lowercased(), String(value))
    }
  }
}

/// A whole answer.
struct HTTPAnswer: Sendable {
  let head: HTTPHead
  let body: [UInt8]
  /// Where it came from, after redirects.
  let address: WebAddress

  var status: Int { head.status }
}

/// Takes a stream of headers and content apart; what comes before the answer itself (`100 Continue`) is skipped.
struct HTTPStreamReader {
  private var pending: [UInt8] = []
  private(set) var head: HTTPHead?

  /// More headers than any server sends.
  private static let longestHead = 256 << 10

  enum Problem: Error { case notHTTP }

  /// Takes the next piece of the stream and gives the content in it, if the content has begun.
  mutating func take(_ piece: ArraySlice<UInt8>) throws(Problem) -> ArraySlice<UInt8> {
    if head != nil { return piece }
    let searched = max(0, pending.count - 3)
    pending += piece
    var from = searched
    while let end = Self.endOfHead(pending, from: from) {
      guard let found = HTTPHead(String(decoding: pending[..<end], as: UTF8.self)) else { throw .notHTTP }
      pending.removeFirst(end)
      from = 0
      if found.status >= 200 {
        head = found
        defer { pending = [] }
        return pending[...]
      }
    }
    if pending.count > Self.longestHead { throw .notHTTP }
    return []
  }

  /// One past the empty line that ends a head.
  private static func endOfHead(_ bytes: [UInt8], from start: Int) -> Int? {
    let (cr, lf) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
    var index = start
    while index < bytes.count {
      if bytes[index] == lf {
        if index + 1 < bytes.count, bytes[index + 1] == lf { return index + 2 }
        if index + 2 < bytes.count, bytes[index + 1] == cr, bytes[index + 2] == lf { return index + 3 }
      }
      index += 1
    }
    return nil
  }
}
