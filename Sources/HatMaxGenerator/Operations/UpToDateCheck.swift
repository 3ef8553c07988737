import Crypto
import HatMaxSpec
import SourceDiagnostics
import SystemFiles

/// Finds out whether a run has nothing to do, from what the last one remembered.
struct UpToDateCheck {
  private let options: GenerateOperation.Options

  init(_ options: GenerateOperation.Options) { self.options = options }

  /// What a run would say that finds nothing to do, nil when it has to look for itself.
  func summary() -> UpToDateIndex.Summary? {
    // A run that was interrupted has to be finished first.
    guard FileStamp(of: options.output + "/.hatmax/local/stage/journal") == nil,
      let spec = try? FileSystem.read(options.project + "/" + ProjectFiles.specName),
      let fingerprint = fingerprint(spec)
    else { return nil }
    return UpToDateIndex.check(in: options.output, fingerprint: fingerprint)
  }

  /// Remembers a run after which there is nothing to do.
  func remember(_ plan: WritePlan, of project: ProjectFiles) {
    guard let fingerprint = fingerprint(project.source.bytes) else { return }
    var paths = [".hatmax/manifest", ".hatmax/spec.yml"]
    var folders: Set<String> = []
    var edited = 0
    for write in plan.writes {
      switch write.outcome {
      case .conflict, .mergeWithMarkers: return
      case .keep(.edited): edited += 1
      default: break
      }
      if write.outcome != .remove { paths.append(write.path) }
      // A migration that comes by a merge makes the folder another.
      if write.rendered?.ownership == .ledger { folders.insert(FileSystem.parent(of: write.path)) }
    }
    paths += folders.sorted()
    for override in project.spec.overrides {
      guard let path = FileSystem.realPath(project.folder + "/" + override.with.value) else { return }
      paths.append(path)
    }
    UpToDateIndex(fingerprint: fingerprint, summary: .init(files: plan.writes.count, edited: edited), paths: paths)
      .save(in: options.output)
  }

  /// A digest of all that a rendering depends on: this program, the specification, and the lock, which names every pack
  /// by its content; nil when a pack is read from somebody's folder, where it may change at any time.
  private func fingerprint(_ spec: [UInt8]) -> String? {
    guard let lock = try? FileSystem.read(options.project + "/" + ProjectFiles.lockName),
      let program = FileSystem.realPath("/proc/self/exe").flatMap(FileStamp.init(of:))
    else { return nil }
    if String(decoding: lock, as: UTF8.self).split(separator: "\n").contains(where: { $0.hasSuffix(" folder") }) {
      return nil
    }
    var digest = SHA256()
    digest.update(data: Array("\(program.size) \(program.modified) \(program.inode) \(lock.count) ".utf8))
    digest.update(data: lock)
    digest.update(data: spec)
    return digest.finalize().map { String($0, radix: 16) }.joined(separator: ".")
  }
}
