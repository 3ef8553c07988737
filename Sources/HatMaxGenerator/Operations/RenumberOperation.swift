import HatMaxSpec
import SystemFiles

/// `hatmax migration renumber`: gives migrations of a merged branch numbers after all others.
package struct RenumberOperation: Sendable {
  /// One file with its new name.
  package struct Renaming: Sendable, Equatable {
    /// The path before.
    package let from: String
    /// The path after.
    package let to: String
  }

  /// Creates the operation.
  package init() {}

  /// Moves migrations to the end of their folder's history,.
  ///
  /// - Parameter paths: files of migrations; the files of one migration go together.
  /// - Returns: the files that got other names.
  /// - Throws: diagnostics, before anything is renamed.
  package func run(_ paths: [String]) throws(Stop) -> [Renaming] {
    var renamings: [Renaming] = []
    for (folder, names) in Dictionary(grouping: paths, by: FileSystem.parent).sorted(by: { $0.key < $1.key }) {
      let moved = try names.map { path throws(Stop) in try Self.name(of: path) }
      do {
        renamings += Self.renamings(of: moved, among: try FileSystem.list(folder)).map {
          Renaming(from: folder + "/" + $0.from, to: folder + "/" + $0.to)
        }
      } catch {
        throw .diagnostics([GeneratorDiagnostics.unreadable(error)])
      }
    }
    do {
      // By the highest number first, so that no name is taken; a stopped run leaves every file whole, under one of its names.
      for renaming in renamings.reversed() { try FileSystem.move(renaming.from, to: renaming.to + ".renumbered") }
      for renaming in renamings { try FileSystem.move(renaming.to + ".renumbered", to: renaming.to) }
    } catch {
      throw .files(.notWritten(error))
    }
    return renamings
  }

  private static func name(of path: String) throws(Stop) -> String {
    let folder = FileSystem.parent(of: path)
    let name = folder == "." && !path.hasPrefix("./") ? path : String(path.dropFirst(folder.utf8.count + 1))
    guard MigrationHistory.number(of: name) != nil, case .file? = try? FileSystem.entry(at: path) else {
      throw .diagnostics([GeneratorDiagnostics.noSuchMigration(path)])
    }
    return name
  }

  /// The new names of files: those that stay keep their numbers, and `moved` follow them.
  static func renamings(of moved: [String], among names: [String]) -> [Renaming] {
    let moving = Set(moved.map(MigrationHistory.stem))
    let all = MigrationHistory(ledger: nil, names: names).files
    let staying = MigrationHistory(ledger: nil, names: all.filter { !moving.contains(MigrationHistory.stem($0)) })
    var next = staying.nextNumber
    var numbers: [Substring: Int] = [:]
    var renamings: [Renaming] = []
    for name in all where moving.contains(MigrationHistory.stem(name)) {
      let stem = MigrationHistory.stem(name)
      if numbers[stem] == nil {
        numbers[stem] = next
        next += 1
      }
      let rest = name.drop { $0.isASCII && $0.isNumber }
      let renamed = Migration.digits(numbers[stem] ?? next) + rest
      if renamed != name { renamings.append(Renaming(from: name, to: renamed)) }
    }
    return renamings
  }
}
