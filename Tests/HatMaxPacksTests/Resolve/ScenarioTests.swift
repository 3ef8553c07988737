import Foundation
import GoldenTesting
import Testing

@testable import HatMaxPacks

/// Packs in memory: what resolves against what.
struct MemoryCatalog: PackCatalog {
  private(set) var packs: [PackName: [Version: [Requirement]]] = [:]

  mutating func add(_ name: PackName, _ version: Version, _ requirements: [Requirement]) {
    packs[name, default: [:]][version] = requirements
  }

  func versions(of name: PackName) -> [Version] { packs[name].map { Array($0.keys) } ?? [] }

  func requirements(of name: PackName, at version: Version) -> [Requirement] { packs[name]?[version] ?? [] }

  func knownRequirements(of name: PackName, at version: Version) -> [Requirement]? { packs[name]?[version] }
}

/// The files in `Fixtures/Resolve`: packs, what a project requires, and what comes of it, conflicts with the whole text.
struct ScenarioTests {
  private struct Scenario {
    var catalog = MemoryCatalog()
    var requirements: [Requirement] = []
    var locked: [PackName: Version] = [:]
    /// All but the result.
    var head = ""
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Fixtures/Resolve").standardized.path

  private static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?.filter { $0.hasSuffix(".scenario") }.sorted() ?? []

  @Test func `there are enough scenarios`() { #expect(Self.names.count >= 40) }

  @Test(arguments: names) func scenario(_ name: String) throws {
    let scenario = try Self.read(try String(contentsOfFile: Self.folder + "/" + name, encoding: .utf8))
    var result: String
    switch try Resolver.resolve(scenario.requirements, catalog: scenario.catalog, preferred: scenario.locked) {
    case .success(let resolution):
      result = resolution.versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }.joined()
      if result.isEmpty { result = "nothing\n" }
    case .failure(let conflict): result = conflict.explanation + "\n"
    }
    try Golden.expect(scenario.head + "[result]\n" + result, equals: "../Fixtures/Resolve/" + name)
  }

  private static func read(_ text: String) throws -> Scenario {
    var scenario = Scenario()
    var section = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line == "[result]" { break }
      scenario.head += line + "\n"
      if line.hasPrefix("[") { section = line }
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix("[") { continue }
      let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
      let words = parts[0].split(separator: " ", maxSplits: 1).map(String.init)
      let name = try #require(PackName(words[0]))
      switch section {
      case "[packs]":
        let needs = parts.count > 1 ? parts[1].split(separator: ",").map(String.init) : []
        scenario.catalog.add(name, try #require(Version(words[1])), try needs.map(requirement))
      case "[project]": scenario.requirements.append(try requirement(line))
      default:
        let version = try #require(Version(words[1]))
        scenario.locked[name] = version
      }
    }
    return scenario
  }

  private static func requirement(_ text: String) throws -> Requirement {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    return Requirement(try #require(PackName(words[0])), try #require(VersionRange(words[1])))
  }
}
