/// What an incompatibility says, as a clause.
struct ConflictWords {
  let universe: PackUniverse

  private static let every = "every version of"

  func sentence(_ incompatibility: Incompatibility, isRoot: Bool) -> String {
    let terms = incompatibility.terms
    switch incompatibility.cause {
    case .project: return "the project is needed"
    case .dependency(let requirement), .noVersion(let requirement):
      return "\(subject(terms[0])) requires \(object(incompatibility, requirement))"
    case .derived:
      return isRoot ? "the project's requirements can't be met" : conclusion(terms)
    }
  }

  /// A term about the project or a set of versions, as the subject of a sentence.
  private func subject(_ term: Term) -> String {
    term.pack == PackUniverse.project ? "the project" : describe(term)
  }

  /// What is required, with what there is instead where that is nothing.
  private func object(_ incompatibility: Incompatibility, _ requirement: Requirement) -> String {
    let wanted = requirement.range == .any ? "\(requirement.name)" : "\(requirement.name) \(requirement.range)"
    guard case .noVersion = incompatibility.cause else { return wanted }
    guard let pack = universe.names.firstIndex(of: requirement.name), !universe.versions[pack].isEmpty else {
      return wanted + " (no registry has it)"
    }
    let versions = universe.versions[pack].map(\.description)
    let shown = versions.suffix(8)
    let listed = list(versions.count > shown.count ? ["…"] + shown : Array(shown), "and")
    return wanted + " (there \(versions.count == 1 ? "is only" : "are") \(listed))"
  }

  /// Two facts in one clause; what the project requires is not said twice.
  func both(_ left: Incompatibility, _ right: Incompatibility) -> String? {
    guard let first = projectWants(left), let second = projectWants(right) else { return nil }
    return "the project requires \(first) and \(second)"
  }

  private func projectWants(_ incompatibility: Incompatibility) -> String? {
    switch incompatibility.cause {
    case .dependency(let requirement), .noVersion(let requirement):
      incompatibility.terms[0].pack == PackUniverse.project ? object(incompatibility, requirement) : nil
    default: nil
    }
  }

  /// What follows: the terms that must not all be true, turned into "if these, then one of those".
  private func conclusion(_ terms: [Term]) -> String {
    let others = terms.filter { $0.pack != PackUniverse.project }
    let present = others.filter { $0.states.excludesAbsence }.map(describe)
    let absent = others.filter { !$0.states.excludesAbsence }.map { term in
      describe(Term(pack: term.pack, states: universe.full(term.pack).subtracting(term.states)))
    }
    switch (present.count, absent.count) {
    case (0, 0): return "the project's requirements can't be met"
    case (0, _): return "\(list(absent, "or")) is required"
    case (1, 0):
      return present[0].hasPrefix(Self.every)
        ? "no\(present[0].dropFirst(5)) can be used" : "\(present[0]) can't be used"
    case (2, 0): return "\(present[0]) and \(present[1]) can't be used together"
    case (_, 0): return "\(list(present, "and")) can't all be used together"
    case (1, _): return "\(present[0]) requires \(list(absent, "or"))"
    default: return "\(list(present, "and")) together require \(list(absent, "or"))"
    }
  }

  /// A pack with a set of its versions: by the range that was asked for where one fits, else by the versions.
  func describe(_ term: Term) -> String {
    let pack = term.pack
    guard let name = universe.names[pack] else { return "the project" }
    let versions = universe.versions[pack]
    let states = (0..<versions.count).filter { term.states.contains($0 + 1) }
    if states.count == versions.count {
      return versions.count == 1 ? "\(name) \(versions[0])" : "\(Self.every) \(name)"
    }
    if let range = universe.ranges[pack].first(where: { $0.states == term.states }) { return "\(name) \(range.text)" }
    var runs: [String] = []
    var index = 0
    while index < states.count {
      var end = index
      while end + 1 < states.count, states[end + 1] == states[end] + 1 { end += 1 }
      let (first, last) = (versions[states[index]], versions[states[end]])
      runs.append(index == end ? "\(first)" : end == index + 1 ? "\(first) or \(last)" : "\(first) to \(last)")
      index = end + 1
    }
    return "\(name) " + runs.joined(separator: " or ")
  }

  private func list(_ items: some Collection<String>, _ conjunction: String) -> String {
    let items = Array(items)
    guard items.count > 1, let last = items.last else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}
