/// The plural and singular of one English noun in lower-case ASCII letters; other bytes are letters like any other.
///
/// A word that already has the wanted number stays as it is, as far as its spelling shows it. Written from the
/// rules that grammars give, with the exceptions in ``EnglishNouns``; correct on the list of the tests.
package struct EnglishInflector: Sendable {
  /// Words whose ending becomes another: how many letters go, and what comes instead.
  package struct Change {
    package var removed: Int
    package var added: ArraySlice<UInt8>

    static let none = Change(removed: 0, added: [])

    init(removed: Int, added: ArraySlice<UInt8>) {
      self.removed = removed
      self.added = added
    }

    init(_ removed: Int, _ added: String) { self.init(removed: removed, added: Array(added.utf8)[...]) }
  }

  /// Makes one thing several.
  package static let plural = EnglishInflector(
    words: EnglishNouns.invariable + EnglishNouns.irregular + unchanged(EnglishNouns.irregular.map(\.1))
      + unchanged(EnglishNouns.otherPlurals.map(\.0)),
    endings: EnglishNouns.invariableEndings + EnglishNouns.irregularEndings
      + unchanged(EnglishNouns.irregularEndings.map(\.1)),
    regular: regularPlural)

  /// Makes several things one.
  package static let singular = EnglishInflector(
    words: EnglishNouns.invariable + EnglishNouns.otherPlurals + EnglishNouns.irregular.map { ($1, $0) }
      + unchanged(EnglishNouns.irregular.map(\.0)),
    endings: EnglishNouns.invariableEndings + EnglishNouns.irregularEndings.map { ($1, $0) },
    regular: regularSingular)

  private let words: NounTable
  private let endings: NounTable
  private let regular: @Sendable (Span<UInt8>) -> Change

  private init(
    words: [(String, String)], endings: [(String, String)], regular: @escaping @Sendable (Span<UInt8>) -> Change
  ) {
    self.words = NounTable(words)
    self.endings = NounTable(endings)
    self.regular = regular
  }

  private static func unchanged(_ words: [String]) -> [(String, String)] { words.map { ($0, $0) } }

  /// What to do to `word`.
  package func change(_ word: Span<UInt8>) -> Change {
    guard word.count > 0 else { return .none }
    if let other = words.value(of: word) { return Change(removed: word.count, added: other) }
    if let (length, value) = endings.ending(of: word) { return Change(removed: length, added: value) }
    return regular(word)
  }

  // MARK: - Rules

  @Sendable private static func regularPlural(_ word: Span<UInt8>) -> Change {
    switch word[word.count - 1] {
    case UInt8(ascii: "s"):
      if word.ends("sis") || word.ends("xis") { return Change(2, "es") }
      return word.ends("ss") || word.ends("us") || word.ends("is") ? Change(0, "es") : .none
    case UInt8(ascii: "x"), UInt8(ascii: "z"): return Change(0, "es")
    case UInt8(ascii: "h"): return word.ends("sh") || word.ends("ch") ? Change(0, "es") : Change(0, "s")
    case UInt8(ascii: "y"): return isAfterConsonant(word) ? Change(1, "ies") : Change(0, "s")
    default: return Change(0, "s")
    }
  }

  /// Whether the last letter stands after a consonant; the `u` of `qu` is one.
  private static func isAfterConsonant(_ word: Span<UInt8>) -> Bool {
    guard word.count > 1 else { return false }
    let before = word[word.count - 2]
    switch before {
    case UInt8(ascii: "u"): return word.count > 2 && word[word.count - 3] == UInt8(ascii: "q")
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"): return false
    default: return before &- UInt8(ascii: "a") < 26
    }
  }

  @Sendable private static func regularSingular(_ word: Span<UInt8>) -> Change {
    guard word.ends("s"), word.count > 2 else { return .none }
    if word.ends("ss") || word.ends("us") || word.ends("is") { return .none }
    if word.ends("ies"), word.count > 4 { return Change(3, "y") }
    if word.ends("lyses") || word.ends("theses") { return Change(2, "is") }
    return Change(losesES(word) ? 2 : 1, "")
  }

  /// Whether the plural in `-es` has two letters more: `boxes`, but not `houses`.
  private static func losesES(_ word: Span<UInt8>) -> Bool {
    for ending in ["sses", "shes", "ches", "xes", "tzes", "zzes", "oes"] where word.ends(ending) {
      return true
    }
    return word.ends("uses") && !word.ends("ouses") && !word.ends("auses")
  }
}

extension Span<UInt8> {
  fileprivate func ends(_ ending: String) -> Bool {
    var index = count - ending.utf8.count
    guard index >= 0 else { return false }
    for byte in ending.utf8 {
      if self[index] != byte { return false }
      index += 1
    }
    return true
  }
}
