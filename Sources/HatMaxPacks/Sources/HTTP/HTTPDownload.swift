import Glibc
import SystemFiles

/// A file that is known by its digest before it is there.
struct HTTPDownload {
  /// Where it is to be.
  let path: String
  /// Where it is kept until it is whole; what an earlier run left there is used.
  let partialPath: String
  let digest: ContentDigest
  /// The exact size in bytes, when that is known.
  let size: Int?
  /// The most bytes that it may have.
  let limit: Int

  /// A download that is kept under its digest in a cache folder until it is whole.
  init(to path: String, cache: String, digest: ContentDigest, size: Int?, limit: Int) {
    self.path = path
    partialPath = "\(cache)/downloads/\(digest.hex).part"
    self.digest = digest
    self.size = size
    self.limit = min(limit, size ?? limit)
  }
}

extension HTTPClient {
  /// Brings a file, going on where an earlier attempt or run stopped, and checks its digest.
  ///
  /// - Returns: The answer; the file is in place if it is a success.
  /// - Throws: `PK0403` when the file does not come to its end, `PK0406` when it is not what was asked for.
  func download(_ request: HTTPRequest, _ download: HTTPDownload) throws(PackFailure) -> HTTPAnswer {
    try Files.makeFolder(Files.parent(of: download.partialPath))
    let file = try PartialFile(download.partialPath)
    return try retrying { () throws(PackFailure) in try attempt(request, download, file) }
  }

  private func attempt(_ request: HTTPRequest, _ download: HTTPDownload, _ file: borrowing PartialFile)
    throws(PackFailure) -> Attempt<HTTPAnswer>
  {
    let start = try file.size()
    if start > 0, try file.digest() == download.digest {
      try file.move(to: download.path)
      return .done(HTTPAnswer(head: .alreadyHere, body: [], address: request.address))
    }
    if start >= download.limit { try file.truncate() }
    let answer = try fetch(request, download, file)
    guard case .done(let done) = answer, done.head.isSuccess else { return answer }
    let found = try file.digest()
    if found == download.digest {
      try file.move(to: download.path)
      return answer
    }
    let size = try file.size()
    try file.truncate()
    let failure = PackFailure(
      PackDiagnostics.badDownload(done.address, expected: download.digest, found: found, size: size, download.size))
    // A beginning that was left by an earlier run may have been of something else.
    guard start > 0, start < download.limit else { throw failure }
    return .again(after: nil) { () throws(PackFailure) in throw failure }
  }

  private func fetch(_ request: HTTPRequest, _ download: HTTPDownload, _ file: borrowing PartialFile)
    throws(PackFailure) -> Attempt<HTTPAnswer>
  {
    var request = request
    let start = try file.size()
    if start > 0 { request.headers.append(("Range", "bytes=\(start)-")) }
    var refusal: [UInt8] = []
    var (isBegun, received, announced) = (false, start, download.size)
    let exchange = try exchange(request) { head, content throws(PackFailure) in
      guard head.isSuccess else {
        refusal += content.prefix(Self.longestRefusal - refusal.count)
        return
      }
      if !isBegun {
        isBegun = true
        if head.rangeStart != start {
          try file.truncate()
          received = 0
        }
        announced = announced ?? head["content-length"].flatMap(Int.init).map { $0 + received }
      }
      received += content.count
      if received > download.limit {
        try file.truncate()
        throw PackFailure(PackDiagnostics.downloadTooLarge(request.address, limit: download.limit))
      }
      try file.append(content)
      settings.progress?(request.address.description, received, announced)
    }
    if case .success(let head) = exchange.result, start > 0,
      head.status == 416 || (head.status == 206 && head.rangeStart != start)
    {
      // The server has another file than the one that was begun.
      try file.truncate()
      let failure = PackFailure(PackDiagnostics.transfer(.notHTTP, exchange.address))
      return .again(after: nil) { () throws(PackFailure) in throw failure }
    }
    return attempt(exchange, body: refusal)
  }
}

extension HTTPClient {
  /// Brings a file of which nothing is known before; an attempt that fails begins anew.
  ///
  /// - Returns: The answer; the file is there if it is a success.
  /// - Throws: `PK0403` when the file does not come to its end, `PK0406` when it is larger than `limit`.
  func save(_ request: HTTPRequest, to path: String, limit: Int) throws(PackFailure) -> HTTPAnswer {
    try retrying { () throws(PackFailure) in
      let file = try OpenFile(path, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600)
      var refusal: [UInt8] = []
      var received = 0
      let exchange = try exchange(request) { head, content throws(PackFailure) in
        guard head.isSuccess else {
          refusal += content.prefix(Self.longestRefusal - refusal.count)
          return
        }
        received += content.count
        if received > limit { throw PackFailure(PackDiagnostics.downloadTooLarge(request.address, limit: limit)) }
        try file.write(Array(content))
        settings.progress?(request.address.description, received, head["content-length"].flatMap(Int.init))
      }
      return attempt(exchange, body: refusal)
    }
  }
}

extension HTTPHead {
  /// Stands for the answer to a request that was not needed.
  fileprivate static var alreadyHere: HTTPHead { HTTPHead(status: 200) }

  /// Where the content begins in the whole: 0 unless it is a part; nil for a part of which that is not said.
  fileprivate var rangeStart: Int? {
    guard status == 206 else { return 0 }
    guard let range = self["content-range"], range.hasPrefix("bytes ") else { return nil }
    return range.dropFirst(6).split(separator: "-").first.flatMap { Int($0) }
  }
}
