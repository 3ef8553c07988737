import HatMaxPacks
import SourceDiagnostics
import SystemFiles

/// `hatmax doctor`: what is there, and what to do about what isn't.
package struct DoctorOperation: Sendable {
  /// One thing that was looked at.
  package struct Finding: Sendable {
    /// What it is: "git", "store".
    package let subject: String
    /// What was found.
    package let text: String
    /// What to do about it, nil when all is well.
    package let advice: String?
    /// Whether `hatmax generate` can't work without it.
    package let isNeeded: Bool
  }

  private let access: PackAccess
  private let project: String

  /// Creates the operation.
  package init(access: PackAccess, project: String) {
    self.access = access
    self.project = project
  }

  /// Looks at everything.
  package func run() -> [Finding] {
    [go(), git(), builtin(), store(), specification()]
  }

  private func go() -> Finding {
    let advice = "generating needs no Go; building what is generated needs Go 1.26 or newer"
    guard let version = Program("go").firstLine(["env", "GOVERSION"]) else {
      return Finding(subject: "Go", text: "not found", advice: advice, isNeeded: false)
    }
    let isOld = GoVersion(version.dropFirst(2)) < GoVersion("1.26")
    return Finding(subject: "Go", text: version, advice: isOld ? advice : nil, isNeeded: false)
  }

  private func git() -> Finding {
    let version = Program("git").firstLine(["--version"])
    return Finding(
      subject: "git", text: version ?? "not found",
      advice: version == nil ? "install git: merging your edits with new versions of files needs it" : nil,
      isNeeded: false)
  }

  private func builtin() -> Finding {
    guard let source = access.builtin, let names = try? source.names(), !names.isEmpty else {
      return Finding(
        subject: "official packs", text: "not found",
        advice: "they are in `share/hatmax/packs` beside the folder of the program; install hatmax with `make install`",
        isNeeded: true)
    }
    return Finding(
      subject: "official packs", text: "\(source.location): \(names.map(\.description).joined(separator: ", "))",
      advice: nil,
      isNeeded: true)
  }

  private func store() -> Finding {
    do {
      let damaged = try access.store.verify().filter { !$0.problems.isEmpty }
      let count = try access.store.list().count
      let advice =
        damaged.isEmpty
        ? nil
        : "`hatmax pack verify` says more; remove and install again: "
          + damaged.map(\.pack.identity.description).joined(separator: ", ")
      return Finding(
        subject: "store", text: "\(access.store.home): \(count) packs, \(damaged.count) damaged", advice: advice,
        isNeeded: true)
    } catch {
      return Finding(
        subject: "store", text: error.diagnostics.map(\.message).joined(separator: "; "),
        advice: "set HATMAX_HOME to a folder that can be written", isNeeded: true)
    }
  }

  private func specification() -> Finding {
    let path = project == "." ? ProjectFiles.specName : project + "/" + ProjectFiles.specName
    let isThere = (try? FileSystem.entry(at: path)).map { $0 != .absent } ?? false
    return Finding(
      subject: "project", text: isThere ? path : "no `\(path)` here",
      advice: isThere ? nil : "run hatmax in the folder of your `hatmax.yml`, or name it with `-C`", isNeeded: false)
  }
}
