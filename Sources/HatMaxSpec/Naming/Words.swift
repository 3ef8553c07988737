import Inflection

/// Splits names into words and puts them together in other ways.
enum Words {
  /// The lower-case words of a name: `userID`, `user_id` and `UserId` give `user`, `id`; `HTTPServer` gives `http`,
  /// `server`.
  static func split(_ name: String) -> [String] { snake(name).split(separator: "_").map(String.init) }

  /// The name in snake case: `order_line`.
  static func snake(_ name: String) -> String {
    if isSnake(name) { return name }
    var copy = name
    return copy.withUTF8 { bytes in
      // At most, every byte becomes a word.
      String(unsafeUninitializedCapacity: 2 * bytes.count) { snake in
        var end = 0
        var isBetweenWords = false
        for (index, byte) in bytes.enumerated() {
          guard isUpper(byte) || isLower(byte) || isDigit(byte) else {
            isBetweenWords = true
            continue
          }
          if end > 0, isBetweenWords || isUpper(byte) && beginsWord(bytes, index) {
            snake[end] = UInt8(ascii: "_")
            end += 1
          }
          isBetweenWords = false
          snake[end] = byte | (isUpper(byte) ? 0x20 : 0)
          end += 1
        }
        return end
      }
    }
  }

  /// Whether a capital begins a word: it comes after a small letter or a digit, or before a small letter.
  private static func beginsWord(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    guard index > 0 else { return false }
    if !isUpper(bytes[index - 1]) { return true }
    return index + 1 < bytes.count && isLower(bytes[index + 1]) && !isPluralS(bytes, index + 1)
  }

  /// What is the same for two names that become the same Go name: snake case, and digits joined to what is before them.
  static func goKey(_ name: String) -> String {
    let snake = snake(name)
    guard snake.utf8.contains(where: isDigit) else { return snake }
    return String(unsafeUninitializedCapacity: snake.utf8.count) { key in
      var end = 0
      for byte in snake.utf8 {
        if isDigit(byte), end > 0, key[end - 1] == UInt8(ascii: "_") { end -= 1 }
        key[end] = byte
        end += 1
      }
      return end
    }
  }

  /// Whether two names can have one Go name; false for most pairs, found without taking them apart.
  static func mayBeSame(_ left: String, _ right: String) -> Bool {
    guard let first = left.utf8.first, let second = right.utf8.first, first | 0x20 == second | 0x20,
      let last = left.utf8.last, let other = right.utf8.last,
      last | 0x20 == other | 0x20 || last == UInt8(ascii: "_") || other == UInt8(ascii: "_")
    else { return false }
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
  private static func isPluralS(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
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
