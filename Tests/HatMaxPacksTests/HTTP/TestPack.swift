import Foundation
import SystemFiles
import TestServers
import Testing

@testable import HatMaxPacks

/// A pack with next to nothing in it.
struct TestPack {
  var name: String
  var version: String
  var requires: [String: String] = [:]
  var content = "hello\n"

  var identity: PackVersion {
    get throws { PackVersion(try #require(PackName(name)), try #require(Version(version))) }
  }

  /// Builds its archive below a folder, where `hatmax pack build` would have been told to put it.
  @discardableResult func archive(in folder: ScratchFolder, below root: String = "root") throws -> String {
    let source = "sources/" + UUID().uuidString
    let requirements = requires.sorted { $0.key < $1.key }.map { "\($0.key): \"\($0.value)\"" }.joined(separator: ", ")
    try folder.write(
      """
      name: \(name)
      version: \(version)
      description: A pack "for tests", with ümlauts
      license: MIT
      keywords: [test, tiny]
      requires: {\(requirements)}
      """, to: source + "/pack.yml")
    try folder.write(content, to: source + "/README.md")
    let pack = PackFolder(path: folder.path + "/" + source)
    let target = "\(folder.path)/\(root)/\(try identity.archivePath)"
    try Files.makeFolder(Files.parent(of: target))
    try ArchiveWriter.write(pack.files(), of: pack.path, to: target)
    return target
  }

  /// Signs its archive with a key that is the same in every run.
  func sign(_ archive: String, key: UInt8 = 1) throws -> [UInt8] {
    let digest = try FolderSource.manifest(ofArchive: archive).digest
    let text = try PackStatement(identity, digest).signed(by: testKey(key))
    try Data(text.utf8).write(to: URL(fileURLWithPath: archive + ".sig"))
    return Array(text.utf8)
  }
}
