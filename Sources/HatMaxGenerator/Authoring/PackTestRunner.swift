import HatMaxPacks
import SourceDiagnostics
import SystemFiles

/// Runs one case in a folder of its own: a copy of the pack, and a project that uses it.
struct PackTestRunner {
  /// What a case gave.
  struct Outcome {
    /// The files that are compared.
    var files: [String: String] = [:]
    /// What was said.
    var messages = ""
    /// Why the case could not be run as it is meant.
    var problems: [String] = []
  }

  let workbench: PackWorkbench
  let pack: PackName
  let test: PackTestCase
  let spec: [UInt8]
  let folder: String
  /// The options that this run gives to the pack.
  var givenOptions: [(String, String)] = []

  private var project: String { folder + "/project" }
  private var copy: String { folder + "/pack" }

  /// Generates; for an update case, twice.
  func run() throws(Stop) -> Outcome {
    var outcome = Outcome()
    try FileTree.copy(workbench.folder, to: copy) { !$0.hasPrefix("tests/") && !$0.hasPrefix(".") }
    if !test.before.isEmpty || !test.edits.isEmpty {
      try write(spec, to: project + "/hatmax.yml")
      for edit in test.before { apply(edit, in: edit.file == "spec.yml" ? project : folder, &outcome) }
      try giveOptions(&outcome)
      let first = generate()
      if first.hasErrors { outcome.problems.append("the state before can't be generated:\n" + shown(first)) }
      for edit in test.edits { apply(edit, in: project, &outcome) }
      guard outcome.problems.isEmpty else { return outcome }
      try FileTree.copy(workbench.folder, to: copy) { !$0.hasPrefix("tests/") && !$0.hasPrefix(".") }
    }
    try write(spec, to: project + "/hatmax.yml")
    try giveOptions(&outcome)
    let report = generate()
    outcome.messages = shown(report)
    outcome.files = try compared(report)
    return outcome
  }

  /// What went wrong with a command in the generated tree, nil when it succeeded.
  func problem(with command: String) -> String? {
    guard let result = try? Program("sh").run(["-c", command], in: project) else { return "there is no shell" }
    if result.status == 0 { return nil }
    return "`\(command)` ended with status \(result.status)\n" + String(decoding: result.output, as: UTF8.self)
      + result.message
  }

  private func generate() -> GenerateOperation.Report {
    var access = workbench.access
    access.folders[0] = Registries.Registry(alias: access.folders[0].alias, source: FolderSource(copy))
    return GenerateOperation(GenerateOperation.Options(project: project, packs: access, workers: 2)).run {}
  }

  private func shown(_ report: GenerateOperation.Report) -> String {
    DiagnosticRenderer().render(DiagnosticBag(report.diagnostics)).replacing(project + "/", with: "")
      .replacing(copy + "/", with: "").replacing(copy, with: pack.description)
  }

  private func compared(_ report: GenerateOperation.Report) throws(Stop) -> [String: String] {
    let own = Set(report.plan?.manifest.entries.values.filter { $0.identity.hasPrefix("\(pack)/") }.map(\.path) ?? [])
    var files: [String: String] = [:]
    for path in try FileTree.files(in: project) where !path.hasPrefix(".hatmax/") {
      let isCompared =
        test.compared.isEmpty ? own.contains(path) : test.compared.contains { PathPattern.matches(path, $0) }
      if isCompared { files[path] = String(decoding: try read(project + "/" + path), as: UTF8.self) }
    }
    return files
  }

  // MARK: - Files

  private func apply(_ edit: PackTestCase.Edit, in folder: String, _ outcome: inout Outcome) {
    let path = folder + "/" + (edit.file == "spec.yml" ? "hatmax.yml" : edit.file)
    func fail(_ problem: String) {
      outcome.problems.append(
        DiagnosticRenderer().render(AuthoringDiagnostics.badEdit(edit.place, edit.file, problem)))
    }
    guard let bytes = try? FileSystem.read(path) else { return fail("there is no such file") }
    var text = String(decoding: bytes, as: UTF8.self)
    if let old = edit.old {
      guard let range = text.firstRange(of: old) else { return fail("the file has no such text") }
      text.replaceSubrange(range, with: edit.new)
    } else {
      text += edit.new
    }
    do throws(FileSystem.Failure) {
      try FileSystem.write(Array(text.utf8), to: path)
    } catch {
      fail("can't \(error.action) it: \(error.reason)")
    }
  }

  /// Adds the options to the specification, which must leave `packs` of the project to the case.
  private func giveOptions(_ outcome: inout Outcome) throws(Stop) {
    if givenOptions.isEmpty { return }
    let path = project + "/hatmax.yml"
    let values = givenOptions.map { "\($0.0): \($0.1)" }.joined(separator: ", ")
    try write(
      try read(path) + Array("\npacks: {\(pack): {options: {\(values)}}}\n".utf8), to: path)
  }

  private func read(_ path: String) throws(Stop) -> [UInt8] {
    try Stop.files { () throws(FileSystem.Failure) in try FileSystem.read(path) }
  }

  private func write(_ bytes: [UInt8], to path: String) throws(Stop) {
    try Stop.files { () throws(FileSystem.Failure) in
      try FileSystem.makeFolder(FileSystem.parent(of: path))
      try FileSystem.write(bytes, to: path)
    }
  }
}

extension FileTree {
  /// Makes a folder hold the chosen files of another.
  static func copy(_ folder: String, to target: String, where isChosen: (String) -> Bool) throws(Stop) {
    let paths = try files(in: folder).filter(isChosen)
    try Stop.files { () throws(FileSystem.Failure) in
      if FileSystem.isFolder(target) { try FileSystem.removeTree(target) }
      for path in paths {
        try FileSystem.makeFolder(FileSystem.parent(of: target + "/" + path))
        try FileSystem.write(try FileSystem.read(folder + "/" + path), to: target + "/" + path)
      }
    }
  }
}
