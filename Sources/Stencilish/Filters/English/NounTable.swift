/// Words, each with a value, looked up by their bytes; built once from a readable list.
struct NounTable: Sendable {
  private let words: [(key: [UInt8], value: [UInt8])]

  /// - Parameter list: pairs `word value` separated by commas; a word without a value is its own value.
  init(_ list: String, reversed: Bool = false) {
    words = list.utf8.split(separator: UInt8(ascii: ",")).map { entry in
      let parts = entry.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }.map(Array.init)
      guard let first = parts.first, let last = parts.last else { return (key: [], value: []) }
      return reversed ? (last, first) : (first, last)
    }
    .sorted { $0.key.lexicographicallyPrecedes($1.key) }
  }

  /// The value of `word`, found in O(log n).
  func value(of word: [UInt8]) -> [UInt8]? {
    var low = 0
    var high = words.count
    while low < high {
      let middle = (low + high) / 2
      if words[middle].key.lexicographicallyPrecedes(word) { low = middle + 1 } else { high = middle }
    }
    return low < words.count && words[low].key == word ? words[low].value : nil
  }

  /// `word` with the ending that is a key replaced by its value; `nil` if it has no such ending.
  func replacingEnding(of word: [UInt8]) -> [UInt8]? {
    for (key, value) in words where word.count >= key.count && word.suffix(key.count).elementsEqual(key) {
      return Array(word.dropLast(key.count)) + value
    }
    return nil
  }

  /// Whether `word` is a key.
  func contains(_ word: [UInt8]) -> Bool {
    value(of: word) != nil
  }
}
