/// One request and its answer, through the program `curl`.
///
/// Why a program: `docs/adr/0402-http-through-curl.md`. It is given its options on standard input, where no other user
/// sees them, and gives headers and content on standard output. Redirects, retries and authentication are ours.
struct CurlTransfer {
  let curl: ChildProgram
  let settings: HTTPSettings

  /// Why there is no whole answer.
  enum Problem: Error {
    /// What `curl` says, with its exit status.
    case curl(status: Int32, message: String)
    case notHTTP
  }

  /// Sends a request and hands on the answer's content as it comes.
  ///
  /// - Returns: The head of an answer whose content has come to its end, or what went wrong before that.
  func perform(
    _ request: HTTPRequest, receive: (HTTPHead, ArraySlice<UInt8>) throws(PackFailure) -> Void
  ) throws(PackFailure) -> Result<HTTPHead, Problem> {
    var reader = HTTPStreamReader()
    var isHTTP = true
    let ending = try curl.run(["-q", "--config", "-"], input: Array(options(request).utf8)) {
      piece throws(PackFailure) in
      guard isHTTP else { return }
      let content: ArraySlice<UInt8>
      do {
        content = try reader.take(piece)
      } catch {
        isHTTP = false
        return
      }
      if let head = reader.head { try receive(head, content) }
    }
    if !isHTTP { return .failure(.notHTTP) }
    if ending.status != 0 { return .failure(.curl(status: ending.status, message: ending.message)) }
    return reader.head.map(Result.success) ?? .failure(.notHTTP)
  }

  private func options(_ request: HTTPRequest) -> String {
    var lines = [
      "silent", "show-error", "include", "no-buffer", "globoff", "path-as-is", "suppress-connect-headers",
      "proto = \"=http,https\"", "user-agent = \"hatmax\"",
      "connect-timeout = \(settings.connectTimeout)", "speed-time = \(settings.stallTimeout)",
      "speed-limit = \(settings.slowestRate)", "url = \(quoted(request.address.description))",
      // Some servers never answer to it, and nothing here is large enough to be worth the question.
      "header = \"Expect:\"",
    ]
    switch request.body {
    case .none: lines.append(request.method == "HEAD" ? "head" : "request = \(quoted(request.method))")
    case .text(let text, let type):
      lines += ["request = \(quoted(request.method))", header("Content-Type", type), "data-raw = \(quoted(text))"]
    case .file(let path, let type):
      lines += ["request = \(quoted(request.method))", header("Content-Type", type), "upload-file = \(quoted(path))"]
    }
    lines += request.headers.map { header($0.name, $0.value) }
    if let authorization = request.authorization { lines.append(header("Authorization", authorization)) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func header(_ name: String, _ value: String) -> String {
    // A line end in a value would begin another header.
    quoted("\(name): " + value.filter { !$0.isNewline && $0 != "\0" }, option: "header")
  }

  private func quoted(_ text: String, option: String) -> String { "\(option) = \(quoted(text))" }

  /// A value as curl's configuration files quote it.
  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
