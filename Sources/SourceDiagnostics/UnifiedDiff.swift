/// What changed between two texts, as `diff -u` writes it.
public enum UnifiedDiff {
  /// The difference of two texts, empty when they are the same.
  ///
  /// - Parameters:
  ///   - name: the file's name, for both headers.
  ///   - context: how many unchanged lines are shown around a change.
  /// - Complexity: O((*n* + *m*) *d*) in the lines of both and the number of differences (Myers 1986).
  public static func render(_ old: String, _ new: String, name: String, context: Int = 3) -> String {
    let script = script(lines(old), lines(new))
    let hunks = hunks(script, context: context)
    if hunks.isEmpty { return "" }
    var out = "--- \(name)\n+++ \(name)\n"
    for hunk in hunks {
      let steps = script[hunk]
      let before = script[..<hunk.lowerBound]
      out += "@@ -\(range(before, steps, .insert)) +\(range(before, steps, .remove)) @@\n"
      for step in steps {
        out += step.kind.rawValue + step.line
        if step.line.utf8.last != UInt8(ascii: "\n") { out += "\n\\ No newline at end of file\n" }
      }
    }
    return out
  }

  private struct Step {
    enum Kind: String { case keep = " ", remove = "-", insert = "+" }

    let kind: Kind
    let line: Substring
  }

  /// The lines of a text, each with its newline.
  private static func lines(_ text: String) -> [Substring] {
    var lines: [Substring] = []
    var rest = text[...]
    while !rest.isEmpty {
      let end = rest.utf8.firstIndex(of: UInt8(ascii: "\n")).map(rest.utf8.index(after:)) ?? rest.endIndex
      lines.append(rest[..<end])
      rest = rest[end...]
    }
    return lines
  }

  /// All lines of both texts in one list; what is removed stands before what takes its place.
  private static func script(_ old: [Substring], _ new: [Substring]) -> [Step] {
    var removed = Set<Int>()
    var inserted = Set<Int>()
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var steps: [Step] = []
    var (before, after) = (0, 0)
    while before < old.count || after < new.count {
      if removed.contains(before) {
        steps.append(Step(kind: .remove, line: old[before]))
        before += 1
      } else if inserted.contains(after) {
        steps.append(Step(kind: .insert, line: new[after]))
        after += 1
      } else {
        steps.append(Step(kind: .keep, line: old[before]))
        before += 1
        after += 1
      }
    }
    return steps
  }

  /// The parts of a script that hold changes, with their context; those that touch are one.
  private static func hunks(_ script: [Step], context: Int) -> [Range<Int>] {
    var hunks: [Range<Int>] = []
    for (index, step) in script.enumerated() where step.kind != .keep {
      let range = max(0, index - context)..<min(script.count, index + context + 1)
      if let last = hunks.last, last.upperBound >= range.lowerBound {
        hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
      } else {
        hunks.append(range)
      }
    }
    return hunks
  }

  /// `START,COUNT` of one side of a hunk: the lines that are not of the other side's kind.
  private static func range(_ before: ArraySlice<Step>, _ steps: ArraySlice<Step>, _ other: Step.Kind) -> String {
    let count = steps.count { $0.kind != other }
    let start = before.count { $0.kind != other } + (count == 0 ? 0 : 1)
    return count == 1 ? "\(start)" : "\(start),\(count)"
  }
}
