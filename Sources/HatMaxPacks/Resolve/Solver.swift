/// Version solving by PubGrub: unit propagation, conflict-driven learning, and a derivation to explain a failure with.
///
/// Source: Natalie Weizenbaum, "PubGrub: Next-Generation Version Solving", and the solver documentation of Dart's `pub`.
struct Solver {
  private(set) var universe: PackUniverse
  private(set) var incompatibilities: [Incompatibility] = []
  private let catalog: any PackCatalog
  private let preferred: [PackName: Version]
  private var solution = PartialSolution()
  /// The incompatibilities that mention a pack.
  private var mentions: [[Int]] = []
  /// Decided states whose requirements are already among the incompatibilities.
  private var expanded: Set<[Int]> = []

  /// Starts a resolution; of two candidates the preferred version is tried first, then the newest.
  init(_ catalog: any PackCatalog, preferred: [PackName: Version] = [:]) {
    self.catalog = catalog
    self.preferred = preferred
    universe = PackUniverse(catalog)
  }

  enum Outcome {
    case solved([PackName: Version])
    /// The number of the incompatibility that says why not.
    case failed(Int)
  }

  /// Finds a version of every pack that the requirements need, directly or not.
  mutating func solve(_ requirements: [Requirement]) throws(PackFailure) -> Outcome {
    let project = PackUniverse.project
    var absent = StateSet.empty(states: 2)
    absent.insert(0)
    add(Incompatibility(terms: [Term(pack: project, states: absent)], cause: .project))
    solution.decide(project, 1, universe: universe)
    for requirement in requirements { try add(requirement, of: project, at: 1) }
    var changed = project
    while true {
      if let failure = propagate(from: changed) { return .failed(failure) }
      guard let pack = nextUndecided() else { return .solved(decided()) }
      changed = pack
      try decide(pack)
    }
  }

  private func decided() -> [PackName: Version] {
    var result: [PackName: Version] = [:]
    for pack in 0..<universe.count {
      guard let name = universe.names[pack], let state = solution.decision(on: pack) else { continue }
      result[name] = universe.versions[pack][state - 1]
    }
    return result
  }

  // MARK: - Incompatibilities

  @discardableResult private mutating func add(_ incompatibility: Incompatibility) -> Int {
    let number = incompatibilities.count
    incompatibilities.append(incompatibility)
    for term in incompatibility.terms {
      while mentions.count <= term.pack { mentions.append([]) }
      mentions[term.pack].append(number)
    }
    return number
  }

  /// Adds what one requirement of a pack rules out; returns its number.
  @discardableResult private mutating func add(_ requirement: Requirement, of pack: PackID, at state: Int)
    throws(PackFailure) -> Int
  {
    let needed = try universe.id(of: requirement.name)
    let admitted = universe.states(of: needed, in: requirement.range)
    let dependents = Term(pack: pack, states: universe.states(of: pack, sharing: requirement, with: state))
    if admitted.isEmpty { return add(Incompatibility(terms: [dependents], cause: .noVersion(requirement))) }
    let refused = Term(pack: needed, states: universe.full(needed).subtracting(admitted))
    return add(Incompatibility(terms: [dependents, refused], cause: .dependency(requirement)))
  }

  // MARK: - Propagation

  /// Draws every conclusion; returns the number of the incompatibility that makes the whole impossible, or nil.
  private mutating func propagate(from pack: PackID) -> Int? {
    var changed = [pack]
    while let pack = changed.popLast() {
      guard pack < mentions.count else { continue }
      // The newest say most: they were learned from conflicts.
      var index = mentions[pack].count - 1
      while index >= 0 {
        let number = mentions[pack][index]
        index -= 1
        switch consequence(of: number) {
        case .nothing: continue
        case .derived(let other): changed.append(other)
        case .conflict:
          let (learned, isFinal) = learn(from: number)
          if isFinal { return learned }
          guard case .derived(let other) = consequence(of: learned) else { return learned }
          changed = [other]
          index = -1
        }
      }
    }
    return nil
  }

  private enum Consequence {
    case nothing
    case derived(PackID)
    case conflict
  }

