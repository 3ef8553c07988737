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

/// Plural and singular of English nouns, by rule and for the commonest exceptions; `plural:` in the file says otherwise.
enum Nouns {
  private static let irregular: [(String, String)] = [
    ("person", "people"), ("man", "men"), ("woman", "women"), ("child", "children"), ("foot", "feet"),
    ("tooth", "teeth"),
    ("goose", "geese"), ("mouse", "mice"), ("criterion", "criteria"), ("datum", "data"), ("medium", "media"),
    ("index", "indices"), ("matrix", "matrices"), ("vertex", "vertices"), ("analysis", "analyses"), ("basis", "bases"),
    ("crisis", "crises"), ("axis", "axes"), ("leaf", "leaves"), ("life", "lives"), ("shelf", "shelves"),
    ("half", "halves"),
    ("knife", "knives"), ("hero", "heroes"), ("potato", "potatoes"), ("quiz", "quizzes"), ("movie", "movies"),
    ("cookie", "cookies"), ("tie", "ties"), ("cache", "caches"), ("status", "statuses"), ("alias", "aliases"),
    ("bus", "buses"), ("lens", "lenses"), ("gas", "gases"), ("use", "uses"),
  ]
  private static let invariable = [
    "series", "species", "sheep", "fish", "news", "equipment", "information", "data", "metadata", "feedback", "money",
    "software", "hardware", "staff", "inventory_data", "media", "people",
  ]

  /// The plural of the last word of a name in snake case.
  static func plural(_ snake: String) -> String {
    let (head, word) = lastWord(snake)
    if invariable.contains(word) { return snake }
    if let pair = irregular.first(where: { $0.0 == word }) { return head + pair.1 }
    if irregular.contains(where: { $0.1 == word }) { return snake }
    let single = singular(word)
    return head + (single != word && regularPlural(single) == word ? word : regularPlural(word))
  }

  private static func regularPlural(_ word: String) -> String {
    if word.hasSuffix("y"), let before = word.dropLast().last, !"aeiou".contains(before) {
      return word.dropLast() + "ies"
    }
    for ending in ["s", "x", "z", "ch", "sh"] where word.hasSuffix(ending) { return word + "es" }
    return word + "s"
  }

  /// The singular of the last word of a name in snake case; a word that is no plural stays.
  static func singular(_ snake: String) -> String {
    let (head, word) = lastWord(snake)
    if invariable.contains(word) { return snake }
    if let pair = irregular.first(where: { $0.1 == word }) { return head + pair.0 }
    if irregular.contains(where: { $0.0 == word }) || word.hasSuffix("ss") || word.hasSuffix("us")
      || word.hasSuffix("is")
    {
      return snake
    }
    if word.hasSuffix("ies"), word.count > 4 { return head + word.dropLast(3) + "y" }
    for ending in ["sses", "shes", "ches", "xes", "zzes"] where word.hasSuffix(ending) {
      return head + word.dropLast(2)
    }
    return word.hasSuffix("s") && word.count > 2 ? head + word.dropLast() : snake
  }

  private static func lastWord(_ snake: String) -> (head: String, word: String) {
    guard let at = snake.lastIndex(of: "_") else { return ("", snake) }
    return (String(snake[...at]), String(snake[snake.index(after: at)...]))
  }
}
