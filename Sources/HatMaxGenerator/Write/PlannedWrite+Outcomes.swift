extension PlannedWrite {
  /// What a decision comes to that takes no content but the rendered one; nil for any other.
  init?(_ file: RenderedFile, _ decision: WriteDecision, recorded: GenerationManifest.Entry?, state: DiskState) {
    switch decision {
    case .create: self = .write(file, .create, before: nil, file.bytes)
    case .replace: self = .write(file, .update, before: state.hash, file.bytes)
    case .keep(let reason): self = .keep(file, reason, recorded: recorded)
    case .merge, .conflict, .remove, .forget: return nil
    }
  }

  /// A file that gets a content.
  ///
  /// - Parameter recorded: what the manifest says of it, when that is not what was rendered.
  static func write(
    _ file: RenderedFile, _ outcome: PlannedWrite.Outcome, before: ContentHash?, _ content: [UInt8],
    recordedAs recorded: ContentHash? = nil
  ) -> PlannedWrite {
    PlannedWrite(
      path: file.path.text, outcome: outcome,
      changes: [
        FileWriter.Change(
          path: file.path.text, before: before, content: content,
          digest: outcome == .create || outcome == .update ? file.hash.sha256 : nil)
      ],
      entry: entry(file, recorded ?? file.hash), rendered: file)
  }

  /// A file that stays as it is.
  static func keep(
    _ file: RenderedFile, _ reason: KeepReason, recorded: GenerationManifest.Entry?
  ) -> PlannedWrite {
    // A scaffold file stays recorded as what was first written, so that a later change of its template can be told.
    let hash = file.ownership == .scaffold ? recorded?.hash ?? file.hash : file.hash
    return PlannedWrite(
      path: file.path.text, outcome: .keep(reason), changes: [], entry: entry(file, hash), rendered: file)
  }

  /// A file that stops the run.
  static func conflict(_ file: RenderedFile, _ reason: ConflictReason) -> PlannedWrite {
    PlannedWrite(path: file.path.text, outcome: .conflict(reason), changes: [], entry: nil, rendered: file)
  }

  private static func entry(_ file: RenderedFile, _ hash: ContentHash) -> GenerationManifest.Entry? {
    guard file.ownership.isRecorded else { return nil }
    return GenerationManifest.Entry(
      path: file.path.text, identity: file.origin.identity, ownership: file.ownership, hash: hash)
  }
}
