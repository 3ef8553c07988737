import Glibc

/// Asks servers, again if that may help, following redirects.
package struct HTTPClient: Sendable {
  let settings: HTTPSettings

  /// Creates a client; nothing happens until it is used.
  package init(_ settings: HTTPSettings) { self.settings = settings }

  private static let mostRedirects = 5
  /// What is kept of the content of an answer that says no.
  static let longestRefusal = 16 << 10

  /// Gets an answer with its content in memory.
  ///
  /// - Parameter limit: the most bytes that the content may have.
  /// - Returns: The answer, whatever its status; a status that may pass is asked for again before.
  /// - Throws: `PK0403` when there is no answer, `PK0406` when it is larger than `limit`.
  func answer(to request: HTTPRequest, limit: Int) throws(PackFailure) -> HTTPAnswer {
    try retrying { () throws(PackFailure) in
      var body: [UInt8] = []
      let exchange = try exchange(request) { head, content throws(PackFailure) in
        body += content
        if body.count > limit {
          guard head.isSuccess else {
            body.removeLast(body.count - limit)
            return
          }
          throw PackFailure(PackDiagnostics.answerTooLarge(request.address, limit: limit))
        }
      }
      return attempt(exchange, body: body)
    }
  }

  // MARK: - Attempts

  /// What came of an attempt.
  enum Attempt<Value> {
    case done(Value)
    /// Not what was wanted, but it may go better later; `last` ends it when there is no more patience.
    case again(after: Int?, last: () throws(PackFailure) -> Value)
  }

  /// Repeats `body` while it may help, with growing pauses.
  func retrying<Value>(_ body: () throws(PackFailure) -> Attempt<Value>) throws(PackFailure) -> Value {
    var pause = settings.firstPause
    var number = 0
    while true {
      number += 1
      switch try body() {
      case .done(let value): return value
      case .again(let wanted, let last):
        if number >= settings.attempts || wanted ?? 0 > settings.longestPause { return try last() }
        // Half of the pause is by chance, so that many clients don't come back at the same moment.
        let own = pause / 2 + Int.random(in: 0...max(1, pause / 2))
        Self.sleep(milliseconds: max(own, wanted ?? 0))
        pause = min(pause * 2, settings.longestPause)
      }
    }
  }

  /// Decides whether an answer will do.
  func attempt(_ exchange: Exchange, body: [UInt8]) -> Attempt<HTTPAnswer> {
    let answer: HTTPAnswer
    switch exchange.result {
    case .success(let head): answer = HTTPAnswer(head: head, body: body, address: exchange.address)
    case .failure(let problem):
      let failure = PackFailure(PackDiagnostics.transfer(problem, exchange.address))
      return .again(after: nil) { () throws(PackFailure) in throw failure }
    }
    guard [408, 425, 429, 500, 502, 503, 504].contains(answer.status) else { return .done(answer) }
    let seconds = answer.head["retry-after"].flatMap(Int.init) ?? 0
    return .again(after: min(max(0, seconds), 1 << 20) * 1_000) { () throws(PackFailure) in answer }
  }

  private static func sleep(milliseconds: Int) {
    var rest = timespec(tv_sec: milliseconds / 1_000, tv_nsec: milliseconds % 1_000 * 1_000_000)
    var left = timespec()
    while nanosleep(&rest, &left) != 0, errno == EINTR { rest = left }
  }

  // MARK: - One attempt

  /// What came back, after redirects.
  struct Exchange {
    let address: WebAddress
    /// The head of a whole answer, or a problem that may pass.
    let result: Result<HTTPHead, CurlTransfer.Problem>
  }

  /// Sends a request and, if the answer is a redirect, sends it to where that points.
  ///
  /// - Parameter receive: is given the content of the answer that is no redirect.
  /// - Throws: a failure that another attempt would not mend.
  func exchange(
    _ request: HTTPRequest, receive: (HTTPHead, ArraySlice<UInt8>) throws(PackFailure) -> Void
  ) throws(PackFailure) -> Exchange {
    guard let curl = ChildProgram("curl", environment: settings.environment) else {
      throw PackFailure(PackDiagnostics.noCurl(request.address))
    }
    let transfer = CurlTransfer(curl: curl, settings: settings)
    var request = request
    for _ in 0...Self.mostRedirects {
      if request.authorization != nil, !request.address.isSecure, !request.address.isLoopback {
        throw PackFailure(PackDiagnostics.unencryptedCredentials(request.address))
      }
      let result = try transfer.perform(request) { head, content throws(PackFailure) in
        if Self.redirect(head, of: request) == nil { try receive(head, content) }
      }
      switch result {
      case .success(let head):
        guard let location = Self.redirect(head, of: request) else {
          return Exchange(address: request.address, result: result)
        }
        request = try redirected(request, to: location)
      case .failure(let problem):
        guard problem.mayPass else { throw PackFailure(PackDiagnostics.transfer(problem, request.address)) }
        return Exchange(address: request.address, result: result)
      }
    }
    throw PackFailure(PackDiagnostics.tooManyRedirects(request.address))
  }

  private static func redirect(_ head: HTTPHead, of request: HTTPRequest) -> String? {
    guard request.isReading, [301, 302, 303, 307, 308].contains(head.status) else { return nil }
    return head["location"]
  }

  private func redirected(_ request: HTTPRequest, to location: String) throws(PackFailure) -> HTTPRequest {
    let target = location.split(separator: "#", maxSplits: 1).first.map(String.init) ?? ""
    guard let address = WebAddress(target, relativeTo: request.address),
      address.isSecure || !request.address.isSecure
    else { throw PackFailure(PackDiagnostics.badRedirect(from: request.address, to: location)) }
    var next = request
    next.address = address
    if !address.hasOrigin(of: request.address) { next.authorization = nil }
    return next
  }
}

extension CurlTransfer.Problem {
  /// Whether another attempt may succeed: connections that were cut, timeouts and the like (see `man curl`, EXIT CODES).
  var mayPass: Bool {
    switch self {
    case .curl(let status, _): [16, 18, 28, 52, 55, 56, 92, 95, 96].contains(status)
    case .notHTTP: false
    }
  }
}
