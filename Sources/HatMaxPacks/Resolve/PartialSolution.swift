/// What the solver holds true so far: decisions and what follows from them, in order, with a level for each decision.
struct PartialSolution {
  struct Assignment {
    let pack: PackID
    /// What this assignment says by itself.
    let states: StateSet
    /// All that is known of the pack up to here.
    let known: StateSet
    let level: Int
    /// The incompatibility that it follows from; nil for a decision.
    let cause: Int?
  }

  private(set) var assignments: [Assignment] = []
  private(set) var level = 0
  private var known: [StateSet?] = []
  private var positions: [[Int]] = []
  private var decided: [Int?] = []

  /// What is known of a pack, or nil when nothing is.
  func states(of pack: PackID) -> StateSet? { pack < known.count ? known[pack] : nil }

  /// The state that was decided for a pack, or nil.
  func decision(on pack: PackID) -> Int? { pack < decided.count ? decided[pack] : nil }

  enum Relation { case satisfied, contradicted, open }

  func relation(to term: Term) -> Relation {
    guard let states = states(of: term.pack) else { return .open }
    if states.isSubset(of: term.states) { return .satisfied }
    return states.isDisjoint(with: term.states) ? .contradicted : .open
  }

  mutating func decide(_ pack: PackID, _ state: Int, universe: PackUniverse) {
    level += 1
    var states = StateSet.empty(states: universe.stateCount(of: pack))
    states.insert(state)
    add(pack, states, cause: nil)
    decided[pack] = state
  }

  mutating func derive(_ pack: PackID, _ states: StateSet, cause: Int) { add(pack, states, cause: cause) }

  /// Forgets everything above a level.
  mutating func backtrack(to level: Int) {
    while let last = assignments.last, last.level > level {
      assignments.removeLast()
      positions[last.pack].removeLast()
      if last.cause == nil { decided[last.pack] = nil }
      known[last.pack] = positions[last.pack].last.map { assignments[$0].known }
    }
    self.level = level
  }

  /// The position of the first assignment with which a term holds, given that `also` is known of its pack as well.
  func firstSatisfying(_ term: Term, with also: StateSet? = nil) -> Int? {
    if let also, also.isSubset(of: term.states) { return -1 }
    guard term.pack < positions.count else { return nil }
    return positions[term.pack].first { position in
      let known = assignments[position].known
      return (also.map(known.intersection) ?? known).isSubset(of: term.states)
    }
  }

  private mutating func add(_ pack: PackID, _ states: StateSet, cause: Int?) {
    while known.count <= pack {
      known.append(nil)
      decided.append(nil)
      positions.append([])
    }
    let now = known[pack].map { $0.intersection(states) } ?? states
    known[pack] = now
    positions[pack].append(assignments.count)
    assignments.append(Assignment(pack: pack, states: states, known: now, level: level, cause: cause))
  }
}
