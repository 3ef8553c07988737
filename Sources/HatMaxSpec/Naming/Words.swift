import Inflection

/// Splits names into words and puts them together in other ways.
enum Words {
  /// The lower-case words of a name: `userID`, `user_id` and `UserId` give `user`, `id`; `HTTPServer` gives `http`,
  /// `server`.
  static func split(_ name: String) -> [String] {
    let bytes = Array(name.utf8)
    var words: [String] = []
    var word: [UInt8] = []
    func close() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word.removeAll()
    }
    for (index, byte) in bytes.enumerated() {
      guard isUpper(byte) || isLower(byte) || isDigit(byte) else {
        close()
        continue
      }
      if isUpper(byte), index > 0 {
        let afterSmall = !isUpper(bytes[index - 1])
        let beforeSmall = index + 1 < bytes.count && isLower(bytes[index + 1]) && !isPluralS(bytes, index + 1)
        if afterSmall || beforeSmall { close() }
      }
      word.append(byte | (isUpper(byte) ? 0x20 : 0))
    }
    close()
    return words
  }

  /// The name in snake case: `order_line`.
  static func snake(_ name: String) -> String { isSnake(name) ? name : split(name).joined(separator: "_") }

  /// What is the same for two names that become the same Go name: snake case, and digits joined to what is before them.
  static func goKey(_ name: String) -> String {
    let snake = snake(name)
    guard snake.utf8.contains(where: isDigit) else { return snake }
    var key: [UInt8] = []
    for byte in snake.utf8 {
      if isDigit(byte), key.last == UInt8(ascii: "_") { key.removeLast() }
      key.append(byte)
    }
    return String(decoding: key, as: UTF8.self)
  }

  /// Whether two names can have one Go name; false for most pairs, found without taking them apart.
  static func mayBeSame(_ left: String, _ right: String) -> Bool {
    guard let first = left.utf8.first, let second = right.utf8.first, first | 0x20 == second | 0x20 else {
      return false
    }
    return goKey(left) == goKey(right)
  }

  /// Whether a name is in snake case as it is, which most names are.
  private static func isSnake(_ name: String) -> Bool {
    var last = UInt8(ascii: "_")
    for byte in name.utf8 {
      guard isLower(byte) || isDigit(byte) || byte == UInt8(ascii: "_") && last != byte else { return false }
      last = byte
    }
    return last != UInt8(ascii: "_")
  }

  /// The name in kebab case: `order-line`.
  static func kebab(_ name: String) -> String { split(name).joined(separator: "-") }

  /// The `s` of `userIDs`, which belongs to the capitals before it.
  private static func isPluralS(_ bytes: [UInt8], _ index: Int) -> Bool {
    bytes[index] == UInt8(ascii: "s")
      && (index + 1 == bytes.count || isUpper(bytes[index + 1]) || bytes[index + 1] == UInt8(ascii: "_"))
      && index >= 2 && isUpper(bytes[index - 2])
  }

  private static func isUpper(_ byte: UInt8) -> Bool { byte &- 65 < 26 }
  private static func isLower(_ byte: UInt8) -> Bool { byte &- 97 < 26 }
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
}

/// Plural and singular of names in snake case: their last word's; `plural:` in the file says otherwise.
enum Nouns {
  static func plural(_ snake: String) -> String { inflect(snake, .plural) }

  /// The singular; a name that is no plural stays.
  static func singular(_ snake: String) -> String { inflect(snake, .singular) }

  private static func inflect(_ snake: String, _ inflector: EnglishInflector) -> String {
    let bytes = Array(snake.utf8)
    let word = bytes.lastIndex(of: UInt8(ascii: "_")).map { Array(bytes[($0 + 1)...]) } ?? bytes
    let change = inflector.change(word.span)
    return String(decoding: bytes.dropLast(change.removed) + change.added, as: UTF8.self)
  }
}