  private mutating func consequence(of number: Int) -> Consequence {
    var open: Term?
    for term in incompatibilities[number].terms {
      switch solution.relation(to: term) {
      case .satisfied: continue
      case .contradicted: return .nothing
      case .open:
        if open != nil { return .nothing }
        open = term
      }
    }
    guard let open else { return .conflict }
    solution.derive(open.pack, universe.full(open.pack).subtracting(open.states), cause: number)
    return .derived(open.pack)
  }

  // MARK: - Conflicts

  /// Finds the root of a conflict and goes back to where it can be avoided; the flag says that there is no such place.
  private mutating func learn(from number: Int) -> (number: Int, isFinal: Bool) {
    var current = number
    while true {
      let incompatibility = incompatibilities[current]
      if incompatibility.terms.allSatisfy({ $0.pack == PackUniverse.project }) { return (current, true) }
      guard let (position, term, previousLevel) = satisfier(of: incompatibility) else { return (current, true) }
      let assignment = solution.assignments[position]
      guard let cause = assignment.cause, previousLevel == assignment.level else {
        solution.backtrack(to: previousLevel)
        return (current, false)
      }
      current = add(resolvent(of: current, and: cause, on: term.pack))
    }
  }

  /// The assignment that makes an incompatibility true, its term, and the level at which all the rest was true.
  private func satisfier(of incompatibility: Incompatibility) -> (position: Int, term: Term, previousLevel: Int)? {
    var latest: (position: Int, term: Term)?
    var previousLevel = 1
    for term in incompatibility.terms {
      guard let position = solution.firstSatisfying(term) else { return nil }
      if let last = latest, last.position > position {
        previousLevel = max(previousLevel, solution.assignments[position].level)
      } else {
        if let last = latest { previousLevel = max(previousLevel, solution.assignments[last.position].level) }
        latest = (position, term)
      }
    }
    guard let (position, term) = latest else { return nil }
    // When the assignment is only part of the reason, the rest of the reason was there at an earlier one.
    if let partner = solution.firstSatisfying(term, with: solution.assignments[position].states), partner >= 0 {
      previousLevel = max(previousLevel, solution.assignments[partner].level)
    }
    return (position, term, previousLevel)
  }

  /// What follows from two incompatibilities that speak of one pack.
  private func resolvent(of left: Int, and right: Int, on pack: PackID) -> Incompatibility {
    var states: [PackID: StateSet] = [:]
    var order: [PackID] = []
    for term in incompatibilities[left].terms + incompatibilities[right].terms {
      guard let earlier = states[term.pack] else {
        states[term.pack] = term.states
        order.append(term.pack)
        continue
      }
      states[term.pack] = term.pack == pack ? earlier.union(term.states) : earlier.intersection(term.states)
    }
    let terms = order.compactMap { pack in
      states[pack].flatMap { $0 == universe.full(pack) ? nil : Term(pack: pack, states: $0) }
    }
    return Incompatibility(terms: terms, cause: .derived(left, right))
  }

  // MARK: - Decisions

  /// The required pack with the fewest candidates, the one met first among equals.
  private func nextUndecided() -> PackID? {
    var best: (pack: PackID, candidates: Int)?
    for pack in 0..<universe.count where solution.decision(on: pack) == nil {
      guard let states = solution.states(of: pack), states.excludesAbsence else { continue }
      let candidates = states.count
      if candidates < best?.candidates ?? .max { best = (pack, candidates) }
    }
    return best?.pack
  }

  private mutating func decide(_ pack: PackID) throws(PackFailure) {
    guard let states = solution.states(of: pack), let newest = states.last, let name = universe.names[pack] else {
      return
    }
    let wanted = preferred[name].flatMap { universe.state(of: pack, at: $0) }
    let state = wanted.flatMap { states.contains($0) ? $0 : nil } ?? newest
    var conflicts = false
    if expanded.insert([pack, state]).inserted {
      for requirement in try catalog.requirements(of: name, at: universe.versions[pack][state - 1]) {
        let number = try add(requirement, of: pack, at: state)
        let others = incompatibilities[number].terms.filter { $0.pack != pack }
        if others.allSatisfy({ solution.relation(to: $0) == .satisfied }) { conflicts = true }
      }
    }
    // A version that can't be is not decided on: propagation rules it out with the reason.
    if !conflicts { solution.decide(pack, state, universe: universe) }
  }
}
