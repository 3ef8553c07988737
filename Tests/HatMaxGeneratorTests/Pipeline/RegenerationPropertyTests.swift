import Foundation
import GoldenTesting
import HatMaxGenerator
import HatMaxPacks
import SourceDiagnostics
import Testing

/// Random specifications, edits of a simulated user and changes of templates, round after round: no line of the user is
/// lost without a report, and a second run changes nothing.
///
/// `HATMAX_ROUNDS` says how many rounds there are; each has its seed, which a failure names.
struct RegenerationPropertyTests {
  private static let rounds = ProcessInfo.processInfo.environment["HATMAX_ROUNDS"].flatMap(Int.init) ?? 50

  @Test func `no line of the user is lost`() throws {
    for seed in 0..<Self.rounds {
      var round = try Round(seed: UInt64(seed))
      for step in 1...4 {
        if let problem = try round.step() {
          Issue.record("seed \(seed), step \(step): \(problem)")
          return
        }
      }
    }
  }
}

/// A project that a user and a specification's author change in turns.
private struct Round {
  private var project: Project
  private var random: SeededGenerator
  private var fields: [String: [String]] = [:]
  private var templateVersion = 0
  private var lineNumber = 0

  init(seed: UInt64) throws {
    random = SeededGenerator(seed: seed &+ 1)
    project = try Project()
    for name in ["Order", "Customer", "Item"] where random.chance(2) { fields[name] = newFields() }
    if fields.isEmpty { fields["Order"] = newFields() }
    writeSpec()
    _ = try project.generate()
  }

  /// Changes something on both sides and runs; says what went wrong.
  mutating func step() throws -> String? {
    let deleted = try editFiles()
    changeSpec()
    if random.chance(3) { try changeTemplates() }
    let before = try userLines()
    let report = try project.generate { $0.conflict = [.stop, .stop, .markers, .ours][random.below(4)] }
    let reported = Set(
      (report.plan?.writes ?? []).filter { if case .conflict = $0.outcome { true } else { false } }.map(\.path))
    if !report.applied, reported.isEmpty {
      return "nothing was applied, and no conflict says why: \(report.diagnostics)"
    }
    let after = try userLines()
    if let lost = before.subtracting(after).min() { return "the line `\(lost)` is lost" }
    if !report.applied {
      // The user settles the conflicts in favour of either side, knowingly.
      let settled = try project.generate { $0.conflict = .ours }
      if !settled.applied { return "conflicts remain with --conflict=ours: \(settled.diagnostics)" }
      if let lost = before.subtracting(try userLines()).min() {
        return "the line `\(lost)` is lost with --conflict=ours"
      }
    }
    for path in deleted where path.hasSuffix("hook.go") && project.file(path) != nil { return "\(path) came back" }
    let tree = try project.tree()
    let again = try project.generate()
    if again.hasChanges { return "a second run has changes: \(again.plan?.changes.map(\.path) ?? [])" }
    return try project.tree() == tree ? nil : "a second run changed the tree"
  }

  // MARK: - The user

  private func generated() throws -> [String] {
    try project.tree().keys.filter { $0.hasSuffix(".go") }.map { String($0.dropFirst("project/".count)) }.sorted()
  }

  /// All lines that the user has written, wherever they are.
  private func userLines() throws -> Set<String> {
    Set(
      try project.tree().filter { $0.key.hasPrefix("project/services") }.values
        .flatMap { $0.split(separator: "\n").map(String.init) }.filter { $0.contains("mine") })
  }

  private mutating func editFiles() throws -> [String] {
    var deleted: [String] = []
    for path in try generated() where random.chance(2) {
      if random.chance(8) {
        try FileManager.default.removeItem(atPath: project.output + "/" + path)
        deleted.append(path)
        continue
      }
      var lines = (project.file(path) ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      for _ in 0...random.below(2) {
        lineNumber += 1
        let at = random.below(lines.count)
        switch random.below(3) {
        case 0: lines.insert("// mine \(lineNumber)", at: at)
        case 1 where !lines[at].contains("mine"): lines[at] += " // mine \(lineNumber)"
        case 2 where lines.count > 3 && !lines[at].contains("mine"): lines.remove(at: at)
        default: break
        }
      }
      try project.edit(path) { _ in lines.joined(separator: "\n") }
    }
    if random.chance(4) {
      try project.folder.write("package x // mine \(lineNumber)\n", to: "project/services/orders/own\(lineNumber).go")
    }
    return deleted
  }

  // MARK: - The specification and the packs

  private mutating func newFields() -> [String] {
    ["number", "total", "note", "state", "code", "place"].filter { _ in random.chance(2) }
  }

  private mutating func changeSpec() {
    for name in ["Order", "Customer", "Item"] {
      switch random.below(4) {
      case 0: fields[name] = newFields()
      case 1 where fields.count > 1: fields[name] = nil
      default: break
      }
    }
    writeSpec()
  }

  private mutating func writeSpec() {
    let aggregates = fields.sorted { $0.key < $1.key }.map { name, fields in
      "      \(name): {fields: {\((["id_code"] + fields).map { "\($0)_x: {type: string}" }.joined(separator: ", "))}}"
    }
    project.spec = Project.spec("  orders:\n    aggregates:\n" + aggregates.joined(separator: "\n"))
  }

  private mutating func changeTemplates() throws {
    templateVersion += 1
    let path = "packs/go-service/templates/aggregate.go.stencil"
    let text = project.folder.read(path) ?? ""
    try project.folder.write(
      random.chance(2) ? "// Version \(templateVersion).\n" + text : text + "\n// The end \(templateVersion).\n",
      to: path)
    let manifest = project.folder.read("packs/go-service/pack.yml") ?? ""
    let version = manifest.split(separator: "\n").first { $0.hasPrefix("version:") } ?? ""
    try project.folder.write(
      manifest.replacing(version, with: "version: 1.\(templateVersion).0"), to: "packs/go-service/pack.yml")
    try? FileManager.default.removeItem(atPath: project.output + "/hatmax.lock")
  }
}
