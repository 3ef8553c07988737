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

  /// Reads the files of a project; what they say wrong is put into the bag.
  static func read(_ folder: String, into bag: inout DiagnosticBag) throws(Stop) -> ProjectFiles {
    guard let source = try text(specName, in: folder) else {
      throw .diagnostics([GeneratorDiagnostics.noSpec(shown(specName, in: folder))])
    }
    let spec = SpecReader.read(source, into: &bag)
    var lock = Lockfile()
    if let text = try text(lockName, in: folder) {
      guard let read = LockfileReader.read(text, into: &bag) else { throw .reported }
      lock = read
    }
    guard let spec, !bag.hasErrors else { throw .reported }
    return ProjectFiles(folder: folder, source: source, spec: spec, lock: lock)
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

  private static func shown(_ name: String, in folder: String) -> String {
    folder == "." ? name : folder + "/" + name
  }
}
