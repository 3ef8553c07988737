import HatMaxGenerator
import HatMaxPacks
import HatMaxSpec
import SourceDiagnostics

/// Shows what a run did or would do.
struct GenerateReportPrinter {
  let console: Console
  /// Whether nothing was written because nothing was to be written.
  let isPreview: Bool

  func print(_ report: GenerateOperation.Report) {
    for pack in report.installed { console.say("installed \(pack)") }
    if let (files, edited) = report.upToDate { return console.say(Self.nothingToDo(files: files, edited: edited)) }
    guard let plan = report.plan, plan.conflicts.isEmpty, !report.hasErrors else { return }
    let steps = Dictionary(
      report.migrations.compactMap { migration in migration.paths.first.map { ($0.text, migration.steps) } },
      uniquingKeysWith: { first, _ in first })
    for write in plan.writes {
      guard let line = line(write) else { continue }
      let lines = [line] + (steps[write.path] ?? []).map { "    " + console.tinted($0.summary, .dim) }
      lines.forEach(isPreview ? console.output : console.detail)
    }
    for write in plan.writes { if let hint = hint(write) { console.say(hint) } }
    console.say(summary(plan, lockChanges: report.lockChanges))
  }

  private func line(_ write: PlannedWrite) -> String? {
    switch write.outcome {
    case .create: console.tinted("+ \(write.path)", .added)
    case .update: console.tinted("~ \(write.path)", .changed)
    case .merge: console.tinted("m \(write.path)  (your edits and the change are merged)", .changed)
    case .mergeWithMarkers(let count): console.tinted("! \(write.path)  (\(count) conflicts between markers)", .removed)
    case .move(let old): console.tinted("> \(write.path)  (moved from \(old))", .changed)
    case .remove: console.tinted("- \(write.path)", .removed)
    case .keep, .conflict: nil
    }
  }

  /// What the user should know of a file that is left alone.
  private func hint(_ write: PlannedWrite) -> String? {
    switch write.outcome {
    case .keep(.orphan): "kept \(write.path): nothing generates it any more, but you edited it"
    case .mergeWithMarkers: "\(write.path) has conflict markers: resolve them"
    default: nil
    }
  }

  private static func nothingToDo(files: Int, edited: Int) -> String {
    "nothing to do: \(files) files are up to date" + (edited == 0 ? "" : " (\(edited) with edits of yours)")
  }

  private func summary(_ plan: WritePlan, lockChanges: Bool) -> String {
    let counts = [
      (plan.count { $0 == .create }, "created"), (plan.count { $0 == .update }, "updated"),
      (plan.count { $0 == .merge }, "merged"),
      (plan.count { if case .move = $0 { true } else { false } }, "moved"), (plan.count { $0 == .remove }, "removed"),
      (plan.count { if case .mergeWithMarkers = $0 { true } else { false } }, "with conflict markers"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let edited = plan.count { $0 == .keep(.edited) }
    let kept = edited == 0 ? "" : " (\(edited) with edits of yours)"
    if counts.isEmpty { return Self.nothingToDo(files: plan.writes.count, edited: edited) }
    return (isPreview ? "would be: " : "") + counts.joined(separator: ", ")
      + "; \(plan.writes.count) files in all\(kept)"
  }
}

extension WritePlan {
  /// The number of files with an outcome.
  func count(_ matches: (PlannedWrite.Outcome) -> Bool) -> Int { writes.count { matches($0.outcome) } }

  /// Whether conflict markers are left for the user.
  var hasMarkers: Bool {
    writes.contains { if case .mergeWithMarkers = $0.outcome { true } else { false } }
  }
}

// MARK: - JSON

extension GenerateReportPrinter {
  /// The report as an object.
  ///
  /// `{"applied", "lockChanges", "installed": [], "files": [{"path", "outcome", …}], "migrations": [], "diagnostics": []}`
  static func json(_ report: GenerateOperation.Report) -> String {
    let files = (report.plan?.writes ?? []).map { write -> String in
      var fields = [
        "\"path\":\(DiagnosticJSON.quote(write.path))", "\"outcome\":\(DiagnosticJSON.quote(word(write.outcome)))",
      ]
      switch write.outcome {
      case .keep(let reason): fields.append("\"reason\":\(DiagnosticJSON.quote(reason.rawValue))")
      case .conflict(let reason): fields.append("\"reason\":\(DiagnosticJSON.quote(reason.rawValue))")
      case .move(let old): fields.append("\"from\":\(DiagnosticJSON.quote(old))")
      case .mergeWithMarkers(let count): fields.append("\"conflicts\":\(count)")
      default: break
      }
      if let origin = write.rendered?.origin {
        fields.append("\"pack\":\(DiagnosticJSON.quote(origin.pack))")
        fields.append("\"output\":\(DiagnosticJSON.quote(origin.output))")
        fields.append("\"element\":\(DiagnosticJSON.quote(origin.element))")
      }
      return "{\(fields.joined(separator: ","))}"
    }
    let migrations = report.migrations.map { migration in
      let steps = migration.steps.map { step in
        "{\"kind\":\(DiagnosticJSON.quote(step.kind.rawValue)),\"table\":\(DiagnosticJSON.quote(step.table)),"
          + "\"summary\":\(DiagnosticJSON.quote(step.summary)),\"destructive\":\(step.isDestructive)}"
      }
      return "{\"files\":[\(migration.paths.map { DiagnosticJSON.quote($0.text) }.joined(separator: ","))],"
        + "\"ledger\":\(DiagnosticJSON.quote(migration.ledger.text)),\"steps\":[\(steps.joined(separator: ","))]}"
    }
    return "{\"applied\":\(report.applied),\"lockChanges\":\(report.lockChanges),"
      + "\"installed\":[\(report.installed.map { DiagnosticJSON.quote($0.description) }.joined(separator: ","))],"
      + "\"files\":[\(files.joined(separator: ","))],\"migrations\":[\(migrations.joined(separator: ","))],\"diagnostics\":\(DiagnosticJSON.render(report.diagnostics))}"
  }

  private static func word(_ outcome: PlannedWrite.Outcome) -> String {
    switch outcome {
    case .create: "create"
    case .update: "update"
    case .merge: "merge"
    case .mergeWithMarkers: "merge-with-markers"
    case .move: "move"
    case .remove: "remove"
    case .keep: "keep"
    case .conflict: "conflict"
    }
  }
}
