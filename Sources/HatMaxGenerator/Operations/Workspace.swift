import HatMaxPacks
import HatMaxSpec
import SourceDiagnostics
import SystemFiles

/// The folder that is generated into, with what earlier runs left in `.hatmax`.
struct Workspace {
  /// The output folder.
  let output: String

  private static let manifestPath = ".hatmax/manifest"
  private static let specPath = ".hatmax/spec.yml"
  private static let lockPath = ".hatmax/hatmax.lock"
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

  /// What happens to every file.
  ///
  /// - Parameter rendering: what the last run rendered, made again, for a base that is nowhere else.
  func decide(
    _ rendered: [RenderedFile], conflict: ConflictPolicy, adopt: Bool, rendering: RecordedRendering,
    into bag: inout DiagnosticBag
  ) throws(Stop) -> WritePlan {
    let recorded = try manifest(into: &bag)
    let planner = WritePlanner(
      root: output, git: git, policy: conflict, adopt: adopt, base: lastWritten(rendering))
    do {
      return try planner.plan(rendered, recorded: recorded)
    } catch {
      switch error {
      case .files(let failure): throw .files(.notWritten(failure))
      case .git(let failure, let path): throw .diagnostics([GeneratorDiagnostics.gitFailed(failure, path: path)])
      }
    }
  }

  /// Does what was decided.
  ///
  /// - Parameters:
  ///   - spec: the specification, kept for later runs; nil when not all of it was applied.
  ///   - lock: the packs that it was rendered with.
  func apply(_ plan: WritePlan, spec: SourceText?, lock: Lockfile) throws(Stop) {
    do {
      try FileWriter(root: output).apply(plan.changes + (try stateChanges(plan.manifest, spec, lock))) {
        keepBases(of: plan)
      }
    } catch {
      throw .files(error)
    }
  }

  /// The specification of the last run, nil when there is none that can be read.
  static func recordedSpec(in output: String) -> Spec? {
    guard let source = recordedSource(in: output) else { return nil }
    var bag = DiagnosticBag()
    let spec = SpecReader.read(source, into: &bag)
    return bag.hasErrors ? nil : spec
  }

  /// The specification of the last run into a folder; nil when there was none, it can't be read, or it is the same text.
  static func recordedSpec(in output: String, otherThan source: SourceText) -> Spec? {
    recordedSource(in: output).flatMap { $0.bytes == source.bytes ? nil : recordedSpec(in: output) }
  }

  /// The project as the last run into the folder saw it.
  func recordedProject(in folder: String) -> ProjectFiles? {
    guard let source = Self.recordedSource(in: output), let spec = Self.recordedSpec(in: output),
      let lock = try? FileSystem.read(output + "/" + Self.lockPath)
    else { return nil }
    var bag = DiagnosticBag()
    return LockfileReader.read(SourceText(name: Self.lockPath, bytes: lock), into: &bag).map {
      ProjectFiles(folder: folder, source: source, spec: spec, lock: $0)
    }
  }

  private static func recordedSource(in output: String) -> SourceText? {
    (try? FileSystem.read(output + "/" + specPath)).map { SourceText(name: specPath, bytes: $0) }
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

  // MARK: - Deciding

  private var git: Git { Git(scratch: output + "/.hatmax/local") }

  /// Finds what the last run wrote to a file, wherever it can still be had.
  func lastWritten(_ rendering: RecordedRendering) -> (GenerationManifest.Entry) -> [UInt8]? {
    let bases = BaseStore(root: output).reader()
    let git = git
    return { entry in
      bases.content(entry.hash.sha256) ?? blob(of: entry, git) ?? rendering.content(of: entry)
    }
  }

  /// What the last run recorded.
  func manifest(into bag: inout DiagnosticBag) throws(Stop) -> GenerationManifest {
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

  /// What was written, as git's object database may have it, checked against the digest.
  private func blob(of entry: GenerationManifest.Entry, _ git: Git) -> [UInt8]? {
    git.blob(entry.hash.gitBlob, in: output).flatMap { ContentHash(of: $0) == entry.hash ? $0 : nil }
  }

  /// Keeps what was rendered as bases of later merges.
  private func keepBases(of plan: WritePlan) {
    let new = plan.writes.compactMap { write -> (digest: String, bytes: [UInt8])? in
      guard let file = write.rendered, file.ownership == .generated, plan.recorded[path: write.path]?.hash != file.hash
      else { return nil }
      return (file.hash.sha256, file.bytes)
    }
    BaseStore(root: output).add(new, needed: Set(plan.manifest.entries.values.map(\.hash.sha256)))
  }

  // MARK: - hatmax's own files

  private func stateChanges(
    _ manifest: GenerationManifest, _ spec: SourceText?, _ lock: Lockfile
  ) throws(FileWriter.Failure) -> [FileWriter.Change] {
    var wanted = [(Self.manifestPath, Array(manifest.text.utf8)), (Self.ignorePath, Array("local/\n".utf8))]
    if let spec { wanted += [(Self.specPath, spec.bytes), (Self.lockPath, Array(lock.text.utf8))] }
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
