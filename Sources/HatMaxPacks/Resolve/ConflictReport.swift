/// Why a resolution failed, in sentences.
///
/// The order of the sentences and which of them get numbers follow the error reporting of PubGrub, as the solver
/// documentation of Dart's `pub` describes it.
struct ConflictReport {
  private let solver: Solver
  private let words: ConflictWords
  private let root: Int
  private var uses: [Int: Int] = [:]
  private var lines: [(text: String, number: Int?)] = []
  private var lineNumbers: [Int: Int] = [:]

  /// More sentences than this help nobody.
  private static let maximumLines = 60

  /// The explanation of a failed resolution, a sentence a line; numbered sentences start with their number.
  static func explain(_ failure: Int, of solver: Solver) -> String {
    var report = ConflictReport(solver: solver, words: ConflictWords(universe: solver.universe), root: failure)
    report.countUses()
    if case .derived = solver.incompatibilities[failure].cause {
      report.visit(failure, isConclusion: false)
    } else {
      report.write(failure, report.words.sentence(solver.incompatibilities[failure], isRoot: false), isNumbered: false)
    }
    return report.text
  }

  private init(solver: Solver, words: ConflictWords, root: Int) {
    self.solver = solver
    self.words = words
    self.root = root
  }

  private var text: String {
    let shown = lines.prefix(Self.maximumLines)
    let width = lineNumbers.isEmpty ? 0 : "(\(lineNumbers.count)) ".count
    var out = shown.map { line in
      let mark = line.number.map { "(\($0)) " } ?? ""
      return String(repeating: " ", count: line.text.isEmpty ? 0 : width - mark.count) + mark + line.text
    }
    if lines.count > shown.count { out.append("… and \(lines.count - shown.count) more steps of the same kind") }
    return out.joined(separator: "\n")
  }

  // MARK: - Order

  private mutating func countUses() {
    var open = [root]
    while let number = open.popLast() {
      uses[number, default: 0] += 1
      guard uses[number] == 1, let (left, right) = causes(of: number) else { continue }
      open += [left, right]
    }
  }

  private func causes(of number: Int) -> (Int, Int)? {
    guard case .derived(let left, let right) = solver.incompatibilities[number].cause else { return nil }
    return (left, right)
  }

  private func isDerived(_ number: Int) -> Bool { causes(of: number) != nil }

  /// Whether it follows from two facts, so that one sentence says it.
  private func isSingleLine(_ number: Int) -> Bool {
    causes(of: number).map { !isDerived($0.0) && !isDerived($0.1) } ?? true
  }

  private mutating func visit(_ number: Int, isConclusion: Bool) {
    guard let (left, right) = causes(of: number) else { return }
    let isNumbered = isConclusion || uses[number, default: 0] > 1
    let opening = isConclusion || number == root ? "So, because" : "And because"
    let result = words.sentence(solver.incompatibilities[number], isRoot: number == root)
    switch (isDerived(left), isDerived(right)) {
    case (false, false):
      write(number, "Because \(facts(left, right)), \(result)", isNumbered: isNumbered)
    case (true, true):
      visitBoth(number, left, right, opening: opening, result: result, isNumbered: isNumbered)
    case (let isLeftDerived, _):
      let (derived, given) = isLeftDerived ? (left, right) : (right, left)
      visitOne(number, derived, given, opening: opening, result: result, isNumbered: isNumbered)
    }
  }

  private mutating func visitBoth(
    _ number: Int, _ left: Int, _ right: Int, opening: String, result: String, isNumbered: Bool
  ) {
    switch (lineNumbers[left], lineNumbers[right]) {
    case (.some, .some):
      write(number, "Because \(facts(left, right)), \(result)", isNumbered: isNumbered)
    case (.some, nil), (nil, .some):
      let (numbered, other) = lineNumbers[left] != nil ? (left, right) : (right, left)
      visit(other, isConclusion: false)
      write(number, "\(opening) \(fact(numbered)), \(result)", isNumbered: isNumbered)
    case (nil, nil) where isSingleLine(left) || isSingleLine(right):
      let (first, second) = isSingleLine(right) ? (left, right) : (right, left)
      visit(first, isConclusion: false)
      visit(second, isConclusion: false)
      write(number, "Thus, \(result)", isNumbered: isNumbered)
    case (nil, nil):
      visit(left, isConclusion: true)
      lines.append(("", nil))
      visit(right, isConclusion: false)
      write(number, "\(opening) \(fact(left)), \(result)", isNumbered: isNumbered)
    }
  }

  private mutating func visitOne(
    _ number: Int, _ derived: Int, _ given: Int, opening: String, result: String, isNumbered: Bool
  ) {
    if lineNumbers[derived] != nil {
      write(number, "Because \(facts(given, derived)), \(result)", isNumbered: isNumbered)
    } else if let (inner, innerGiven) = collapsible(derived) {
      visit(inner, isConclusion: false)
      write(number, "\(opening) \(facts(innerGiven, given)), \(result)", isNumbered: isNumbered)
    } else {
      visit(derived, isConclusion: false)
      write(number, "\(opening) \(fact(given)), \(result)", isNumbered: isNumbered)
    }
  }

  /// A step that needs no sentence of its own: used once, from one derived and one given.
  private func collapsible(_ number: Int) -> (derived: Int, given: Int)? {
    guard uses[number, default: 0] < 2, let (left, right) = causes(of: number), isDerived(left) != isDerived(right)
    else {
      return nil
    }
    let (derived, given) = isDerived(left) ? (left, right) : (right, left)
    return lineNumbers[derived] == nil ? (derived, given) : nil
  }

  // MARK: - Lines

  private mutating func write(_ number: Int, _ text: String, isNumbered: Bool) {
    if isNumbered { lineNumbers[number] = lineNumbers.count + 1 }
    lines.append((text.prefix(1).uppercased() + text.dropFirst() + ".", isNumbered ? lineNumbers[number] : nil))
  }

  private func facts(_ left: Int, _ right: Int) -> String {
    words.both(solver.incompatibilities[left], solver.incompatibilities[right]) ?? "\(fact(left)) and \(fact(right))"
  }

  private func fact(_ number: Int) -> String {
    let text = words.sentence(solver.incompatibilities[number], isRoot: false)
    return lineNumbers[number].map { "\(text) (\($0))" } ?? text
  }
}
