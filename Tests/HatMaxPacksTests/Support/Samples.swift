import Foundation
import SystemFiles
import TestServers

@testable import HatMaxPacks

/// Packs that tests make.
enum Samples {
  /// The text of a small manifest.
  static func manifest(_ name: String, _ version: String, requires: [String: String] = [:], more: String = "") -> String
  {
    let needed = requires.sorted { $0.key < $1.key }.map { "\($0.key): \"\($0.value)\"" }.joined(separator: ", ")
    return """
      name: \(name)
      version: \(version)
      description: Samples for \(name)
      license: MIT
      keywords: [sample]
      requires: {\(needed)}
      \(more)
      """
  }

  /// Writes a pack's folder and gives its path.
  @discardableResult static func folder(
    _ name: String, _ version: String, in scratch: ScratchFolder, at place: String? = nil,
    requires: [String: String] = [:],
    content: String = "hello\n", more: String = ""
  ) throws -> String {
    let place = place ?? name
    try scratch.write(manifest(name, version, requires: requires, more: more), to: place + "/pack.yml", mode: 0o644)
    try scratch.write("# \(name)\n", to: place + "/README.md", mode: 0o644)
    try scratch.write(content, to: place + "/templates/main.go.stencil", mode: 0o644)
    return scratch.path + "/" + place
  }

  /// Writes a pack's archive into `place`, as a registry in a folder has it, and gives its path.
  @discardableResult static func archive(
    _ name: String, _ version: String, in scratch: ScratchFolder, at place: String = "registry",
    requires: [String: String] = [:], content: String = "hello\n"
  ) throws -> String {
    let source = try folder(
      name, version, in: scratch, at: "sources/\(UUID().uuidString)", requires: requires, content: content)
    guard let pack = PackName(name), let version = Version(version) else { throw BadSample() }
    let target = scratch.path + "/" + place + "/" + PackVersion(pack, version).archivePath
    try Files.makeFolder(Files.parent(of: target))
    try ArchiveWriter.write(try PackFolder(path: source).files(), of: source, to: target)
    return target
  }

  struct BadSample: Error {}
}

/// What failed in a call; nil when nothing did.
func refusal<Value>(_ body: () throws -> Value) -> PackFailure? {
  do {
    _ = try body()
    return nil
  } catch {
    return error as? PackFailure
  }
}

/// Names, versions and ranges that are known to be right.
extension PackName: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self = PackName(value) ?? PackName(unchecked: "bad") }
}

extension Version: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self = Version(value) ?? Version(0, 0, 0) }
}

extension VersionRange: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self = VersionRange(value) ?? .any }
}
