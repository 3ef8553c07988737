/// A set of states that one pack can be in: absent (bit 0), or at the *i*-th of its known versions (bit *i* + 1).
///
/// With absence as a state like any other, "not foo ^1.0" is a set too, and the solver's logic is plain set algebra:
/// exact also for pre-releases, which no interval describes.
struct StateSet: Hashable {
  private var words: [UInt64]

  static func empty(states: Int) -> StateSet { StateSet(words: [UInt64](repeating: 0, count: (states + 63) / 64)) }

  static func full(states: Int) -> StateSet {
    var set = empty(states: states)
    for index in set.words.indices {
      let left = states - index * 64
      set.words[index] = left >= 64 ? .max : (1 << UInt64(left)) - 1
    }
    return set
  }

  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }
  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Whether it requires the pack to be there.
  var excludesAbsence: Bool { !contains(0) }

  func contains(_ state: Int) -> Bool { words[state >> 6] & (1 << UInt64(state & 63)) != 0 }

  mutating func insert(_ state: Int) { words[state >> 6] |= 1 << UInt64(state & 63) }

  func isSubset(of other: StateSet) -> Bool {
    for index in words.indices where words[index] & ~other.words[index] != 0 { return false }
    return true
  }

  func isDisjoint(with other: StateSet) -> Bool {
    for index in words.indices where words[index] & other.words[index] != 0 { return false }
    return true
  }

  func intersection(_ other: StateSet) -> StateSet { combined(other) { $0 & $1 } }
  func union(_ other: StateSet) -> StateSet { combined(other) { $0 | $1 } }
  func subtracting(_ other: StateSet) -> StateSet { combined(other) { $0 & ~$1 } }

  /// The highest state in it, or nil.
  var last: Int? {
    for index in words.indices.reversed() where words[index] != 0 {
      return index * 64 + 63 - words[index].leadingZeroBitCount
    }
    return nil
  }

  private func combined(_ other: StateSet, _ operation: (UInt64, UInt64) -> UInt64) -> StateSet {
    var result = self
    for index in words.indices { result.words[index] = operation(words[index], other.words[index]) }
    return result
  }
}
