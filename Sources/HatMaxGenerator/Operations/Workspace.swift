import HatMaxPacks
import HatMaxSpec
import SourceDiagnostics
import SystemFiles

/// The folder that is generated into, with what earlier runs left in `.hatmax`.
struct Workspace {
  /// The output folder.
  let output: String
  /// Where old contents are kept for merging, nil where nothing is merged.
  let content: ContentStore?

  private static let manifestPath = ".hatmax/manifest"
  private static let specPath = ".hatmax/spec.yml"
  private static let ignorePath = ".hatmax/.gitignore"

  /// Takes the folder for one run and finishes an earlier one that was interrupted.
  ///
  /// - Parameter onWait: called when another run holds the folder.
  func lock(into bag: inout DiagnosticBag, onWait: () -> Void) throws(Stop) -> OutputLock {
    let lock: OutputLock
    do { lock = try OutputLock(root: output, onWait: onWait) } catch { throw .files(.notWritten(error)) }
    do {
      if let files = try FileWriter(root: output).recover() {
        bag.add(GeneratorDiagnostics.finishedEarlierRun(files: files))
      }
    } catch {
      throw .files(error)
    }
    return lock
  }

  /// What happens to every file; conflicts are reported as errors.
  func decide(
    _ rendered: [RenderedFile], conflict: ConflictPolicy, adopt: Bool, into bag: inout DiagnosticBag
  ) throws(Stop) -> WritePlan {
    try decide(rendered, try manifest(into: &bag), conflict, adopt, into: &bag)
  }

  /// Does what was decided.
  ///
  /// - Parameter spec: the specification, kept for later runs.
  func apply(_ plan: WritePlan, spec: SourceText) throws(Stop) {
    keepContents(plan)
    do {
      try FileWriter(root: output).apply(plan.changes + (try stateChanges(plan.manifest, spec)))
    } catch {
      throw .files(error)
    }
  }

  /// The specification of the last run, nil when there is none that can be read.
  func recordedSpec() -> Spec? {
    guard let bytes = try? FileSystem.read(output + "/" + Self.specPath) else { return nil }
    var bag = DiagnosticBag()
    return SpecReader.read(SourceText(name: Self.specPath, bytes: bytes), into: &bag)
  }

  /// The tree as before the last run.
  ///
  /// - Returns: the number of files that were brought back.
  func undo(onWait: () -> Void) throws(Stop) -> Int {
    let writer = FileWriter(root: output)
    do {
      let lock = try OutputLock(root: output, onWait: onWait)
      defer { withExtendedLifetime(lock) {} }
      try writer.recover()
      guard let changes = try writer.undoChanges() else {
        throw Stop.diagnostics([GeneratorDiagnostics.nothingToUndo()])
      }
      try writer.apply(changes)
      return changes.count
    } catch let failure as FileWriter.Failure {
      throw .files(failure)
    } catch let failure as FileSystem.Failure {
      throw .files(.notWritten(failure))
    } catch let stop as Stop {
      throw stop
    } catch {
      preconditionFailure("only the errors above are thrown")
    }
  }

  /// The specification of the last run into a folder; nil when there was none, it can't be read, or it is the same text.
  static func recordedSpec(in output: String, otherThan source: SourceText) -> Spec? {
    guard let bytes = try? FileSystem.read(output + "/" + specPath), bytes != source.bytes else { return nil }
    var bag = DiagnosticBag()
    let spec = SpecReader.read(SourceText(name: specPath, bytes: bytes), into: &bag)
    return bag.hasErrors ? nil : spec
  }

  // MARK: - Deciding

  private func manifest(into bag: inout DiagnosticBag) throws(Stop) -> GenerationManifest {
    let path = output + "/" + Self.manifestPath
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.read(path)
    } catch {
      if error.isMissing { return GenerationManifest() }
      throw .files(.notWritten(error))
    }
    guard let manifest = GenerationManifest(reading: String(decoding: bytes, as: UTF8.self)) else {
      throw .diagnostics([GeneratorDiagnostics.newerManifest()])
    }
    if manifest.isDamaged { bag.add(GeneratorDiagnostics.damagedManifest()) }
    return manifest
  }

  private func decide(
    _ rendered: [RenderedFile], _ recorded: GenerationManifest, _ conflict: ConflictPolicy, _ adopt: Bool,
    into bag: inout DiagnosticBag
  ) throws(Stop) -> WritePlan {
    let git = Git(scratch: output + "/.hatmax/local")
    let planner = WritePlanner(root: output, git: git, policy: conflict, adopt: adopt) { entry in
      ContentDigest(entry.hash.sha256).flatMap { content?.get($0) } ?? blob(of: entry, git)
    }
    let plan: WritePlan
    do {
      plan = try planner.plan(rendered, recorded: recorded)
    } catch {
      switch error {
      case .files(let failure): throw .files(.notWritten(failure))
      case .git(let failure, let path): throw .diagnostics([GeneratorDiagnostics.gitFailed(failure, path: path)])
      }
    }
    bag.add(contentsOf: plan.conflicts.compactMap(GeneratorDiagnostics.conflict))
    return plan
  }

  /// What was written, as git's object database may have it, checked against the digest.
  private func blob(of entry: GenerationManifest.Entry, _ git: Git) -> [UInt8]? {
    git.blob(entry.hash.gitBlob, in: output).flatMap { ContentHash(of: $0) == entry.hash ? $0 : nil }
  }

  /// Keeps what was rendered for later merges; the store is a cache, so a failure only means that git is asked instead.
  private func keepContents(_ plan: WritePlan) {
    for write in plan.writes {
      guard let file = write.rendered, file.ownership.isRecorded, plan.recorded[path: write.path]?.hash != file.hash
      else { continue }
      _ = try? content?.put(file.bytes)
    }
  }

  // MARK: - hatmax's own files

  private func stateChanges(
    _ manifest: GenerationManifest, _ spec: SourceText
  ) throws(FileWriter.Failure) -> [FileWriter.Change] {
    let wanted = [
      (Self.manifestPath, Array(manifest.text.utf8)), (Self.specPath, spec.bytes),
      (Self.ignorePath, Array("local/\n".utf8)),
    ]
    var changes: [FileWriter.Change] = []
    for (path, content) in wanted {
      if let change = try FileWriter.Change(replacing: path, in: output, with: content) { changes.append(change) }
    }
    return changes
  }
}

extension FileWriter.Change {
  /// The change that gives a file a content, whatever it holds now; nil when it has that content already.
  init?(replacing path: String, in root: String, with content: [UInt8]) throws(FileWriter.Failure) {
    do {
      let present = try FileSystem.read(root + "/" + path)
      if present == content { return nil }
      self.init(path: path, before: ContentHash(of: present), content: content)
    } catch {
      guard error.isMissing else { throw .notWritten(error) }
      self.init(path: path, before: nil, content: content)
    }
  }
}
