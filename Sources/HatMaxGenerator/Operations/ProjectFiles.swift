import HatMaxPacks
import HatMaxSpec
import SourceDiagnostics
import SystemFiles

/// What a project's folder says: its specification and its lock.
struct ProjectFiles {
  /// The name of the specification's file.
  static let specName = "hatmax.yml"
  /// The name of the lock's file.
  static let lockName = "hatmax.lock"

  /// The project's folder.
  let folder: String
  /// The specification's text.
  let source: SourceText
  /// The specification.
  let spec: Spec
  /// The lock, empty when there is none yet.
  let lock: Lockfile

  /// The specification's text, whatever it says.
  static func specText(in folder: String) throws(Stop) -> SourceText {
    if let source = try text(specName, in: folder) { return source }
    throw .diagnostics([GeneratorDiagnostics.noSpec(specPath(in: folder))])
  }

  /// Replaces the specification in one step; the folder is made if it isn't there.
  static func write(_ source: SourceText, in folder: String) throws(Stop) {
    do {
      try FileSystem.makeFolder(folder)
      try FileSystem.replace(folder + "/" + specName, with: source.bytes)
    } catch {
      throw .files(.notWritten(error))
    }
  }

  /// How the specification's file is called in messages.
  static func specPath(in folder: String) -> String { shown(specName, in: folder) }

  /// Reads the files of a project; what they say wrong is put into the bag.
  static func read(_ folder: String, into bag: inout DiagnosticBag) throws(Stop) -> ProjectFiles {
    let source = try specText(in: folder)
    let spec = SpecReader.read(source, into: &bag)
    var lock = Lockfile()
    if let text = try text(lockName, in: folder) {
      guard let read = LockfileReader.read(text, into: &bag) else { throw .reported }
      lock = read
    }
    guard let spec, !bag.hasErrors else { throw .reported }
    return ProjectFiles(folder: folder, source: source, spec: spec, lock: lock)
  }

  /// Reports what the specification may not change since the last run into a folder.
  func checkHistory(of output: String, into bag: inout DiagnosticBag) {
    guard let earlier = Workspace.recordedSpec(in: output, otherThan: source) else { return }
    StoredEvents.check(spec, since: earlier, into: &bag)
  }

  /// Replaces the lock in one step.
  func write(_ lock: Lockfile) throws(Stop) {
    let path = folder + "/" + Self.lockName
    do {
      try FileSystem.write(Array(lock.text.utf8), to: path + ".new")
      try FileSystem.move(path + ".new", to: path)
    } catch {
      throw .files(.notWritten(error))
    }
  }

  private static func text(_ name: String, in folder: String) throws(Stop) -> SourceText? {
    do {
      return SourceText(name: shown(name, in: folder), bytes: try FileSystem.read(folder + "/" + name))
    } catch {
      if error.isMissing { return nil }
      throw .diagnostics([GeneratorDiagnostics.unreadable(error)])
    }
  }

  /// A path of the project as messages show it.
  func shown(_ name: String) -> String { Self.shown(name, in: folder) }

  private static func shown(_ name: String, in folder: String) -> String {
    folder == "." ? name : folder + "/" + name
  }
}
