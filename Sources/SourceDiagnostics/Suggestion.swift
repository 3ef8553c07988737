/// Finds the name that somebody probably meant.
public enum Suggestion {
  /// The candidate closest to `name`, or nil when none is close.
  ///
  /// Close means: an optimal string alignment distance (a transposition counts as one edit) of at most a third of the
  /// longer name's length, and at least 1. Case and `-`/`_` are ignored for an exact match. Ties go to the candidate
  /// that comes first.
  ///
  /// - Complexity: O(*c* · *m* · *n*) for *c* candidates and names of *m* and *n* scalars.
  public static func closest(to name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = folded(name)
    var best: (candidate: String, distance: Int)?
    for candidate in candidates where candidate != name {
      let other = folded(candidate)
      let limit = max(1, max(wanted.count, other.count) / 3)
      guard abs(wanted.count - other.count) <= limit else { continue }
      let distance = wanted == other ? 0 : distance(wanted, other)
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.candidate
  }

  /// A ready help sentence, "did you mean `x`?", or nil.
  public static func help(for name: String, among candidates: some Sequence<String>) -> String? {
    closest(to: name, among: candidates).map { "did you mean `\($0)`?" }
  }

  private static func folded(_ name: String) -> [Unicode.Scalar] {
    name.lowercased().unicodeScalars.map { $0 == "-" ? "_" : $0 }
  }

  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
