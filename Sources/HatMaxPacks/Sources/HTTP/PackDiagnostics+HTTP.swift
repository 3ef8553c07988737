import SourceDiagnostics

/// What there is to say about servers that packs come from.
extension PackDiagnostics {
  // MARK: - No answer

  static func noCurl(_ address: WebAddress) -> Diagnostic {
    Diagnostic(
      .unreachable, "`\(address)` can't be asked: the program `curl` is not on `PATH`",
      help: ["install it: `apt install curl`, `dnf install curl`, `apk add curl`"])
  }

  static func transfer(_ problem: CurlTransfer.Problem, _ address: WebAddress) -> Diagnostic {
    switch problem {
    case .notHTTP:
      Diagnostic(
        .unreachable, "what answers at `\(address)` does not speak HTTP as it should", help: ["check the address"])
    case .curl(let status, let message):
      Diagnostic(
        .unreachable, "`\(address)` can't be reached: \(words(forCurl: status))", notes: notes(message),
        help: help(forCurl: status))
    }
  }

  /// See `man curl`, EXIT CODES.
  private static func words(forCurl status: Int32) -> String {
    switch status {
    case 5: "the name of the proxy is not known"
    case 6: "the name of the host is not known"
    case 7: "nothing answers there"
    case 18: "the connection was cut before the end"
    case 28: "it is too slow"
    case 35: "no secure connection can be made"
    case 51, 60: "its certificate is not trusted"
    case 52: "it closed the connection without an answer"
    case 55, 56: "the connection was cut"
    case 77: "the file of trusted certificates can't be read"
    case 97: "the proxy refused"
    default: "curl ended with status \(status)"
    }
  }

  private static func help(forCurl status: Int32) -> [String] {
    switch status {
    case 5, 97: ["check the variables `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy`"]
    case 6, 7:
      [
        "check the address and the network; `--offline` works with what is installed",
        "behind a proxy, set `https_proxy`",
      ]
    case 51, 60, 77: ["for an authority of your own, set `SSL_CERT_FILE` to the file with its certificate"]
    default: ["try again later; `--offline` works with what is installed"]
    }
  }

  private static func notes(_ message: String) -> [String] {
    let line = message.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return line.isEmpty ? [] : [line]
  }

  static func tooManyRedirects(_ address: WebAddress) -> Diagnostic {
    Diagnostic(.unreachable, "`\(address)` redirects again and again", help: ["check the address"])
  }

  static func badRedirect(from address: WebAddress, to location: String) -> Diagnostic {
    Diagnostic(
      .unreachable, "`\(address)` redirects to `\(location)`, which is refused",
      notes: ["a redirect may not lead from https to http, nor to anything that is not on the web"])
  }

  // MARK: - An answer that says no

  /// What a status other than a success means.
  ///
  /// - Parameters:
  ///   - login: the host that credentials are for.
  ///   - reason: what the server says, where it is more than the text of the answer.
  static func status(_ answer: HTTPAnswer, login: String, reason: String? = nil) -> Diagnostic {
    let address = answer.address
    let notes = notes(ofRefusal: answer, reason)
    switch answer.status {
    case 401:
      return Diagnostic(
        .unauthorized, "`\(address)` wants to know who asks", notes: notes,
        help: ["`hatmax login \(login)` stores a user and a token for it"])
    case 403:
      return Diagnostic(
        .unauthorized, "`\(address)` is not for this user", notes: notes,
        help: ["ask its owner for access, or use another account: `hatmax login \(login)`"])
    case 404, 410:
      return Diagnostic(.unreachable, "there is nothing at `\(address)`", notes: notes, help: ["check the address"])
    case 429:
      let wait = answer.head["retry-after"].map { ["it asks to wait \($0) seconds"] } ?? []
      return Diagnostic(
        .unreachable, "`\(address)` gets too many requests", notes: wait + notes,
        help: ["try again later", "some servers allow more after `hatmax login \(login)`"])
    case 500...:
      return Diagnostic(
        .unreachable, "`\(address)` has a problem of its own: it answers \(answer.status)", notes: notes,
        help: ["try again later, or tell its owner; `--offline` works with what is installed"])
    default:
      return Diagnostic(
        .unreachable, "`\(address)` answers \(answer.status)", notes: notes, help: ["check the address"])
    }
  }

  /// The first line of a refusal that is text for people, without anything that could steer a terminal.
  private static func notes(ofRefusal answer: HTTPAnswer, _ reason: String?) -> [String] {
    guard answer.head["content-type"]?.hasPrefix("text/html") != true else { return [] }
    let text = reason ?? String(decoding: answer.body, as: UTF8.self)
    let line = text.split(whereSeparator: \.isNewline).first ?? ""
    let scalars = line.unicodeScalars.filter { $0.properties.generalCategory != .control }
    return scalars.isEmpty ? [] : ["it says: \(String(String.UnicodeScalarView(scalars)).prefix(200))"]
  }

  // MARK: - An answer that can't be used

  static func answerTooLarge(_ address: WebAddress, limit: Int) -> Diagnostic {
    Diagnostic(
      .badDownload, "`\(address)` is refused: it is larger than \(limit) bytes", help: ["tell the owner of the server"])
  }

  static func downloadTooLarge(_ address: WebAddress, limit: Int) -> Diagnostic {
    Diagnostic(
      .badDownload, "`\(address)` is refused: it is larger than the \(limit) bytes that it may have",
      help: ["tell the owner of the server: the file is not the one that was published"])
  }

  static func badDownload(
    _ address: WebAddress, expected: ContentDigest, found: ContentDigest, size: Int, _ expectedSize: Int?
  ) -> Diagnostic {
    let sizes = expectedSize.map { $0 == size ? [] : ["it has \(size) bytes and should have \($0)"] } ?? []
    return Diagnostic(
      .badDownload, "`\(address)` is not the file that was published",
      notes: ["expected: \(expected)", "found:    \(found)"] + sizes,
      help: ["tell the owner of the server: a published version never changes"])
  }

  // MARK: - Addresses

  static func badAddress(_ text: String, expected: String) -> Diagnostic {
    let hidden = text.contains("@") ? ["credentials never stand in an address: `hatmax login HOST` stores them"] : []
    return Diagnostic(
      .badLocation, "`\(withoutCredentials(text))` is not an address of packs", notes: hidden, help: [expected])
  }

  static func notPublishable(_ location: String) -> Diagnostic {
    Diagnostic(
      .badLocation, "nothing can be published to `\(location)`",
      notes: ["a static index is a folder that some web server serves, and that server takes no files"],
      help: ["publish to that folder, or to an OCI registry: `--to oci://HOST/NAME`"])
  }

  /// Leaves out what stands before an `@` in a host.
  private static func withoutCredentials(_ text: String) -> String {
    guard let start = text.firstRange(of: "://")?.upperBound else { return text }
    let host = text[start...].prefix { $0 != "/" }
    guard let at = host.lastIndex(of: "@") else { return text }
    return text[..<start] + "…" + text[at...]
  }

  static func unencryptedCredentials(_ address: WebAddress) -> Diagnostic {
    Diagnostic(
      .badLocation, "credentials for `\(address.hostAndPort)` would travel unencrypted",
      help: ["use an https address, or remove the credentials: `hatmax logout \(address.hostAndPort)`"])
  }
}
