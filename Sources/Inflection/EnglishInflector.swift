/// The plural and singular of one English noun in lower-case ASCII letters; other bytes are letters like any other.
///
/// A word that already has the wanted number stays as it is, as far as its spelling shows it. Written from the
/// rules that grammars give, with the exceptions in ``EnglishNouns``; correct on the list of the tests.
///
/// A class, so that whoever is given one does not copy its tables' references.
package final class EnglishInflector: Sendable {
  /// Words whose ending becomes another: how many letters go, and what comes instead.
  package struct Change {
    package var removed: Int
    package var added: ArraySlice<UInt8>

    static let none = Change(removed: 0, added: [])
    // Made once: a call allocates nothing.
    fileprivate static let addS = Change(0, "s")
    fileprivate static let addES = Change(0, "es")
    fileprivate static let yToIES = Change(1, "ies")
    fileprivate static let iesToY = Change(3, "y")
    fileprivate static let isToES = Change(2, "es")
    fileprivate static let esToIS = Change(2, "is")
    fileprivate static let dropS = Change(1, "")
    fileprivate static let dropES = Change(2, "")

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
      if word.ends("sis") || word.ends("xis") { return .isToES }
      return word.ends("ss") || word.ends("us") || word.ends("is") ? .addES : .none
    case UInt8(ascii: "x"), UInt8(ascii: "z"): return .addES
    case UInt8(ascii: "h"): return word.ends("sh") || word.ends("ch") ? .addES : .addS
    case UInt8(ascii: "y"): return isAfterConsonant(word) ? .yToIES : .addS
    default: return .addS
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
    if word.ends("ies"), word.count > 4 { return .iesToY }
    if word.ends("lyses") || word.ends("theses") { return .esToIS }
    return losesES(word) ? .dropES : .dropS
  }

  /// Whether the plural in `-es` has two letters more: `boxes`, but not `houses`.
  private static func losesES(_ word: Span<UInt8>) -> Bool {
    if word.ends("sses") || word.ends("shes") || word.ends("ches") || word.ends("xes") { return true }
    if word.ends("tzes") || word.ends("zzes") || word.ends("oes") { return true }
    return word.ends("uses") && !word.ends("ouses") && !word.ends("auses")
  }
}

extension Span<UInt8> {
  fileprivate func ends(_ ending: StaticString) -> Bool {
    let start = count - ending.utf8CodeUnitCount
    guard start >= 0 else { return false }
    return ending.withUTF8Buffer { letters in
      for (offset, letter) in letters.enumerated() where self[start + offset] != letter { return false }
      return true
    }
  }
}
