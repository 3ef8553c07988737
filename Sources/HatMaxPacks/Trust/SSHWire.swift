import FoundationEssentials

/// What can be wrong with an SSH key or signature, without the place where it was found.
enum SSHProblem: Error, Hashable {
  /// The bytes are not of the format.
  case malformed(String)
  /// A key that is not ed25519, by the name of its type.
  case unsupported(type: String)
  /// A private key behind a passphrase.
  case encrypted
}

/// Reads the binary encoding of the SSH protocols (RFC 4251, section 5) from bytes that anybody may have made.
struct SSHReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func bytes(_ count: Int) throws(SSHProblem) -> [UInt8] {
    guard count <= rest.count else { throw .malformed("it ends too early") }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  mutating func uint32() throws(SSHProblem) -> UInt32 {
    try bytes(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Bytes with their length before them.
  mutating func string() throws(SSHProblem) -> [UInt8] { try bytes(Int(uint32())) }

  mutating func text() throws(SSHProblem) -> String { String(decoding: try string(), as: UTF8.self) }

  mutating func expect(_ text: String) throws(SSHProblem) {
    guard try bytes(text.utf8.count).elementsEqual(text.utf8) else {
      throw .malformed("it does not start as it should")
    }
  }
}

/// Writes what `SSHReader` reads.
struct SSHWriter {
  private(set) var bytes: [UInt8] = []

  mutating func append(raw text: String) { bytes += text.utf8 }

  mutating func append(_ number: UInt32) { bytes += (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }

  mutating func append(_ string: some Collection<UInt8>) {
    append(UInt32(string.count))
    bytes += string
  }

  mutating func append(_ text: String) { append(Array(text.utf8)) }
}

/// Base64 between a line that begins it and a line that ends it.
enum SSHArmor {
  /// The bytes between the lines of `label`.
  static func decode(_ text: [UInt8], label: String) throws(SSHProblem) -> [UInt8] {
    let lines = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline).map(\.trimmed)
    guard let begin = lines.firstIndex(of: "-----BEGIN \(label)-----"),
      let end = lines[begin...].firstIndex(of: "-----END \(label)-----")
    else { throw .malformed("it has no lines `-----BEGIN \(label)-----` and `-----END \(label)-----`") }
    guard let data = Data(base64Encoded: lines[(begin + 1)..<end].joined()) else {
      throw .malformed("what is between its first and last line is not base64")
    }
    return Array(data)
  }

  /// The bytes as OpenSSH writes them, 70 characters on a line.
  static func encode(_ bytes: [UInt8], label: String) -> String {
    var text = "-----BEGIN \(label)-----\n"
    var rest = Data(bytes).base64EncodedString()[...]
    while !rest.isEmpty {
      text += rest.prefix(70) + "\n"
      rest = rest.dropFirst(70)
    }
    return text + "-----END \(label)-----\n"
  }
}
