/// Where a stage puts what it has to say, so that one run can report every problem.
public struct DiagnosticBag: Sendable {
  /// What was said, in the order it was said.
  public private(set) var diagnostics: [Diagnostic]

  /// Creates a bag.
  public init(_ diagnostics: [Diagnostic] = []) { self.diagnostics = diagnostics }

  /// Adds one diagnostic.
  public mutating func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Adds several diagnostics.
  public mutating func add(contentsOf more: some Sequence<Diagnostic>) { diagnostics.append(contentsOf: more) }

  /// Whether a stage after this one must not run.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// The diagnostics ordered by text, place and code, without exact repetitions: the order in which they are shown.
  public var sorted: [Diagnostic] {
    var seen = Set<Diagnostic>()
    return diagnostics.enumerated().filter { seen.insert($0.element).inserted }
      .sorted { left, right in
        let (a, b) = (left.element, right.element)
        let (nameA, nameB) = (a.labels.first?.source.name ?? "", b.labels.first?.source.name ?? "")
        if nameA != nameB { return nameA < nameB }
        let (startA, startB) = (a.labels.first?.span.start ?? -1, b.labels.first?.span.start ?? -1)
        if startA != startB { return startA < startB }
        return left.offset < right.offset
      }
      .map(\.element)
  }
}
