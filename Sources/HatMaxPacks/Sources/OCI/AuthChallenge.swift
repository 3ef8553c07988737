/// How a server wants to know who asks: a value of the header `WWW-Authenticate` (RFC 9110, section 11.6.1).
struct AuthChallenge: Hashable {
  /// The scheme in small letters: `basic`, `bearer`.
  let scheme: String
  /// The parameters, names in small letters.
  let parameters: [String: String]

  /// Reads every challenge in a header; what can't be read ends it.
  static func read(_ header: String) -> [AuthChallenge] {
    var reader = Reader(header)
    var challenges: [AuthChallenge] = []
    var (scheme, parameters): (String?, [String: String]) = (nil, [:])
    func finish() { if let scheme { challenges.append(AuthChallenge(scheme: scheme, parameters: parameters)) } }
    while let word = reader.token() {
      if reader.skip("=") {
        guard let value = reader.value() else { break }
        if scheme != nil { parameters[word.lowercased()] = value }
      } else {
        finish()
        (scheme, parameters) = (word.lowercased(), [:])
      }
      reader.skipSeparators()
    }
    finish()
    return challenges
  }

  private struct Reader {
    private var rest: Substring

    init(_ text: String) { rest = text[...] }

    mutating func token() -> String? {
      skipSeparators()
      let word = rest.prefix { !" \t,=\"".contains($0) }
      rest = rest.dropFirst(word.count)
      return word.isEmpty ? nil : String(word)
    }

    mutating func skip(_ character: Character) -> Bool {
      guard rest.first == character else { return false }
      rest.removeFirst()
      return true
    }

    mutating func skipSeparators() {
      while let first = rest.first, " \t,".contains(first) { rest.removeFirst() }
    }

    mutating func value() -> String? {
      guard skip("\"") else { return token() }
      var value = ""
      while let character = rest.popFirst() {
        if character == "\"" { return value }
        if character == "\\", let escaped = rest.popFirst() {
          value.append(escaped)
        } else {
          value.append(character)
        }
      }
      return nil
    }
  }
}
