package import SystemFiles

/// What stood at a path when the run looked.
package enum DiskState: Sendable, Hashable {
  case absent
  case file(ContentHash)
  /// A folder, a link, a device: something that is never written over.
  case blocked(FileSystem.Entry)

  /// The digests of the file, nil when there is none.
  var hash: ContentHash? {
    if case .file(let hash) = self { hash } else { nil }
  }
}

/// Why a file is left as it is.
package enum KeepReason: String, Sendable, Hashable {
  /// It already has the content that was rendered.
  case unchanged
  /// The user edited it and nothing new was rendered for it.
  case edited
  /// A scaffold file is the user's.
  case scaffold
  /// A scaffold file whose template would give something else by now.
  case scaffoldOutdated = "scaffold-outdated"
  /// A scaffold file that the user deleted stays deleted.
  case deleted
  /// Nothing produces it any more, but the user edited it.
  case orphan
}

/// Why a file can't be written.
package enum ConflictReason: String, Sendable, Hashable {
  /// A file that nobody manages stands there with other content.
  case unmanaged
  /// Something that is not a file stands there.
  case blocked
  /// Both sides changed the same lines.
  case overlapping
  /// Both sides changed the file, and what the last run wrote can't be had any more.
  case noBase = "no-base"
  /// The file moved, and at its new path stands another.
  case moveTarget = "move-target"
}

/// What to do with one path, before merges are carried out.
package enum WriteDecision: Sendable, Hashable {
  /// Nothing is there: write.
  case create
  /// What the last run wrote is there, unedited: write.
  case replace
  /// Edited by the user and by us: merge on the base of what the last run wrote.
  case merge(base: ContentHash)
  /// Leave the file; record what was rendered.
  case keep(KeepReason)
  /// Not produced any more and unedited: remove.
  case remove
  /// Not produced any more and gone: forget.
  case forget
  /// Stop.
  case conflict(ConflictReason)
}

extension WriteDecision {
  /// The decision for one path: a pure function of what is known.
  ///
  /// - Parameters:
  ///   - ownership: how the output is owned (the recorded ownership when nothing is produced).
  ///   - rendered: what was rendered, nil when nothing produces the path any more.
  ///   - recorded: what the last run wrote, nil when nobody manages the path.
  ///   - disk: what stands there.
  ///   - adopt: whether a file that nobody manages is taken over as if it were edited.
  package static func decide(
    ownership: Ownership, rendered: ContentHash?, recorded: ContentHash?, disk: DiskState, adopt: Bool = false
  ) -> WriteDecision {
    switch disk {
    case .blocked:
      return rendered == nil ? .keep(.orphan) : .conflict(.blocked)
    case .absent:
      guard rendered != nil else { return .forget }
      return ownership == .scaffold && recorded != nil ? .keep(.deleted) : .create
    case .file(let present):
      guard let rendered else { return present == recorded ? .remove : .keep(.orphan) }
      // Equal is adopted, whatever the manifest says.
      if present == rendered { return .keep(.unchanged) }
      switch ownership {
      case .ledger: return .replace
      case .migration: return .conflict(.unmanaged)
      case .scaffold: return .keep(recorded == nil || recorded == rendered ? .scaffold : .scaffoldOutdated)
      case .module: return present == recorded ? .replace : .merge(base: recorded ?? rendered)
      case .generated:
        guard let recorded else { return adopt ? .keep(.edited) : .conflict(.unmanaged) }
        if present == recorded { return .replace }
        return rendered == recorded ? .keep(.edited) : .merge(base: recorded)
      }
    }
  }
}
