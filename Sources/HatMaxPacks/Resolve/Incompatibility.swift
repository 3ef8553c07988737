/// A pack by its number in the solver; the project itself is 0.
typealias PackID = Int

/// A statement about one pack: its state is one of these.
struct Term: Hashable {
  let pack: PackID
  let states: StateSet
}

/// Terms that can't all be true at once, and why.
struct Incompatibility {
  /// At most one term a pack; no term that is always true.
  let terms: [Term]
  let cause: Cause

  enum Cause {
    /// The project itself must be there.
    case project
    /// The first term's pack requires the second's.
    case dependency(Requirement)
    /// The first term's pack requires something of which there is no such version.
    case noVersion(Requirement)
    /// It follows from two others.
    case derived(Int, Int)
  }

  func term(of pack: PackID) -> Term? { terms.first { $0.pack == pack } }
}
