public import SourceDiagnostics

/// Who may sign what: an allowed-signers file of OpenSSH whose principals are globs over pack names.
///
/// ```
/// # the platform team signs everything of acme
/// acme/* namespaces="hatmax-pack" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA… platform@acme.example
/// ```
public struct AllowedSigners: Sendable {
  /// Its lines in order.
  let entries: [Entry]
  /// The name of the file, for messages.
  let place: String

  /// A key and what it may sign.
  struct Entry: Sendable {
    let principals: PrincipalPattern
    let key: SSHPublicKey
    /// What follows the key; who it belongs to, as a rule.
    let comment: String
    let options: Options

    /// What people know the signer by.
    var name: String { comment.isEmpty ? key.fingerprint : comment }
  }

  /// What may stand between principals and key.
  struct Options: Sendable {
    var namespaces: [String]?
    /// In seconds since 1970, UTC.
    var validAfter: Int64?
    var validBefore: Int64?

    func allow(namespace: String) -> Bool { namespaces?.contains(namespace) ?? true }

    func allow(time: Int64) -> Bool { time >= validAfter ?? .min && time < validBefore ?? .max }
  }

  /// The lines about a key.
  func entries(of key: SSHPublicKey) -> [Entry] { entries.filter { $0.key == key } }

  /// Reads an allowed-signers file; nil when it has errors, all of which are in the bag then.
  ///
  /// Format: ALLOWED SIGNERS in `ssh-keygen(1)`. Times without `Z` are read as UTC too, so that a file means the same on
  /// every machine. Certificate authorities and keys other than ed25519 are errors.
  public static func read(_ source: SourceText, into bag: inout DiagnosticBag) -> AllowedSigners? {
    var entries: [Entry] = []
    var isWhole = true
    var start = 0
    for line in source.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      defer { start += line.count + 1 }
      var words = SignersLine(source, start: start, line: Array(line))
      guard let first = words.peek, first != UInt8(ascii: "#") else { continue }
      do {
        entries.append(try entry(&words))
      } catch {
        bag.add(error)
        isWhole = false
      }
    }
    return isWhole ? AllowedSigners(entries: entries, place: source.name) : nil
  }

  private static func entry(_ line: inout SignersLine) throws(Diagnostic) -> Entry {
    let principals = line.word()
    var options = Options()
    var type = line.word()
    while !type.text.isEmpty, !SSHPublicKey.isType(type.text) {
      try read(type, into: &options)
      type = line.word()
    }
    guard !type.text.isEmpty else { throw PackDiagnostics.signersLine("it has no key", principals.label) }
    let base64 = line.word()
    do {
      return Entry(
        principals: PrincipalPattern(principals.text),
        key: try SSHPublicKey(type: type.text[...], base64: base64.text[...]), comment: line.rest, options: options)
    } catch {
      throw PackDiagnostics.signersKey(error, error.isAboutType ? type.label : base64.label)
    }
  }

  private static func read(_ word: SignersLine.Word, into options: inout Options) throws(Diagnostic) {
    for option in word.parts {
      let pair = option.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = pair.count > 1 ? String(pair[1]) : nil
      switch (pair[0].lowercased(), value) {
      case ("namespaces", let value?): options.namespaces = value.split(separator: ",").map(String.init)
      case ("valid-after", let value?): options.validAfter = try time(value, option)
      case ("valid-before", let value?): options.validBefore = try time(value, option)
      case ("cert-authority", nil):
        throw PackDiagnostics.signersLine("certificate authorities are not supported", option.label)
      default: throw PackDiagnostics.signersOption(option.text, option.label)
      }
    }
  }

  private static func time(_ text: String, _ option: SignersLine.Word) throws(Diagnostic) -> Int64 {
    guard let time = SignersTime.seconds(text) else {
      throw PackDiagnostics.signersLine(
        "`\(text)` is not a time, which is written `YYYYMMDD` or `YYYYMMDDHHMMSS`", option.label)
    }
    return time
  }
}

extension SSHProblem {
  fileprivate var isAboutType: Bool {
    if case .unsupported = self { true } else { false }
  }
}

/// A line of an allowed-signers file taken apart into words; quotes keep blanks and commas in a word.
private struct SignersLine {
  private let source: SourceText
  private let start: Int
  private let line: [UInt8]
  private var at = 0

  init(_ source: SourceText, start: Int, line: [UInt8]) {
    self.source = source
    self.start = start
    self.line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    skipBlanks()
  }

  struct Word {
    let text: String
    let label: Label
    var parts: [Word] = []
  }

  var peek: UInt8? { at < line.count ? line[at] : nil }

  var rest: String { String(String(decoding: line[at...], as: UTF8.self)[...].trimmed) }

  private mutating func skipBlanks() {
    while let byte = peek, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { at += 1 }
  }

  /// The next word without its quotes, and its parts between commas outside of quotes.
  mutating func word() -> Word {
    let begin = at
    var parts: [Word] = []
    var (whole, part, partBegin, isQuoted): ([UInt8], [UInt8], Int, Bool) = ([], [], at, false)
    while let byte = peek {
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if !isQuoted, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
        break
      } else if !isQuoted, byte == UInt8(ascii: ",") {
        parts.append(make(part, partBegin..<at))
        whole.append(byte)
        (part, partBegin) = ([], at + 1)
      } else {
        whole.append(byte)
        part.append(byte)
      }
      at += 1
    }
    parts.append(make(part, partBegin..<at))
    var word = make(whole, begin..<at)
    word.parts = parts
    skipBlanks()
    return word
  }

  private func make(_ text: [UInt8], _ range: Range<Int>) -> Word {
    let span = SourceSpan(start: start + range.lowerBound, end: start + range.upperBound)
    return Word(text: String(decoding: text, as: UTF8.self), label: Label(source, span))
  }
}

/// The times of allowed-signers files: `YYYYMMDD`, `YYYYMMDDHHMM` or `YYYYMMDDHHMMSS`, with or without `Z`.
enum SignersTime {
  /// Seconds since 1970 in UTC; nil for what is not a time.
  static func seconds(_ text: String) -> Int64? {
    let digits = text.hasSuffix("Z") ? text.dropLast() : text[...]
    guard [8, 12, 14].contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    let padded = Array((digits + String(repeating: "0", count: 14 - digits.utf8.count)).utf8).map { Int64($0 - 0x30) }
    func number(_ range: Range<Int>) -> Int64 { padded[range].reduce(0) { $0 * 10 + $1 } }
    let (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
    let (hour, minute, second) = (number(8..<10), number(10..<12), number(12..<14))
    guard (1...12).contains(month), day >= 1, day <= length(ofMonth: month, year), hour < 24, minute < 60, second < 60
    else { return nil }
    return daysSince1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second
  }

  private static func length(ofMonth month: Int64, _ year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Counts years from March, so that the leap day is the last of its year.
  private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month > 2 ? year : year - 1
    let daysBeforeMonth = (153 * ((month + 9) % 12) + 2) / 5
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + daysBeforeMonth + day - 1 - 719_468
  }
}
