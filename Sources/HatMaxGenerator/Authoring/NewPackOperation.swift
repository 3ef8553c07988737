package import HatMaxPacks
import SourceDiagnostics
import SystemFiles

/// `hatmax pack new`: a folder with a pack that works, to be changed into the one that is wanted.
package struct NewPackOperation: Sendable {
  private let folder: String
  private let access: PackAccess
  private let scratch: String

  /// Creates the operation.
  ///
  /// - Parameters:
  ///   - folder: the pack's folder, which must not be there yet or be empty.
  ///   - scratch: a folder of its own to generate the test cases in.
  package init(_ folder: String, access: PackAccess, scratch: String) {
    self.folder = folder
    self.access = access
    self.scratch = scratch
  }

  /// Writes the pack with the expected output of its test cases.
  ///
  /// - Returns: the paths of the files, relative to the folder.
  package func run(_ name: PackName, extending extended: PackName?) throws(Stop) -> [String] {
    if FileSystem.exists(folder), !((try? FileSystem.list(folder)) ?? ["it is no folder"]).isEmpty {
      throw .diagnostics([AuthoringDiagnostics.notEmpty(folder)])
    }
    let files = NewPackFiles.files(name, extending: try extended.map { base throws(Stop) in try requirement(of: base) })
    try Stop.files { () throws(FileSystem.Failure) in
      for (path, text) in files {
        try FileSystem.makeFolder(FileSystem.parent(of: folder + "/" + path))
        try FileSystem.write(Array(text.utf8), to: folder + "/" + path)
      }
    }
    var options = PackTestOperation.Options(scratch: scratch)
    options.update = true
    try PackTestOperation(folder, access: access, options: options).run { _ in }
    return try FileTree.files(in: folder)
  }

  /// The newest version of a pack, as a range that later compatible ones are in.
  private func requirement(of base: PackName) throws(Stop) -> Requirement {
    var bag = DiagnosticBag()
    let policy = try Stop.gathering(&bag) { bag throws(Stop) in
      let policy = PackPolicy(nil, in: folder, PackWorkbench(folder, access: access).access, into: &bag)
      try bag.stopAtErrors()
      return policy
    }
    let packs = try Stop.packs { () throws(PackFailure) in
      try EnsureOperation(
        registries: policy.registries, store: access.store, mode: access.mode, trust: policy.trust,
        engine: PackAccess.engine
      ).run([PackWish(Requirement(base, .any))], lock: Lockfile()).packs
    }
    let version = packs.first { $0.manifest.name == base }?.manifest.version ?? Version(1, 0, 0)
    return Requirement(base, VersionRange("^\(version.major).\(version.minor)") ?? .any)
  }
}
