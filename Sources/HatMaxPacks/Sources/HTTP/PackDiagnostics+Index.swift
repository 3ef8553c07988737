import SourceDiagnostics

/// What there is to say about indexes.
extension PackDiagnostics {
  static func noIndex(_ address: WebAddress) -> Diagnostic {
    Diagnostic(
      .unreachable, "there is no index at `\(address)`",
      help: ["check the address", "`hatmax pack index DIR` makes the index of a folder of archives"])
  }

  static func badIndex(_ address: WebAddress) -> Diagnostic {
    Diagnostic(
      .badIndex, "the index at `\(address)` can't be used",
      help: ["tell its owner: `hatmax pack index DIR` makes it anew"])
  }

  static func indexTooNew(_ label: Label) -> Diagnostic {
    Diagnostic(
      .badIndex, "this index was made for a newer hatmax", labels: [label], help: ["use a newer version of hatmax"])
  }

  static func indexVersions(_ label: Label) -> Diagnostic {
    Diagnostic(.badIndex, "a pack has a list of releases here", labels: [label])
  }

  static func indexDuplicate(_ pack: PackVersion, _ label: Label, first: Label) -> Diagnostic {
    Diagnostic(.badIndex, "\(pack) is there twice", labels: [label, first])
  }

  static func notInIndex(_ pack: PackVersion, _ location: String) -> Diagnostic {
    Diagnostic(.badIndex, "the index at `\(location)` does not have \(pack)", help: ["run the command again"])
  }

  static func badArchiveAddress(_ release: PackRelease, _ location: String) -> Diagnostic {
    Diagnostic(
      .badIndex, "the index at `\(location)` names an archive that can't be asked for: `\(release.archive)`",
      notes: ["an archive is on the web, and over https where the index is"], help: ["tell its owner"])
  }

  static func republished(_ pack: PackVersion, published: ContentDigest, offered: ContentDigest) -> Diagnostic {
    Diagnostic(
      .republished, "\(pack) is published with other content",
      notes: ["published: \(published)", "offered:   \(offered)", "a published version never changes"],
      help: ["publish the change as a new version"])
  }
}
