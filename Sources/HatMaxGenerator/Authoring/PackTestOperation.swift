import HatMaxPacks
import SourceDiagnostics
import SystemFiles

/// `hatmax pack test`: generates the cases of a pack and compares what comes out with what is expected.
package struct PackTestOperation: Sendable {
  /// What to do besides.
  package struct Options: Sendable {
    /// Whether what comes out is written down as what is expected.
    package var update = false
    /// The only case to run, nil for all.
    package var only: String?
    /// Whether the commands of cases are run.
    package var runsCommands = false
    /// A folder of its own to generate in.
    package var scratch: String

    /// Creates options.
    package init(scratch: String) { self.scratch = scratch }
  }

  /// What became of a case, or of one combination of options of it.
  package struct Result: Sendable {
    /// `NAME`, or `NAME (option=value)`.
    package let name: String
    /// Files that are other than expected, as `diff -u` shows it.
    package var differences: [String] = []
    /// What went wrong besides.
    package var problems: [String] = []
    /// The commands that were not run because nobody allowed it.
    package var skipped: [String] = []
    /// Whether the expectation was written anew.
    package var isUpdated = false

    /// Whether all was as expected.
    package var isPassed: Bool { differences.isEmpty && problems.isEmpty }
  }

  private let workbench: PackWorkbench
  private let options: Options

  /// Creates the operation for a pack's folder.
  package init(_ folder: String, access: PackAccess, options: Options) {
    workbench = PackWorkbench(folder, access: access)
    self.options = options
  }

  /// Runs the cases in the order of their names.
  ///
  /// - Parameter report: told the result of every case as it is there.
  /// - Throws: when the manifest or a `case.yml` can't be read, or there is no such case.
  package func run(report: (Result) -> Void) throws(Stop) {
    var bag = DiagnosticBag()
    try Stop.gathering(&bag) { bag throws(Stop) in
      let manifest = try workbench.manifest(into: &bag)
      let names = try cases(into: &bag)
      for name in names {
        guard let (spec, test) = try read(name, into: &bag) else { continue }
        for combination in test.combinations {
          var runner = PackTestRunner(
            workbench: workbench, pack: manifest.name, test: test, spec: spec,
            folder: "\(options.scratch)/\(name)-\(combination.name.isEmpty ? "case" : combination.name)")
          runner.givenOptions = combination.values
          report(try run(name, combination.name, &runner))
        }
      }
      try bag.stopAtErrors()
    }
  }

  private func cases(into bag: inout DiagnosticBag) throws(Stop) -> [String] {
    let folder = workbench.folder + "/tests"
    guard FileSystem.isFolder(folder) else { return [] }
    let names = try Stop.files { () throws(FileSystem.Failure) in try FileSystem.list(folder) }
      .filter { FileSystem.isFile("\(folder)/\($0)/spec.yml") }.sorted()
    guard let only = options.only else { return names }
    if names.contains(only) { return [only] }
    throw .diagnostics([AuthoringDiagnostics.unknownCase(only, known: names)])
  }

  private func read(
    _ name: String, into bag: inout DiagnosticBag
  ) throws(Stop) -> (spec: [UInt8], test: PackTestCase)? {
    let folder = "\(workbench.folder)/tests/\(name)"
    return try Stop.files { () throws(FileSystem.Failure) -> ([UInt8], PackTestCase)? in
      let spec = try FileSystem.read(folder + "/spec.yml")
      let path = folder + "/case.yml"
      guard FileSystem.isFile(path) else { return (spec, PackTestCase()) }
      return PackTestCase(SourceText(name: path, bytes: try FileSystem.read(path)), into: &bag).map { (spec, $0) }
    }
  }

  private func run(_ name: String, _ combination: String, _ runner: inout PackTestRunner) throws(Stop) -> Result {
    var result = Result(name: combination.isEmpty ? name : "\(name) (\(combination))")
    let expectation = PackExpectation(
      folder: "\(workbench.folder)/tests/\(name)/expect" + (combination.isEmpty ? "" : "-" + combination))
    let outcome = try runner.run()
    result.problems = outcome.problems
    if options.update, outcome.problems.isEmpty {
      result.isUpdated = try expectation.update(outcome)
    } else {
      result.differences = try expectation.differences(from: outcome)
    }
    for command in runner.test.commands {
      guard options.runsCommands else {
        result.skipped.append(command)
        continue
      }
      if let problem = runner.problem(with: command) { result.problems.append(problem) }
    }
    return result
  }
}

/// What a case is expected to give: a folder of files, and beside it what is said, `expect.txt`.
struct PackExpectation {
  let folder: String

  private var messages: String { folder + ".txt" }

  /// What is other than expected, one difference a file.
  func differences(from outcome: PackTestRunner.Outcome) throws(Stop) -> [String] {
    let expected = try files()
    let said = FileSystem.isFile(messages) ? try text(messages) : ""
    var differences = Set(expected.keys).union(outcome.files.keys).sorted().map { path in
      UnifiedDiff.render(expected[path] ?? "", outcome.files[path] ?? "", name: path)
    }
    differences.append(UnifiedDiff.render(said, outcome.messages, name: "messages"))
    return differences.filter { !$0.isEmpty }
  }

  /// Writes what came out as what is expected.
  ///
  /// - Returns: whether anything changed.
  func update(_ outcome: PackTestRunner.Outcome) throws(Stop) -> Bool {
    if try differences(from: outcome).isEmpty { return false }
    try Stop.files { () throws(FileSystem.Failure) in
      if FileSystem.isFolder(folder) { try FileSystem.removeTree(folder) }
      for (path, text) in outcome.files {
        try FileSystem.makeFolder(FileSystem.parent(of: folder + "/" + path))
        try FileSystem.write(Array(text.utf8), to: folder + "/" + path)
      }
      if outcome.messages.isEmpty {
        if FileSystem.isFile(messages) { try FileSystem.removeFile(messages) }
      } else {
        try FileSystem.write(Array(outcome.messages.utf8), to: messages)
      }
    }
    return true
  }

  private func files() throws(Stop) -> [String: String] {
    guard FileSystem.isFolder(folder) else { return [:] }
    var files: [String: String] = [:]
    for path in try FileTree.files(in: folder) { files[path] = try text(folder + "/" + path) }
    return files
  }

  private func text(_ path: String) throws(Stop) -> String {
    String(
      decoding: try Stop.files { () throws(FileSystem.Failure) in try FileSystem.read(path) }, as: UTF8.self)
  }
}

/// The files below a folder.
enum FileTree {
  /// The paths of all files, relative and sorted.
  static func files(in folder: String) throws(Stop) -> [String] {
    var files: [String] = []
    try Stop.files { () throws(FileSystem.Failure) in try walk(folder, "", &files) }
    return files.sorted()
  }

  private static func walk(_ folder: String, _ prefix: String, _ files: inout [String]) throws(FileSystem.Failure) {
    for name in try FileSystem.list(folder) {
      let path = folder + "/" + name
      switch try FileSystem.entry(at: path) {
      case .folder: try walk(path, prefix + name + "/", &files)
      case .file: files.append(prefix + name)
      default: continue
      }
    }
  }
}

extension Stop {
  /// Runs a body whose failures are those of files.
  static func files<Value>(_ body: () throws(FileSystem.Failure) -> Value) throws(Stop) -> Value {
    do { return try body() } catch { throw .diagnostics([GeneratorDiagnostics.unreadable(error)]) }
  }
}
