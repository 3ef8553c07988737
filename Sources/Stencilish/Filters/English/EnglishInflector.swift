/// The plural and singular of one English noun in lower-case ASCII letters; other bytes are letters like any other.
///
/// A word that already has the wanted number stays as it is, as far as its spelling shows it. Written from the
/// rules that grammars give, with the exceptions in ``EnglishNouns``; correct on the list of the tests.
enum EnglishInflector {
  private static let plurals = NounTable(EnglishNouns.irregular)
  private static let pluralEndings = NounTable(EnglishNouns.irregularEndings)
  private static let singulars = NounTable(EnglishNouns.irregular, reversed: true)
  private static let otherSingulars = NounTable(EnglishNouns.otherPlurals)
  private static let singularEndings = NounTable(EnglishNouns.irregularEndings, reversed: true)

  // MARK: - Plural

  static func plural(_ word: [UInt8]) -> [UInt8] {
    if isInvariable(word) { return word }
    if let plural = plurals.value(of: word) { return plural }
    if singulars.contains(word) || otherSingulars.contains(word) { return word }
    if let plural = pluralEndings.replacingEnding(of: word) { return plural }
    if singularEndings.replacingEnding(of: word) != nil { return word }
    return regularPlural(word)
  }

  private static func regularPlural(_ word: [UInt8]) -> [UInt8] {
    if word.ends("sis") || word.ends("xis") { return word.replacing(2, with: "es") }
    if word.ends("ss") || word.ends("us") || word.ends("is") || word.ends("x") || word.ends("sh") || word.ends("ch") {
      return word + Array("es".utf8)
    }
    if word.ends("s") { return word }
    if word.ends("z") { return word + Array("es".utf8) }
    if word.ends("y"), isAfterConsonant(word) { return word.replacing(1, with: "ies") }
    return word + Array("s".utf8)
  }

  /// Whether the last letter stands after a consonant; the `u` of `qu` is one.
  private static func isAfterConsonant(_ word: [UInt8]) -> Bool {
    guard word.count > 1 else { return false }
    let before = word[word.count - 2]
    if word.dropLast().ends("qu") { return true }
    return !"aeiou".utf8.contains(before) && before &- UInt8(ascii: "a") < 26
  }

  // MARK: - Singular

  static func singular(_ word: [UInt8]) -> [UInt8] {
    if isInvariable(word) { return word }
    if let singular = otherSingulars.value(of: word) ?? singulars.value(of: word) { return singular }
    if plurals.contains(word) { return word }
    if let singular = singularEndings.replacingEnding(of: word) { return singular }
    return regularSingular(word)
  }

  private static func regularSingular(_ word: [UInt8]) -> [UInt8] {
    guard word.ends("s"), word.count > 2 else { return word }
    if word.ends("ss") || word.ends("us") || word.ends("is") { return word }
    if word.ends("ies"), word.count > 4 { return word.replacing(3, with: "y") }
    if word.ends("lyses") || word.ends("theses") { return word.replacing(2, with: "is") }
    if takesES(word) { return word.replacing(2, with: "") }
    return word.replacing(1, with: "")
  }

  /// Whether the plural in `-es` has lost two letters: `boxes`, but not `houses`.
  private static func takesES(_ word: [UInt8]) -> Bool {
    for ending in ["sses", "shes", "ches", "xes", "tzes", "zzes"] where word.ends(ending) { return true }
    if word.ends("oes") { return true }
    return word.ends("uses") && !word.ends("ouses") && !word.ends("auses")
  }

  private static func isInvariable(_ word: [UInt8]) -> Bool {
    EnglishNouns.invariable.contains(word) || EnglishNouns.invariableEndings.replacingEnding(of: word) != nil
  }
}

extension Collection<UInt8> where Self: BidirectionalCollection {
  fileprivate func ends(_ ending: String) -> Bool {
    reversed().starts(with: ending.utf8.reversed())
  }
}

extension [UInt8] {
  fileprivate func replacing(_ count: Int, with ending: String) -> [UInt8] {
    dropLast(count) + Array(ending.utf8)
  }
}
